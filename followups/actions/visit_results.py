"""What the record of a held visit brings about: findings and photos per measure, signatures, the document, and what follows at once."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from followups.actions import verifying
from followups.documents.document_kinds import KINDS
from followups.models import Method, Observation, Signature, Visit, VisitedMeasure
from followups.rules.tracks import TABLE
from organs import clock, days
from organs.access import Access
from organs.days import DayMeaning
from organs.refusals import NotAllowed, Refused
from suggestions.actions import clocks, documents, files, ledger
from suggestions.actions.files import Admitted, Given
from suggestions.actions.ledger import Actor
from suggestions.models import Attachment, Event
from suggestions.rules.steps import Shown
from suggestions.rules.term_rows import Trigger

# What may follow at once from what was found: a claim is verified when in order, sent back when it is not.
FOLLOWS = {
    "verify": frozenset({Observation.IN_ORDER}),
    "send_back": frozenset({Observation.PARTLY, Observation.NOT_DONE}),
}
type AdmittedFiles = dict[str, tuple[Admitted, ...]]
CLAIMED = TABLE["measure.verify"].sources


@dataclass(frozen=True, kw_only=True)
class LookResult:
    """What was seen of one measure, by the number that the plan gave it."""

    number: int
    found: str
    text: str
    follow: str = ""
    photos: tuple[Given, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Signed:
    """Who signs for one side; `picture` is the drawn signature."""

    name: str = ""
    title: str = ""
    picture: Given | None = None


@dataclass(frozen=True, kw_only=True)
class Held:
    """All that the record of a visit says; what is empty was as planned."""

    on: date
    looks: tuple[LookResult, ...]
    place: str = ""
    present: str = ""
    present_office: str = ""
    findings: str = ""
    next_step: str = ""
    unit: Signed = Signed()
    office: Signed = Signed()
    is_on_paper: bool = False
    unsigned_because: str = ""
    evidence: tuple[Given, ...] = ()


def land(*, access: Access, at: datetime, visit: Visit, held: Held, admitted: AdmittedFiles, key: UUID) -> None:
    """Writes the record of a planned visit whose suggestion is locked, with the files of `admit`."""
    looks = {look.number: look for look in visit.looks.select_related("measure__text")}
    _require(held=held, looks=looks, at=at)
    event = _take(access=access, at=at, visit=visit, held=held, key=key, said=files.said(*admitted.values()))
    about = ledger.subject_name(visit)
    clocks.stop(what=Trigger.VISITED, suggestion=visit.suggestion, event=event, on=held.on, about=about)
    keeping = _Keeping(access=access, at=at, visit=visit, event=event)
    keeping.attach(visit, admitted["files"])
    for result in held.looks:
        look = looks[result.number]
        look.visit = visit
        look.found, look.text, look.follow = result.found, result.text.strip(), result.follow
        look.save(update_fields=["found", "text", "follow"])
        keeping.attach(look, admitted[f"photos-{result.number}"])
    for side, signed in (("unit", held.unit), ("office", held.office)):
        keeping.sign(side, signed, admitted[f"signature_{side}"], is_on_paper=held.is_on_paper)
    for result in held.looks:
        _follow(access=access, at=at, look=looks[result.number], on=held.on)
    visit.document = documents.keep(kind=KINDS["visit_record"], record=visit, suggestion=visit.suggestion, at=at)
    visit.save(update_fields=["document"])


def _require(*, held: Held, looks: dict[int, VisitedMeasure], at: datetime) -> None:
    days.require(held.on, meaning=DayMeaning.PAST, today=clock.civil_day(at), field="on")
    if {result.number for result in held.looks} != set(looks) or len(held.looks) != len(looks):
        raise Refused(_("Say what was found of each measure that the visit looks at."))
    for result in held.looks:
        number = {"number": result.number}
        if result.found not in Observation.values:
            raise Refused(_("Measure %(number)d: say what was found.") % number, field=f"found-{result.number}")
        if not result.text.strip():
            raise Refused(_("Measure %(number)d: write what was seen.") % number, field=f"text-{result.number}")
        _require_follow(result, looks[result.number])
    if not (held.unit.name.strip() or held.is_on_paper or held.unsigned_because.strip()):
        raise Refused(
            _("Write who signs for the unit, that it was signed on paper, or why nobody signs."), field="unit_name"
        )


def _require_follow(result: LookResult, look: VisitedMeasure) -> None:
    if not result.follow:
        return
    field, number = f"follow-{result.number}", {"number": result.number}
    if result.found not in FOLLOWS.get(result.follow, ()):
        raise Refused(_("Measure %(number)d: this does not follow from what was found.") % number, field=field)
    if look.measure.state not in CLAIMED:
        raise Refused(
            _("Measure %(number)d: nothing is claimed that could be verified or sent back.") % number, field=field
        )


def may_verify(access: Access, look: VisitedMeasure) -> bool:
    """Tells whether a claim is open on the measure and the person neither made nor recorded it (design 3)."""
    return look.measure.state in CLAIMED and access.person_id not in verifying.claimants(look.measure)


def admit(held: Held) -> AdmittedFiles:
    """Returns all files, by the field they came in, as they may be kept; called before the case is locked."""
    admitted = {"files": files.admit(held.evidence)}
    for result in held.looks:
        field = f"photos-{result.number}"
        admitted[field] = files.admit(result.photos, field=field, only_pictures=True)
    for side, signed in (("unit", held.unit), ("office", held.office)):
        field = f"signature_{side}"
        drawn = () if signed.picture is None else (signed.picture,)
        admitted[field] = files.admit(drawn, field=field, only_pictures=True)
    return admitted


def _take(*, access: Access, at: datetime, visit: Visit, held: Held, key: UUID, said: dict[str, str]) -> Event:
    """Takes the step; the words of all findings are the text of the event."""
    findings = [f"{result.number}. {result.text.strip()}" for result in held.looks]
    return ledger.take(
        step=TABLE["visit.record"],
        subject=visit,
        actor=Actor(access=access),
        at=at,
        on=held.on,
        text="\n".join([*findings, held.findings.strip()]),
        details={"means": visit.means, **said},
        values={
            "visited_on": held.on,
            "place": held.place.strip() or visit.place,
            "present": held.present.strip(),
            "present_office": held.present_office.strip(),
            "findings": held.findings.strip(),
            "next_step": held.next_step.strip(),
            "unsigned_because": held.unsigned_because.strip(),
            "recorded_by_id": access.person_id,
            "recorded_at": at,
            "key": key,
        },
    )


@dataclass(frozen=True, kw_only=True)
class _Keeping:
    """Keeps the files and signatures of one record."""

    access: Access
    at: datetime
    visit: Visit
    event: Event

    def attach(self, subject: Visit | VisitedMeasure, uploads: tuple[Admitted, ...]) -> list[Attachment]:
        return files.attach(
            files=uploads,
            suggestion=self.visit.suggestion,
            about=ledger.subject_name(subject),
            shown_to=Shown.OFFICE,
            added_by_id=self.access.person_id,
            at=self.at,
            event=self.event,
        )

    def sign(self, side: str, signed: Signed, drawn: tuple[Admitted, ...], *, is_on_paper: bool) -> None:
        """Keeps a signature; the recorder signs for the office where no other name is given."""
        name = signed.name.strip() or (self.access.name if side == "office" else "")
        if not name:
            return
        pictures = self.attach(self.visit, drawn)
        Signature.objects.create(
            visit=self.visit,
            side=side,
            name=name,
            title=signed.title.strip(),
            way="drawn" if pictures else "paper" if is_on_paper else "typed",
            picture=pictures[0] if pictures else None,
        )


def _follow(*, access: Access, at: datetime, look: VisitedMeasure, on: date) -> None:
    """Verifies the claim or sends it back, by the rules of verifying; a refusal names the measure and undoes the record."""
    measure = look.measure
    measure.suggestion = look.visit.suggestion
    try:
        if look.follow == "verify":
            verifying.verify(
                access=access,
                at=at,
                measure=measure,
                method=Method.ON_SITE,
                on=on,
                finding=look.text,
                visit=look.visit,
            )
        elif look.follow == "send_back":
            verifying.send_back(access=access, at=at, measure=measure, reason=look.text, suffices=look.criterion)
    except NotAllowed as refused:
        words = _("Measure %(number)d: %(why)s") % {"number": look.number, "why": refused}
        raise NotAllowed(words, field=f"follow-{look.number}") from refused
    except Refused as refused:
        words = _("Measure %(number)d: %(why)s") % {"number": look.number, "why": refused}
        field = "on" if refused.field == "on" else f"follow-{look.number}"
        raise type(refused)(words, field=field) from refused
