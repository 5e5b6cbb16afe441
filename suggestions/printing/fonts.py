"""Which faces documents are printed with: the office's own when installed, else the free ones of a package.

GB/T 9704-2012 asks for 仿宋, 楷体, 小标宋 and 黑体. Their usual files are proprietary; where they are not installed
Noto Serif SC and Noto Sans SC (OFL) of the package pylopdf-fonts-zh-cn stand in, AR PL KaitiM GB (Debian's
fonts-arphic-gkai00mp) for 楷体 and FandolFang (GPL with font exception, of Debian's texlive-lang-chinese) for 仿宋 where they
are there, FandolFang only with the small face that `manage.py prepare_fonts` builds of it; the file's metadata name what was used. Uyghur names are
set in Noto Naskh Arabic (OFL) of the package pylopdf-fonts-ar, characters of Unicode's extensions B to F in HanaMinB
(Debian's fonts-hanazono) where it is installed.
"""

import functools
import hashlib
import importlib.util
import io
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTCollection, TTFont, TTLibError

from organs.words import clauses
from suggestions.printing import characters, font_subset

SERIF, SANS, NASKH = "Noto Serif SC", "Noto Sans SC", "Noto Naskh Arabic"
#: Free faces of their kinds: Debian's texlive-lang-chinese, of which one file is taken, and fonts-arphic-gkai00mp.
FANGSONG, KAI = "FandolFang R", "AR PL KaitiM GB"
#: Rare characters of names, in the extensions B to F of Unicode (Debian's fonts-hanazono).
RARE = "HanaMinB"
#: Family: the package and its file.
PACKAGED = {
    SERIF: ("pylopdf_fonts_zh_cn", "NotoSerifSC-Regular.otf"),
    SANS: ("pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"),
    NASKH: ("pylopdf_fonts_ar", "NotoNaskhArabic-Variable.ttf"),
}
INSTALLED_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path.home() / ".fonts",
    Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"),
)
#: Where the first start keeps a face that it fetched, in the work folder.
FETCHED = "faces"
SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})

