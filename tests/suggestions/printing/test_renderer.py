"""The renderer reaches nothing outside the document, embeds its faces, and prints the same bytes in any process."""

import io
import os
import re
import struct
import subprocess
import sys
import threading
import zlib
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pikepdf
import pytest
import weasyprint
from fontTools.ttLib import TTFont
from weasyprint.urls import FatalURLFetchingError

from suggestions.printing import fonts as fonts
from suggestions.printing import isolation, renderer, typesetting

from . import sample_sheets

ROOT = Path(__file__).resolve().parents[3]
PIXEL = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
ADDRESSES = ["http://198.51.100.1/x", "https://198.51.100.1/x", "ftp://198.51.100.1/x", "file:///etc/hostname", "x.png"]
ADDRESSES += ["data:image/png;base64,AAAA", "FILE:///etc/hostname", "memory:/other"]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'
#: Every place in WeasyPrint 70 that fetches: css/__init__.py (style sheets, imports, profiles), text/fonts.py, html.py and
#: formatting_structure/build.py (pictures), layout/background.py, svg/images.py and svg/css.py, anchors.py (attachments).
CHANNELS = {
    "style sheet": '<link rel="stylesheet" href="{}">',
    "style sheet for paper": '<link rel="stylesheet" media="print" href="{}">',
    "import": "<style>@import url('{}');</style>",
    "import for paper": "<style>@import url('{}') print;</style>",
    "import into a layer": "<style>@import url('{}') layer(x);</style>",
    "font": "<style>@font-face {{ font-family: x; src: url('{}') }} p {{ font-family: x }}</style><p>文",
    "color profile": "<style>@color-profile --x {{ src: url('{}') }}</style><p style='color: color(--x 0 0 0 0)'>文",
    "background": "<p style=\"background: url('{}')\">文",
    "background in a rule for paper": "<style>@media print {{ p {{ background: url('{}') }} }}</style><p>文",
    "background by way of a variable": "<p style=\"--a: url('{}'); background: var(--a)\">文",
    "list style": "<ul style=\"list-style: url('{}')\"><li>文</ul>",
    "content": "<style>p::before {{ content: url('{}') }}</style><p>文",
    "content with a leader": "<style>p::after {{ content: leader('.') url('{}') }}</style><p>文",
    "marker": "<style>li::marker {{ content: url('{}') }}</style><ul><li>文</ul>",
    "border": "<p style=\"border: 1px solid; border-image: url('{}') 1\">文",
    "mask": "<p style=\"mask-border-source: url('{}')\">文",
    "img": '<img src="{}">',
    "img under a base": '<base href="{}/"><p>文<img src="y.png">',
    "object": '<object data="{}"></object>',
    "embed": '<embed src="{}">',
    "svg image": SVG + '<image href="{}" width="9" height="9"/></svg>',
    "svg image, old": SVG + '<image xlink:href="{}" width="9" height="9"/></svg>',
    "svg font": SVG + "<style>@font-face {{ font-family: x; src: url('{}') }}</style><text>文</text></svg>",
    "page": "<style>@page {{ background: url('{}') }}</style>",
    "margin of the page": "<style>@page {{ @top-left {{ content: url('{}') }} }}</style><p>文",
    "background of a margin": "<style>@page {{ @top-left {{ content: '文'; background: url('{}') }} }}</style><p>文",
    "footnote": "<style>span {{ float: footnote }} @page {{ @footnote {{ background: url('{}') }} }}</style><p>文<span>注",
    "attachment": '<link rel="attachment" href="{}"><p>文',
    "link attachment": '<a rel="attachment" href="{}">文</a>',
}
#: What WeasyPrint 70 does not fetch, so that a later one that does is noticed.
CLOSED = {
    "srcset": '<p>文<img srcset="{} 2x">',
    "picture": '<p>文<picture><source srcset="{}"><img></picture>',
    "video": '<video poster="{}" src="{}">文</video><audio src="{}">文</audio>',
    "frame": '<iframe src="{}">文</iframe><p>文',
    "input": '<p>文<input type="image" src="{}">',
    "script": '<p>文<script src="{}"></script>',
    "icon": '<link rel="icon" href="{}"><link rel="preload" as="image" href="{}"><p>文',
    "refresh": '<meta http-equiv="refresh" content="0; url={}"><p>文',
    "old background": '<body background="{}"><table background="{}"><tr><td background="{}">文</table>',
    "cursor": "<p style=\"cursor: url('{}'), auto\">文",
    "mask image": "<p style=\"mask-image: url('{}'); mask: url('{}')\">文",
    "shape": "<p style=\"float: left; shape-outside: url('{}')\">文",
    "clip and filter": "<p style=\"clip-path: url('{}#a'); filter: url('{}#a')\">文",
    "set of images": "<p style=\"background: image-set(url('{}') 1x)\">文",
    "attribute as address": "<style>p::before {{ content: attr(title url) }}</style><p title='{}'>文",
    "string": "<style>p {{ string-set: a url('{}') }}</style><p>文",
    "counter style": "<style>@counter-style x {{ system: cyclic; symbols: url('{}') }} li {{ list-style: x }}</style><li>文",
    "namespace": "<style>@namespace url('{}');</style><p>文",
    "svg import": "<p>文" + SVG + "<style>@import url('{}');</style></svg>",
    "svg picture in a filter": "<p>文"
    + SVG
    + "<filter id='f'><feImage href='{}'/></filter><rect filter='url(#f)'/></svg>",
    "svg paint": "<p>文" + SVG + "<rect fill=\"url('{}#a')\" mask=\"url('{}#a')\" clip-path=\"url('{}#a')\"/></svg>",
    "svg gradient": "<p>文" + SVG + "<linearGradient id='g' href='{}#a'/><rect fill='url(#g)'/></svg>",
    "svg path of text": "<p>文" + SVG + "<text><textPath href='{}#a'>文</textPath></text></svg>",
}


