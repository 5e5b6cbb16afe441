"""The judgement of a fault run: what was promised, counted line by line, and why each mail that came twice did."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

from notices.actions import jobs, mailing
from notices.models import JobRun, Mail, Notice, OwnReminder, Reminder
from organs import clock
from suggestions.models import Outbox
from tests.faults import history
from tests.faults.history import Change
from tests.faults.mail_server import Delivery
from tests.faults.world import World

STANDS_STILL = "sweep-orphan-files"  # nobody listens where it is sent
CLOCK_MOVES = 2
KINDS_OF_WORK = 5  # as `unfinished` counts them
FRESH = timedelta(seconds=60)
LONGEST_END = 15.0  # seconds from an acceptance to the kill that kept the sender from marking it


@dataclass(frozen=True)
class Kill:
    """One kill of a worker group, or of a server."""

    at: float
    kind: str
    victim: str


@dataclass(frozen=True)
class Line:
    """So many of so many; `complaints` says what the others are."""

    what: str
    good: int
    of: int
    complaints: Sequence[str] = ()

    @property
    def holds(self) -> bool:
        return self.good == self.of and not self.complaints

    def __str__(self) -> str:
        words = f"{self.good} of {self.of}  {self.what}"
        return "\n".join(
            [f"{'ok  ' if self.holds else 'FAIL'} {words}", *(f"     {each}" for each in self.complaints[:20])]
        )


def unfinished() -> dict[str, int]:
    """Returns how much of what is due is not done; nothing when all is quiet."""
    today = clock.today()
    counted = {
        "outbox": Outbox.objects.filter(sent_at__isnull=True).count(),
        "reminders": Reminder.objects.open().filter(planned_for__lte=today).count(),
        "own reminders": OwnReminder.objects.open().filter(remind_on__lte=today).count(),
        "notices without their mail": Notice.objects.for_mail().count(),
        "mails": Mail.objects.exclude(state=Mail.State.SENT).count(),
    }
    return {what: count for what, count in counted.items() if count}


def judge(*, world: World, deliveries: Sequence[Delivery], kills: Sequence[Kill]) -> list[Line]:
    """Judges all that was promised."""
    mails = list(Mail.objects.select_related("person", "unit"))
    return [
        *inbox(world),
        all_finished(),
        *mailed(world, mails, deliveries),
        repeated(deliveries, kills),
        *background(world),
    ]


def inbox(world: World) -> list[Line]:
    """Compares the inboxes with what was reckoned by hand; without unique keys, a double is a second row."""
    reminders = {f"reminder:{row.pk}": f"clock:{row.clock_id}:{row.rule_id}" for row in Reminder.objects.all()}
    found: Counter[tuple[int, str]] = Counter()
    for person, event, about in Notice.objects.values_list("person_id", "event_id", "about"):
        if not about.startswith("job:"):
            found[person, f"event:{event}" if event else reminders.get(about, about)] += 1
    lost = [f"lost: {pair}" for pair in sorted(world.notified - set(found))]
    doubled = [f"{count} times: {pair}" for pair, count in sorted(found.items()) if count > 1]
    foreign = [f"not expected: {pair}" for pair in sorted(set(found) - world.notified)]
    once = sum(found[pair] == 1 for pair in world.notified)
    told_count = sum(row.told_count or 0 for row in Reminder.objects.filter(sent_at__isnull=False))
    rows = Notice.objects.filter(about__startswith="reminder:").count()
    return [
        Line(
            "notices in the inbox of exactly their addressee, once",
            once,
            len(world.notified),
            [*lost, *doubled, *foreign],
        ),
        Line("readers that reminders say they told have the notice", rows, told_count),
    ]


def all_finished() -> Line:
    """Nothing that is due is left; a mail that stands in a claimed state is one that was not sent."""
    left = [f"{count} {what}" for what, count in unfinished().items()]
    return Line(
        "kinds of work of which nothing is left, waiting or claimed", KINDS_OF_WORK - len(left), KINDS_OF_WORK, left
    )


def mailed(world: World, mails: Sequence[Mail], deliveries: Sequence[Delivery]) -> list[Line]:
    """Every notice chosen for mail is in one mail, every mail arrived, and was the same each time."""
    rows = {mail.message_id: mail for mail in mails}
    holding = Counter(Notice.objects.filter(mail__isnull=False).values_list("mail_id", flat=True))
    empty = [f"no notice is in mail {mail}" for mail in mails if not holding[mail.pk]]
    crowded = [
        f"{holding[mail.pk]} notices in urgent mail {mail}"
        for mail in mails
        if holding[mail.pk] > 1 and mail.kind == "urgent"
    ]
    urgent = Notice.objects.filter(mailing="urgent", mail__kind="urgent").count()
    arrived = {delivery.message_id for delivery in deliveries}
    lost = [f"lost: {mail.message_id} {mail}" for mail in mails if mail.message_id not in arrived]
    foreign = [f"of no row: {each}" for each in sorted(arrived - set(rows))]
    faces: dict[str, set[tuple[str, str]]] = {}
    for delivery in deliveries:
        faces.setdefault(delivery.message_id, set()).add((delivery.recipient, delivery.digest))
    changed = [f"{len(each)} faces: {message_id}" for message_id, each in faces.items() if len(each) > 1]
    astray = [
        f"astray: {each}"
        for each, mail in rows.items()
        if {to for to, _ in faces.get(each, set())} - {mailing.address(mail.reader)}
    ]
    return [
        Line("urgent notices in a mail of their own", urgent, len(world.mailed), [*empty, *crowded]),
        Line("mails taken by the mail server", len(mails) - len(lost), len(mails), [*lost, *foreign, *astray]),
        Line(
            "mails with one Message-ID, one recipient and the same bytes each time",
            len(faces) - len(changed),
            len(mails),
            changed,
        ),
    ]


def repeated(deliveries: Sequence[Delivery], kills: Sequence[Kill]) -> Line:
    """Explains each delivery that was followed by another of the same mail."""
    changes, sorted_by_mail = history.read(), {}
    for delivery in sorted(deliveries, key=lambda each: each.at):
        sorted_by_mail.setdefault(delivery.message_id, []).append(delivery)
    followed = [each for mail in sorted_by_mail.values() for each in mail[:-1]]
    reasons = [explain(each, changes.get(each.message_id, []), kills) for each in followed]
    counted = Counter(reason for reason in reasons if not reason.startswith("unexplained"))
    why = "; ".join(f"{reason} {count}" for reason, count in sorted(counted.items())) or "none"
    unexplained = [reason for reason in reasons if reason.startswith("unexplained")]
    return Line(f"repeated deliveries explained ({why})", len(reasons) - len(unexplained), len(reasons), unexplained)


def explain(delivery: Delivery, changes: Sequence[Change], kills: Sequence[Kill]) -> str:
    """Returns why a mail was delivered again after this delivery.

    Either the server hung up on it, or the session that had claimed it never touched the row again because its worker or
    the database was killed between claim and mark.
    """
    if delivery.is_dropped:
        return "hung up after acceptance"
    claims = [change for change in changes if change.state == Mail.State.SENDING and change.at <= delivery.at]
    if not claims:
        return f"unexplained: {delivery.message_id} was delivered without a claim"
    claim = claims[-1]
    later = [
        each for each in changes if each.at > claim.at and (each.worker, each.session) == (claim.worker, claim.session)
    ]
    if later:
        return f"unexplained: {delivery.message_id} was delivered and marked {later[0].state}"
    for kill in kills:
        if kill.victim in {claim.worker, "postgres"} and claim.at <= kill.at <= delivery.at + LONGEST_END:
            return (
                "worker killed in the hand-over" if kill.victim == claim.worker else "database killed in the hand-over"
            )
    return f"unexplained: {delivery.message_id}, claimed by {claim.worker}, no kill in the hand-over"


def background(world: World) -> list[Line]:
    """The rows of the periodic jobs are fresh, and of the job that stood still each supervisor was told once."""
    now = clock.now()
    rows = {row.name: row for row in JobRun.objects.all()}
    running = set(settings.CELERY_BEAT_SCHEDULE) - {STANDS_STILL}
    stale = [
        f"{name}: last well {rows[name].last_well_at if name in rows else 'never'}"
        for name in sorted(running)
        if name not in rows or not rows[name].last_well_at or now - rows[name].last_well_at > FRESH
    ]
    told = Counter(Notice.objects.filter(about__startswith="job:").values_list("person_id", "about"))
    incidents = Counter((person, about.split(":")[1]) for person, about in told.elements())
    wrong = [f"{count} times: {pair}" for pair, count in told.items() if count > 1]
    wrong += [
        f"{count} incidents in {CLOCK_MOVES} moves of the clock: {pair}"
        for pair, count in incidents.items()
        if count > (1 if pair[1] == STANDS_STILL else CLOCK_MOVES)
    ]
    supervisors = jobs.supervisors(at=now)
    once = sum(incidents[person, STANDS_STILL] == 1 for person in world.administrators)
    if supervisors != world.administrators:
        wrong.append(f"supervisors are {sorted(supervisors)}, expected {sorted(world.administrators)}")
    return [
        Line("periodic jobs ended well within a minute", len(running) - len(stale), len(running), stale),
        Line("supervisors told once of the job that stands still", once, len(world.administrators), wrong),
    ]
