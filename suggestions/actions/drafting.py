"""Opens suggestions and writes drafts; every save is a revision, and an edit voids the signatures above it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from organs import clock, days
from organs.access import Access
from organs.days import DayMeaning
from organs.models import Department, Person, Procuratorate, Unit
from organs.refusals import NotAllowed, Refused, Stale, raise_first
from organs.roles import OPENING, PROSECUTING
from suggestions.access import permissions
from suggestions.actions import case_papers, clocks, documents, files, ledger, templates
from suggestions.actions.ledger import Actor
from suggestions.documents import content, gates, governing, legal_basis, recipients
from suggestions.documents.completeness import Incomplete, missing
from suggestions.documents.document_kinds import KINDS
from suggestions.models import (
    Approval,
    Attachment,
    CaseMember,
    Copy,
    Event,
    LetterVersion,
    Measure,
    MeasureText,
    Outbox,
    ProblemCategory,
    Revision,
    Suggestion,
)
from suggestions.models.file import TITLE_LENGTH
from suggestions.rules import kind_versions, kinds, legal_bases, letter_fields, letter_lengths
from suggestions.rules.acts import Act
from suggestions.rules.lifecycle import TABLE
from suggestions.rules.part_names import PartName
from suggestions.rules.steps import Shown
from suggestions.rules.term_rows import Trigger


@dataclass(frozen=True, kw_only=True)
class MeasureDraft:
    """One measure as it is typed; `id` is None for a new one."""

    text: str
    criterion: str = ""
    legal_basis: str = ""
    id: int | None = None

    def columns(self) -> dict[str, str]:
        """Returns the columns of the measure's text with what was typed."""
        return {name: getattr(self, name).strip() for name in letter_fields.TYPED_OF_MEASURE}


@dataclass(frozen=True, kw_only=True)
class DraftHead:
    """The facts of the case that stand around the letter."""

    title: str
    unit: Unit
    case_name: str = ""
    case_code: str = ""
    industry: str = ""
    problem_category: ProblemCategory | None = None
    case_source: str = ""
    case_source_note: str = ""
    investigation_decided_on: date | None = None
    investigation_decided_by: str = ""
    route: str = kinds.Route.DIRECT
    addressed_as: str = ""


@dataclass(frozen=True, kw_only=True)
class Body:
    """The letter's parts as they are typed; `values` by column, as letter_fields lists them, the empty ones may be left out."""

    contents: dict[str, str]
    measures: tuple[MeasureDraft, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)
    copies: tuple[tuple[int, str], ...] = ()

    def __post_init__(self) -> None:
        unknown = sorted(set(self.values) - set(letter_fields.TYPED_COLUMNS))
        if unknown:
            raise TypeError(f"nobody types {', '.join(unknown)} of a letter")

    def columns(self) -> dict[str, object]:
        """Returns the columns of the letter with what was typed; those without are empty."""
        blank = LetterVersion()
        empty = {name: getattr(blank, name) for name in letter_fields.TYPED_COLUMNS}
        contents = {key: text.strip() for key, text in self.contents.items()}
        return {**empty, **self.values, "contents": contents}


def require_lengths(body: Body) -> None:
    """Raises Refused at the first text that is longer than it may be, or for more than can be printed in time."""
    raise_first(length_faults(body))


def length_faults(body: Body) -> Iterator[Refused]:
    """Yields each text that is longer than it may be, and whether the letter is; that of the second measure at `measures-2-text`."""
    words = _("Write at most %d characters.")
    letter = {**body.contents, **{key: text for key, text in body.values.items() if isinstance(text, str)}}
    for key, most in letter_lengths.too_long(letter):
        yield Refused(words % most, field=key)
    if len(body.measures) > letter_lengths.MOST_MEASURES:
        yield Refused(_("Write at most %d measures.") % letter_lengths.MOST_MEASURES, field="measures")
    labels = {row.key: row.label for row in letter_fields.MEASURE_FIELDS}
    measures = [measure.columns() for measure in body.measures]
    for number, measure in enumerate(measures, start=1):
        for key, most in letter_lengths.too_long(measure):
            why = {"number": number, "what": labels[key], "why": words % most}
            yield Refused(_("Measure %(number)d, %(what)s: %(why)s") % why, field=f"measures-{number}-{key}")
    in_all = sum(map(len, letter.values())) + sum(len(text) for measure in measures for text in measure.values())
    if in_all > letter_lengths.MOST_IN_ALL:
        yield Refused(
            _("The letter has %(found)d characters; at most %(most)d can be printed.")
            % {"found": in_all, "most": letter_lengths.MOST_IN_ALL}
        )