@pytest.fixture
def no_doors(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note every address that would be opened past our fetcher."""
    opened: list[str] = []

    def note(self: object, address: object, *_arguments: object, **_options: object) -> None:
        opened.append(str(address))
        raise AssertionError(address)

    monkeypatch.setattr("urllib.request.OpenerDirector.open", note)
    monkeypatch.setattr("socket.create_connection", note)
    return opened


def _run(program: str, *arguments: str, seed: str = "0") -> str:
    """Return what the program prints in a process of its own, on the packaged faces."""
    environment = {"PATH": os.environ["PATH"], "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout


@pytest.mark.slow
@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("channel", CHANNELS)
def test_no_channel_reaches_anything(
    channel: str, address: str, printer: renderer.Printer, no_doors: list[str]
) -> None:
    html = "<html><body>" + CHANNELS[channel].format(address)
    with pytest.raises(isolation.FetchRefused):
        printer.render(html, title="文")
    assert no_doors == []


@pytest.mark.slow
@pytest.mark.parametrize("channel", CLOSED)
def test_what_is_no_channel_opens_nothing(channel: str, printer: renderer.Printer, no_doors: list[str]) -> None:
    for address in ADDRESSES[:1] + ADDRESSES[3:5]:
        html = "<html><body>" + CLOSED[channel].format(*[address] * 3)
        assert b"198.51.100" not in printer.render(html, title="文").pdf
    assert no_doors == []


def test_nothing_is_given_to_the_renderer_by_address() -> None:
    source = Path(renderer.__file__).read_text(encoding="utf-8")
    assert not {"xmp_metadata", "attachments=[", "url=", "filename="} & set(re.findall(r"[\w]+=?\[?", source))


def bomb(side: int) -> bytes:
    """A PNG of a few kilobytes that says that it is so many pixels wide and high."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(4000))) + chunk(b"IEND", b"")
    )


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("side", [4001, 12_000, 30_000, 2_000_000_000])
def test_a_picture_that_unpacks_to_gigabytes_is_refused(side: int, printer: renderer.Printer) -> None:
    with pytest.raises(renderer.PictureRefused):
        printer.render('<p>文<img src="memory:/seal">', title="文", assets={"memory:/seal": ("image/png", bomb(side))})


@pytest.mark.parametrize(
    "content",
    [b"", b"no picture", b"GIF89a" + bytes(20), sample_sheets.seal()[:60]],
    ids=["empty", "text", "GIF", "cut off"],
)
def test_a_letter_is_not_printed_without_its_picture(content: bytes, printer: renderer.Printer) -> None:
    with pytest.raises(renderer.PictureRefused):
        printer.render(
            '<p>文<img src="memory:/seal" alt="印章">', title="文", assets={"memory:/seal": ("image/png", content)}
        )


