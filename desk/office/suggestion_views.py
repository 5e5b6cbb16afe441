"""The page of one suggestion on the prosecutors' side: fetch, shape, show; what may be done comes from the tables."""

from dataclasses import replace
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk import wording
from desk.case import (
    case_presenter,
    clock_presenter,
    clock_reminders,
    event_words,
    later_date_presenter,
    measure_presenter,
    turns,
    waiting,
)
from desk.case import own_reminders as own_reminder_lines
from desk.case.versions import printed
from desk.components import Action, Pair, Refusal
from desk.guards import office_only
from desk.lists.rows import handler_name
from desk.office import side_sections, visits_presenter
from desk.request import Request
from desk.steps import evidence, registry
from followups.conditions import legal_day
from followups.conditions.archive import archived
from followups.models import Support
from notices.actions import delivering
from organs import clock
from organs.access import Access
from organs.origins import Origin
from organs.roles import Side
from organs.words import clauses
from suggestions.access import permissions, person_relations, vacancies
from suggestions.documents import composing, document_facts
from suggestions.models import Amendment, Approval, Service, Suggestion
from suggestions.printing import typesetting
from suggestions.rules import kind_versions, kinds, relations, steps
from suggestions.rules.states import DOCUMENT, REPLY

EVENTS = 40
# Of more measures than these the line of four facts is folded with the rest of what was said.
WITH_MILESTONES = 2
# Tracks whose things stand on the page with their own buttons.
ON_PARTS = frozenset({"measure", "visit", "inquiry"})


@office_only
def suggestion(request: Request, pk: int) -> HttpResponse:
    """Title, turn and axes; then letter, measures, service, replies and objections, timeline, file; at the side clocks and steps."""
    rows = Suggestion.objects.visible_to(request.access).with_relations_of(request.access).for_list().filter(pk=pk)
    found = waiting.load(rows.select_related("issued_by", "department", "published_record")).first()
    if found is None:
        raise Http404
    delivering.mark_read(access=request.access, at=clock.now(), suggestion_id=found.pk)
    return render(request, "office/suggestion.html", _page(request, found))


