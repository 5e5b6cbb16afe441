"""The press that the tests print on: packaged faces only, so that results do not depend on the machine."""

from pathlib import Path

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

from suggestions.printing import fonts, renderer

EVERY_PLACE_WITHOUT_FONTS: tuple[Path, ...] = ()


@pytest.fixture(scope="session")
def work() -> Path:
    """The folder of this installation; small faces are built in it once and stay for the next run."""
    folder = Path(settings.VAR) / "printing"
    fonts.prepare(work=folder)
    return folder


@pytest.fixture(scope="session")
def packaged(work: Path) -> fonts.FontSet:
    return fonts.find(work=work, folders=EVERY_PLACE_WITHOUT_FONTS)


@pytest.fixture(scope="session")
def session_printer(work: Path, packaged: fonts.FontSet) -> renderer.Printer:
    return renderer.Printer(work=work, font_set=packaged)


@pytest.fixture(autouse=True)
def printer(session_printer: renderer.Printer, monkeypatch: pytest.MonkeyPatch) -> renderer.Printer:
    monkeypatch.setattr(renderer, "printer", lambda: session_printer)
    return session_printer


#: Faces of an office by their names, each with ascent and descent of its own: no two lines of metrics agree.
OFFICE = {
    "仿宋_GB2312": ("Noto Serif SC GB2312", 880, -120),
    "楷体_GB2312": ("Noto Serif SC GB2312", 1250, -420),
    "方正小标宋简体": ("Noto Serif SC GB2312", 760, -240),
    "黑体": ("Noto Sans SC GB2312", 859, -141),
    "宋体": ("Noto Serif SC GB2312", 859, -141),
}


@pytest.fixture(scope="session")
def office_printer(work: Path, packaged: fonts.FontSet, tmp_path_factory: pytest.TempPathFactory) -> renderer.Printer:
    """A press on a machine that has all faces of the standard, of as many heights."""
    folder = tmp_path_factory.mktemp("office")
    for number, (family, (source, ascent, descent)) in enumerate(OFFICE.items()):
        with TTFont(next(font.path for font in packaged.fonts if font.family == source)) as font:
            for record in font["name"].names:
                if record.nameID in (1, 4, 16):
                    record.string = family
                if record.nameID == 6:
                    record.string = f"Office{number}"
            font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = ascent, descent, 0
            font["OS/2"].fsSelection &= ~(1 << 7)
            font.save(folder / f"{number}.ttf")
    return renderer.Printer(work=work, font_set=fonts.find(work=work, folders=(folder,)))


@pytest.fixture
def office(office_printer: renderer.Printer, monkeypatch: pytest.MonkeyPatch) -> renderer.Printer:
    """Print on the office's faces in this test."""
    monkeypatch.setattr(renderer, "printer", lambda: office_printer)
    return office_printer
