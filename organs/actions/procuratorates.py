"""Founds, moves, renames and closes procuratorates and departments."""

from datetime import date, datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from organs import clock, days, permissions, promises
from organs.access import Access
from organs.actions import setup_events
from organs.agency_words import agency_word
from organs.days import DayMeaning
from organs.models import BusinessLine, Department, Edge, Line, Procuratorate
from organs.models.procuratorate import DEPTHS
from organs.refusals import Refused

# What the trace keeps of a new one.
FIELDS = ("code", "name", "short_name", "level", "line_id", "parent", "region_code", "region_name")


def found(
    *,
    access: Access | None,
    at: datetime,
    code: str,
    name: str,
    level: str,
    line: Line,
    origin: str,
    parent: Procuratorate | None = None,
    parent_known: bool = True,
    short_name: str = "",
    region_code: str = "",
    region_name: str = "",
) -> Procuratorate:
    """Adds a procuratorate under its parent; raises Refused when the tree would grow too deep or the code is taken."""
    permissions.require_administrator(access=access, procuratorate=parent)
    depth = parent.depth + 1 if parent else 1
    if depth > len(DEPTHS):
        raise Refused(_("The tree has at most five levels."), field="parent")
    if Procuratorate.objects.filter(code=code).exists():
        raise Refused(_("This code is already used by another procuratorate."), field="code")
    _require_own_word(name, short_name, origin=origin)
    with promises.kept():
        new = Procuratorate(
            id=_next_id(),
            code=code,
            name=name,
            short_name=short_name,
            level=level,
            line=line,
            region_code=region_code,
            region_name=region_name,
            parent=parent,
            parent_known=parent_known,
            depth=depth,
            origin=origin,
        )
        _set_ancestors(new, parent)
        new.save(force_insert=True)
        if parent:
            Edge.objects.create(child=new, parent=parent, valid_from=None)
        changes = setup_events.differences(after=setup_events.values(new, FIELDS))
        setup_events.record(access=access, at=at, verb="found", subject=new, changes=changes)
    return new


def rename(
    *,
    access: Access | None,
    at: datetime,
    procuratorate: Procuratorate,
    name: str,
    short_name: str,
    expected_change: int | None = None,
) -> None:
    """Changes the name; letters keep the name under which they were issued."""
    permissions.require_administrator(access=access, procuratorate=procuratorate)
    with transaction.atomic():
        locked = setup_events.claim(procuratorate, expected_change=expected_change)
        before = setup_events.values(locked, ("name", "short_name"))
        _require_own_word(name, short_name, origin=locked.origin, but=locked)
        procuratorate.name, procuratorate.short_name = name, short_name
        procuratorate.save(update_fields=["name", "short_name"])
        changes = setup_events.differences(before=before, after=setup_events.values(procuratorate, before))
        if changes:
            setup_events.record(access=access, at=at, verb="rename", subject=procuratorate, changes=changes)


def _require_own_word(name: str, short_name: str, *, origin: str, but: Procuratorate | None = None) -> None:
    """Raises Refused when the numbers of another open procuratorate begin with the same word, which keeps it."""
    word = agency_word(name=name, short_name=short_name)
    if but and word == agency_word(name=but.name, short_name=but.short_name):
        return
    for other in Procuratorate.objects.current().filter(origin=origin):
        if other != but and word == agency_word(name=other.name, short_name=other.short_name):
            raise Refused(
                _("Numbers of %(place)s begin with the same word. Choose another short name.") % {"place": other.name},
                field="short_name",
            )


def move(
    *,
    access: Access | None,
    at: datetime,
    procuratorate: Procuratorate,
    parent: Procuratorate,
    on: date,
    reason: str,
    expected_change: int | None = None,
) -> list[int]:
    """Puts a procuratorate and all below it under another parent; returns the ids whose ancestors changed.

    The caller that owns rows with ancestor columns rewrites them in the same transaction
    (`suggestions.actions.jurisdiction.follow_tree`).
    """
    permissions.require_administrator(access=access, procuratorate=parent)
    permissions.require_administrator(access=access, procuratorate=procuratorate)
    days.require(on, meaning=DayMeaning.NEAR, today=clock.civil_day(at), field="on")
    if parent.ancestors[procuratorate.depth - 1] == procuratorate.pk:
        raise Refused(_("A procuratorate cannot stand under itself."), field="parent")
    if not reason.strip():
        raise Refused(_("Say why: the decision, its number and date."), field="reason")
    below = list(
        Procuratorate.objects.below(procuratorate_id=procuratorate.pk, depth=procuratorate.depth).order_by("depth")
    )
    shift = parent.depth + 1 - procuratorate.depth
    if max(each.depth for each in below) + shift > len(DEPTHS):
        raise Refused(_("The tree has at most five levels."), field="parent")
    with transaction.atomic():
        before = {"parent": setup_events.claim(procuratorate, expected_change=expected_change).parent}
        Edge.objects.filter(child=procuratorate, valid_to__isnull=True).update(valid_to=on)
        Edge.objects.create(child=procuratorate, parent=parent, valid_from=on, reason=reason)
        moved: dict[int | None, Procuratorate] = {parent.pk: parent}
        for each in below:
            each_parent = parent if each.pk == procuratorate.pk else moved[each.parent_id]
            each.parent, each.depth, each.parent_known = each_parent, each_parent.depth + 1, True
            _set_ancestors(each, each_parent)
            each.save()
            moved[each.pk] = each
        setup_events.record(
            access=access,
            at=at,
            verb="move",
            subject=procuratorate,
            changes=setup_events.differences(before=before, after={"parent": parent}),
            details={"on": on.isoformat(), "reason": reason.strip()},
        )
    return [each.pk for each in below]


