"""Brings a record, its kind of document and a template together as the sheet that is set; reads, writes nothing."""

import functools
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from operator import attrgetter
from pathlib import Path

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from organs.models import Procuratorate
from suggestions.documents import joint_issuers
from suggestions.documents.document_kinds import KINDS, LETTER
from suggestions.documents.document_shape import DocumentKind
from suggestions.models import Approval, DocumentTemplate, LetterVersion, Marking, Service, Stationery, Suggestion
from suggestions.printing import sheets
from suggestions.printing.filling import Value
from suggestions.printing.patterns import Place

TEXTS = Path(__file__).resolve().parents[2] / "templates" / "documents"
MARKS = {Marking.WORK_SECRET: "工作秘密", Marking.INTERNAL: "内部"}
URGENT = "加急"
#: Under the date of a reply, which the unit seals by hand.
UNIT_SEAL = "（公章）"
#: The kept file is the first copy; those that are made of it are numbered by hand (GB/T 9704-2012, 7.2.1).
FIRST_COPY = "000001"


#: The leaf with the unit's one-time address; it is handed over beside the return and never filed.
WAY_IN = """> {被建议单位}：
{建议书文号}{建议书名称}可凭下列一次性地址在线查阅、签收和回复。地址三十日内有效，使用后即失效；请妥善保管，不得转告他人。
> {一次性地址}
本告知单由{称谓}留存，不随送达回证退回。
"""


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
        places=_called(kind, record),
        facts=facts,
        frame=_frame(kind, record, suggestion, author=str(facts[kind.author]), is_sealed=is_sealed),
    )


def _called(kind: DocumentKind, record: models.Model) -> tuple[Place, ...]:
    """Returns the places of a kind; those of a letter's contents are called as its rules name them (PIL21 Art. 75)."""
    if not isinstance(record, LetterVersion) or kind is not LETTER:
        return kind.places
    with translation.override("zh-hans"):
        contents = {fact.name: record.rules.content(fact.content) for fact in kind.facts if fact.content}
        named = {
            name: (content.label, str(content.label))
            for name, content in contents.items()
            if content and content.is_text
        }
    return tuple(
        replace(place, label=named[place.name][0], called=named[place.name][1]) if place.name in named else place
        for place in kind.places
    )


def _suggestion_of(record: models.Model) -> Suggestion:
    """Returns the suggestion of a record, which a part of a service, and a verdict on a letter, have by way of it."""
    if isinstance(record, Approval):
        return record.letter.suggestion
    return record.suggestion if hasattr(record, "suggestion") else record.service.suggestion


def _frame(
    kind: DocumentKind, record: models.Model, suggestion: Suggestion, *, author: str, is_sealed: bool
) -> sheets.SheetFrame:
    marks: tuple[str, ...] = ()
    if isinstance(record, LetterVersion):
        marks = tuple(mark for mark in (MARKS.get(record.marking, ""), URGENT if record.is_urgent else "") if mark)
    stationery = stationery_of(attrgetter(kind.issuer)(record) if kind.issuer else suggestion.issued_by)
    joint = tuple(row.office for row in joint_issuers.rows(suggestion)) if kind is LETTER else ()
    return frame_of(kind, author=author, stationery=stationery, marks=marks, is_sealed=is_sealed, joint=joint)


def frame_of(
    kind: DocumentKind,
    *,
    author: str,
    stationery: Stationery,
    marks: tuple[str, ...] = (),
    is_sealed: bool = False,
    joint: tuple[Procuratorate, ...] = (),
) -> sheets.SheetFrame:
    """Returns what stands around the text on this stationery; red head, marks and printing office on letters only."""
    is_sealed = is_sealed and kind.is_sealed
    seal = (stationery.seal_id or "") if is_sealed else ""
    if kind is not LETTER:
        return sheets.SheetFrame(author=author, seal=seal, seal_place=UNIT_SEAL if kind.author == "被建议单位" else "")
    return sheets.SheetFrame(
        author=author,
        red_mark=(stationery.mark or author) if stationery.head != Stationery.Head.PLAIN else "",
        is_letter_form=stationery.head == Stationery.Head.LETTER,
        copy_number=FIRST_COPY if stationery.has_copy_number else "",
        remark=stationery.remark,
        printing_office=stationery.printing_office,
        marks=marks,
        seal=seal,
        joint=tuple(office.name for office in joint),
        joint_seals=tuple((stationery_of(office).seal_id or "") if is_sealed else "" for office in joint),
    )


def service_slip(suggestion: Suggestion) -> sheets.Sheet:
    """Returns the service return to be signed, with empty places; it comes back to the file, and holds no secret."""
    return sheet(KINDS["service_return"], Service(suggestion=suggestion, letter=suggestion.letter))


def way_in(suggestion: Suggestion, *, address: str) -> sheets.Sheet:
    """Returns the leaf that stays with the unit: its one-time address, which is on no paper that comes back."""
    planned = Service(suggestion=suggestion, letter=suggestion.letter)
    kind = KINDS["service_return"]
    facts = {**kind.say(planned), "一次性地址": address}
    return sheets.Sheet(
        heading="在线查阅和回复告知单",
        text=WAY_IN,
        places=(*kind.places, Place(name="一次性地址", label=_("One-time address"), is_required=True)),
        facts=facts,
        frame=sheets.SheetFrame(author=str(facts[kind.author])),
    )


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


def letter_as_printed(version: LetterVersion) -> sheets.Sheet:
    """Returns the letter with the facts that it was printed from, whatever became of them since; without its seals.

    A version that was not printed, or was kept before its facts were, is composed of what is on record.
    """
    printed = version.suggestion.documents.filter(kind=LETTER.key, about=version.part_name)
    kept = printed.select_related("template").order_by("id").last()
    if kept is None or kept.template is None:
        return letter(version)
    places = _called(LETTER, version)
    again = sheets.again(heading=kept.template.heading, text=kept.template.text, places=places, kept=kept.facts)
    return replace(again, frame=replace(again.frame, seal="", joint_seals=("",) * len(again.frame.joint)))
