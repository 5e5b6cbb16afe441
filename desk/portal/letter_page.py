"""What the page of one letter shows to its recipient: tasks, measures, verdicts, papers, contact; the turn is in turns.py."""

from datetime import date

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk import wording
from desk.case import case_presenter, clock_presenter, later_date_presenter, measure_presenter, turns
from desk.case import own_reminders as own_reminder_lines
from desk.case.versions import printed
from desk.components import Action, Badge, MeasureCard, NoticeBox, Pair, Task
from desk.portal.answer_forms import Answers
from desk.steps import evidence, registry
from desk.steps.registry import Offer
from followups.conditions import legal_day
from followups.models import Assessment, Support
from organs.access import Access
from organs.roles import Side
from organs.words import listed
from suggestions.access import person_relations, visible_records
from suggestions.documents import composing, document_facts
from suggestions.models import Event, Objection, Suggestion
from suggestions.printing import typesetting
from suggestions.rules import relations
from suggestions.rules.states import OBJECTION, REPLY
from suggestions.rules.tracks import TABLE

VISIBILITY = relations.Visibility.RECIPIENT
# What may be done with the day of the reply, offered at its clock.
OF_REPLY_DAY = frozenset({"reply.prolong", "later_date.ask"})


def context(*, access: Access, suggestion: Suggestion, today: date, answers: Answers) -> dict[str, object]:
    """Returns the whole page of a letter, as `guards` opened it, for its recipient."""
    held = person_relations.loaded(suggestion)
    offers = registry.offers(access=access, suggestion=suggestion, side=Side.UNIT, held=held)
    later = [Action(label=offer.label, href=offer.href) for offer in offers if offer.step.name in OF_REPLY_DAY]
    running, stopped = clock_presenter.clock_shapes(suggestion, today=today, reader=Side.UNIT, of_reply=later)
    can_reply = next((offer for offer in offers if offer.step.name == "reply.receive"), None)
    years, _left = case_presenter.timeline(suggestion, visibility=VISIBILITY, with_receipts=True)
    documents = case_presenter.documents(suggestion, visibility=VISIBILITY)
    files = case_presenter.attachments(suggestion, visibility=VISIBILITY)
    to_do = tasks(suggestion, offers=offers, answers=answers, today=today)
    return letter(suggestion) | {
        "turn": turns.for_unit(suggestion, today=today),
        "notices": _notices(suggestion),
        "tasks": [task for task in to_do if task.state != "done"],
        "done_tasks": [task for task in to_do if task.state == "done"],
        "acknowledge": _post(offers, "document.acknowledge"),
        "answers": answers,
        "reply_href": can_reply.href if can_reply else "",
        "measures": _measures(suggestion, offers=offers, answers=answers),
        "verdict": _verdict(suggestion),
        "objections": [_objection(each, offers) for each in suggestion.objections.order_by("id")],
        "recusals": _recusals(suggestion),
        "recusal_href": next((offer.href for offer in offers if offer.step.name == "recusal.request"), ""),
        "replies": _replies(suggestion, offers),
        "later_dates": _later_dates(suggestion, offers),
        "supports": Support.objects.filter(suggestion=suggestion),
        "support_actions": [
            Action(label=offer.label, href=offer.href) for offer in offers if offer.step.name == "support.confirm"
        ],
        "clocks": running,
        "stopped": stopped,
        "object_href": next((offer.href for offer in offers if offer.step.name == "objection.raise"), ""),
        "objection_clock": suggestion.clocks.filter(term="objection").order_by("-id").first(),
        "documents": documents,
        "files": files,
        "files_count": len(documents) + len(files),
        "years": years,
        "versions_href": printed.address(suggestion, visibility=VISIBILITY, name="portal-versions"),
        **own_reminder_lines.of_case(suggestion, access, today=today),
    }


