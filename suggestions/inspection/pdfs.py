"""PDF files: read for what acts by itself when they are opened; never written, so that signatures hold."""

import io
import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from suggestions.inspection.findings import Dangerous, FileFault, Holds

MOST_PAGES = 5_000
MOST_OBJECTS = 300_000
#: In points; a sheet of A0 has 3,370.
LONGEST_SIDE = 14_400
DEEPEST = 64

SCRIPTS = frozenset({"/JavaScript", "/Rendition", "/RichMediaExecute", "/Movie", "/Sound"})
PROGRAMS = frozenset({"/Launch"})
FETCHING = frozenset({"/ImportData", "/SubmitForm", "/GoToE"})
#: What leads out of the file; a link that a reader presses may, what acts when the file or a page is opened may not.
LEADING = frozenset({"/URI", "/GoToR"})
#: The same looked for in the bytes as they are: an object that is broken for this reader may be whole for another.
ACTING = re.compile(rb"/(?:JavaScript|Launch|RichMedia|ImportData|SubmitForm)\b")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
BOXES = ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox")


def inspect(content: bytes) -> set[Holds]:
    """Returns what the file holds. Raises Dangerous."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if len(pdf.objects) > MOST_OBJECTS:
                raise Dangerous(FileFault.TOO_MANY)
            holds = {found for each in _dictionaries(pdf) for found in _judged(each)}
            if len(pdf.pages) > MOST_PAGES:
                raise Dangerous(FileFault.TOO_MANY)
    except pikepdf.PasswordError as error:
        raise Dangerous(FileFault.LOCKED) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, RecursionError) as error:
        if isinstance(error, Dangerous):
            raise
        raise Dangerous(FileFault.UNREADABLE) from error
    if ACTING.search(ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content)):
        raise Dangerous(FileFault.SCRIPT)
    return holds


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Object]:
    """Yields every dictionary of the file, those inside others too; what is pointed at comes by itself."""
    for each in (*pdf.objects, pdf.trailer):
        yield from _within(each, 0)


def _within(found: Object, depth: int) -> Iterator[Object]:
    if depth > DEEPEST:
        raise Dangerous(FileFault.UNREADABLE)
    if isinstance(found, Dictionary | Stream):
        yield found
        parts: list[Object] = [found.get(key) for key in found.keys()]  # noqa: SIM118
    elif isinstance(found, Array):
        parts = list(found)
    else:
        return
    for part in parts:
        if isinstance(part, Dictionary | Array) and not part.is_indirect:
            yield from _within(part, depth + 1)


def _acting_by_itself(found: Object) -> Iterator[Object]:
    """Yields the actions that a dictionary lets happen without anybody pressing a link."""
    more = found.get("/AA")
    actions = [found.get("/OpenAction"), *(more.values() if isinstance(more, Dictionary) else ())]
    for action in actions:
        yield from _chained(action, 0)


def _chained(action: Object | None, depth: int) -> Iterator[Object]:
    """Yields an action and those that follow it."""
    if depth > DEEPEST:
        raise Dangerous(FileFault.UNREADABLE)
    if isinstance(action, Dictionary):
        yield action
        yield from _chained(action.get("/Next"), depth + 1)
    elif isinstance(action, Array):
        for each in action:
            yield from _chained(each, depth + 1)


def _judged(found: Object) -> Iterator[Holds]:
    """Yields what a dictionary says the file holds. Raises Dangerous."""
    keys = set(found.keys())
    action = str(found.get("/S")) if isinstance(found.get("/S"), Name) else ""
    if "/JS" in keys or "/XFA" in keys or action in SCRIPTS:
        raise Dangerous(FileFault.SCRIPT)
    if action in PROGRAMS:
        raise Dangerous(FileFault.PROGRAM)
    if action in FETCHING or any(str(each.get("/S")) in LEADING for each in _acting_by_itself(found)):
        raise Dangerous(FileFault.ELSEWHERE)
    if str(found.get("/Subtype")) in {"/RichMedia", "/Screen", "/3D"}:
        raise Dangerous(FileFault.SCRIPT)
    for box in keys & set(BOXES):
        _require_box(found.get(box))
    if "/EF" in keys or str(found.get("/Type")) == "/EmbeddedFile":
        yield Holds.EMBEDDED
    if "/ByteRange" in keys and "/Contents" in keys:
        yield Holds.SIGNATURE


def _require_box(box: Object) -> None:
    if not isinstance(box, Array) or len(box) != 4:
        raise Dangerous(FileFault.PAGE)
    left, bottom, right, top = (float(side) for side in box)
    if not (abs(right - left) <= LONGEST_SIDE and abs(top - bottom) <= LONGEST_SIDE):  # also what is no number
        raise Dangerous(FileFault.PAGE)