@pytest.mark.slow
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_drawing_cannot_use_another_file(address: str, printer: renderer.Printer, no_doors: list[str]) -> None:
    use = f'<p>文<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><use href="{address}#a"/></svg>'
    without = printer.render('<p>文<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>', title="文")
    assert len(printer.render(use, title="文").pdf) < len(without.pdf) + 200
    assert no_doors == []


def test_the_fetcher_answers_for_named_assets_only(printer: renderer.Printer) -> None:
    fetcher = isolation.MemoryFetcher({"memory:/seal": ("image/svg+xml", PIXEL)})
    assert fetcher.fetch("memory:/seal").read() == PIXEL
    with pytest.raises(FatalURLFetchingError):
        fetcher.fetch("memory:/seal2")
    with pytest.raises(FatalURLFetchingError):
        fetcher.open("file:///etc/hostname")
    asset = {"memory:/seal": ("image/svg+xml", PIXEL)}
    assert printer.render('<p>文<img src="memory:/seal">', title="文", assets=asset).pages == 1


def test_a_refused_address_is_an_ordinary_error_and_the_press_prints_on(printer: renderer.Printer) -> None:
    with pytest.raises(isolation.FetchRefused) as refusal:
        printer.render('<img src="http://198.51.100.1/">', title="文")
    assert isinstance(refusal.value, Exception)
    assert printer.render("<p>文", title="文").pages == 1


@pytest.mark.slow
def test_all_faces_are_embedded_and_named(printer: renderer.Printer) -> None:
    rendered = typesetting.print_sheet(sample_sheets.letter(联系人="赵䶮"))
    with pikepdf.open(io.BytesIO(rendered.pdf)) as pdf:
        fonts = [
            entry
            for entry in pdf.objects
            if isinstance(entry, pikepdf.Dictionary) and entry.get("/Type") == "/FontDescriptor"
        ]
        assert fonts
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
        assert str(pdf.Root.Lang) == "zh-CN"
        assert str(pdf.docinfo["/Title"]) == f"{sample_sheets.ORGAN} 检察建议书 {sample_sheets.NUMBER}"
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.docinfo["/Keywords"]) == ", ".join(rendered.fonts)
    assert rendered.fonts == ("Noto Sans SC GB2312", "Noto Serif SC", "Noto Serif SC GB2312")