def letter(suggestion: Suggestion) -> dict[str, object]:
    """Returns what every reader of the letter is shown: the text as it was printed, its PDF, whom to ask."""
    version = suggestion.letter
    pdf = suggestion.documents.filter(kind="letter", about=version.part_name).select_related("blob").last()
    return {
        "suggestion": suggestion,
        "sheet": typesetting.preview(composing.letter_as_printed(version)),
        "pdf": pdf,
        "pdf_href": reverse("document", args=[pdf.pk]) if pdf else "",
        "contact": document_facts.contact(suggestion),
        "corrections": suggestion.corrections.filter(letter=version, state="made"),
    }


def tasks(suggestion: Suggestion, *, offers: list[Offer], answers: Answers, today: date) -> list[Task]:
    """Returns what the recipient has to do and may do, in order."""
    if suggestion.document_state != "served" or suggestion.case_state == "closed":
        return []
    found = [*_acknowledged(suggestion), *_objecting(suggestion, offers, today)]
    if answers.forms:
        count = len(answers.forms)
        note = ngettext("%(count)d measure, %(saved)d saved", "%(count)d measures, %(saved)d saved", count)
        found.append(
            Task(
                title=_("Answer each measure"),
                note=note % {"count": count, "saved": answers.prepared},
                href="#measures",
                state="next",
                day_words=_("may be saved at any time"),
            )
        )
    found += _replying(suggestion, offers, today)
    found += [_keeping(measure, today) for measure in turns.promised(suggestion)]
    return found


def _acknowledged(suggestion: Suggestion) -> list[Task]:
    if suggestion.acknowledged_at:
        day = wording.civil_day(suggestion.acknowledged_at)
        return [Task(title=_("Acknowledge receipt"), state="done", day=day)]
    served = _("Served on %(day)s; periods count from the day after") % {"day": suggestion.served_on}
    return [
        Task(title=_("Read the letter"), href="#letter", state="next"),
        Task(title=_("Acknowledge receipt"), note=served),
    ]


def _objecting(suggestion: Suggestion, offers: list[Offer], today: date) -> list[Task]:
    raised = suggestion.objections.order_by("-id").first()
    if raised:
        note = str(TABLE.label("objection", raised.state))
        return [Task(title=_("Objection"), note=note, state="done", day=raised.raised_on, href="#objections")]
    href = next((offer.href for offer in offers if offer.step.name == "objection.raise"), "")
    if not href:
        return []
    clock = next((each for each in suggestion.running_clocks if each.term == "objection"), None)
    title, note = _("Object, if you do not agree"), _("Not needed to go on")
    if clock is None:
        return [Task(title=title, note=note, href=href)]
    words = _("until then, %(words)s") % {"words": wording.from_today(clock.due_on, today)}
    if clock.due_on < today:
        note, words = _("The period has passed; a late objection is received and marked so"), ""
    return [Task(title=title, note=note, href=href, day=clock.due_on, day_words=words)]


def _replying(suggestion: Suggestion, offers: list[Offer], today: date) -> list[Task]:
    href = next((offer.href for offer in offers if offer.step.name == "reply.receive"), "")
    if not href:
        done = suggestion.replied_on is not None
        return [Task(title=_("Reply in writing"), state="done", day=suggestion.replied_on)] if done else []
    clock = turns.reply_clock(suggestion)
    task = {"title": _("Reply in writing"), "note": _("Decided and signed by the head of the unit"), "href": href}
    if clock is None:
        return [Task(**task)]
    words = wording.from_today(clock.due_on, today)
    return [Task(**task, day=clock.due_on, day_words=words, is_late=clock.due_on < today)]


def _keeping(measure, today: date) -> Task:
    day = measure.promised_on
    return Task(
        title=_("Finish measure %(number)s and claim it done") % {"number": wording.ordinal(measure.position)},
        note=measure.text.text,
        href=f"#measure-{measure.pk}",
        day=day,
        day_words=wording.from_today(day, today) if day else "",
        is_late=bool(day and day < today),
    )


def _post(offers: list[Offer], step: str) -> Action | None:
    """Returns a button that posts at once, for what needs no further words."""
    offer = next((each for each in offers if each.step.name == step), None)
    if offer is None:
        return None
    return Action(label=offer.label, href=offer.href, is_post=True, fields=[("moves", str(offer.subject.moves))])


