"""Every address of the pages: who may open it, and with which objects; an address that is missing here fails the walk."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Model, QuerySet
from django.urls import get_resolver

from desk import checks
from desk.case import case_presenter, clock_presenter
from desk.case.turns import REPLIABLE
from desk.setup import reminder_rules_presenter, scope
from desk.steps import registry
from desk.steps.forms.visit_record import RecordVisitForm
from followups.actions import circulating, collecting, evaluating, withdrawing
from followups.documents.document_kinds import KINDS as DOCUMENT_KINDS
from followups.draws.draw_reach import reaches
from followups.models import Circular, Draw, Evaluator, ModelLetter, Visit
from followups.rules import guidance
from notices.actions import jobs
from organs import clock, permissions
from organs import people as current_people
from organs.access import Access
from organs.actions import calendar_addresses, sign_in_links
from organs.actions import proposals as actions
from organs.models import Department, Person, Post, Proposal, ProposalKind, Unit
from organs.origins import Origin
from organs.roles import ADMINISTRATIVE_ROLES, BUSINESS_ROLES, OPENING, Role, Side
from suggestions.access import absences, supervision, visible_records
from suggestions.access import permissions as step_permissions
from suggestions.actions import admitting
from suggestions.actions import clues as actions_of_clues
from suggestions.documents import document_facts
from suggestions.models import CalendarYear, Clue, Stationery, Suggestion
from suggestions.rules import clues, duties
from suggestions.rules.kinds import KINDS
from suggestions.rules.relations import Visibility
from tests.desk.sample_cases import Case, Choice, Reader

type Arguments = tuple[object, ...]
type Objects = Callable[[Reader, Choice], Iterable[tuple[str, Arguments]]]


def anybody(access: Access) -> bool:
    return True


def office(access: Access) -> bool:
    return access.is_office


def works(access: Access) -> bool:
    return access.has(*(BUSINESS_ROLES - {Role.ANALYST}))


def unit(access: Access) -> bool:
    return access.is_unit


def administrator(access: Access) -> bool:
    return access.is_administrator


def decides(access: Access) -> bool:
    return access.has(*permissions.DECIDING)


def any_administrator(access: Access) -> bool:
    return access.has(*ADMINISTRATIVE_ROLES)


def supervises_jobs(access: Access) -> bool:
    return jobs.is_supervisor(access=access, at=clock.now())


def opens_drafts(access: Access) -> bool:
    return bool(access.holding(*OPENING))


def draws(access: Access) -> bool:
    return access.is_office and bool(reaches(access))


def supervises(access: Access) -> bool:
    return access.is_office and supervision.supervises(access)


def sees_clues(access: Access) -> bool:
    return bool(access.holding(*clues.SEEING))


def registers_clues(access: Access) -> bool:
    return bool(access.holding(*clues.REGISTERING))


def instructs(access: Access) -> bool:
    return bool(actions_of_clues.instructing(access))


def reads_guidance(access: Access) -> bool:
    return bool(access.holding(*guidance.READING))


def circulates(access: Access) -> bool:
    return bool(circulating.offices(access))


def circulars_seen(reader: Reader, choice: Choice) -> Iterator[tuple[str, Arguments]]:
    for row in Circular.objects.visible_to(reader.access):
        yield row.number, (row.pk,)


def circulars_waiting(reader: Reader, choice: Choice) -> Iterator[tuple[str, Arguments]]:
    for row in Circular.objects.to_acknowledge(reader.access):
        yield row.number, (row.pk,)


def models_seen(reader: Reader, choice: Choice) -> Iterator[tuple[str, Arguments]]:
    for row in ModelLetter.objects.visible_to(reader.access):
        yield row.kind, (row.pk,)


def models_kept(reader: Reader, choice: Choice) -> Iterator[tuple[str, Arguments]]:
    for row in ModelLetter.objects.visible_to(reader.access):
        if collecting.may_take_out(reader.access, row):
            yield row.kind, (row.pk,)


def may_become_model(case: Case) -> bool:
    return case.suggestion.has_left and collecting.office_for(case.access, case.suggestion) is not None


def clues_seen(*states: str) -> Objects:
    """The clues of the person's office, one of each state."""

    def found(reader: Reader, choice: Choice) -> Iterator[tuple[str, Arguments]]:
        seen = {clue.state: clue.pk for clue in Clue.objects.visible_to(reader.access).filter(instructed_by=None)}
        yield from ((state, (pk,)) for state, pk in seen.items() if not states or state in states)

    return found


