"""How fast letters are printed, beside yardsticks of the same run: layout alone, WeasyPrint as it comes, LibreOffice.

Run: python -m benchmarks.documents. Needs no database; one core. The small faces are built first, outside all times.
Says at the end which goals are met, and ends with 0 either way. LibreOffice is measured where it is installed.
"""

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import django
import weasyprint

from suggestions.printing import font_subset, fonts, isolation, line_breaking, renderer, typesetting
from suggestions.printing.sheets import Sheet, SheetFrame

ROUNDS, ROUNDS_OF_OFFICE, PREVIEWS, MANY = 15, 3, 60, 500
#: Paragraphs of facts that make a letter of so many pages.
PARAGRAPHS = {1: 0, 3: 5, 10: 22}
SENTENCE = "经查，2019年10月至11月间，该局对县城8家门店（含流动摊点3处）未按《食品安全法》第一百一十条的规定开展检查，"
ORGAN = "木垒哈萨克自治县人民检察院"


def letter_of(pages: int, *, number: int = 3) -> Sheet:
    """Return a public-interest letter of 1, 3 or 10 pages; letters of another number are others."""
    from suggestions.documents import composing
    from suggestions.documents.document_kinds import LETTER

    prose = "\n".join([SENTENCE * 4 + "上述问题应当整改。"] * PARAGRAPHS[pages]) or "上述情况属实。"
    facts = {fact.name: "" for fact in LETTER.facts} | {
        "检察院": ORGAN,
        "文号": f"木检行公建〔2019〕{number}号",
        "抬头单位": "木垒哈萨克自治县市场监督管理局",
        "查明的事实和证据": prose,
        "建议": [{"内容": "依法履行监管职责，查处违规销售生鲜乳的商户。", "依据": "", "完成标准": ""}],
        "回复要求": "请自收到本检察建议书之日起两个月内依法履行职责，并将办理情况书面回复本院。",
        "附件": (),
        "抄送": (),
        "落款日期": "2019年11月11日",
    }
    text = composing.text_that_came_along("letter")
    frame = SheetFrame(author=ORGAN)
    return Sheet(heading=LETTER.heading, text=text, places=LETTER.places, facts=facts, frame=frame)


def medians(works: Mapping[str, Callable[[], object]], *, rounds: int) -> dict[str, float]:
    """Return the median processor time of each, after one call that warms up; rounds alternate, so that noise hits all."""
    for work in works.values():
        work()
    times: dict[str, list[float]] = {name: [] for name in works}
    for _round in range(rounds):
        for name, work in works.items():
            start = time.process_time()
            work()
            times[name].append(time.process_time() - start)
    return {name: statistics.median(each) for name, each in times.items()}


def printed_here(letter: Sheet) -> Callable[[], object]:
    """Return what prints a letter in this process: the confined one's processor time is not counted here."""
    return lambda: renderer.render_here(typesetting.html(letter), title=typesetting.document_title(letter))


def layout_only(html: str) -> Callable[[], object]:
    """Return what lays the pages out and writes nothing: no setting can be faster than this floor."""
    return lambda: renderer.printer().layout(html, fetcher=isolation.MemoryFetcher({}))


def as_it_comes(html: str, *, configuration: Path) -> Callable[[], object]:
    """Return WeasyPrint without our care: everything fresh for each document, whole faces."""
    small = font_subset.FAMILY_SUFFIX
    style = renderer.printer().font_set.style().replace(small, "") + renderer.STYLE_SHEET.read_text(encoding="utf-8")
    style += f"html {{ letter-spacing: {line_breaking.NATURAL * line_breaking.STEP}pt }}"

    def work() -> object:
        with isolation.environment(FONTCONFIG_FILE=str(configuration)):
            return weasyprint.HTML(string=html).write_pdf(stylesheets=[weasyprint.CSS(string=style)], pdf_tags=True)

    return work


def whole_fonts_only() -> Path:
    """Return a font configuration with the packaged faces as they come."""
    folder = renderer.work_folder() / "benchmark"
    folder.mkdir(parents=True, exist_ok=True)
    package = next(font.path.parent for font in renderer.printer().font_set.fonts if font.family == fonts.SERIF)
    content = isolation.CONFIGURATION.format(fonts=package, cache=folder)
    (folder / "fonts.conf").write_text(content, encoding="utf-8")
    return folder / "fonts.conf"


