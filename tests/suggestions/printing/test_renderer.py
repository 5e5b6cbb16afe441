"""The renderer reaches nothing outside the document, embeds its faces, and prints the same bytes in any process."""

import io
import os
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pikepdf
import pytest
import weasyprint
from fontTools.ttLib import TTFont
from weasyprint.urls import FatalURLFetchingError

from suggestions.printing import faces, isolation, renderer, typesetting

from . import samples

ROOT = Path(__file__).resolve().parents[3]
PIXEL = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
ADDRESSES = ["http://198.51.100.1/x", "https://198.51.100.1/x", "ftp://198.51.100.1/x", "file:///etc/hostname", "x.png"]
ADDRESSES += ["data:image/png;base64,AAAA", "FILE:///etc/hostname", "memory:/other"]
CHANNELS = {
    "style sheet": '<link rel="stylesheet" href="{}">',
    "import": "<style>@import url('{}');</style>",
    "font": "<style>@font-face {{ font-family: x; src: url('{}') }} p {{ font-family: x }}</style><p>文",
    "background": "<p style=\"background: url('{}')\">文",
    "list style": "<ul style=\"list-style: url('{}')\"><li>文</ul>",
    "content": "<style>p::before {{ content: url('{}') }}</style><p>文",
    "border": "<p style=\"border: 1px solid; border-image: url('{}') 1\">文",
    "img": '<img src="{}">',
    "object": '<object data="{}"></object>',
    "embed": '<embed src="{}">',
    "svg image": '<svg xmlns="http://www.w3.org/2000/svg"><image href="{}" width="9" height="9"/></svg>',
    "page": "<style>@page {{ background: url('{}') }}</style>",
    "attachment": '<link rel="attachment" href="{}"><p>文',
    "link attachment": '<a rel="attachment" href="{}">文</a>',
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


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("channel", CHANNELS)
def test_no_channel_reaches_anything(channel: str, address: str, press: renderer.Press, no_doors: list[str]) -> None:
    html = "<html><body>" + CHANNELS[channel].format(address)
    with pytest.raises(isolation.FetchRefused):
        press.render(html, title="文")
    assert no_doors == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_drawing_cannot_use_another_file(address: str, press: renderer.Press, no_doors: list[str]) -> None:
    use = f'<p>文<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><use href="{address}#a"/></svg>'
    without = press.render('<p>文<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>', title="文")
    assert len(press.render(use, title="文").pdf) < len(without.pdf) + 200
    assert no_doors == []


def test_the_fetcher_answers_for_named_assets_only(press: renderer.Press) -> None:
    fetcher = isolation.MemoryFetcher({"memory:/seal": ("image/svg+xml", PIXEL)})
    assert fetcher.fetch("memory:/seal").read() == PIXEL
    with pytest.raises(FatalURLFetchingError):
        fetcher.fetch("memory:/seal2")
    with pytest.raises(FatalURLFetchingError):
        fetcher.open("file:///etc/hostname")
    asset = {"memory:/seal": ("image/svg+xml", PIXEL)}
    assert press.render('<p>文<img src="memory:/seal">', title="文", assets=asset).pages == 1


def test_a_refused_address_is_an_ordinary_error_and_the_press_prints_on(press: renderer.Press) -> None:
    with pytest.raises(isolation.FetchRefused) as refusal:
        press.render('<img src="http://198.51.100.1/">', title="文")
    assert isinstance(refusal.value, Exception)
    assert press.render("<p>文", title="文").pages == 1


def test_all_faces_are_embedded_and_named(press: renderer.Press) -> None:
    rendered = typesetting.print_sheet(samples.letter(联系人="赵䶮"))
    with pikepdf.open(io.BytesIO(rendered.pdf)) as pdf:
        fonts = [
            entry
            for entry in pdf.objects
            if isinstance(entry, pikepdf.Dictionary) and entry.get("/Type") == "/FontDescriptor"
        ]
        assert fonts
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
        assert str(pdf.Root.Lang) == "zh-CN"
        assert str(pdf.docinfo["/Title"]) == f"{samples.ORGAN} 检察建议书 {samples.NUMBER}"
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.docinfo["/Keywords"]) == ", ".join(rendered.faces)
    assert rendered.faces == ("Noto Sans SC GB2312", "Noto Serif SC", "Noto Serif SC GB2312")