def once(reader: Reader, choice: Choice) -> Iterator[tuple[str, Arguments]]:
    """An address without arguments."""
    yield "", ()


def of_cases(may: Callable[[Case], bool] = lambda case: True, label: Callable[[Case], str] | None = None) -> Objects:
    """The chosen cases of a person in which it may be opened; by default each state of each is an object of its own."""

    def found(reader: Reader, choice: Choice) -> Iterator[tuple[str, Arguments]]:
        for case in reader.cases:
            if may(case):
                shown = label(case) if label else ", ".join(sorted(case.states))
                yield shown, (case.suggestion.pk,)

    return found


def document_state(case: Case) -> str:
    return f"{case.suggestion.document_state} {case.suggestion.gate} {case.visibility.name}"


def is_recipient(case: Case) -> bool:
    return case.visibility >= Visibility.RECIPIENT


def is_inside(case: Case) -> bool:
    return (
        case.visibility >= Visibility.INTERNAL
        and case.suggestion.letter is not None
        and case.suggestion.origin != Origin.PUBLISHED
    )


def has_report(case: Case) -> bool:
    return is_inside(case) and bool(document_facts.reported_versions(case.suggestion))


def has_review_opinion(case: Case) -> bool:
    return is_inside(case) and document_facts.review_opinions(case.suggestion).exists()


def is_leaving(case: Case) -> bool:
    return case.visibility >= Visibility.OFFICE and case.suggestion.document_state in {"approved", "issued"}


def is_issued(case: Case) -> bool:
    return (
        is_leaving(case)
        and case.suggestion.document_state == "issued"
        and case.suggestion.handling_prosecutor is not None
    )


def may_reply(case: Case) -> bool:
    suggestion = case.suggestion
    is_awaited = suggestion.reply_state in REPLIABLE or withdrawing.is_replaceable(suggestion)
    return is_recipient(case) and is_awaited and suggestion.document_state == "served"


def receipts(reader: Reader, choice: Choice) -> Iterator[tuple[str, Arguments]]:
    for case in filter(is_recipient, reader.cases):
        for event in visible_records.events(case.suggestion, visibility=case.visibility):
            if case_presenter.is_units(event):
                yield f"{event.track}.{event.step}", (case.suggestion.pk, event.seq)


def clocks(reader: Reader, choice: Choice) -> Iterator[tuple[str, Arguments]]:
    for case in filter(is_recipient, reader.cases):
        for row in case.suggestion.clocks.select_related("stopped_by"):
            if clock_presenter.is_shown(row, reader=reader.access.side):
                yield f"{row.term} {'over' if row.stopped_by_id else 'running'}", (row.pk,)


def attachments(reader: Reader, choice: Choice) -> Iterator[tuple[str, Arguments]]:
    for case in reader.cases:
        for row in visible_records.attachments(case.suggestion, visibility=case.visibility):
            yield f"{row.about.split(':')[0]} {row.shown_to} {case.visibility.name}", (row.pk,)


def documents(reader: Reader, choice: Choice) -> Iterator[tuple[str, Arguments]]:
    for case in reader.cases:
        for row in visible_records.documents(case.suggestion, visibility=case.visibility):
            yield f"{row.kind} {case.visibility.name}", (row.pk,)


def pages(reader: Reader, choice: Choice) -> Iterator[tuple[str, Arguments]]:
    """The first and the last page of one document of each kind."""
    for case in reader.cases:
        for row in visible_records.documents(case.suggestion, visibility=case.visibility):
            if row.blob.media_type == "application/pdf":
                yield f"{row.kind}, first page", (row.pk, 1)
                yield f"{row.kind}, last page", (row.pk, row.pages)


def visits(may_record: bool) -> Objects:
    def found(reader: Reader, choice: Choice) -> Iterator[tuple[str, Arguments]]:
        allowed = step_permissions.relations_that_may_take(RecordVisitForm.row(), from_paper=False)
        for case in choice.cases:
            if case.access != reader.access or (may_record and not case.held & allowed):
                continue
            for row in Visit.objects.filter(suggestion=case.suggestion).exclude(planned_on=None):
                yield row.state, (row.pk,)

    return found


