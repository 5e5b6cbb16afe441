"""The Mulei case as lines of text: each event with its day, who and the article of its step, then the days on which duties fell due."""

from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from followups.rules.tracks import TABLE as FOLLOWUPS
from organs.origins import Origin
from sample import mulei
from sample.letters import LETTERS
from sample.places import MULEI
from suggestions.models import Clock, Event, Suggestion
from suggestions.rules.lifecycle import TABLE as LIFECYCLE
from suggestions.rules.part_names import PartName
from suggestions.rules.steps import Step
from suggestions.rules.term_rows import OWES_LABELS, TERMS, Owes
from suggestions.rules.tracks import TABLE as TRACKS

STEPS: dict[str, Step] = {**LIFECYCLE.steps, **TRACKS.steps, **FOLLOWUPS.steps}


def case() -> Suggestion | None:
    """Returns the sample suggestion of the Mulei case, not the published row about it."""
    return Suggestion.objects.filter(
        origin=Origin.SAMPLE, title=LETTERS[mulei.LETTER].title, procuratorate__code=MULEI
    ).first()


def lines(suggestion: Suggestion) -> list[str]:
    """Returns the walk: what came before, every event, every clock, and which days are examples."""
    day, what, article = mulei.COMPLAINT
    found = [
        f"{suggestion.letter.document_number} {suggestion.title}",
        f"{suggestion.procuratorate.name} → {suggestion.unit.name}",
        "",
        "\t".join((day, what, "", str(article))),
    ]
    found += [_event(event, suggestion) for event in suggestion.events.order_by("seq")]
    found += ["", _("Days on which duties fell due")]
    found += [_clock(clock) for clock in suggestion.clocks.order_by("started_on", "id")]
    published = "、".join(each.isoformat() for each in mulei.PUBLISHED_DAYS)
    found += ["", f"公开报道载明的日期：{published}，2021-08再次收到反映；其余日期、文号和人员均为示例。"]
    return found


def _event(event: Event, suggestion: Suggestion) -> str:
    step = STEPS[f"{event.track}.{event.step}"]
    who = (event.actor_post and f"{event.actor_post} {event.signed_name}") or event.signed_name
    return "\t".join((_iso(event.occurred_on), _what(event, step, suggestion), who, _article(event, step, suggestion)))


def _what(event: Event, step: Step, suggestion: Suggestion) -> str:
    """Returns what happened, with the measure it concerns and the state it led to."""
    text = str(step.done_label)
    if event.track == "measure":
        number = suggestion.measures.get(pk=PartName.parse(event.subject).number).position
        state = FOLLOWUPS.label("measure", event.details.get("found") or event.to_state) if _has_state(event) else ""
        text = f"{_('Measure %(number)d') % {'number': number}}: {text}{f' ({state})' if state else ''}"
    return text


def _has_state(event: Event) -> bool:
    return (event.details.get("found") or event.to_state) in FOLLOWUPS.states["measure"]


def _article(event: Event, step: Step, suggestion: Suggestion) -> str:
    """Returns the article of a step, that of its gate, or that no article asks for it."""
    gate = event.details.get("gate")
    article = str(step.article) or (str(suggestion.rules.gate(gate).article) if gate else "")
    return article or _("practice; no article asks for it")


def _clock(clock: Clock) -> str:
    key, valid_from = clock.term, clock.rule_version.split("/")[0]
    term = next(each for each in TERMS if each.key == key and each.valid_from.isoformat() == valid_from)
    stopped = _("stopped %(day)s") % {"day": _iso(clock.stopped_on)} if clock.stopped_on else _("running")
    about = f"{_iso(clock.started_on)} → {_iso(clock.due_on)}"
    return "\t".join((about, str(term.label), str(OWES_LABELS[Owes(clock.owes)]), str(term.article), stopped))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def in_language(suggestion: Suggestion, language: str) -> list[str]:
    with translation.override(language):
        return lines(suggestion)
