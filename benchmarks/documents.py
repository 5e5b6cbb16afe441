"""How fast letters are printed, beside two yardsticks: layout alone of the same HTML, and WeasyPrint as it comes.

Run: python -m benchmarks.documents. Needs no database; one core. The small faces are built first, outside all times.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import django
import weasyprint

from suggestions.printing import documents, faces, isolation, renderer, typesetting

ROUNDS = 30
MANY = 200
#: Lines of facts that make a letter of so many pages.
PARAGRAPHS = {1: 0, 3: 4, 10: 21}
SENTENCE = "经查，2019年10月至11月间，该局对县城8家门店（含流动摊点3处）未按《食品安全法》第一百一十条的规定开展检查，"


def letter_of(pages: int) -> documents.Letter:
    """Return a public-interest letter of 1, 3 or 10 pages."""
    facts = "\n".join([SENTENCE * 4 + "上述问题应当整改。"] * PARAGRAPHS[pages]) or "上述情况属实。"
    return documents.Letter(
        organ="木垒哈萨克自治县人民检察院",
        number="木检行公建〔2019〕3号",
        recipient="木垒哈萨克自治县市场监督管理局",
        parts=(documents.Part(label="查明的事实", text=facts),),
        measures=(documents.Asked(text="依法履行监管职责，查处违规销售生鲜乳的商户。"),),
        reply_sentence="请自收到本检察建议书之日起两个月内依法履行职责，并将办理情况书面回复本院。",
        signed_on=date(2019, 11, 11),
    )


def seconds(work: Callable[[], object], *, rounds: int = ROUNDS) -> float:
    """Return the median processor time of one call, after one that warms up."""
    work()
    times = []
    for _round in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


def layout_only(html: str) -> Callable[[], object]:
    """Return what lays the pages out and writes nothing: no setting can be faster than this floor."""
    return lambda: renderer.press().layout(html, fetcher=isolation.MemoryFetcher({}))


def as_it_comes(html: str, *, fonts: Path) -> Callable[[], object]:
    """Return WeasyPrint without our care: everything fresh for each document, whole faces."""
    style = renderer.press().face_set.style().replace(" GB2312", "") + renderer.STYLE_SHEET.read_text(encoding="utf-8")

    def work() -> object:
        with isolation.environment(FONTCONFIG_FILE=str(fonts)):
            return weasyprint.HTML(string=html).write_pdf(stylesheets=[weasyprint.CSS(string=style)], pdf_tags=True)

    return work


def whole_faces_only() -> Path:
    """Return a font configuration with the packaged faces as they come."""
    folder = renderer.work_folder() / "benchmark"
    folder.mkdir(parents=True, exist_ok=True)
    package = next(face.path.parent for face in renderer.press().face_set.faces if face.family == faces.SERIF)
    content = isolation.CONFIGURATION.format(faces=package, cache=folder)
    (folder / "fonts.conf").write_text(content, encoding="utf-8")
    return folder / "fonts.conf"


def cold_start() -> float:
    """Return the wall time of the first letter in a new process, imports and faces included."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.documents", "--one"]
    subprocess.run(command, check=True, cwd=Path(__file__).parent.parent, env=os.environ)
    return time.perf_counter() - start


def peak_megabytes() -> float:
    """Return the most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print one line for each length, then the cold start and the memory, then all as JSON."""
    faces.prepare(work=renderer.work_folder())
    if "--one" in sys.argv:
        typesetting.print_document(letter_of(1))
        return
    fonts = whole_faces_only()
    figures: dict[str, float] = {}
    print("pages  letters/s  ms/letter  KiB  x layout floor  x faster than WeasyPrint as it comes")
    for pages in PARAGRAPHS:
        letter = letter_of(pages)
        html = typesetting.html(letter)
        rendered = typesetting.print_document(letter)
        if rendered.pages != pages:
            raise SystemExit(f"The letter of {pages} pages has {rendered.pages}.")
        ours = seconds(lambda letter=letter: typesetting.print_document(letter))
        floor, plain = seconds(layout_only(html)), seconds(as_it_comes(html, fonts=fonts), rounds=5)
        figures |= {f"ms_{pages}": ours * 1000, f"floor_{pages}": ours / floor, f"gain_{pages}": plain / ours}
        size = len(rendered.pdf) / 1024
        print(
            f"{pages:5}  {1 / ours:9.1f}  {ours * 1000:9.1f}  {size:3.0f}  {ours / floor:14.2f}  {plain / ours:10.2f}"
        )
    before = peak_megabytes()
    for _number in range(MANY):
        typesetting.print_document(letter_of(3))
    figures |= {"cold_s": cold_start(), "peak_mb": peak_megabytes(), "growth_mb": peak_megabytes() - before}
    print("first letter of a new process: {cold_s:.2f} s; peak {peak_mb:.0f} MB".format(**figures), end="")
    print(f", {figures['growth_mb']:.1f} MB more after {MANY} letters of 3 pages")
    print(json.dumps({name: round(value, 3) for name, value in figures.items()}))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procuracy.settings")
    django.setup()
    main()