def steps(name: str) -> Objects:
    """Exactly the forms that are offered now, one for each form and state of its subject."""
    side = Side.UNIT if name == "portal-step" else Side.OFFICE
    paper = name == "paper-step"

    def found(reader: Reader, choice: Choice) -> Iterator[tuple[str, Arguments]]:
        for case in choice.cases:
            if case.access != reader.access or not case.held:
                continue
            for offer in choice.offers(case, side):
                key, subject_pk = choice.form_of(offer)
                if not offer.hindrance and offer.paper == paper and key:
                    yield f"{key} {choice.state_of(offer)}", (case.suggestion.pk, key, subject_pk)

    return found


def units(reader: Reader, choice: Choice) -> Iterator[tuple[str, Arguments]]:
    for row in Unit.objects.visible_to(reader.access):
        yield unit_label(row), (row.pk,)


def unit_label(row: Unit) -> str:
    marks = [row.origin, row.is_sole_trader and "sole trader", row.is_placeholder and "placeholder"]
    return " ".join(mark for mark in [*marks, row.successor_id and "succeeded"] if mark)


def drawn(reader: Reader, choice: Choice) -> Iterator[tuple[str, Arguments]]:
    for row in Draw.objects.visible_to(reader.access):
        yield "with below" if row.department_id is None else "of a department", (row.pk,)


def evaluated_by(by: Evaluator) -> Objects:
    """The draws of which the person records what the committee, or a panel, says."""

    def found(reader: Reader, choice: Choice) -> Iterator[tuple[str, Arguments]]:
        for row in Draw.objects.visible_to(reader.access):
            if evaluating.may_record(reader.access, draw=row, by=by):
                yield "", (row.pk,)

    return found


def absences_shown(reader: Reader, choice: Choice) -> Iterator[tuple[str, Arguments]]:
    """The absences that a person is shown: the own, those as whose deputy one stands, and those one keeps."""
    today = clock.today()
    for row in absences.shown_to(reader.access, on=today):
        is_own = row.person_id == reader.access.person_id
        yield (
            f"{'running' if row.is_running(today) else 'coming'}, {'own' if is_own else 'of somebody else'}",
            (row.pk,),
        )


def absences_kept(reader: Reader, choice: Choice) -> Iterator[tuple[str, Arguments]]:
    """Those of them whose last day one may move."""
    today = clock.today()
    for row in absences.shown_to(reader.access, on=today):
        if absences.may_keep(
            access=reader.access, person=row.person, procuratorate_id=row.procuratorate_id, on=today
        ) and not row.is_over(today):
            yield "running" if row.is_running(today) else "coming", (row.pk,)


def set_up(rows: Callable[[Access], Iterable[Model]], label: Callable[[Model], str]) -> Objects:
    def found(reader: Reader, choice: Choice) -> Iterator[tuple[str, Arguments]]:
        for row in rows(reader.access):
            yield label(row), (row.pk,)

    return found


def place_label(row) -> str:
    return f"{row.level} {'closed' if row.closed_on else 'open'}"


def departments(access: Access) -> Iterable[Department]:
    return Department.objects.filter(procuratorate__in=permissions.administered_by(access))


def people(access: Access) -> QuerySet[Person]:
    return permissions.people_administered_by(access).prefetch_related("posts")


def others(access: Access) -> Iterable[Model]:
    """Those with whose account the person may do something: nobody's own."""
    return people(access).exclude(pk=access.person_id)


def person_label(row) -> str:
    sides = sorted({post.side for post in row.posts.all()})
    return f"{'active' if row.is_active else 'closed'} {' '.join(sides)} {row.origin}"


def posts(access: Access) -> Iterable[Post]:
    places = permissions.below_posts(access, *permissions.DECIDING)
    return Post.objects.filter(procuratorate__in=places) | Post.objects.filter(letters_of__in=places)


def proposals(access: Access) -> Iterable[Proposal]:
    return permissions.proposals_open_to(access)


def decidable(access: Access) -> Iterable[Proposal]:
    rows = proposals(access).filter(outcome="")
    return [row for row in rows if actions.may_confirm(access=access, proposal=row)]


def own_proposals(access: Access) -> Iterable[Proposal]:
    return proposals(access).filter(proposed_by=access.person_id)


def papers(access: Access) -> Iterable[Proposal]:
    return proposals(access).filter(kind=ProposalKind.UNIT_HEAD)


def proposal_label(row: Proposal) -> str:
    return f"{row.kind} {row.outcome or 'open'}"