def open_suggestion(
    *,
    access: Access,
    at: datetime,
    procuratorate: Procuratorate,
    kind: str,
    head: DraftHead,
    department: Department | None = None,
    handling_prosecutor: Person | None = None,
    members: tuple[Person, ...] = (),
    begun: Mapping[str, str] | None = None,
) -> Suggestion:
    """Opens a draft in the person's own procuratorate and starts the investigation clock from the decision (Art. 13, 15).

    An assistant opens it for a prosecutor. `begun` are first texts of its contents. Raises NotAllowed without such a post, Refused for a closed or foreign unit.
    """
    handler_id = _handler_id(access=access, procuratorate=procuratorate, handling_prosecutor=handling_prosecutor)
    if head.unit.closed_on:
        raise Refused(_("This unit is closed. Address its successor."), field="unit")
    recipients.require(
        kind=kinds.KINDS[kind], unit=head.unit, issuer=procuratorate, route=head.route, on=clock.civil_day(at)
    )
    _require_decided(head, at=at)
    with transaction.atomic():
        suggestion = Suggestion.objects.create(
            procuratorate=procuratorate,
            drafted_by=procuratorate,
            issued_by=procuratorate,
            depth=procuratorate.depth,
            **{f"anc{depth}": each for depth, each in enumerate(procuratorate.ancestors, start=1)},
            department=department,
            handling_prosecutor_id=handler_id,
            kind=kind,
            origin=access.origin,
            document_state="draft",
            opened_at=at,
            opening_version=_opening_version(kind, head=head, today=clock.civil_day(at)),
            **vars(head),
        )
        written_under = governing.version(suggestion, act=Act.APPROVAL, on=clock.civil_day(at))
        letter = LetterVersion.objects.create(
            suggestion=suggestion,
            recipient_name=head.unit.name,
            kind_version=written_under.key,
            contents=_first_contents(suggestion, written_under, begun or {}),
        )
        suggestion.letter = letter
        suggestion.save(update_fields=["letter"])
        people = {person.pk for person in members} | ({access.person_id} - {handler_id})
        for person_id in sorted(people - {handler_id}):
            CaseMember.objects.create(suggestion=suggestion, person_id=person_id, from_at=at)
        event = ledger.take(
            step=TABLE["document.open"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            details={"kind": kind, "title": head.title},
        )
        if head.investigation_decided_on:
            start_investigation(suggestion=suggestion, event=event, decided_on=head.investigation_decided_on)
    return suggestion


def _first_contents(suggestion: Suggestion, rules: kinds.KindVersion, begun: Mapping[str, str]) -> dict[str, str]:
    """Returns what a draft begins with: the legal basis that its row proposes, and first texts, where the rules have a place."""
    words = legal_basis.proposed(suggestion) if rules.content(legal_bases.KEY) else ""
    first = {key: text for key, text in begun.items() if rules.content(key)}
    return {**({legal_bases.KEY: words} if words else {}), **first}


def _opening_version(kind: str, *, head: DraftHead, today: date) -> str:
    """Returns the version that governs the decision to investigate: of its own day, of today while none is recorded."""
    decided_on = head.investigation_decided_on or today
    return kind_versions.governing(kind=kinds.KINDS[kind], act=Act.OPENING, on=decided_on).key


def _handler_id(*, access: Access, procuratorate: Procuratorate, handling_prosecutor: Person | None) -> int:
    here = [post for post in access.posts if post.procuratorate_id == procuratorate.pk]
    if handling_prosecutor is None and any(post.role in PROSECUTING for post in here):
        return access.person_id
    if handling_prosecutor is not None and any(post.role in OPENING for post in here):
        return handling_prosecutor.pk
    raise NotAllowed(
        _("Only a prosecutor of this procuratorate, or an assistant for one, opens a suggestion."),
        article=_("Provisions, Art. 6"),
    )


def _require_decided(head: DraftHead, *, at: datetime) -> None:
    days.require(
        head.investigation_decided_on,
        meaning=DayMeaning.PAST,
        today=clock.civil_day(at),
        field="investigation_decided_on",
    )


def start_investigation(*, suggestion: Suggestion, event: Event, decided_on: date) -> None:
    """Lets the investigation clock run from the day of the decision, also when the draft comes back (Art. 15)."""
    running = suggestion.clocks.running().filter(term="investigation")
    if running.filter(started_on=decided_on).exists():
        return
    clocks.happened(
        what=Trigger.INVESTIGATION_DECIDED,
        suggestion=suggestion,
        event=event,
        on=decided_on,
    )


def save(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    head: DraftHead,
    body: Body,
    expected_revision: int | None = None,
) -> Revision | None:
    """Saves the draft as a revision; returns None when nothing changed.

    `expected_revision` is the one that the form showed; raises Stale when somebody saved another meanwhile. Signatures over
    a former text are voided, with an event.
    """
    step = TABLE["document.edit"]
    require_lengths(body)
    with transaction.atomic():
        locked = ledger.lock(suggestion)
        letter = locked.current_letter
        if locked.document_state != "draft":
            raise Stale(_("The draft is no longer being written. Recall it, or reopen its text, to edit."))
        if expected_revision is not None and expected_revision != letter.revision:
            last = letter.revisions.order_by("-number").select_related("saved_by").first()
            raise Stale(
                _("%(who)s saved this draft meanwhile. What you typed is kept below; compare before you save again.")
                % {"who": last.saved_by.name if last else ""}
            )
        permissions.require(access=access, step=step, suggestion=locked)
        _require_decided(head, at=at)
        if isinstance(until := body.values.get("facts_until"), date):
            days.require(until, meaning=DayMeaning.PAST, today=clock.civil_day(at), field="facts_until")
        if head.unit.closed_on and head.unit.pk != locked.unit_id:
            raise Refused(_("This unit is closed. Address its successor."), field="unit")
        recipients.require(
            kind=locked.family, unit=head.unit, issuer=locked.issued_by, route=head.route, on=clock.civil_day(at)
        )
        _write_head(locked, head, today=clock.civil_day(at))
        _write_body(locked, letter, body, at=at)
        digest = content.digest(letter)
        event = _void_signatures(suggestion=locked, letter=letter, digest=digest, access=access, at=at)
        revision = _add_revision(letter=letter, digest=digest, access=access, at=at)
        if locked.investigation_decided_on:
            started_by = event or locked.events.earliest("seq")
            start_investigation(suggestion=locked, event=started_by, decided_on=locked.investigation_decided_on)
    suggestion.refresh_from_db()
    return revision


def keep_decision(*, suggestion: Suggestion, event: Event, today: date) -> None:
    """Writes day and name of the first decision to investigate, as its event decided it, and lets the two months run (Art. 13, 15)."""
    decided = suggestion.investigations.filter(state="ordered").order_by("decided_on", "id").first()
    if decided is None or decided.decided_on is None:
        return
    suggestion.investigation_decided_on = decided.decided_on
    suggestion.investigation_decided_by = decided.decided_name
    act = kind_versions.governing(kind=suggestion.family, act=Act.OPENING, on=decided.decided_on)
    suggestion.opening_version = act.key
    suggestion.save(update_fields=["investigation_decided_on", "investigation_decided_by", "opening_version"])
    start_investigation(suggestion=suggestion, event=event, decided_on=decided.decided_on)


def _write_head(suggestion: Suggestion, head: DraftHead, *, today: date) -> None:
    if suggestion.investigations.filter(state="ordered").exists():  # decided here: nobody types it any more
        head = replace(
            head,
            investigation_decided_on=suggestion.investigation_decided_on,
            investigation_decided_by=suggestion.investigation_decided_by,
        )
    for name, value in vars(head).items():
        setattr(suggestion, name, value)
    suggestion.opening_version = _opening_version(suggestion.kind, head=head, today=today)
    suggestion.save(update_fields=[*vars(head), "opening_version"])


def _write_body(suggestion: Suggestion, letter: LetterVersion, body: Body, *, at: datetime) -> None:
    letter.recipient_name = suggestion.unit.name
    letter.kind_version = governing.version(suggestion, act=Act.APPROVAL, on=clock.civil_day(at)).key
    for name, value in body.columns().items():
        setattr(letter, name, value)
    letter.template = templates.for_letter(suggestion=suggestion, at=at)
    letter.save()
    _write_measures(suggestion, letter, body.measures)
    suggestion.copies.exclude(unit_id__in=[unit_id for unit_id, _ground in body.copies]).delete()
    for unit_id, ground in body.copies:
        Copy.objects.update_or_create(suggestion=suggestion, unit_id=unit_id, defaults={"ground": ground})


def _write_measures(suggestion: Suggestion, letter: LetterVersion, drafts: tuple[MeasureDraft, ...]) -> None:
    kept = {draft.id for draft in drafts if draft.id}
    gone = suggestion.measures.exclude(pk__in=kept)
    _require_untouched(suggestion, gone)
    gone.update(text=None)
    gone.delete()
    for position, draft in enumerate(drafts, start=1):
        measure = suggestion.measures.filter(pk=draft.id).first() if draft.id else None
        if measure is None:
            measure = Measure.objects.create(suggestion=suggestion, position=position)
        text, _created = MeasureText.objects.update_or_create(
            measure=measure,
            letter=letter,
            defaults={"position": position, **draft.columns()},
        )
        measure.position, measure.text = position, text
        measure.save(update_fields=["position", "text"])


def _require_untouched(suggestion: Suggestion, gone: Iterable[Measure]) -> None:
    """Raises Refused for a measure that has a history: such a one is dropped by a modification, and is never deleted."""
    numbers = {str(PartName.of(measure)): measure.position for measure in gone}
    acted = suggestion.events.filter(subject__in=sorted(numbers)).order_by("seq").first()
    if acted:
        raise Refused(
            _("Measure %(number)d has a history and stays. Once the letter is issued, a modification drops it.")
            % {"number": numbers[acted.subject]},
            field="measures",
        )


def _void_signatures(
    *, suggestion: Suggestion, letter: LetterVersion, digest: str, access: Access, at: datetime
) -> Event | None:
    void = letter.approvals.filter(verdict="pass", voided_at__isnull=True).exclude(digest=digest)
    if not void.exists():
        return None
    voided = ", ".join(void.values_list("gate", flat=True))
    void.update(voided_at=at)
    return ledger.take(
        step=TABLE["document.edit"],
        subject=suggestion,
        actor=Actor(access=access),
        at=at,
        digest=digest,
        details={"voided": voided},
    )


def _add_revision(*, letter: LetterVersion, digest: str, access: Access, at: datetime) -> Revision | None:
    last = letter.revisions.order_by("-number").first()
    if last and last.digest == digest:
        return None
    letter.revision += 1
    letter.digest = digest
    letter.save(update_fields=["revision", "digest"])
    return Revision.objects.create(
        letter=letter,
        number=letter.revision,
        saved_by_id=access.person_id,
        saved_at=at,
        digest=digest,
        content=content.of_letter(letter),
    )


def attach_to_letter(
    *, access: Access, at: datetime, suggestion: Suggestion, uploads: Sequence[files.Given], is_internal: bool = False
) -> None:
    """Attaches enclosures to the draft; their hashes and titles are part of what is signed. What is internal is neither."""
    admitted = files.admit(uploads)
    with transaction.atomic():
        locked = ledger.lock(suggestion)
        if locked.document_state != "draft":
            raise Stale(_("The draft is no longer being written. Recall it, or reopen its text, to edit."))
        permissions.require(access=access, step=TABLE["document.edit"], suggestion=locked)
        files.attach(
            files=admitted,
            suggestion=locked,
            about=locked.current_letter.part_name,
            shown_to=Shown.OFFICE if is_internal else Shown.BOTH,
            added_by_id=access.person_id,
            at=at,
        )
        _sign_anew(locked, access=access, at=at)


def _sign_anew(locked: Suggestion, *, access: Access, at: datetime) -> None:
    """Voids the signatures over another text, and keeps a revision where the text is another one."""
    digest = content.digest(locked.current_letter)
    _void_signatures(suggestion=locked, letter=locked.current_letter, digest=digest, access=access, at=at)
    _add_revision(letter=locked.current_letter, digest=digest, access=access, at=at)


@dataclass(frozen=True, kw_only=True)
class Enclosing:
    """How a file of the draft goes on: under which title the letter names it, or that it stays inside."""

    title: str = ""
    is_internal: bool = False


def enclose(*, access: Access, at: datetime, suggestion: Suggestion, titles: Mapping[int, Enclosing]) -> None:
    """Gives the files of the draft their titles, or keeps them inside; signatures over other enclosures are void."""
    with transaction.atomic():
        locked = ledger.lock(suggestion)
        if locked.document_state != "draft":
            raise Stale(_("The draft is no longer being written. Recall it, or reopen its text, to edit."))
        permissions.require(access=access, step=TABLE["document.edit"], suggestion=locked)
        rows = list(locked.attachments.filter(about=locked.current_letter.part_name).order_by("id"))
        for row in rows:
            asked = titles.get(row.pk, Enclosing(title=row.title, is_internal=row.shown_to == Shown.OFFICE))
            if len(asked.title) > TITLE_LENGTH:
                raise Refused(
                    _("The title of an enclosure has at most %(most)d characters.") % {"most": TITLE_LENGTH},
                    field="enclosures",
                )
            row.title = "" if asked.is_internal else asked.title.strip()
            row.shown_to = Shown.OFFICE if asked.is_internal else Shown.BOTH
        _put_in_place(rows)
        _sign_anew(locked, access=access, at=at)


def _put_in_place(rows: Sequence[Attachment]) -> None:
    """Writes the files of a draft anew, in their order: a row of a file is never changed, only taken out."""
    former = {row.pk: (row.title, row.shown_to) for row in Attachment.objects.filter(pk__in=[row.pk for row in rows])}
    if all(former[row.pk] == (row.title, row.shown_to) for row in rows):
        return
    take_out(Attachment.objects.filter(pk__in=former))
    for row in rows:
        row.pk = None
        row.save(force_insert=True)


def take_out(rows: QuerySet[Attachment]) -> None:
    """Removes rows of files from a draft; the files themselves go with the next sweep where no other row names them."""
    rows.delete()


def remove_from_letter(*, access: Access, at: datetime, suggestion: Suggestion, attachment: Attachment) -> None:
    """Takes an enclosure out of the draft again; signatures over the text with it are void."""
    with transaction.atomic():
        locked = ledger.lock(suggestion)
        if locked.document_state != "draft":
            raise Stale(_("The draft is no longer being written. Recall it, or reopen its text, to edit."))
        permissions.require(access=access, step=TABLE["document.edit"], suggestion=locked)
        take_out(locked.attachments.filter(pk=attachment.pk, about=locked.current_letter.part_name))
        _sign_anew(locked, access=access, at=at)


def submit(*, access: Access, at: datetime, suggestion: Suggestion, expected_moves: int | None = None) -> None:
    """Sends a complete draft to the first gate that has not signed this text; raises Incomplete with what is missing."""
    with transaction.atomic():
        locked = ledger.lock(suggestion)
        lacking = missing(suggestion=locked, letter=locked.current_letter, on=clock.civil_day(at))
        if lacking and locked.document_state == "draft":
            raise Incomplete(lacking)
        digest = content.digest(locked.current_letter)
        event = ledger.take(
            step=TABLE["document.submit"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            expected_moves=expected_moves,
            digest=digest,
            details=_received(locked),
            values={"gate": next_gate(letter=locked.current_letter, digest=digest)},
        )
        clocks.stop(what=Trigger.SUBMITTED, suggestion=locked, event=event, on=event.taken_on)
        tell_gate(suggestion=suggestion, event=event)


def _received(suggestion: Suggestion) -> dict[str, str]:
    """Returns the digests of the letter's enclosures as they were received; what is signed is what was kept of them."""
    rows = suggestion.current_letter.enclosures.exclude(received="")
    received = " ".join(rows.values_list("received", flat=True))
    return {"received": received} if received else {}


def tell_gate(*, suggestion: Suggestion, event: Event) -> None:
    """Leaves a notice for those who stand at the gate where the draft now waits."""
    gate = permissions.gate_of(suggestion)
    if gate:
        Outbox.objects.get_or_create(
            event=event, relation=gate.relation, defaults={"suggestion": suggestion, "created_at": event.recorded_at}
        )


def next_gate(*, letter: LetterVersion, digest: str) -> str:
    """Returns the first gate of the kind that has not passed this very text."""
    signed = set(
        Approval.objects.filter(letter=letter, verdict="pass", digest=digest, voided_at__isnull=True).values_list(
            "gate", flat=True
        )
    )
    return next((gate.key for gate in gates.in_order(letter.suggestion) if gate.key not in signed), "decision")


def authors(letter: LetterVersion) -> frozenset[int]:
    """Returns who saved the text since the last decision, the handling prosecutor, and whoever submitted it as a deputy: none may sign."""
    decided = letter.approvals.filter(gate="decision", verdict="pass").order_by("-id").first()
    saved = Revision.objects.filter(letter=letter)
    if decided:
        saved = saved.filter(Q(saved_at__gt=decided.at) | Q(digest=letter.digest))
    submitted = letter.suggestion.events.filter(track="document", step="submit", acted_for__isnull=False)
    if decided:
        submitted = submitted.filter(recorded_at__gt=decided.at)
    return (
        letter.suggestion.handler_ids
        | frozenset(saved.values_list("saved_by_id", flat=True))
        | frozenset(submitted.values_list("actor_id", flat=True))
    )


def recall(*, access: Access, at: datetime, suggestion: Suggestion, expected_moves: int | None = None) -> None:
    """Takes the draft back from review."""
    _back(step="document.recall", access=access, at=at, suggestion=suggestion, expected_moves=expected_moves, text="")


def reopen_text(*, access: Access, at: datetime, suggestion: Suggestion, expected_moves: int | None = None) -> None:
    """Reopens an approved text; the signatures are void, and with them the duty to serve it."""
    with transaction.atomic():
        event = _back(
            step="document.reopen_text",
            access=access,
            at=at,
            suggestion=suggestion,
            expected_moves=expected_moves,
            text="",
        )
        suggestion.current_letter.approvals.filter(voided_at__isnull=True).update(voided_at=at)
        clocks.stop_those_of(what=Trigger.APPROVED, suggestion=suggestion, event=event, on=event.taken_on)


def drop(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    reason: str,
    ground: str = "",
    expected_moves: int | None = None,
) -> None:
    """Decides not to suggest; all clocks stop, and the report is printed for the file (Art. 15(3)).

    A public-interest case that was opened by decision ends by one, on a ground of its rules (PIL21 Art. 74), which is served.
    """
    with transaction.atomic():
        is_ended = ends_by_decision(ledger.lock(suggestion))
        if is_ended:
            case_papers.require_ending_ground(ground)
        event = _back(
            step="document.drop",
            access=access,
            at=at,
            suggestion=suggestion,
            expected_moves=expected_moves,
            text=reason,
            details={"ending_ground": ground} if is_ended else None,
        )
        clocks.stop_all(suggestion=suggestion, event=event, on=event.taken_on)
        documents.keep(kind=KINDS["no_suggestion_report"], record=suggestion, suggestion=suggestion, at=at)
        if is_ended:
            case_papers.end_by_decision(suggestion=suggestion, event=event, by_id=access.person_id, text=reason)
            on = event.taken_on
            ledger.take(
                step=TABLE["case.end"],
                subject=suggestion,
                actor=Actor(access=access),
                at=at,
                values={
                    "closed_on": on,
                    "closing_version": governing.version(suggestion, act=Act.CLOSING, on=on).key,
                },
            )


def ends_by_decision(suggestion: Suggestion) -> bool:
    """Tells whether a draft that is dropped leaves a public-interest case which was opened by decision (PIL21 Art. 70, 74)."""
    is_before = suggestion.document_state in TABLE["document.drop"].sources
    return is_before and suggestion.papers.filter(kind="opening_decision").exists()


def _back(
    *,
    step: str,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    expected_moves: int | None,
    text: str,
    details: ledger.Details | None = None,
) -> Event:
    with transaction.atomic():
        event = ledger.take(
            step=TABLE[step],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            text=text,
            expected_moves=expected_moves,
            details=details,
            values={"gate": ""},
        )
        if step != "document.drop" and suggestion.investigation_decided_on:
            start_investigation(suggestion=suggestion, event=event, decided_on=suggestion.investigation_decided_on)
        return event


def hand_over(
    *, access: Access, at: datetime, suggestion: Suggestion, to: Person, reason: str, expected_moves: int | None = None
) -> None:
    """Gives the case to another person with a post in the same procuratorate on the civil day of the place."""
    with transaction.atomic():
        former = suggestion.handling_prosecutor
        held = to.posts.current(clock.civil_day(at)).filter(person__is_active=True)
        if not held.filter(procuratorate_id=suggestion.procuratorate_id).exists():
            raise Refused(_("This person has no post in this procuratorate today."), field="to")
        if suggestion.recusals.filter(person=to, keeps_off=True).exists():
            raise Refused(_("This person is kept off the case by a recusal."), field="to")
        ledger.take(
            step=TABLE["case.hand_over"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            text=reason,
            expected_moves=expected_moves,
            details={"from": former.name if former else "", "to": to.name},
            values={"handling_prosecutor_id": to.pk},
        )
