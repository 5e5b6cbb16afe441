"""`python -m tests.docs.pictures`: makes every picture of docs/ anew from the sample world, through a real browser.

Pages go to docs/pictures, one page of each kind of document to docs/documents. The sample world is loaded into a database of its
own, which is dropped afterwards, on one fixed day, with one seed for what is drawn by lot, and with the faces named here only: the
same code gives the same pictures. Needs Chromium and the packages of requirements-dev.lock. Pages are shown in Debian's
fonts-noto-cjk, without it in the one weight of the face that letters are printed with; `--faces DIR` says where it lies.
"""

import argparse
import hashlib
import io
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from PIL import Image

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES, DOCUMENTS = DOCS / "pictures", DOCS / "documents"
DAY = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # ten o'clock in the office
NAME = "sample_world_to_picture"
DOCUMENT_WIDTH = 620

DEBIAN_FACES = Path("/usr/share/fonts/opentype/noto")
# No other faces than these: whatever else a machine has installed, its pictures are the same.
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{installed}</dir><dir>{packaged}</dir><cachedir>{cache}</cachedir>
  <alias><family>sans-serif</family><prefer><family>Noto Sans CJK SC</family><family>Noto Sans SC</family></prefer></alias>
  <alias><family>serif</family><prefer><family>Noto Serif CJK SC</family><family>Noto Serif SC</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>Noto Sans Mono CJK SC</family><family>Noto Sans SC</family></prefer></alias>
</fontconfig>
"""


@dataclass(frozen=True, kw_only=True)
class PagePicture:
    """One picture of a page: who is signed in, in which language, where, and how much of it is shown."""

    name: str
    username: str
    language: str
    address: Callable[[], str]
    height: int
    width: int = 1440


def _mulei_case() -> str:
    from sample import walk

    return f"/suggestions/{walk.case().pk}/"


def _letter_to_answer() -> str:
    """Returns the portal's page of a letter whose measures still wait for the answer of the unit's liaison."""
    from organs.models import Person
    from suggestions.models import Suggestion

    unit = Person.objects.get(username="liaison2").posts.get().unit
    waiting = Suggestion.objects.filter(unit=unit, document_state="served", measures__state="asked")
    return f"/portal/letters/{waiting.order_by('pk').distinct().first().pk}/"


PICTURES = (
    PagePicture(name="suggestion", username="prosecutor", language="en", address=_mulei_case, height=1500),
    PagePicture(name="portal", username="liaison2", language="zh", address=_letter_to_answer, height=1250),
    PagePicture(name="dashboard", username="xj-cases", language="en", address=lambda: "/analysis/", height=1500),
)


def of_pages(browser, site: str, folder: Path) -> None:
    """Takes every picture of a page from a site on which the sample world is loaded."""
    from organs import sample_people
    from tests.browser.visitor import Visitor

    folder.mkdir(parents=True, exist_ok=True)
    for picture in PICTURES:
        visitor = Visitor(browser, site).sign_in(picture.username, sample_people.PASSWORD)
        visitor.speak(picture.language)
        visitor.page.set_viewport_size({"width": picture.width, "height": picture.height})
        visitor.go(picture.address())
        _small(visitor.page.screenshot()).save(folder / f"{picture.name}.png", optimize=True)
        visitor.leave()


def of_documents(folder: Path) -> None:
    """Draws the first page of each kind of document, and the letter's last page with the specimen of a seal."""
    import pypdf
    from django.core.management import call_command

    from suggestions.printing import pictures

    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        call_command("sample_documents", scratch, with_pictures=True, verbosity=0)
        for path in sorted(Path(scratch).glob("*.png")):
            _document(path.read_bytes()).save(folder / path.name, optimize=True)
        letter = (Path(scratch) / "letter.pdf").read_bytes()
        last = len(pypdf.PdfReader(io.BytesIO(letter)).pages)
        signed = pictures.page(letter, sha256=hashlib.sha256(letter).hexdigest(), number=last)
        _document(signed).save(folder / "letter_signed.png", optimize=True)


def _document(png: bytes) -> Image.Image:
    page = Image.open(io.BytesIO(png)).convert("RGB")
    height = round(page.height * DOCUMENT_WIDTH / page.width)
    return page.resize((DOCUMENT_WIDTH, height), Image.Resampling.LANCZOS).quantize(64)


def _small(png: bytes) -> Image.Image:
    """Returns a picture of a page with few colours, as pages have them: a third of the bytes."""
    return Image.open(io.BytesIO(png)).convert("RGB").quantize(128)


@contextmanager
def _site_of_the_sample_world() -> Iterator[str]:
    """Gives the address of a server with the sample world, on the fixed day, in a database and a folder of their own."""
    import time_machine
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import override_settings
    from pytest_django.live_server_helper import LiveServer

    from procuracy import roles
    from tests.another_database import another_database

    with (
        tempfile.TemporaryDirectory() as files,
        override_settings(
            FILES=Path(files),
            PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
            CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
            STORAGES={"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
        ),
        time_machine.travel(DAY, tick=True),
        patch("secrets.token_hex", lambda size: "5e" * size),
        roles.as_owner(connection),
        another_database(connection, name=NAME),
    ):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_sample_world")
        server = LiveServer("localhost")
        server._live_server_modified_settings.enable()
        try:
            yield server.url
        finally:
            server.stop()
            server._live_server_modified_settings.disable()


@contextmanager
def _browser(faces: Path) -> Iterator[object]:
    """Starts Chromium with the faces of a folder, the packaged ones, and no others."""
    import pylopdf_fonts_zh_cn
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import CHROMIUM, FLAGS

    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        configuration = Path(scratch) / "fonts.conf"
        packaged = Path(pylopdf_fonts_zh_cn.__file__).parent
        written = FONTS.format(installed=faces, packaged=packaged, cache=Path(scratch) / "cache")
        configuration.write_text(written, encoding="utf-8")
        environment = os.environ | {"FONTCONFIG_FILE": str(configuration)}
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, env=environment)
        yield browser
        browser.close()


def main(faces: Path) -> None:
    """Makes all pictures anew."""
    with _site_of_the_sample_world() as site:
        of_documents(DOCUMENTS)
        with _browser(faces) as browser:
            of_pages(browser, site, PAGES)
    for folder in (PAGES, DOCUMENTS):
        print(f"docs/{folder.name}: {len(list(folder.glob('*.png')))} pictures")


if __name__ == "__main__":
    import django

    parser = argparse.ArgumentParser(description="Makes every picture of docs/ anew.")
    parser.add_argument("--faces", type=Path, default=DEBIAN_FACES, help="where fonts-noto-cjk lies")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procuracy.settings")
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    django.setup()
    main(parser.parse_args().faces)