def colleagues(access: Access) -> Iterable[Post]:
    """The posts of those units that the person heads."""
    headed = [
        unit for unit in Unit.objects.filter(pk__in=access.unit_ids) if permissions.heads_unit(access=access, unit=unit)
    ]
    return Post.objects.current(clock.today()).filter(unit__in=headed)


def headed_units(access: Access) -> Iterable[Unit]:
    return Unit.objects.filter(posts__in=colleagues(access)).distinct()


def with_seal(access: Access) -> Iterable[Model]:
    sealed = Stationery.objects.exclude(seal=None).values("procuratorate")
    return permissions.administered_by(access).filter(pk__in=sealed)


def years(reader: Reader, choice: Choice) -> Iterator[tuple[str, Arguments]]:
    this = clock.today().year
    entered = set(CalendarYear.objects.values_list("year", flat=True))
    for year in sorted(entered | {this, this + 1}):
        yield f"{'entered' if year in entered else 'open'} {year >= this}", (year,)


def by_kind(kinds: Iterable[str]) -> Objects:
    def found(reader: Reader, choice: Choice) -> Iterator[tuple[str, Arguments]]:
        own = permissions.administered_by(reader.access).order_by("code").first()
        for kind in kinds:
            yield kind, (own.pk, kind)

    return found


def owners(access: Access) -> list[int]:
    top = [reminder_rules_presenter.ALL] if permissions.administers_all(access) else []
    own = permissions.administered_by(access).order_by("code").first()
    return [*top, own.pk]


def of_owners(reader: Reader, choice: Choice) -> Iterator[tuple[str, Arguments]]:
    for owner in owners(reader.access):
        yield "own" if owner else "for all", (owner,)


def of_subjects(reader: Reader, choice: Choice) -> Iterator[tuple[str, Arguments]]:
    for owner in owners(reader.access):
        for subject in duties.REMINDED:
            yield f"{subject} {'own' if owner else 'for all'}", (owner, subject)


def rules(access: Access) -> Iterable[Model]:
    return scope._reminder_rules(access).filter(retired_at=None)


@dataclass(frozen=True, kw_only=True)
class Address:
    """Who may open an address, with which objects, and the addresses to which a GET may lead instead of a page."""

    who: Callable[[Access], bool]
    objects: Objects = once
    leads_to: tuple[str, ...] = ()


PLACES = {"who": administrator, "objects": set_up(permissions.administered_by, place_label)}
PEOPLE = {"who": decides, "objects": set_up(people, person_label)}
OTHERS = {"who": decides, "objects": set_up(others, person_label)}
PROPOSALS = {"who": decides, "objects": set_up(decidable, proposal_label)}
COLLEAGUES = {"who": unit, "objects": set_up(colleagues, lambda row: f"{row.role} {bool(row.letters_of_id)}")}
DEPARTMENTS = {
    "who": administrator,
    "objects": set_up(departments, lambda row: "closed" if row.closed_on else "open"),
}
UNITS = {"who": administrator, "objects": set_up(scope.units, unit_label)}
RULES = {"who": administrator, "objects": set_up(rules, lambda row: f"{row.subject} {row.is_enabled}")}
SETUP = {"who": administrator}