def _measures(suggestion: Suggestion, *, offers: list[Offer], answers: Answers) -> list[MeasureCard]:
    """Returns the measures that are answered, each with what may be done with it now."""
    in_form = {form.measure.pk for form in answers.forms}
    legal_on = legal_day.of(suggestion)
    files_at = evidence.at_measures(suggestion, visibility=VISIBILITY)
    found = []
    for measure in suggestion.asked_measures:
        if measure.pk in in_form:
            continue
        actions = [
            Action(label=offer.label, href=offer.href)
            for offer in offers
            if offer.subject == measure and not offer.hindrance
        ]
        look_back_on = suggestion.look_back_on
        card = measure_presenter.measure(
            measure,
            look_back_on=look_back_on,
            legal_on=legal_on,
            actions=actions,
            files=files_at.get(measure.pk),
        )
        found.append(card)
    return found


def _later_dates(suggestion: Suggestion, offers: list[Offer]) -> list[later_date_presenter.LaterDateCard]:
    return later_date_presenter.asked(suggestion.later_dates.all(), reader=Side.UNIT, offers=offers)


def _notices(suggestion: Suggestion) -> list[NoticeBox]:
    """Returns what changed the letter itself, with the reasons that were given."""
    found = []
    for step, title in (
        ("withdraw", _("The letter was withdrawn")),
        ("modify", _("The letter was modified: the text below is the one in force")),
    ):
        shown = visible_records.events(suggestion, visibility=VISIBILITY).filter(track="document", step=step)
        event = shown.select_related("words").last()
        if event:
            words = event.words.text if hasattr(event, "words") else ""
            text = f"{event.occurred_on.isoformat()}  {words}"
            found.append(NoticeBox(title=title, text=f"{text}  {_notice_served(suggestion)}".strip()))
    if suggestion.document_state == "withdrawn":
        return found[:1]
    return [*_round(suggestion), *found]


def _notice_served(suggestion: Suggestion) -> str:
    """Returns on which day the notice of withdrawal was served; "" where it was not, or the letter stands."""
    day = suggestion.services.filter(succeeded=True, withdrawal__isnull=False).values_list("received_on", flat=True)
    received_on = day.first()
    return (
        _("The notice of withdrawal was served on %(day)s.") % {"day": received_on.isoformat()} if received_on else ""
    )


def _round(suggestion: Suggestion) -> list[NoticeBox]:
    """Returns which round runs, from which day and why: the case opened again, and what is asked anew."""
    if suggestion.round == 1 or suggestion.case_state != "open":
        return []
    shown = visible_records.events(suggestion, visibility=VISIBILITY).select_related("words").order_by("-seq")
    reopened = shown.filter(track="case", step="reopen").first()
    asked = shown.filter(track="measure", step="new_round").first()
    if reopened is None:
        return []
    anew = asked if asked is not None and asked.seq > reopened.seq else None
    lines = [_said_on(reopened)]
    if anew is not None:
        numbers = listed(str(each.position) for each in suggestion.asked_measures if each.round > 1)
        lines.append(_("Asked anew: measure %(numbers)s.") % {"numbers": numbers} + " " + _said_on(anew))
    elif suggestion.examination_state != "sued":
        lines.append(_("What is asked anew, and by when, follows."))
    title = _("Round %(round)d since %(day)s") % {
        "round": suggestion.round,
        "day": (anew or reopened).taken_on.isoformat(),
    }
    return [NoticeBox(title=title, text=" ".join(lines))]


def _said_on(event: Event) -> str:
    words = event.words.text if hasattr(event, "words") else ""
    return f"{event.taken_on.isoformat()}  {words}".strip()