def _page(request: Request, found: Suggestion) -> dict[str, object]:
    today = clock.today()
    held = person_relations.loaded(found)
    visibility = person_relations.visibility(access=request.access, suggestion=found, held=held)
    offers = registry.offers(access=request.access, suggestion=found, side=Side.OFFICE, held=held)
    on_whole = [offer for offer in offers if offer.step.track not in ON_PARTS or offer.subject == found]
    running, stopped = clock_presenter.clock_shapes(found, today=today, reader=Side.OFFICE)
    everything = "all" in request.GET
    years, left_out = case_presenter.timeline(found, visibility=visibility, most=None if everything else EVENTS)
    measures = list(found.measures.exclude(state="proposed").select_related("text"))
    waits = waiting.waits(found)
    legal_on = legal_day.of(found)
    files_at = evidence.at_measures(found, visibility=visibility)
    shown = visits_presenter.cards(found, offers)
    documents = case_presenter.documents(found, visibility=visibility)
    attachments = case_presenter.attachments(found, visibility=visibility)
    prints_slip = _prints_slip(found, held)
    later_dates = _later_dates(found)
    return {
        "suggestion": found,
        "kind": found.family,
        "turn": turns.for_office(found, waits, vacant=vacancies.of([found], on=today), today=today),
        "axes": case_presenter.axes(found, measures, merged_into=_merged_into(found, request.access)),
        "letter_pairs": _letter_pairs(found),
        "facts": [*_case_pairs(found), *_merged_pairs(found, request.access)],
        "sheet": _sheet(found),
        "reported": _reported(found),
        "letter_file": _letter_file(found, visibility),
        "versions_href": printed.address(found, visibility=visibility, name="versions"),
        "is_draft": found.document_state == "draft",
        "is_before_issue": found.document_state in DOCUMENT.of("before issue"),
        "measures": [
            _measure(
                row,
                found,
                offers,
                legal_on=legal_on,
                files=files_at.get(row.pk),
                shows_milestones=len(measures) <= WITH_MILESTONES,
            )
            for row in measures
        ],
        "services": _services(found),
        "prints_slip": prints_slip,
        "leaves": found.document_state in {"approved", "issued"} and visibility >= visibility.OFFICE,
        "filings": found.loaded_filings,
        "instructions": found.instructions.select_related("office"),
        "copies": found.copies.select_related("unit"),
        "replies": found.replies.prefetch_related("assessments").select_related("document__blob"),
        "assessment": found.assessments.filter(countersigned_at__isnull=False).order_by("-id").first(),
        "open_assessment": found.open_assessments[0]
        if found.open_assessments and visibility == visibility.INTERNAL
        else None,
        "objections": found.objections.all(),
        "amendments": found.amendments.all()
        if visibility == visibility.INTERNAL
        else found.amendments.filter(state="decided"),
        "approvals": _approvals(found) if visibility == visibility.INTERNAL else [],
        "has_review_opinion": visibility == visibility.INTERNAL and document_facts.review_opinions(found).exists(),
        "urgings": found.urgings.select_related("document"),
        "later_dates": later_dates,
        "supports": Support.objects.filter(suggestion=found),
        "is_later_date_asked": any(card.is_open for card in later_dates),
        "planned_visits": [card for card in shown if card.row.state == "planned"],
        "past_visits": [card for card in shown if card.row.state != "planned"],
        "visits_count": len(shown),
        "is_service_open": found.document_state == "issued" or (prints_slip and not _was_heard_of(found)),
        "is_reply_open": _is_reply_open(found),
        "look_backs": found.look_backs.prefetch_related("findings__measure"),
        "running": running,
        "stopped": stopped,
        "actions": _actions(on_whole),
        "refusals": _refusals(offers),
        "years": years,
        "events_count": sum(len(year.entries) for year in years) + left_out,
        "earlier": f"{request.path}?all" if left_out else "",
        "earlier_words": ngettext("Show %(count)d earlier", "Show %(count)d earlier", left_out) % {"count": left_out},
        "documents": documents,
        "attachments": attachments,
        "files_count": len(documents) + len(attachments),
        "contents": _contents(found, measures, shown),
        "today": today,
        "published": getattr(found, "published_record", None),
        "reminders": _reminders(found, today),
        **own_reminder_lines.of_case(found, request.access, today=today),
        **side_sections.rows(found, access=request.access, visibility=visibility, offers=offers),
    }


def _was_heard_of(found: Suggestion) -> bool:
    """Tells whether the unit has acknowledged the letter or replied to it, or need not, so that no slip need be at hand."""
    is_asked = found.document_state == "served" and found.reply_state in REPLY.of("unreplied")
    return bool(found.acknowledged_at) or not is_asked


def _is_reply_open(found: Suggestion) -> bool:
    """Tells whether a reply is to be judged, or an objection to be decided: else what came of them is folded."""
    return found.reply_state == "received" or bool(found.open_assessments or found.open_objections)


def _reminders(found: Suggestion, today: date) -> list[clock_reminders.ClockReminder]:
    if found.origin == Origin.PUBLISHED:
        return []
    clocks = list(found.clocks.all())
    return clock_reminders.lines(clocks, suggestion=found, reader=Side.OFFICE, today=today, is_whole=False)


def _contents(found: Suggestion, measures: list, visits_shown: list) -> list[tuple[str, str, int]]:
    follow_up = [("service", _("Service and filing"), 0), ("reply", _("Reply and objection"), 0)]
    return [
        ("letter", _("Letter"), 0),
        ("measures", _("Measures"), len(measures)),
        *(follow_up if found.origin != Origin.PUBLISHED else []),
        *([("visits", _("Visits and talks"), len(visits_shown))] if visits_shown else []),
        ("timeline", _("Timeline"), 0),
        ("file", _("File"), 0),
    ]