ADDRESSES: dict[str, Address] = {
    # accounts
    "home": Address(who=anybody, leads_to=("desk", "portal", "setup")),
    "account": Address(who=anybody),
    "password": Address(who=anybody),
    "second-factor": Address(who=anybody),
    "second-factor-app": Address(who=anybody),
    "second-factor-passkey": Address(who=anybody),
    "second-factor-codes": Address(who=anybody),
    "confirm": Address(who=anybody),
    "calendar-address": Address(who=anybody),
    "own-reminders": Address(who=anybody),
    "notices-read": Address(who=anybody),
    "own-reminder-set": Address(who=anybody, objects=of_cases(label=document_state)),
    # the prosecutors' side
    "desk": Address(who=office),
    "absences": Address(who=office),
    "absence-new": Address(who=works),
    "absence": Address(who=office, objects=absences_shown),
    "absence-days": Address(who=office, objects=absences_kept),
    "absence-end": Address(who=office, objects=absences_kept),
    "duties": Address(who=office),
    "reminders-ahead": Address(who=supervises),
    "clues": Address(who=sees_clues),
    "clue-new": Address(who=registers_clues),
    "clue-instruct": Address(who=instructs),
    "clue": Address(who=sees_clues, objects=clues_seen()),
    "clue-close": Address(who=registers_clues, objects=clues_seen("registered")),
    "clue-transfer": Address(who=registers_clues, objects=clues_seen("registered")),
    "circulars": Address(who=reads_guidance),
    "circular-new": Address(who=circulates),
    "circular": Address(who=reads_guidance, objects=circulars_seen),
    "circular-acknowledge": Address(who=reads_guidance, objects=circulars_waiting),
    "model-letters": Address(who=reads_guidance),
    "model-letter": Address(who=reads_guidance, objects=models_seen),
    "model-letter-new": Address(who=reads_guidance, objects=of_cases(may_become_model, document_state)),
    "model-letter-take-out": Address(who=reads_guidance, objects=models_kept),
    "suggestion-list": Address(who=office),
    "suggestion-export": Address(who=office),
    "unit-list": Address(who=office),
    "unit": Address(who=office, objects=units),
    "filings": Address(who=office),
    "dashboard": Address(who=office),
    "draft-new": Address(who=opens_drafts),
    "suggestion": Address(who=office, objects=of_cases()),
    "bundle": Address(who=office, objects=of_cases(is_recipient, document_state), leads_to=("suggestion",)),
    "investigation-report": Address(who=office, objects=of_cases(has_report, document_state)),
    "review-opinion": Address(who=office, objects=of_cases(has_review_opinion, document_state)),
    "versions": Address(who=office, objects=of_cases(label=lambda case: str(case.suggestion.letter.version))),
    "draft": Address(who=office, objects=of_cases(is_inside, document_state)),
    "draft-revisions": Address(who=office, objects=of_cases(is_inside, document_state)),
    "draft-pdf": Address(who=office, objects=of_cases(is_inside, document_state)),
    "review": Address(who=office, objects=of_cases(is_inside, document_state)),
    "before-leaving": Address(who=office, objects=of_cases(is_leaving, document_state)),
    "portal-preview": Address(who=office, objects=of_cases(is_issued, document_state)),
    "electronic-consent": Address(who=office, objects=of_cases(is_leaving, document_state)),
    "service-slip-preview": Address(who=office, objects=of_cases(is_leaving, document_state)),
    "clock": Address(who=office, objects=clocks),
    "step": Address(who=office, objects=steps("step"), leads_to=("draft", "review", "visit-form")),
    "paper-step": Address(who=office, objects=steps("paper-step")),
    "visit-form": Address(who=office, objects=visits(may_record=True)),
    "visit-shell": Address(who=office, objects=visits(may_record=True)),
    "visit-pack": Address(who=office, objects=visits(may_record=False)),
    "draws": Address(who=office),
    "draw-new": Address(who=draws),
    "draw": Address(who=office, objects=drawn),
    "draw-print": Address(who=office, objects=drawn),
    "draw-committee-evaluation": Address(who=office, objects=evaluated_by(Evaluator.COMMITTEE)),
    "draw-panel-evaluation": Address(who=office, objects=evaluated_by(Evaluator.PANEL)),
    "draw-export": Address(who=office, objects=drawn),
    "background": Address(who=supervises_jobs),
    "background-try-again": Address(who=supervises_jobs, leads_to=("background",)),
    # files, for either side
    "file": Address(who=anybody, objects=attachments),
    "document": Address(who=anybody, objects=documents),
    "document-page": Address(who=anybody, objects=pages),
    # the recipients' portal
    "portal": Address(who=unit),
    "portal-people": Address(who=unit),
    "portal-person-new": Address(who=unit, objects=set_up(headed_units, unit_label)),
    "portal-person-all-letters": Address(**COLLEAGUES),
    "portal-person-link": Address(**COLLEAGUES),
    "portal-person-end": Address(**COLLEAGUES),
    "portal-letter": Address(who=unit, objects=of_cases()),
    "portal-versions": Address(
        who=unit, objects=of_cases(is_recipient, lambda case: str(case.suggestion.letter.version))
    ),
    "portal-bundle": Address(who=unit, objects=of_cases(is_recipient, document_state), leads_to=("portal-letter",)),
    "portal-answers": Address(who=unit, objects=of_cases(is_recipient, document_state), leads_to=("portal-letter",)),
    "portal-reply": Address(who=unit, objects=of_cases(may_reply, lambda case: case.suggestion.reply_state)),
    "portal-clock": Address(who=unit, objects=clocks),
    "portal-receipt": Address(who=unit, objects=receipts),
    "portal-step": Address(who=unit, objects=steps("portal-step"), leads_to=("portal-reply",)),
    # Set-up
    "setup": Address(who=any_administrator),
    "setup-proposals": Address(who=any_administrator),
    "setup-proposal": Address(who=any_administrator, objects=set_up(proposals, proposal_label)),
    "setup-proposal-confirm": Address(**PROPOSALS),
    "setup-proposal-decline": Address(**PROPOSALS),
    "setup-proposal-withdraw": Address(who=decides, objects=set_up(own_proposals, proposal_label)),
    "setup-proposal-paper": Address(who=any_administrator, objects=set_up(papers, proposal_label)),
    "setup-procuratorates": Address(**SETUP),
    "setup-procuratorate-new": Address(**SETUP),
    "setup-procuratorate": Address(**PLACES),
    "setup-procuratorate-rename": Address(**PLACES),
    "setup-procuratorate-move": Address(**PLACES),
    "setup-procuratorate-close": Address(**PLACES),
    "setup-local-rules": Address(**PLACES),
    "setup-department-new": Address(**PLACES),
    "setup-department": Address(**DEPARTMENTS),
    "setup-department-close": Address(**DEPARTMENTS),
    "setup-people": Address(who=decides),
    "setup-person-new": Address(**SETUP),
    "setup-person": Address(**PEOPLE),
    "setup-person-change": Address(**OTHERS),
    "setup-person-link": Address(**OTHERS),
    "setup-person-link-word": Address(**OTHERS),
    "setup-person-second-factor": Address(**OTHERS),
    "setup-person-deactivate": Address(**OTHERS),
    "setup-person-reactivate": Address(**OTHERS),
    "setup-post-new": Address(who=administrator, objects=set_up(others, person_label)),
    "setup-post-end": Address(
        who=decides,
        objects=set_up(posts, lambda row: f"{row.side} {'ended' if row.to_on else 'open'}"),
    ),
    "setup-units": Address(**SETUP),
    "setup-unit-new": Address(**SETUP),
    "setup-unit": Address(**UNITS),
    "setup-unit-head": Address(**UNITS, leads_to=("setup-unit",)),
    "setup-unit-successor": Address(**UNITS, leads_to=("setup-unit",)),
    "setup-calendar": Address(**SETUP, leads_to=("setup-calendar-year",)),
    "setup-calendar-year": Address(who=administrator, objects=years),
    "setup-calendar-enter": Address(who=administrator, objects=years),
    "setup-calendar-publish": Address(who=administrator, objects=years, leads_to=("setup-calendar-year",)),
    "setup-calendar-remove": Address(who=administrator, objects=years),
    "setup-numbers": Address(**SETUP, leads_to=("setup-numbers-of",)),
    "setup-numbers-of": Address(**PLACES),
    "setup-numbers-defaults": Address(**PLACES),
    "setup-series": Address(who=administrator, objects=by_kind(KINDS)),
    "setup-series-example": Address(who=administrator, objects=by_kind(KINDS)),
    "setup-templates": Address(**SETUP, leads_to=("setup-templates-of",)),
    "setup-templates-of": Address(**PLACES),
    "setup-template": Address(who=administrator, objects=by_kind(DOCUMENT_KINDS)),
    "setup-template-versions": Address(who=administrator, objects=by_kind(DOCUMENT_KINDS)),
    "setup-stationery": Address(**SETUP, leads_to=("setup-stationery-of",)),
    "setup-stationery-of": Address(**PLACES),
    "setup-stationery-page": Address(**PLACES),
    "setup-seal": Address(who=administrator, objects=set_up(with_seal, place_label)),
    "setup-seal-remove": Address(**PLACES, leads_to=("setup-stationery-of",)),
    "setup-gates": Address(**SETUP, leads_to=("setup-gates-of",)),
    "setup-gates-of": Address(**PLACES),
    "setup-look-backs": Address(**SETUP, leads_to=("setup-look-backs-of",)),
    "setup-look-backs-of": Address(**PLACES),
    "setup-reminders": Address(**SETUP, leads_to=("setup-reminders-of",)),
    "setup-reminders-of": Address(who=administrator, objects=of_owners),
    "setup-reminder-rule-new": Address(
        who=administrator, objects=of_subjects, leads_to=("setup-reminder-rules-begin",)
    ),
    "setup-reminder-rules-begin": Address(who=administrator, objects=of_subjects, leads_to=("setup-reminders-of",)),
    "setup-reminder-rules-end": Address(who=administrator, objects=of_subjects, leads_to=("setup-reminders-of",)),
    "setup-reminder-rule": Address(**RULES),
    "setup-reminder-rule-switch": Address(**RULES),
    "setup-reminder-rule-take-out": Address(**RULES),
    "setup-lines": Address(**SETUP),
    "setup-line-new": Address(**SETUP),
    "setup-business-line-new": Address(**SETUP),
    "setup-problem-categories": Address(**SETUP),
    "setup-problem-category-new": Address(**SETUP),
    "setup-problem-category-environment": Address(**SETUP),
    "setup-changes": Address(who=any_administrator),
}

