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
from suggestions.documents import composing, template_checks
from suggestions.documents.document_kinds import LETTER
from suggestions.documents.document_shape import DocumentKind
from suggestions.models import DocumentTemplate, LetterVersion, Suggestion

LONGEST_REASON = 1000


def write(
    *,
    access: Access | None,
    at: datetime,
    kind: DocumentKind,
    procuratorate: Procuratorate,
    heading: str,
    text: str,
    reason: str,
    suggestion_kind: str = "",
    expected_change: int | None = None,
) -> DocumentTemplate:
    """Adds a version of a kind's template for a procuratorate and all below it; documents already printed stay.

    With `suggestion_kind` it is for suggestions of that kind, else for those of all kinds that have none of their own.
    `expected_change` is the mark of the version that the form showed (see mark_of). Raises Refused for a template that cannot be
    filled, naming each line, and for one that says what is in force; Stale when another is in force by now.
    """
    organ_permissions.require_administrator(access=access, procuratorate=procuratorate)
    heading, text = checked(kind=kind, heading=heading, text=text)
    reason = _required_reason(reason)
    with transaction.atomic():
        locked = Procuratorate.objects.select_for_update(of=("self",)).get(pk=procuratorate.pk)
        if locked.closed_on:
            raise Refused(_("This procuratorate is closed."))
        former = composing.in_force(kind=kind, procuratorate=locked, suggestion_kind=suggestion_kind)
        if expected_change is not None and expected_change != mark_of(former):
            raise Stale(_("Somebody else changed this template meanwhile. Compare it with yours before you save."))
        sha256 = composing.digest_of(heading=heading, text=text)
        if sha256 == former.sha256:
            raise Refused(_("Nothing has changed."), field="text")
        number = _next_number(kind=kind, procuratorate=procuratorate, suggestion_kind=suggestion_kind)
        template = DocumentTemplate.objects.create(
            kind=kind.key,
            suggestion_kind=suggestion_kind,
            procuratorate=procuratorate,
            number=number,
            heading=heading,
            text=text,
            sha256=sha256,
            reason=reason,
            made_by_id=access.person_id if access else None,
            made_at=at,
        )
        before = {"heading": former.heading, "version": number - 1 or None}
        setup_events.record(
            access=access,
            at=at,
            verb="write template",
            subject=template,
            changes=setup_events.differences(before=before, after={"heading": heading, "version": number}),
            details={
                "place": procuratorate.name,
                "document": kind.key,
                **({"suggestion_kind": suggestion_kind} if suggestion_kind else {}),
                "reason": reason,
            },
        )
    return template


def mark_of(template: DocumentTemplate) -> int:
    """Returns what a form carries of the version it shows: its pk; 0 for what came with the software, kept or not yet."""
    return template.pk if template.procuratorate_id else 0


def checked(*, kind: DocumentKind, heading: str, text: str) -> tuple[str, str]:
    """Returns title and text as they would be kept; raises Refused, naming every line that is wrong."""
    try:
        return template_checks.usable(kind, heading=heading, text=text)
    except template_checks.Unusable as unusable:
        raise Refused(str(unusable), field=unusable.field) from unusable


def _required_reason(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise Refused(_("Write why the template changes: it is kept with the version."), field="reason")
    if len(reason) > LONGEST_REASON:
        raise Refused(_("Write at most %d characters.") % LONGEST_REASON, field="reason")
    return reason


def for_letter(*, suggestion: Suggestion, at: datetime) -> DocumentTemplate:
    """Returns the template that a letter's text is written for; it is held fast with what is signed."""
    template = composing.in_force(kind=LETTER, procuratorate=suggestion.issued_by, suggestion_kind=suggestion.kind)
    return as_kept(template, kind=LETTER, at=at)


def kept(*, kind: DocumentKind, suggestion: Suggestion, record: models.Model, at: datetime) -> DocumentTemplate:
    """Returns the template that a record is printed on, as a kept row: a letter's is held fast since it was written."""
    if isinstance(record, LetterVersion) and record.template and record.template.kind == kind.key:
        return record.template
    template = composing.in_force(kind=kind, procuratorate=suggestion.issued_by, suggestion_kind=suggestion.kind)
    return as_kept(template, kind=kind, at=at)


def as_kept(template: DocumentTemplate, *, kind: DocumentKind, at: datetime) -> DocumentTemplate:
    """Returns the template as a row that documents can name: what came with the software is kept at its first use."""
    if template.pk:
        return template
    values = {
        "number": _next_number(kind=kind, procuratorate=None, suggestion_kind=template.suggestion_kind),
        "heading": template.heading,
        "text": template.text,
        "made_at": at,
    }
    known, _made = DocumentTemplate.objects.get_or_create(
        kind=kind.key,
        suggestion_kind=template.suggestion_kind,
        procuratorate=None,
        sha256=template.sha256,
        defaults=values,
    )
    return known


def _next_number(*, kind: DocumentKind, procuratorate: Procuratorate | None, suggestion_kind: str) -> int:
    versions = DocumentTemplate.objects.of(kind=kind.key, procuratorate=procuratorate, suggestion_kind=suggestion_kind)
    return (versions.aggregate(last=Max("number"))["last"] or 0) + 1
