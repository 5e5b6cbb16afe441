"""A change of the calendar that somebody wants: as data of a proposal, as a preview, and carried out on the tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from organs.access import Access
from organs.actions import setup_events
from organs.actions.setup_events import Changes
from organs.words import in_language_of_record
from suggestions.models import CalendarDay, CalendarYear
from suggestions.rules import digests, plain_values
from suggestions.rules.calendar_changes import CalendarChange
from suggestions.rules.rest_days import CalendarRow, RowKind

DAY_FIELDS = ("kind", "name")


@dataclass(frozen=True, kw_only=True)
class DaysChange:
    """A run of days of one region that are entered or changed; without a kind, taken out."""

    year: int
    first: date
    last: date
    region: str
    kind: str = ""
    name: str = ""

    @property
    def takes_out(self) -> bool:
        return not self.kind

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.first + timedelta(days=after) for after in range((self.last - self.first).days + 1))

    @property
    def counted_as(self) -> CalendarChange:
        """Returns what it does to counting."""
        if self.takes_out:
            return CalendarChange(removed=self.days, region=self.region)
        entered = (CalendarRow(day, RowKind(self.kind), self.name, self.region) for day in self.days)
        return CalendarChange(entered=tuple(entered), region=self.region)

    @property
    def reason(self) -> str:
        """Returns why a due day moves, as its event keeps it."""
        with in_language_of_record():
            if self.first == self.last:
                return _("The calendar was changed: %(day)s.") % {"day": self.first}
            return _("The calendar was changed: %(first)s to %(last)s.") % {"first": self.first, "last": self.last}

    def needs_two(self) -> bool:
        """Tells whether days are final in that year: its notice is published."""
        return CalendarYear.objects.filter(year=self.year).exists()

    def standing(self) -> str:
        """Returns the digest of what is entered on these days now."""
        return _digest(CalendarDay.objects.filter(day__range=(self.first, self.last), region=self.region))

    def overlaps(self, other: "DaysChange | NoticeChange") -> bool:
        if not isinstance(other, DaysChange) or self.region != other.region:
            return False
        return self.first <= other.last and other.first <= self.last

    def to_json(self) -> dict[str, object]:
        run = {"first": self.first.isoformat(), "last": self.last.isoformat()}
        return {"year": self.year, **run, "region": self.region, "kind": self.kind, "name": self.name}

    def write(self, *, access: Access | None, at: datetime, moved: int) -> None:
        """Writes the rows, each with its trace; the first one says how many due days moved."""
        known = {
            row.day: row for row in CalendarDay.objects.filter(day__range=(self.first, self.last), region=self.region)
        }
        for day in self.days:
            row = known.get(day)
            before = setup_events.values(row, DAY_FIELDS) if row else {}
            after = {} if self.takes_out else {"kind": self.kind, "name": self.name}
            changes = setup_events.differences(before=before, after=after)
            if not changes:
                continue
            if self.takes_out:
                _record(access, at, "remove day", known[day], changes, moved=moved)
                take_out(known[day])
            else:
                row, _created = CalendarDay.objects.update_or_create(day=day, region=self.region, defaults=after)
                _record(access, at, "enter day", row, changes, moved=moved)
            moved = 0


@dataclass(frozen=True, kw_only=True)
class NoticeChange:
    """A year whose notice is entered whole, or named otherwise."""

    year: int
    source: str
    region: str = ""

    @property
    def counted_as(self) -> CalendarChange:
        return CalendarChange(published=self.year)

    @property
    def reason(self) -> str:
        with in_language_of_record():
            return _("The holiday notice for %(year)s was entered.") % {"year": self.year}

    def needs_two(self) -> bool:
        return True

    def standing(self) -> str:
        """Returns the digest of the year as it is entered now, of all regions, with the name of its notice."""
        known = CalendarYear.objects.filter(year=self.year).values_list("source", flat=True).first()
        return _digest(CalendarDay.objects.filter(day__year=self.year), known or "")

    def overlaps(self, other: "DaysChange | NoticeChange") -> bool:
        return isinstance(other, NoticeChange) and other.year == self.year

    def to_json(self) -> dict[str, object]:
        return {"year": self.year, "source": self.source}

    def write(self, *, access: Access | None, at: datetime, moved: int) -> None:
        known = CalendarYear.objects.select_for_update().filter(year=self.year).first()
        before = {"source": known.source} if known else {}
        row, _created = CalendarYear.objects.update_or_create(
            year=self.year, defaults={"source": self.source, "entered_at": at}
        )
        changes = setup_events.differences(before=before, after={"source": row.source})
        _record(access, at, "publish year", row, changes, moved=moved)


type WantedChange = DaysChange | NoticeChange


def take_out(row: CalendarDay) -> None:
    """Removes a day that was entered wrongly; its trace stays."""
    row.delete()


def of_content(content: Mapping[str, object]) -> WantedChange:
    """Reads the change from what a proposal holds (`to_json`)."""
    year = plain_values.integer(content["year"])
    if "source" in content:
        return NoticeChange(year=year, source=plain_values.string(content["source"]))
    return DaysChange(
        year=year,
        first=plain_values.day(content["first"]),
        last=plain_values.day(content["last"]),
        region=plain_values.string(content["region"]),
        kind=plain_values.string(content["kind"]),
        name=plain_values.string(content["name"]),
    )


def _record(
    access: Access | None,
    at: datetime,
    verb: str,
    subject: CalendarDay | CalendarYear,
    changes: Changes,
    *,
    moved: int,
) -> None:
    details = {"moved": str(moved) if moved else ""}
    setup_events.record(access=access, at=at, verb=verb, subject=subject, changes=changes, details=details)


def _digest(rows: QuerySet[CalendarDay], notice: str = "") -> str:
    lines = (f"{row.day} {row.region} {row.kind} {row.name}" for row in rows.order_by("day", "region"))
    return digests.digest("\n".join([notice, *lines]))