# Opened by whoever is not signed in.
WITHOUT_SIGNING_IN = {
    "sign-in",
    "set_language",
    "link",
    "link-password",
    "sign-in-second",
    "identity-provider",
    "openid_connect_callback",
    "portal-enter",
    "portal-enter-account",
    "visit-worker",
    "calendar",
    "csp-report",
}


def open_without_signing_in() -> list[tuple[str, Arguments, tuple[str, ...]]]:
    """Makes a link of each kind in the sample world; gives each address with its arguments and where it may lead."""
    prosecutor = Person.objects.get(username="prosecutor")
    access = current_people.access_of(person=prosecutor, on=clock.today())
    served = Suggestion.objects.filter(handling_prosecutor=prosecutor, document_state="served").first()
    token = admitting.invite(access=access, at=clock.now(), suggestion=served)
    secret = calendar_addresses.make(access=access, at=clock.now(), language="en")
    link = sign_in_links.issue(access=None, at=clock.now(), person=Person.objects.get(username="liaison"))
    return [
        ("sign-in", (), ()),
        ("sign-in-second", (), ("sign-in",)),
        ("visit-worker", (), ()),
        ("calendar", (secret,), ()),
        ("set_language", (), ("home",)),
        ("link", (link,), ("link-password",)),
        ("link-password", (), ()),
        ("portal-enter", (token,), ("portal-enter-account",)),
        ("portal-enter-account", (), ()),
    ]


