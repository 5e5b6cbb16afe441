"""The documents of the repository and what they point to: pictures and links of every Markdown file, as paths."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PICTURE_NAMES = ("*.png", "*.jpg", "*.svg", "*.webp")
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)


def documents() -> list[Path]:
    """Returns every Markdown file at the root and below docs/."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def pictures() -> set[Path]:
    """Returns every picture below docs/."""
    return {path for name in PICTURE_NAMES for path in (ROOT / "docs").rglob(name)}


def targets(document: Path, *, are_pictures: bool) -> Iterator[Path]:
    """Yields the paths that a document shows as pictures, or links to; addresses of the web and of its own parts are left out."""
    for mark, address in LINK.findall(FENCE.sub("", document.read_text(encoding="utf-8"))):
        path = address.partition("#")[0]
        if bool(mark) is are_pictures and path and "://" not in path and not path.startswith("mailto:"):
            yield (document.parent / path).resolve()
