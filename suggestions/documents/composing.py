"""Brings a record, its kind of document and a template together as the sheet that is set; reads, writes nothing."""

import functools
import hashlib
from collections.abc import Mapping
from pathlib import Path

from django.db import models

from organs.models import Procuratorate
from suggestions.documents.document_kinds import KINDS, LETTER
from suggestions.documents.document_shape import DocumentKind
from suggestions.models import DocumentTemplate, LetterVersion, Marking, Service, Stationery, Suggestion
from suggestions.printing import sheets
from suggestions.printing.filling import Value

TEXTS = Path(__file__).resolve().parents[2] / "templates" / "documents"
MARKS = {Marking.WORK_SECRET: "工作秘密", Marking.INTERNAL: "内部"}
URGENT = "加急"


@functools.cache
def text_that_came_along(name: str) -> str:
    """Returns a template that comes with the software, by its name: the key of a kind, or one of its `texts`."""
    return (TEXTS / f"{name}.txt").read_text(encoding="utf-8")


def digest_of(*, heading: str, text: str) -> str:
    """Returns the SHA-256 of a template: what a signature over a letter holds fast of it."""
    return hashlib.sha256(f"{heading}\n{text}".encode()).hexdigest()


def came_along(kind: DocumentKind, *, suggestion_kind: str = "") -> DocumentTemplate:
    """Returns the template that comes with the software: the kept row, or one that is not kept yet."""
    new = not_kept(kind, suggestion_kind=suggestion_kind)
    of_software = DocumentTemplate.objects.of(kind=kind.key, procuratorate=None, suggestion_kind=new.suggestion_kind)
    return of_software.filter(sha256=new.sha256).first() or new


def not_kept(kind: DocumentKind, *, suggestion_kind: str = "") -> DocumentTemplate:
    """Returns the software's own template as it is today, whether a document was printed with it or not."""
    text = text_that_came_along(kind.text_for(suggestion_kind))
    return DocumentTemplate(
        kind=kind.key,
        suggestion_kind=suggestion_kind if suggestion_kind in kind.texts else "",
        heading=kind.heading,
        text=text,
        sha256=digest_of(heading=kind.heading, text=text),
    )


def in_force(*, kind: DocumentKind, procuratorate: Procuratorate, suggestion_kind: str = "") -> DocumentTemplate:
    """Returns the most specific template: for this kind of suggestion before that for all, written before what came along.

    Of what was written it is the last version of the nearest procuratorate, from this one up.
    """
    written = DocumentTemplate.objects.holding_for(procuratorate).filter(kind=kind.key)
    nearest = written.filter(suggestion_kind=suggestion_kind).first()
    if nearest is None and suggestion_kind and suggestion_kind not in kind.texts:
        nearest = written.filter(suggestion_kind="").first()
    return nearest or came_along(kind, suggestion_kind=suggestion_kind)


def stationery_of(procuratorate: Procuratorate) -> Stationery:
    """Returns how a procuratorate's letters look: the set one, or the plain one that nobody set yet."""
    return Stationery.objects.filter(procuratorate=procuratorate).first() or Stationery(procuratorate=procuratorate)


def sheet(
    kind: DocumentKind,
    record: models.Model,
    *,
    template: DocumentTemplate | None = None,
    is_sealed: bool = False,
    beside: Mapping[str, Value] | None = None,
) -> sheets.Sheet:
    """Returns the sheet of a record; `beside` are facts that stand in for the record's own, as typed so far.

    `is_sealed` prints the procuratorate's seal where one is set and the kind bears one: only what goes out has it.
    """
    suggestion = record if isinstance(record, Suggestion) else _suggestion_of(record)
    template = template or in_force(kind=kind, procuratorate=suggestion.issued_by, suggestion_kind=suggestion.kind)
    facts = {**kind.say(record), **(beside or {})}
    return sheets.Sheet(
        heading=template.heading,
        text=template.text,
        places=kind.places,
        facts=facts,
        frame=_frame(kind, record, suggestion, author=str(facts[kind.author]), is_sealed=is_sealed),
    )


def _suggestion_of(record: models.Model) -> Suggestion:
    """Returns the suggestion of a record, which a part of a service has by way of it."""
    return record.suggestion if hasattr(record, "suggestion") else record.service.suggestion


def _frame(
    kind: DocumentKind, record: models.Model, suggestion: Suggestion, *, author: str, is_sealed: bool
) -> sheets.SheetFrame:
    marks: tuple[str, ...] = ()
    if isinstance(record, LetterVersion):
        marks = tuple(mark for mark in (MARKS.get(record.marking, ""), URGENT if record.is_urgent else "") if mark)
    stationery = stationery_of(suggestion.issued_by)
    return frame_of(kind, author=author, stationery=stationery, marks=marks, is_sealed=is_sealed)


def frame_of(
    kind: DocumentKind, *, author: str, stationery: Stationery, marks: tuple[str, ...] = (), is_sealed: bool = False
) -> sheets.SheetFrame:
    """Returns what stands around the text on this stationery; red head, marks and printing office on letters only."""
    seal = (stationery.seal_id or "") if is_sealed and kind.is_sealed else ""
    if kind is not LETTER:
        return sheets.SheetFrame(author=author, seal=seal)
    is_red = stationery.head == Stationery.Head.RED
    return sheets.SheetFrame(
        author=author,
        red_mark=(stationery.mark or author) if is_red else "",
        printing_office=stationery.printing_office,
        marks=marks,
        seal=seal,
    )


def service_slip(suggestion: Suggestion, *, address: str) -> sheets.Sheet:
    """Returns the service return to be signed, with empty places and the unit's one-time address."""
    planned = Service(suggestion=suggestion, letter=suggestion.letter)
    return sheet(KINDS["service_return"], planned, beside={"一次性地址": address})


def letter(
    version: LetterVersion,
    *,
    measures: list[dict[str, str]] | None = None,
    copies: list[str] | None = None,
) -> sheets.Sheet:
    """Returns the letter of a version as a draft shows it; `measures` and `copies` as typed stand in for the saved ones."""
    typed: dict[str, Value] = {"建议": measures, "抄送": copies}
    beside = {name: value for name, value in typed.items() if value is not None}
    return sheet(LETTER, version, template=version.template, beside=beside)