# What the sample world cannot open, and the test that does: it has no identity provider, and nobody has a second factor.
OPENED_ELSEWHERE = {
    "openid_connect_callback": "tests/desk/accounts/test_identity_provider.py",
    "second-factor-remove": "tests/desk/test_second_factor.py",
}

NO_FILE = UUID(int=0)
# They change something and have no page of their own: a GET is refused. With an argument that each of them takes.
ONLY_POST: dict[str, Arguments] = {
    "sign-out": (),
    "identity-provider": (),
    "sessions-end": (),
    "read-notices": (),
    "portal-notices-read": (),
    "account-mailbox": (1,),
    "kept-text": (),
    "kept-file": (),
    "kept-piece": (NO_FILE,),
    "absence-taken-back": (1,),
    "own-reminder-cancel": (1,),
    "own-reminder-restore": (1,),
    "service-slip": (1,),
    "visit-send": (1,),
    "csp-report": (),
}


def names() -> list[str]:
    """Returns the name of every address that desk.urls leads to; an address without a name by its pattern."""
    return sorted(name for name, _view in checks.addresses(get_resolver("desk.urls").url_patterns))


# Forms of which the sample world holds no case in which they are offered.
NOT_IN_THE_SAMPLE = {
    ("step", "examination.extend_further"),
    ("step", "objection.advise"),
    ("step", "later_date.extend"),
    ("step", "document.report_up"),
    ("step", "opinion.answer"),
    ("step", "visit.add_scan"),
    ("step", "document.call_back"),
    ("step", "document.serve_withdrawal"),
    ("step", "quality_review.assign"),
    ("step", "paper.add_return"),
    ("step", "paper.reach"),
    ("step", "paper.submit"),
    ("portal-step", "objection.replace"),
    ("portal-step", "objection.withdraw"),
}


def forms() -> set[tuple[str, str]]:
    """Returns every form of a step that has a page at an address of steps: the name of the address, and its key."""
    name = {(Side.OFFICE, False): "step", (Side.OFFICE, True): "paper-step", (Side.UNIT, False): "portal-step"}
    return {(name[side, paper], key) for (side, paper, key), form in registry.REGISTRY.items() if not form.page}