#: For each role of the standard: the installed families that fill it, best first, then the packaged stand-in.
ROLES: Mapping[str, tuple[tuple[str, ...], str]] = {
    "fangsong": (("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", FANGSONG), SERIF),
    "kai": (("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "LXGW WenKai", KAI), SERIF),
    "xiaobiaosong": (("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"), SERIF),
    "hei": (("黑体", "SimHei"), SANS),
    "song": (("宋体", "SimSun"), SERIF),
}
#: Asked only for what no other face can draw: the Uyghur letters ئ ۆ ې in a unit's name, and rare characters. A face
#: that is not named in this module is never asked, whatever lies on the server: a letter looks the same everywhere.
RESERVES = (NASKH, RARE)


class FontsNotFound(RuntimeError):
    """A package of free faces is not installed."""


@dataclass(frozen=True)
class MissingGlyph:
    """A character that no face can draw, and the words around it."""

    character: str
    place: str
    context: str

    def __str__(self) -> str:
        return _("%(place)s: “%(character)s” (U+%(code)s) in “%(context)s”") % {
            "place": self.place or _("Document"),
            "character": self.character,
            "code": f"{ord(self.character):04X}",
            "context": self.context,
        }


class MissingGlyphs(ValueError):
    """Some characters cannot be printed; the message names each with its place and can be shown."""

    def __init__(self, missing: Sequence[MissingGlyph]) -> None:
        self.missing = tuple(missing)
        super().__init__(self.missing)

    def __str__(self) -> str:
        return _("No installed face can print: %s") % clauses(map(str, self.missing))


@dataclass(frozen=True)
class Font:
    """One family in one file."""

    family: str
    path: Path
    number: int = 0


@dataclass(frozen=True)
class FontSet:
    """The faces of this installation: for each role its families in order, and all files that are needed."""

    stacks: Mapping[str, tuple[str, ...]]
    fonts: tuple[Font, ...]

    @cached_property
    def drawable(self) -> frozenset[int]:
        """The code points that at least one face can draw."""
        return frozenset().union(*(_metrics(font.path, font.number).keys() for font in self.fonts))

    @cached_property
    def editions(self) -> dict[str, str]:
        """The first half of the SHA-256 of each family's file: what "the same faces" means."""
        return {font.family: _digest(font.path)[:32] for font in self.fonts}

    def advance(self, character: str, role: str) -> float:
        """Return how wide a character is in a role, in parts of the size; one em when no face can draw it."""
        widths = self._advances.setdefault(role, {})
        if character not in widths:
            by_family = {font.family: font for font in self.fonts}
            stack = (by_family[family] for family in self.stacks[role])
            found = (_metrics(font.path, font.number).get(ord(character)) for font in stack)
            widths[character] = next((width for width in found if width is not None), 1.0)
        return widths[character]

    @cached_property
    def _advances(self) -> dict[str, dict[str, float]]:
        return {}

    def reach(self, text: str, role: str) -> tuple[float, float]:
        """Return how far the ink of a text reaches above and below its base line, in parts of the size."""
        by_family = {font.family: font for font in self.fonts}
        stack = [by_family[family] for family in self.stacks[role]]
        boxes = [_ink(font.path, font.number, character) for character in text if (font := _drawing(stack, character))]
        return max((top for top, _low in boxes), default=1.0), max((-low for _top, low in boxes), default=0.0)

    def base_line(self, role: str) -> float:
        """Return how far the base line stands below the middle of a line, in parts of the size."""
        first = next(font for font in self.fonts if font.family == self.stacks[role][0])
        ascent, descent = _extents(first.path, first.number)
        return (ascent - descent) / 2

    def missing_glyphs(self, text: str, *, place: str = "") -> list[MissingGlyph]:
        """Name each character of the text that no face can draw, once, with what stands around it."""
        known = self.drawable
        unknown = {character for character in set(text) if ord(character) not in known} - characters.GLYPHLESS
        return [
            MissingGlyph(character, place, characters.context_of(text, position))
            for position, character in sorted((text.index(character), character) for character in unknown)
        ]

    def style(self) -> str:
        """Return the style sheet's variables: one stack of families for each role."""
        rules = "".join(f"--{role}: {', '.join(map(_quoted, stack))};" for role, stack in self.stacks.items())
        return f":root {{ {rules} }}"


def find(*, work: Path, folders: Iterable[Path] | None = None) -> FontSet:
    """Find the faces for every role; small faces are used when prepare() has built them. Raises FacesNotFound."""
    installed = _installed(_folders(work) if folders is None else folders)
    packaged = {family: Font(family, path) for family, path in _packaged().items()}
    small = {family: font for family in (SERIF, SANS) if (font := _small(packaged[family], work=work))}
    known = installed | packaged
    reserves = [known[family] for family in RESERVES if family in known]
    chosen: dict[str, Font] = {}
    stacks: dict[str, tuple[str, ...]] = {}
    for role, (families, stand_in) in ROLES.items():
        own = next((installed[family] for family in families if family in installed), None)
        if own and own.path.stem in font_subset.FAULTY:
            own = _small(own, work=work)  # the whole face draws some signs wrongly
        other = SANS if stand_in == SERIF else SERIF
        ordered = [own, small.get(stand_in), packaged[stand_in], packaged[other], *reserves]
        present = [font for font in ordered if font]
        chosen.update({font.family: font for font in present})
        stacks[role] = tuple(dict.fromkeys(font.family for font in present))
    return FontSet(stacks=stacks, fonts=tuple(chosen.values()))


#: How the standard calls the face of each role, and the families that are that face.
STANDARD = {"fangsong": "仿宋", "kai": "楷体", "xiaobiaosong": "小标宋", "hei": "黑体", "song": "宋体"}


def stand_ins(font_set: FontSet) -> list[tuple[str, str]]:
    """Return the faces of the standard that are not installed, each with the family that is printed in its place."""
    free = {SERIF, SANS, FANGSONG, KAI}
    drawn = {role: font_set.stacks[role][0].removesuffix(font_subset.FAMILY_SUFFIX) for role in STANDARD}
    return [(STANDARD[role], family) for role, family in drawn.items() if family in free]


def is_fangsong_waiting(font_set: FontSet, *, work: Path, folders: Iterable[Path] | None = None) -> bool:
    """Tell whether FandolFang lies here and is not drawn: without its small face, or because the printer started before."""
    if font_set.stacks["fangsong"][0].removesuffix(font_subset.FAMILY_SUFFIX) != SERIF:
        return False
    return bool(faulty_files(_folders(work) if folders is None else folders))


def faulty_files(folders: Iterable[Path]) -> list[Path]:
    """Return the files of faces that are printed only as small ones, by their names."""
    places = list(folders)
    return sorted(path for stem in font_subset.FAULTY for folder in places for path in folder.rglob(f"{stem}.*"))


def edition(*, work: Path, folders: Iterable[Path] | None = None) -> str:
    """Return of what prepare() would build: other words when a face was brought or the making changed."""
    files = faulty_files(_folders(work) if folders is None else folders)
    return " ".join((font_subset.EDITION, *(f"{path.name}:{path.stat().st_size}" for path in files)))


def prepare(*, work: Path) -> list[Path]:
    """Build the small faces of the packaged ones, for speed; seconds of work the first time, nothing after it."""
    packaged = _packaged()
    faulty = [font.path for font in _installed(_folders(work)).values() if font.path.stem in font_subset.FAULTY]
    sources = [*(packaged[family] for family in (SERIF, SANS)), *faulty]
    return [font_subset.build_subset(source, work=work) for source in sources]


def _folders(work: Path) -> tuple[Path, ...]:
    return (*INSTALLED_FOLDERS, work / FETCHED)


@functools.cache
def _packaged() -> dict[str, Path]:
    return {family: _folder_of(package) / name for family, (package, name) in PACKAGED.items()}


def _folder_of(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise FontsNotFound(
            _("The package %(name)s with faces of documents is not installed.") % {"name": package.replace("_", "-")}
        )
    return Path(spec.origin).parent


@functools.cache
def _metrics(path: Path, number: int) -> dict[int, float]:
    """Return how wide each code point is that a face can draw, in parts of the size."""
    with TTFont(path, fontNumber=number, lazy=True) as font:
        widths, em = font["hmtx"].metrics, font["head"].unitsPerEm
        return {code: widths[name][0] / em for code, name in (font.getBestCmap() or {}).items()}


def _drawing(stack: Iterable[Font], character: str) -> Font | None:
    """Return the first face that can draw a character."""
    return next((font for font in stack if ord(character) in _metrics(font.path, font.number)), None)


@functools.lru_cache(maxsize=1000)
def _ink(path: Path, number: int, character: str) -> tuple[float, float]:
    """Return the upper and the lower edge of a character's ink over its base line, in parts of the size."""
    glyphs, names, em = _glyphs(path, number)
    pen = BoundsPen(glyphs)
    glyphs[names[ord(character)]].draw(pen)
    _left, low, _right, top = pen.bounds or (0, 0, 0, 0)
    return top / em, low / em


@functools.cache
def _glyphs(path: Path, number: int) -> tuple[Mapping[str, Any], Mapping[int, str], int]:
    """Return the shapes of a face, the name of the shape of each code point, and the units of its em.

    It is read into memory once: an open file would be shared with the children of a fork.
    """
    font = TTFont(io.BytesIO(path.read_bytes()), fontNumber=number, lazy=True)
    return font.getGlyphSet(), font.getBestCmap() or {}, font["head"].unitsPerEm


@functools.cache
def _extents(path: Path, number: int) -> tuple[float, float]:
    """Return ascent and descent as the typesetter takes them, in parts of the size."""
    with TTFont(path, fontNumber=number, lazy=True) as font:
        em, line, windows = font["head"].unitsPerEm, font["hhea"], font["OS/2"]
        if windows.fsSelection & 1 << 7 or not (line.ascent or line.descent):
            return windows.sTypoAscender / em, -windows.sTypoDescender / em
        return line.ascent / em, -line.descent / em


@functools.cache
def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _small(font: Font, *, work: Path) -> Font | None:
    path = font_subset.subset_path(font.path, work=work)
    return Font(font.family + font_subset.FAMILY_SUFFIX, path) if path.exists() else None


def _installed(folders: Iterable[Path]) -> dict[str, Font]:
    """Return the wanted families that are installed; the first file of a family wins, in the order of paths."""
    wanted = {_key(family): family for families, _stand_in in ROLES.values() for family in families}
    wanted |= {_key(family): family for family in RESERVES}
    found: dict[str, Font] = {}
    for path in _font_files(folders):
        for number, names in enumerate(_regular_names(path)):
            for key in names & wanted.keys():
                found.setdefault(wanted[key], Font(wanted[key], path, number))
    return found


def _font_files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())


def _regular_names(path: Path) -> list[set[str]]:
    """Return the family names of each face in a file; none for bold or slanted faces and for unreadable files."""
    try:
        if path.suffix.lower() in {".ttc", ".otc"}:
            with TTCollection(path, lazy=True) as collection:
                return [_names(font) for font in collection.fonts]
        with TTFont(path, lazy=True) as font:
            return [_names(font)]
    except (TTLibError, OSError, KeyError, ValueError):
        return []


def _names(font: TTFont) -> set[str]:
    if font["head"].macStyle:
        return set()
    names = font["name"].names
    styles = {record.toUnicode() for record in names if record.nameID == 2 and record.langID == 0x409}
    if not styles <= {"Regular", "Book", "Normal", "R"}:
        return set()
    return {_key(record.toUnicode()) for record in names if record.nameID in (1, 16)}


def _key(family: str) -> str:
    return unicodedata.normalize("NFKC", family).casefold()


def _quoted(family: str) -> str:
    return '"' + family.replace("\\", "\\\\").replace('"', '\\"') + '"'