def close(
    *, access: Access | None, at: datetime, procuratorate: Procuratorate, on: date, expected_change: int | None = None
) -> None:
    """Closes a procuratorate to new cases; its past stays."""
    permissions.require_administrator(access=access, procuratorate=procuratorate)
    days.require(on, meaning=DayMeaning.NEAR, today=clock.civil_day(at), field="on")
    if procuratorate.closed_on:
        raise Refused(_("This procuratorate is closed already."))
    if procuratorate.children.filter(closed_on__isnull=True).exists():
        raise Refused(_("Procuratorates below this one are still open. Move or close them first."))
    with transaction.atomic():
        setup_events.claim(procuratorate, expected_change=expected_change)
        procuratorate.closed_on = on
        procuratorate.save(update_fields=["closed_on"])
        changes = setup_events.differences(after={"closed_on": on})
        setup_events.record(access=access, at=at, verb="close", subject=procuratorate, changes=changes)


def open_department(
    *, access: Access | None, at: datetime, procuratorate: Procuratorate, name: str, lines: list[BusinessLine]
) -> Department:
    """Adds a department with its own name and business lines."""
    permissions.require_administrator(access=access, procuratorate=procuratorate)
    if procuratorate.departments.filter(name=name).exists():
        raise Refused(_("This procuratorate already has a department of that name."), field="name")
    with promises.kept():
        department = Department.objects.create(procuratorate=procuratorate, name=name)
        department.lines.set(lines)
        changes = setup_events.differences(after=_facts_of(department))
        details = {"place": procuratorate.name}
        setup_events.record(access=access, at=at, verb="open", subject=department, changes=changes, details=details)
    return department


def change_department(
    *,
    access: Access | None,
    at: datetime,
    department: Department,
    name: str,
    lines: list[BusinessLine],
    expected_change: int | None = None,
) -> None:
    """Changes a department's name and lines."""
    permissions.require_administrator(access=access, procuratorate=department.procuratorate)
    if department.procuratorate.departments.filter(name=name).exclude(pk=department.pk).exists():
        raise Refused(_("This procuratorate already has a department of that name."), field="name")
    with promises.kept():
        before = _facts_of(setup_events.claim(department, expected_change=expected_change))
        department.name = name
        department.save(update_fields=["name"])
        department.lines.set(lines)
        changes = setup_events.differences(before=before, after=_facts_of(department))
        if changes:
            setup_events.record(access=access, at=at, verb="change", subject=department, changes=changes)


def close_department(
    *, access: Access | None, at: datetime, department: Department, on: date, expected_change: int | None = None
) -> None:
    """Closes a department; posts in it end on their own days and its past stays."""
    permissions.require_administrator(access=access, procuratorate=department.procuratorate)
    if department.posts.current(on).filter(person__is_active=True).exists():
        raise Refused(_("People still hold posts in this department. End their posts first."))
    with transaction.atomic():
        before = {"closed_on": setup_events.claim(department, expected_change=expected_change).closed_on}
        department.closed_on = on
        department.save(update_fields=["closed_on"])
        changes = setup_events.differences(before=before, after={"closed_on": on})
        setup_events.record(access=access, at=at, verb="close", subject=department, changes=changes)


def _facts_of(department: Department) -> dict[str, object]:
    """Returns name and business lines as the trace keeps them: of a line its code."""
    return {"name": department.name, "lines": list(department.lines.order_by("code").values_list("code", flat=True))}


def _next_id() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('organs_procuratorate', 'id'))")
        number: int = cursor.fetchone()[0]
    return number


def _set_ancestors(procuratorate: Procuratorate, parent: Procuratorate | None) -> None:
    line = [each for each in parent.ancestors if each] if parent else []
    line = [*line[: procuratorate.depth - 1], procuratorate.pk]
    for depth in DEPTHS:
        setattr(procuratorate, f"anc{depth}", line[depth - 1] if depth <= len(line) else None)