def office_seconds(html: str) -> float | None:
    """Return the processor time of LibreOffice for one file, a process each; None where it is not installed."""
    soffice = shutil.which("soffice")
    if not soffice:
        return None
    times = []
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "letter.html"
        page.write_text(html, encoding="utf-8")
        command = [soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to"]
        for _round in range(ROUNDS_OF_OFFICE + 1):
            start = children_seconds()
            subprocess.run(
                [*command, "pdf:writer_web_pdf_Export", "--outdir", folder, page], check=True, capture_output=True
            )
            times.append(children_seconds() - start)
    return statistics.median(times[1:])


def children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def cold_start() -> float:
    """Return the wall time of the first letter in a new process, imports and faces included."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.documents", "--one"]
    subprocess.run(command, check=True, cwd=Path(__file__).parent.parent, env=os.environ)
    return time.perf_counter() - start


def previews() -> dict[str, float]:
    """Return 95th percentiles in ms for previews of a draft of 3 pages, on a page and as PDF.

    Wall time is what a writer waits for, and on a busy machine waits with others; processor time is what it costs.
    """
    times: dict[str, list[float]] = {}
    for number in range(PREVIEWS):
        draft = letter_of(3, number=number)
        for name, show in (("page", typesetting.preview), ("pdf", typesetting.print_preview)):
            wall, processor = time.perf_counter(), time.process_time()
            show(draft)
            times.setdefault(f"preview_{name}_p95_ms", []).append((time.perf_counter() - wall) * 1000)
            times.setdefault(f"preview_{name}_processor_p95_ms", []).append((time.process_time() - processor) * 1000)
    return {name: statistics.quantiles(each, n=20)[-1] for name, each in times.items()}


def memory() -> tuple[float, float]:
    """Return the peak of this process in MB, and by how much many letters raised it after the first fifty."""

    def peak() -> float:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    before = peak()
    for number in range(MANY):
        typesetting.print_sheet(letter_of(3, number=number))
        if number == MANY // 10:
            before = peak()
    return peak(), peak() - before


def main() -> None:
    """Print one line for each length, the rest, the goals, and all as JSON."""
    fonts.prepare(work=renderer.work_folder())
    if "--one" in sys.argv:
        typesetting.print_sheet(letter_of(1))
        return
    figures: dict[str, float] = {"load": os.getloadavg()[0]}
    peak, growth = memory()
    figures |= {"peak_mb": peak, "growth_mb": growth, "cold_s": cold_start()} | previews()
    print(
        "pages  letters/s  ms/letter  KiB  x layout floor  x faster than WeasyPrint as it comes  than LibreOffice per file"
    )
    configuration = whole_fonts_only()
    for pages in PARAGRAPHS:
        letter = letter_of(pages)
        html, rendered = typesetting.html(letter), typesetting.print_sheet(letter)
        if rendered.pages != pages:
            raise SystemExit(f"The letter of {pages} pages has {rendered.pages}.")
        ours = printed_here(letter)
        works = {"ours": ours, "floor": layout_only(html), "plain": as_it_comes(html, configuration=configuration)}
        found = medians(works, rounds=ROUNDS)
        office = office_seconds(html)
        figures |= {f"ms_{pages}": found["ours"] * 1000, f"kib_{pages}": len(rendered.pdf) / 1024}
        figures |= {f"floor_{pages}": found["ours"] / found["floor"], f"gain_{pages}": found["plain"] / found["ours"]}
        if office:
            figures[f"office_{pages}"] = office / found["ours"]
        print(
            f"{pages:5}  {1 / found['ours']:9.1f}  {found['ours'] * 1000:9.1f}  {figures[f'kib_{pages}']:3.0f}"
            f"  {figures[f'floor_{pages}']:14.2f}  {figures[f'gain_{pages}']:36.2f}"
            f"  {figures.get(f'office_{pages}', 'not installed'):>23.4}"
        )
    print("first letter of a new process {cold_s:.2f} s; peak {peak_mb:.0f} MB".format(**figures), end="")
    print(f", {figures['growth_mb']:.1f} MB more over {MANY} letters; load at the start {figures['load']:.1f}")
    goals(figures)
    print(json.dumps({name: round(value, 3) for name, value in figures.items()}))


def goals(figures: Mapping[str, float]) -> None:
    """Print each goal with what was reached."""
    for name, goal, is_at_most in (
        ("floor_3", 1.7, True),
        ("gain_3", 1.8, False),
        ("office_3", 7.0, False),
        ("preview_page_p95_ms", 300.0, True),
        ("preview_pdf_p95_ms", 300.0, True),
        ("preview_pdf_processor_p95_ms", 300.0, True),
        ("growth_mb", 5.0, True),
    ):
        if name not in figures:
            print(f"not measured  {name}")
            continue
        is_met = figures[name] <= goal if is_at_most else figures[name] >= goal
        sign = "<=" if is_at_most else ">="
        print(f"{'met' if is_met else 'NOT MET':12}  {name} {figures[name]:.2f}, goal {sign} {goal:g}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procuracy.settings")
    django.setup()
    main()