def _verdict(suggestion: Suggestion) -> dict[str, object] | None:
    """Returns how the latest reply was judged, with the outcome and reason for each measure."""
    judged = suggestion.assessments.filter(countersigned_at__isnull=False).order_by("-id").first()
    if judged is None:
        return None
    rows = judged.measures.select_related("measure__text").order_by("measure__position")
    return {
        "is_earlier": is_earlier(judged),
        "round": judged.reply.round if judged.reply else 0,
        "badges": [_verdict_badge(judged), Badge(text=judged.get_outcome_display(), icon="check")],
        "day": wording.civil_day(judged.countersigned_at),
        "reasons": judged.reasons,
        "pairs": [
            Pair(
                label=_("Measure %(number)s") % {"number": wording.ordinal(row.measure.position)},
                value=" ".join(part for part in (str(row.get_verdict_display()), row.reason) if part),
            )
            for row in rows
        ],
    }


def is_earlier(judged: Assessment) -> bool:
    """Tells whether a judgement is of a reply of before: of an earlier round, or one after which another is awaited or came."""
    suggestion = judged.suggestion
    is_of_earlier_round = judged.reply is not None and judged.reply.round < suggestion.round
    return is_of_earlier_round or suggestion.reply_state not in REPLY.of("judged") | {"none"}


def _verdict_badge(judged: Assessment) -> Badge:
    return Badge.of(REPLY[judged.verdict])


def _taking_back(offers: list[Offer], *steps: str, subject: Model) -> list[Action]:
    """Returns the ways to replace or take back what was sent, where it is not decided yet."""
    return [
        Action(label=each.label, href=each.href)
        for each in offers
        if each.step.name in steps and each.subject == subject
    ]


def _objection(objection: Objection, offers: list[Offer]) -> dict[str, object]:
    pairs = [Pair(label=_("Grounds"), value=objection.grounds)]
    if objection.withdrawn_because:
        pairs.append(Pair(label=_("Taken back, because"), value=objection.withdrawn_because))
    if objection.decided_on:
        pairs.append(Pair(label=_("Decided on"), value=objection.decided_on.isoformat()))
        pairs.append(Pair(label=_("Reasons"), value=objection.reasons))
    return {
        "day": objection.raised_on,
        "badges": [
            Badge.of(OBJECTION[objection.state]),
            *([Badge(text=_("After its period"), icon="late")] if objection.is_late else []),
        ],
        "pairs": pairs,
        "actions": _taking_back(offers, "objection.replace", "objection.withdraw", subject=objection),
    }


def _recusals(suggestion: Suggestion) -> list[Pair]:
    """Returns what the unit asked of recusals, and what became of each; those of others are not the unit's."""
    return [
        Pair(
            label=row.asked_on.isoformat(),
            value=listed(
                [
                    row.ground_label,
                    row.state_label,
                    *([row.decided_on.isoformat()] if row.decided_on else []),
                ]
            ),
        )
        for row in suggestion.recusals.filter(asked_by="unit")
    ]


def _replies(suggestion: Suggestion, offers: list[Offer]) -> list[dict[str, object]]:
    """Returns the replies, the last one first; the one that waits to be judged with the ways to take it back."""
    rows = list(suggestion.replies.order_by("-id"))
    standing = next((each for each in rows if each.withdrawn_at is None), None)
    ways = _taking_back(offers, "reply.replace", "reply.withdraw", subject=suggestion)
    return [_reply(each) | {"actions": ways if each == standing else []} for each in rows]


def _reply(reply) -> dict[str, object]:
    signed = " ".join(part for part in (reply.signed_by_title, reply.signed_by) if part)
    pairs = [Pair(label=_("Signed by"), value=signed)]
    if reply.reference:
        pairs.append(Pair(label=_("Number"), value=reply.reference))
    if reply.text:
        pairs.append(Pair(label=_("What it says"), value=reply.text))
    if reply.withdrawn_at:
        pairs.append(Pair(label=_("Taken back, because"), value=reply.withdrawn_because))
    return {
        "day": reply.received_on,
        "taken_back_on": reply.withdrawn_at and wording.civil_day(reply.withdrawn_at),
        "from_paper": reply.from_paper,
        "pairs": pairs,
        "pdf_href": reverse("document", args=[reply.document_id]) if reply.document_id else "",
    }
