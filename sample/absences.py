"""Two absences in the sample world: one that runs, in which a colleague does the cases, and one that is coming."""

from datetime import date, datetime, timedelta

from organs.roles import Work
from sample.places import MULEI
from sample.stage import World
from suggestions.actions import absences

GONE_SINCE, BACK_IN = timedelta(days=2), timedelta(days=12)


def make(*, world: World, at: datetime) -> None:
    """A prosecutor is away and named a colleague; the head of another department will be away and named the other head."""
    _record(
        world,
        at - GONE_SINCE,
        person="prosecutor2",
        days=(world.today - GONE_SINCE, world.today + BACK_IN),
        deputies={Work.CASES: "prosecutor"},
    )
    _record(
        world,
        at,
        person="head2",
        days=(world.today + timedelta(days=7), world.today + timedelta(days=11)),
        deputies={Work.CASES: "prosecutor3", Work.HEADING: "head"},
    )


def _record(world: World, at: datetime, *, person: str, days: tuple[date, date], deputies: dict[Work, str]) -> None:
    first_on, last_on = days
    absences.record(
        access=world.access(person),
        at=at,
        person=world.people[person],
        procuratorate=world.places[MULEI],
        first_on=first_on,
        last_on=last_on,
        deputies={work: world.people[name] for work, name in deputies.items()},
    )