def test_the_file_bears_the_given_time_and_no_other(press: renderer.Press) -> None:
    at = datetime(2026, 3, 1, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    with pikepdf.open(io.BytesIO(press.render("<p>文", title="文", dated=at).pdf)) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20260301093000+08")
    with pikepdf.open(io.BytesIO(press.render("<p>文", title="文").pdf)) as pdf:
        assert "/CreationDate" not in pdf.docinfo


def test_without_the_subset_library_the_bytes_are_stable_too(
    press: renderer.Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("weasyprint.pdf.fonts.harfbuzz_subset", None)
    times = iter((1_700_000_000.0, 1_800_000_000.0))
    monkeypatch.setattr("fontTools.misc.timeTools.time.time", lambda: next(times))
    assert press.render("<p>检察建议", title="文").pdf == press.render("<p>检察建议", title="文").pdf


def test_whole_faces_set_the_same_lines_as_small_ones(tmp_path: Path, press: renderer.Press) -> None:
    whole = renderer.Press(work=tmp_path, face_set=faces.find(work=tmp_path, folders=()))
    html = typesetting.html(samples.letter_of(pages=3))
    rows = [
        [_rows(page) for page in one.layout(html, fetcher=isolation.MemoryFetcher({})).pages] for one in (press, whole)
    ]
    assert rows[0] == rows[1]
    assert any("GB2312" in face.family for face in press.face_set.faces)
    assert not any("GB2312" in face.family for face in whole.face_set.faces)


def _rows(page: weasyprint.Page) -> list[tuple[str, float, float]]:
    boxes = page._page_box.descendants()
    return [(box.text, round(box.position_x, 2), round(box.position_y, 2)) for box in boxes if hasattr(box, "text")]


@pytest.mark.slow
def test_another_process_prints_the_same_bytes(work: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from django.conf import settings; settings.configure(USE_I18N=False)\n"
        "from suggestions.printing import faces, renderer; work = Path(sys.argv[1])\n"
        "press = renderer.Press(work=work, face_set=faces.find(work=work, folders=()))\n"
        "print(press.render('<p>检察建议书赵䶮<p>木垒 ABC', title='文').sha256)"
    )
    digests = {_run(program, str(work), seed=seed) for seed in ("1", "2")}
    assert len(digests) == 1


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


def test_threads_print_at_once_and_get_their_own_documents(press: renderer.Press) -> None:
    expected = {number: press.render(f"<p>第{number}号", title="文").sha256 for number in range(4)}
    printed: dict[int, str] = {}

    def work(number: int) -> None:
        printed[number] = press.render(f"<p>第{number}号", title="文").sha256

    threads = [threading.Thread(target=work, args=(number,)) for number in expected]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert printed == expected


def test_what_is_too_long_is_refused(press: renderer.Press, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(renderer.TooLong):
        press.render("文" * (renderer.MOST_CHARACTERS + 1), title="文")
    monkeypatch.setattr(renderer, "MOST_PAGES", 2)
    with pytest.raises(renderer.TooLong):
        press.render("<p>文<p style='break-before: page'>文" * 2, title="文")


def test_the_offices_own_face_is_used_and_rare_characters_fall_back(tmp_path: Path, packaged: faces.FaceSet) -> None:
    office = tmp_path / "office"
    office.mkdir()
    for family in ("仿宋_GB2312", "宋体"):
        with TTFont(next(face.path for face in packaged.faces if face.family == "Noto Sans SC GB2312")) as font:
            for record in font["name"].names:
                if record.nameID in (1, 4):
                    record.string = family
            font.save(office / f"{len(family)}.ttf")
    press = renderer.Press(work=tmp_path, face_set=faces.find(work=tmp_path, folders=(office,)))
    assert press.render("<p>检察建议", title="文").faces == ("仿宋_GB2312", "宋体")
    assert press.render("<p>赵䶮", title="文").faces == ("Noto Serif SC", "仿宋_GB2312", "宋体")


def test_the_environment_is_as_before(press: renderer.Press) -> None:
    press.render("<p>文", title="文")
    assert "FONTCONFIG_FILE" not in os.environ or "fontconfig" not in os.environ["FONTCONFIG_FILE"]
    assert os.environ.get("SOURCE_DATE_EPOCH") is None
