"""The usual number patterns, for one procuratorate or for all below it at once: first what would be set, then, once seen, the setting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from organs import permissions as organ_permissions
from organs.access import Access
from organs.actions import setup_events
from organs.models import Procuratorate
from organs.refusals import Refused, Stale
from suggestions.actions import number_prefixes, series
from suggestions.actions.number_prefixes import AgencyWords
from suggestions.models import NumberSeries
from suggestions.rules import digests, kinds, number_patterns


@dataclass(frozen=True, kw_only=True)
class UsualSeries:
    """What would be set for one kind: a new series, or one that has to be set anew; `clash` says in words why it cannot be.

    Without a pattern the kind would count with `series.SHARED_KIND` of its office.
    """

    procuratorate: Procuratorate
    kind: str
    pattern: str
    former: NumberSeries | None
    clash: str

    @property
    def prefix(self) -> str:
        return number_patterns.prefix_of(self.pattern) or ""


def usual_mode(*, origin: str) -> str:
    """Returns where numbers come from in this installation: what most series at its top say, as `manage.py set_up` set them."""
    at_top = NumberSeries.objects.filter(origin=origin, procuratorate__depth=1).order_by()
    most = at_top.values("mode").annotate(count=Count("pk")).order_by("-count", "mode").first()
    if most:
        return str(most["mode"])
    return "national" if settings.PRODUCTION else "own"


def plan(*, procuratorate: Procuratorate, below: bool) -> list[UsualSeries]:
    """Returns what would be set where a kind has no series, or one from before prefixes were checked; nothing is changed."""
    places = _places(procuratorate, below=below)
    words = AgencyWords(origin=procuratorate.origin)
    known = {(row.procuratorate_id, row.kind): row for row in NumberSeries.objects.filter(procuratorate__in=places)}
    holders = {
        row.prefix: row for row in NumberSeries.objects.exclude(prefix="").select_related("procuratorate").order_by()
    }
    rows: list[UsualSeries] = []
    planned: dict[str, UsualSeries] = {}
    for place in places:
        for kind in kinds.KINDS:
            former = known.get((place.pk, kind))
            if former and not former.is_to_set_anew:
                continue
            pattern = series.default_pattern(procuratorate=place, kind=kind)
            clash = _clash(pattern, place=place, words=words, holders=holders, planned=planned) if pattern else ""
            row = UsualSeries(procuratorate=place, kind=kind, pattern=pattern, former=former, clash=clash)
            if pattern:
                planned.setdefault(row.prefix, row)
            rows.append(row)
    return [_with_its_series(row, rows, known) for row in rows]


def _with_its_series(
    row: UsualSeries, rows: Sequence[UsualSeries], known: Mapping[tuple[int, str], NumberSeries]
) -> UsualSeries:
    """Returns the row, with a clash where the series that it would share is neither there nor set with it."""
    place = row.procuratorate.pk
    there = known.get((place, series.SHARED_KIND))
    if row.pattern or (there and there.prefix):
        return row
    own = [each for each in rows if each.procuratorate.pk == place and each.kind == series.SHARED_KIND]
    if own and not own[0].clash:
        return row
    words = _("It would count with “%(kind)s”, which has no series of its own yet.")
    return replace(row, clash=words % {"kind": kinds.KINDS[series.SHARED_KIND].label})


def _places(procuratorate: Procuratorate, *, below: bool) -> list[Procuratorate]:
    rows = Procuratorate.objects.current().filter(origin=procuratorate.origin)
    if not below:
        return list(rows.filter(pk=procuratorate.pk))
    return list(rows.below(procuratorate_id=procuratorate.pk, depth=procuratorate.depth).order_by("depth", "code"))


def _clash(
    pattern: str,
    *,
    place: Procuratorate,
    words: AgencyWords,
    holders: dict[str, NumberSeries],
    planned: dict[str, UsualSeries],
) -> str:
    try:
        prefix = number_prefixes.require_own(number_patterns.prefix_of(pattern), procuratorate=place, words=words)
    except Refused as refused:
        return str(refused)
    if prefix in holders:
        return number_prefixes.taken_words(holders[prefix])
    if prefix in planned:
        return _("%(place)s would print the same numbers.") % {"place": planned[prefix].procuratorate.name}
    return ""


def mark_of(rows: Sequence[UsualSeries]) -> str:
    """Returns by what a page tells the plan that it showed from a later one."""
    lines = (f"{row.procuratorate.pk} {row.kind} {row.pattern} {bool(row.clash)}" for row in rows)
    return digests.digest("\n".join(sorted(lines)))


def define(
    *,
    access: Access | None,
    at: datetime,
    procuratorate: Procuratorate,
    below: bool,
    mode: str,
    expected_change: str | None = None,
) -> int:
    """Sets what the plan says, but for what clashes; returns how many series were set.

    `expected_change` is the mark of the plan that the page showed (`mark_of`); raises Stale when another one would be set now.
    """
    organ_permissions.require_administrator(access=access, procuratorate=procuratorate)
    if mode not in dict(NumberSeries.MODES):
        raise Refused(_("Choose where the numbers come from: counted here, or the unified system."), field="mode")
    rows = plan(procuratorate=procuratorate, below=below)
    if expected_change is not None and expected_change != mark_of(rows):
        raise Stale(_("Other patterns would be set now than those that were shown. Look at the list again."))
    setting = [row for row in rows if not row.clash]
    if not setting:
        raise Refused(_("There is nothing to set: each kind has its series, or its usual pattern clashes."))
    try:
        with transaction.atomic():
            for place in dict.fromkeys(row.procuratorate for row in setting):
                _define_at(place, [row for row in setting if row.procuratorate == place], mode, access=access, at=at)
    except IntegrityError as taken:  # somebody set one of these series, or its prefix, a moment ago
        raise Stale(_("Other patterns would be set now than those that were shown. Look at the list again.")) from taken
    return len(setting)


def _define_at(
    place: Procuratorate, rows: Sequence[UsualSeries], mode: str, *, access: Access | None, at: datetime
) -> None:
    """Sets the series of one procuratorate; one event says which, and a series that is set anew has its own."""
    facts = {"procuratorate": place, "mode": mode, "origin": place.origin}
    _write([row for row in rows if row.pattern], facts, shares=None, access=access, at=at)
    if sharing := [row for row in rows if not row.pattern]:
        shared = place.number_series.get(kind=series.SHARED_KIND)
        _write(sharing, facts | {"mode": shared.mode}, shares=shared, access=access, at=at)
    after = {
        "mode": mode,
        "pattern": [row.pattern for row in rows if row.pattern],
        "shares": [row.kind for row in sharing],
    }
    changes = setup_events.differences(after=after)
    setup_events.record(access=access, at=at, verb="define usual", subject=place, changes=changes)


def _write(
    rows: Sequence[UsualSeries],
    facts: dict[str, object],
    *,
    shares: NumberSeries | None,
    access: Access | None,
    at: datetime,
) -> None:
    NumberSeries.objects.bulk_create(
        NumberSeries(kind=row.kind, pattern=row.pattern, prefix=row.prefix, shares=shares, **facts)
        for row in rows
        if row.former is None
    )
    for row in rows:
        if row.former is not None:
            locked = setup_events.claim(row.former, expected_change=None)
            before = setup_events.values(locked, ("pattern",))
            locked.pattern, locked.prefix, locked.shares = row.pattern, row.prefix, shares
            locked.save(update_fields=["pattern", "prefix", "shares"])
            changes = setup_events.differences(before=before, after={"pattern": row.pattern})
            details = {"place": row.procuratorate.name, "kind": row.kind}
            setup_events.record(access=access, at=at, verb="define", subject=locked, changes=changes, details=details)
