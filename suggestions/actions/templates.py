"""Writes templates of documents: each change a new version, the former ones kept; checked before they are in force."""

from datetime import datetime

from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from organs import permissions as organ_permissions
from organs.access import Access
from organs.actions import setup_events
from organs.models import Procuratorate
from organs.refusals import Refused, Stale
from suggestions import composing
from suggestions.document_kinds import LETTER
from suggestions.document_shape import Kind
from suggestions.models import DocumentTemplate, LetterVersion, Suggestion
from suggestions.printing import patterns, renderer

LONGEST_HEADING = 60


def write(
    *,
    access: Access | None,
    at: datetime,
    kind: Kind,
    procuratorate: Procuratorate,
    heading: str,
    text: str,
    reason: str,
    seen: int | None = None,
) -> DocumentTemplate:
    """Adds a version of a kind's template for a procuratorate and all below it; documents already printed stay.

    `seen` is the pk of the version that the form showed, 0 for the one that came with the software. Raises Refused for a
    template that cannot be filled, naming each line, and for one that says what is in force; Stale when another is.
    """
    organ_permissions.require_administrator(access=access, procuratorate=procuratorate)
    heading, text = heading.strip(), _tidied(text)
    require_usable(kind=kind, heading=heading, text=text)
    if not reason.strip():
        raise Refused(_("Write why the template changes: it is kept with the version."), field="reason")
    with transaction.atomic():
        Procuratorate.objects.select_for_update(of=("self",)).get(pk=procuratorate.pk)
        former = composing.in_force(kind=kind, procuratorate=procuratorate)
        if seen is not None and seen != (former.pk or 0):
            raise Stale(_("Somebody else changed this template meanwhile. Compare it with yours before you save."))
        sha256 = composing.digest_of(heading=heading, text=text)
        if sha256 == former.sha256:
            raise Refused(_("Nothing has changed."), field="text")
        template = DocumentTemplate.objects.create(
            kind=kind.key,
            procuratorate=procuratorate,
            number=_next_number(kind=kind, procuratorate=procuratorate),
            heading=heading,
            text=text,
            sha256=sha256,
            reason=reason.strip(),
            made_by_id=access.person_id if access else None,
            made_at=at,
        )
        setup_events.record(
            access=access, at=at, verb="define", subject=template, changes={"kind": kind.key, "reason": reason.strip()}
        )
    return template


def require_usable(*, kind: Kind, heading: str, text: str) -> None:
    """Raises Refused, naming every line, unless title and text can be filled and printed."""
    if not heading or len(heading) > LONGEST_HEADING:
        raise Refused(_("Write a title of at most %d characters.") % LONGEST_HEADING, field="heading")
    for name, typed in (("heading", heading), ("text", text)):
        try:
            patterns.check(typed, kind.places)
        except patterns.Faulty as faulty:
            raise Refused(str(faulty), field=name) from faulty
        if missing := renderer.press().face_set.missing_glyphs(typed):
            raise Refused(_("No installed face can print: %s") % "; ".join(map(str, missing)), field=name)
    if kind.is_signed and "{落款}" not in text:
        raise Refused(_("This document is signed: keep the line {落款} for name, date and seal."), field="text")
    named = {name.partition(".")[0] for line in patterns.lines(text) for name in line.names}
    lacking = [place.name for place in kind.places if place.is_required and place.name not in named | FRAMED]
    if lacking:
        raise Refused(_("The kind asks for: %s.") % "、".join(lacking), field="text")


#: What the frame prints, or another place says, so that a template need not name it.
FRAMED = frozenset({"文号", "落款日期", "被建议单位"})


def for_letter(*, suggestion: Suggestion, at: datetime) -> DocumentTemplate:
    """Returns the template that a letter's text is written for; it is held fast with what is signed."""
    template = composing.in_force(kind=LETTER, procuratorate=suggestion.issued_by)
    return as_kept(template, kind=LETTER, at=at)


def kept(*, kind: Kind, suggestion: Suggestion, record: models.Model, at: datetime) -> DocumentTemplate:
    """Returns the template that a record is printed on, as a kept row: a letter's is held fast since it was written."""
    if isinstance(record, LetterVersion) and record.template_id and record.template.kind == kind.key:
        return record.template
    return as_kept(composing.in_force(kind=kind, procuratorate=suggestion.issued_by), kind=kind, at=at)


def as_kept(template: DocumentTemplate, *, kind: Kind, at: datetime) -> DocumentTemplate:
    """Returns the template as a row that documents can name: what came with the software is kept at its first use."""
    if template.pk:
        return template
    facts = {
        "number": _next_number(kind=kind, procuratorate=None),
        "heading": template.heading,
        "text": template.text,
        "made_at": at,
    }
    known, _made = DocumentTemplate.objects.get_or_create(
        kind=kind.key, procuratorate=None, sha256=template.sha256, defaults=facts
    )
    return known


def _next_number(*, kind: Kind, procuratorate: Procuratorate | None) -> int:
    versions = DocumentTemplate.objects.of(kind=kind.key, procuratorate=procuratorate)
    return (versions.aggregate(last=Max("number"))["last"] or 0) + 1


def _tidied(text: str) -> str:
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    return "\n".join(lines).strip("\n") + "\n"