@pytest.mark.slow
def test_the_file_bears_the_given_time_and_no_other(printer: renderer.Printer) -> None:
    at = datetime(2026, 3, 1, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    with pikepdf.open(io.BytesIO(printer.render("<p>文", title="文", dated=at).pdf)) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20260301093000+08")
    with pikepdf.open(io.BytesIO(printer.render("<p>文", title="文").pdf)) as pdf:
        assert "/CreationDate" not in pdf.docinfo


@pytest.mark.slow
def test_without_the_subset_library_the_bytes_are_stable_too(
    printer: renderer.Printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("weasyprint.pdf.fonts.harfbuzz_subset", None)
    times = iter((1_700_000_000.0, 1_800_000_000.0))
    monkeypatch.setattr("fontTools.misc.timeTools.time.time", lambda: next(times))
    assert printer.render("<p>检察建议", title="文").pdf == printer.render("<p>检察建议", title="文").pdf


@pytest.mark.slow
def test_a_start_without_the_subset_library_says_so_passes_and_prints(work: Path) -> None:
    program = (
        "import cffi, ctypes.util, sys\n"
        "opened, found = cffi.FFI.dlopen, ctypes.util.find_library\n"
        "def dlopen(ffi, name, *flags):\n"
        "    if 'harfbuzz-subset' in str(name): raise OSError(name)\n"
        "    return opened(ffi, name, *flags)\n"
        "cffi.FFI.dlopen = dlopen\n"
        "ctypes.util.find_library = lambda name: None if name == 'harfbuzz-subset' else found(name)\n"
        "import os, django\n"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'procuracy.settings'; django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('check', stderr=sys.stdout)\n"
        "from weasyprint.pdf import fonts\n"
        "from suggestions.printing import renderer\n"
        "print('subset by', fonts.harfbuzz_subset, renderer.render('<p>检察建议书', title='文').pages)"
    )
    printed = _run(program)
    assert "(procuracy.W001) libharfbuzz-subset is missing" in printed
    assert "apt-get install libharfbuzz-subset0" in printed
    assert printed.splitlines()[-1] == "subset by None 1"


@pytest.mark.slow
def test_whole_faces_set_the_same_lines_as_small_ones(tmp_path: Path, printer: renderer.Printer) -> None:
    whole = renderer.Printer(work=tmp_path, font_set=fonts.find(work=tmp_path, folders=()))
    html = typesetting.html(sample_sheets.letter_of(pages=3))
    rows = [
        [_rows(page) for page in one.layout(html, fetcher=isolation.MemoryFetcher({})).pages]
        for one in (printer, whole)
    ]
    assert rows[0] == rows[1]
    assert any("GB2312" in font.family for font in printer.font_set.fonts)
    assert not any("GB2312" in font.family for font in whole.font_set.fonts)


def _rows(page: weasyprint.Page) -> list[tuple[str, float, float]]:
    boxes = page._page_box.descendants()
    return [(box.text, round(box.position_x, 2), round(box.position_y, 2)) for box in boxes if hasattr(box, "text")]


@pytest.mark.slow
def test_another_process_prints_the_same_bytes(work: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from django.conf import settings; settings.configure(USE_I18N=False)\n"
        "from suggestions.printing import fonts, renderer; work = Path(sys.argv[1])\n"
        "printer = renderer.Printer(work=work, font_set=fonts.find(work=work, folders=()))\n"
        "print(printer.render('<p>检察建议书赵䶮<p>木垒 ABC', title='文').sha256)"
    )
    digests = {_run(program, str(work), seed=seed) for seed in ("1", "2")}
    assert len(digests) == 1


@pytest.mark.slow
def test_the_child_of_a_fork_builds_its_own_press_and_prints_the_same(work: Path, tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from django.conf import settings\n"
        "settings.configure(USE_I18N=False, VAR=sys.argv[1])\n"
        "from suggestions.printing import renderer\n"
        "print(renderer.render('<p>检察建议书', title='文').sha256, flush=True)\n"
        "if (child := os.fork()) == 0:\n"
        "    print(renderer.render('<p>检察建议书', title='文').sha256, flush=True); os._exit(0)\n"
        "assert os.waitpid(child, 0)[1] == 0"
    )
    printed = _run(program, str(work.parent)).split()
    assert len(printed) == 2
    assert printed[0] == printed[1]


@pytest.mark.slow
def test_threads_print_at_once_and_get_their_own_documents(printer: renderer.Printer) -> None:
    expected = {number: printer.render(f"<p>第{number}号", title="文").sha256 for number in range(4)}
    printed: dict[int, str] = {}

    def work(number: int) -> None:
        printed[number] = printer.render(f"<p>第{number}号", title="文").sha256

    threads = [threading.Thread(target=work, args=(number,)) for number in expected]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert printed == expected


def test_what_is_too_long_is_refused(printer: renderer.Printer, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(renderer.TooLong):
        printer.render("文" * (renderer.MOST_CHARACTERS + 1), title="文")
    monkeypatch.setattr(renderer, "MOST_PAGES", 2)
    with pytest.raises(renderer.TooLong):
        printer.render("<p>文<p style='break-before: page'>文" * 2, title="文")


@pytest.mark.slow
def test_the_offices_own_face_is_used_and_rare_characters_fall_back(tmp_path: Path, packaged: fonts.FontSet) -> None:
    office = tmp_path / "office"
    office.mkdir()
    for family in ("仿宋_GB2312", "宋体"):
        with TTFont(next(font.path for font in packaged.fonts if font.family == "Noto Sans SC GB2312")) as font:
            for record in font["name"].names:
                if record.nameID in (1, 4):
                    record.string = family
            font.save(office / f"{len(family)}.ttf")
    printer = renderer.Printer(work=tmp_path, font_set=fonts.find(work=tmp_path, folders=(office,)))
    assert printer.render("<p>检察建议", title="文").fonts == ("仿宋_GB2312", "宋体")
    assert printer.render("<p>赵䶮", title="文").fonts == ("Noto Serif SC", "仿宋_GB2312", "宋体")


def test_the_environment_is_as_before(printer: renderer.Printer) -> None:
    printer.render("<p>文", title="文")
    assert "FONTCONFIG_FILE" not in os.environ or "fontconfig" not in os.environ["FONTCONFIG_FILE"]
    assert os.environ.get("SOURCE_DATE_EPOCH") is None