def _measure(
    row,
    found: Suggestion,
    offers: list[registry.Offer],
    *,
    legal_on: date | None,
    files: Pair | None,
    shows_milestones: bool,
):
    row.suggestion = found
    actions = [
        Action(label=offer.label, href=offer.href)
        for offer in offers
        if offer.step.track == "measure"
        and offer.subject.pk == row.pk
        and offer.subject != found
        and not offer.hindrance
    ]
    shape = measure_presenter.measure(
        row,
        look_back_on=found.look_back_on,
        legal_on=legal_on,
        actions=actions,
        files=files,
        shows_milestones=shows_milestones,
    )
    return replace(shape, milestones=[]) if found.origin == Origin.PUBLISHED else shape


def _actions(offers: list[registry.Offer]) -> list[Action]:
    return [Action(label=offer.label, href=offer.href) for offer in offers if not offer.hindrance]


def _refusals(offers: list[registry.Offer]) -> list[Refusal]:
    """Returns what the person might look for here and cannot do yet, with the reason and what would help."""
    return [
        Refusal(label=_("Not yet: %(what)s") % {"what": offer.label}, reason=offer.hindrance)
        for offer in offers
        if offer.hindrance
    ]


def _letter_pairs(found: Suggestion) -> list[Pair]:
    letter = found.letter
    if letter is None:
        return []
    decided = letter.approvals.filter(gate="decision", verdict="pass", voided_at__isnull=True).last()
    objection = wording.period(letter.objection_amount, letter.objection_unit)
    reply = wording.period(letter.reply_amount, letter.reply_unit)
    pairs = [
        Pair(label=_("Number"), value=_number(found), lang="zh-Hans"),
        Pair(label=_("Decided"), value=f"{decided.signed_name} · {wording.clock_time(decided.at)}" if decided else ""),
        Pair(label=_("Issued"), value=_issued(found)),
        Pair(label=_("To object"), value=_("%(period)s from receipt") % {"period": objection} if objection else ""),
        Pair(label=_("To reply"), value=_("%(period)s from receipt") % {"period": reply} if reply else ""),
        Pair(label=_("Version"), value=str(letter.version) if letter.version > 1 else ""),
    ]
    return [pair for pair in pairs if pair.value]


def _number(found: Suggestion) -> str:
    if found.letter.document_number or found.origin == Origin.PUBLISHED:
        return found.letter.document_number or ""
    return _("given at issue")


def _issued(found: Suggestion) -> str:
    if found.issued_on is None:
        return ""
    if found.origin == Origin.PUBLISHED:
        return str(wording.partial_date(found.issued_on, found.issued_precision))
    return _("%(day)s, rendered once, unchanged since") % {"day": found.issued_on.isoformat()}


def _case_pairs(found: Suggestion) -> list[Pair]:
    digest = found.letter.digest if found.letter else ""
    pairs = [
        Pair(label=_("Contact"), value=document_facts.contact(found)),
        Pair(label=_("Digest"), value=f"SHA-256 {wording.short_hash(digest)}" if digest else ""),
        Pair(label=_("Case"), value=" ".join(part for part in (found.case_name, found.case_code) if part)),
        Pair(label=_("Handling prosecutor"), value=handler_name(found.handling_prosecutor)),
        Pair(label=_("Department"), value=found.department.name if found.department else ""),
        Pair(
            label=_("Decision to investigate"),
            value=f"{found.investigation_decided_on.isoformat()} {found.investigation_decided_by}"
            if found.investigation_decided_on
            else "",
        ),
        Pair(label=_("Rules of its kind"), value=_rules(found)),
        Pair(label=_("Source of the case"), value=_source(found)),
        Pair(label=_("Industry"), value=found.industry),
        Pair(label=_("In the archive"), value=_archived(found), lang="zh-Hans"),
        Pair(label=_("Route"), value=kinds.ROUTE_LABELS[found.route] if found.route != kinds.Route.DIRECT else ""),
    ]
    return [pair for pair in pairs if pair.value]


