"""Writes how a procuratorate's documents look: head, mark, printing office, and the seal as a stored picture."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organs import permissions as organ_permissions
from organs.access import Access
from organs.actions import setup_events
from organs.models import Procuratorate
from organs.refusals import Refused, Stale
from suggestions.actions import files
from suggestions.actions.files import Upload
from suggestions.documents import composing
from suggestions.models import Blob, Stationery
from suggestions.printing import characters, renderer, seals

#: A red mark stands on one line: 28 characters at 16 pt.
LONGEST_MARK = 28
LONGEST_OFFICE = 60
LONGEST_ENQUIRY_LINE = 30


def write(
    *,
    access: Access | None,
    at: datetime,
    procuratorate: Procuratorate,
    head: str,
    mark: str,
    printing_office: str,
    enquiry_line: str = "",
    has_copy_number: object = False,
    remark: str = "",
    seal: Upload | None = None,
    expected_change: int | None = None,
) -> Stationery:
    """Sets head, mark, office, enquiry line and what else stands around a letter, and the seal when a picture is given; documents already printed stay.

    Raises Refused at the field that is wrong, Stale when somebody else changed it since `expected_change`.
    """
    organ_permissions.require_administrator(access=access, procuratorate=procuratorate)
    values = checked(
        head=head,
        mark=mark,
        printing_office=printing_office,
        enquiry_line=enquiry_line,
        has_copy_number=has_copy_number,
        remark=remark,
    )
    picture = _cleaned(seal)
    with transaction.atomic():
        stationery = _claimed(procuratorate, expected_change=expected_change)
        if picture is not None:
            values["seal"] = files.store(content=picture, media_type="image/png", at=at)
        before = {name: _kept(getattr(stationery, name)) for name in values}
        after = {name: _kept(value) for name, value in values.items()}
        changes = setup_events.differences(before=before, after=after)
        if not changes:
            raise Refused(_("Nothing has changed."))
        for name, value in values.items():
            setattr(stationery, name, value)
        stationery.save()
        setup_events.record(access=access, at=at, verb="set stationery", subject=stationery, changes=changes)
    return stationery


def remove_seal(
    *, access: Access | None, at: datetime, procuratorate: Procuratorate, expected_change: int | None = None
) -> Stationery:
    """Takes the seal away; the picture stays stored, for documents that were printed with it."""
    organ_permissions.require_administrator(access=access, procuratorate=procuratorate)
    with transaction.atomic():
        stationery = _claimed(procuratorate, expected_change=expected_change)
        if stationery.seal_id is None:
            raise Refused(_("There is no seal to remove."))
        changes = setup_events.differences(before={"seal": _kept(stationery.seal)})
        stationery.seal = None
        stationery.save(update_fields=["seal"])
        setup_events.record(access=access, at=at, verb="remove seal", subject=stationery, changes=changes)
    return stationery


def checked(
    *,
    head: str,
    mark: str,
    printing_office: str,
    enquiry_line: str = "",
    has_copy_number: object = False,
    remark: str = "",
) -> dict[str, object]:
    """Returns the facts as they would be kept; raises Refused at the field that is wrong."""
    if head not in Stationery.Head.values:
        raise Refused(_("Choose how letters begin: plain, or with a red head."), field="head")
    return {
        "head": head,
        "mark": _line(mark, field="mark", longest=LONGEST_MARK),
        "printing_office": _line(printing_office, field="printing_office", longest=LONGEST_OFFICE),
        "enquiry_line": _line(enquiry_line, field="enquiry_line", longest=LONGEST_ENQUIRY_LINE),
        "has_copy_number": bool(has_copy_number),
        "remark": _line(remark, field="remark", longest=LONGEST_OFFICE).strip("（）()"),
    }


def last_change(procuratorate: Procuratorate) -> int:
    """Returns what a form carries as `expected_change`: the last change of a procuratorate's stationery, 0 before the first."""
    return setup_events.last(composing.stationery_of(procuratorate))


def _claimed(procuratorate: Procuratorate, *, expected_change: int | None) -> Stationery:
    """Returns the stationery, or a new one, with its procuratorate locked until the transaction ends."""
    locked = Procuratorate.objects.select_for_update(of=("self",)).get(pk=procuratorate.pk)
    if locked.closed_on:
        raise Refused(_("This procuratorate is closed."))
    if expected_change is not None and last_change(locked) != expected_change:
        raise Stale(_("Somebody else changed this while you were writing. Look at it as it is now, then decide."))
    return composing.stationery_of(locked)


def _line(typed: str, *, field: str, longest: int) -> str:
    """Returns one line of text that can be printed; raises Refused at the field."""
    typed = typed.strip()
    if len(typed) > longest:
        raise Refused(_("Write at most %d characters.") % longest, field=field)
    if "\n" in typed or "\r" in typed:
        raise Refused(_("Write one line."), field=field)
    try:
        clean = characters.clean_text(typed)
    except characters.ForbiddenCharacter as forbidden:
        raise Refused(str(forbidden), field=field) from forbidden
    if missing := renderer.printer().font_set.missing_glyphs(clean):
        raise Refused(_("No installed face can print: %s") % " ".join(each.character for each in missing), field=field)
    return clean


def _cleaned(seal: Upload | None) -> bytes | None:
    if seal is None:
        return None
    try:
        return seals.cleaned(seal.stream)
    except seals.NoSeal as wrong:
        raise Refused(str(wrong), field="seal") from wrong


def _kept(fact: object) -> object:
    """Returns a fact as the trace keeps it; a picture by the beginning of its digest."""
    return fact.pk[:12] if isinstance(fact, Blob) else fact