def _archived(found: Suggestion) -> str:
    """Returns when, under which number and for how long the file went to the archive; "" while it is with the office."""
    event = archived(found)
    if event is None:
        return ""
    return f"{event.taken_on.isoformat()} · {event_words.details(event)}"


def _merged_into(found: Suggestion, access: Access) -> str:
    """Returns the title of the case into which this one was merged; "" where there is none, or the reader does not see it."""
    into = (
        Suggestion.objects.visible_to(access).filter(pk=found.merged_into_id).first() if found.merged_into_id else None
    )
    return into.title if into else ""


def _merged_pairs(found: Suggestion, access: Access) -> list[Pair]:
    """Returns where the case is handled instead, and which cases are handled here (PIL21 Art. 69), as far as the reader sees them."""
    if found.kind not in kinds.of_type(kinds.Type.PUBLIC_INTEREST):
        return []
    visible = Suggestion.objects.visible_to(access).order_by("id")
    into = visible.filter(pk=found.merged_into_id) if found.merged_into_id else []
    rows = [(_("Merged into"), into), (_("Merged into this case"), visible.filter(merged_into=found))]
    return [
        Pair(
            label=label,
            value=format_html_join(
                " · ", '<a href="{}">{}</a>', ((reverse("suggestion", args=[each.pk]), each.title) for each in cases)
            ),
            lang="zh-Hans",
        )
        for label, cases in rows
        if cases
    ]


def _rules(found: Suggestion) -> str:
    """Returns under which rules the letter was written, and under which others the case was closed."""
    since = _("in force from %(day)s")
    words = [found.rules.document, since % {"day": found.rules.valid_from.isoformat()}, str(found.rules.basis)]
    if found.closing_version and found.closing_version != found.rules.key:
        closed = kind_versions.named(found.closing_version).valid_from.isoformat()
        words.append(_("closed under those in force from %(day)s") % {"day": closed})
    return clauses(words)


def _source(found: Suggestion) -> str:
    return " · ".join(str(part) for part in (found.get_case_source_display(), found.case_source_note) if part)


def _sheet(found: Suggestion) -> str:
    """Returns the letter as it is printed; of a published one only its contents are known, not its text."""
    if found.letter is None or found.origin == Origin.PUBLISHED:
        return ""
    return typesetting.preview(composing.letter_as_printed(found.letter))


def _reported(found: Suggestion) -> list[Pair]:
    if found.origin != Origin.PUBLISHED:
        return []
    contents = found.letter.contents
    return [
        Pair(label=row.label, value=contents[row.key], lang="zh-Hans")
        for row in found.rules.contents
        if contents.get(row.key)
    ]


def _letter_file(found: Suggestion, visibility: relations.Visibility):
    document = found.documents.filter(kind="letter").order_by("-id").first()
    if document is None or "both" not in steps.shown_at(visibility):
        return None
    return {"href": reverse("document", args=[document.pk]), "pages": document.pages, "size": document.blob.size}


def _prints_slip(found: Suggestion, held: frozenset[str]) -> bool:
    """Tells whether the person may print the unit's one-time link: who serves an issued letter to a named unit."""
    if not found.has_left or found.unit.is_placeholder or found.origin == Origin.PUBLISHED:
        return False
    return bool(held & permissions.RECORDERS)


def _later_dates(found: Suggestion) -> list[later_date_presenter.LaterDateCard]:
    rows = found.later_dates.select_related("advised_by", "decided_by")
    return later_date_presenter.asked(rows, reader=Side.OFFICE)


def _services(found: Suggestion) -> QuerySet[Service]:
    modified = Amendment.objects.filter(letter=OuterRef("letter"), what="modify", state="decided")
    rows = found.services.annotate(is_of_modified=Exists(modified))
    return rows.select_related("server").prefetch_related("corrections")


def _approvals(found: Suggestion) -> QuerySet[Approval] | list[Approval]:
    return found.letter.approvals.select_related("resolution").order_by("id") if found.letter else []
