"""What several forms show beside their fields: where reply and measures stand, and the files that were attached."""

from collections.abc import Iterable
from decimal import Decimal

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from desk.components import Pair
from followups.models import Indicator, SentBack
from organs import clock
from organs.words import labelled, listed
from suggestions.actions import serving
from suggestions.models import Approval, Measure, Suggestion
from suggestions.rules.states import MEASURE


def reply_state(suggestion: Suggestion) -> Pair:
    return Pair(label=_("Reply"), value=suggestion.reply_label)


def measure_states(suggestion: Suggestion) -> Pair:
    """Returns the state of every measure that was asked for."""
    asked = suggestion.measures.exclude(state="proposed").order_by("position")
    return Pair(label=_("Measures"), value=states_of(asked))


def measures_not_done(measures: Iterable[Measure]) -> Pair:
    return Pair(label=_("Measures not done"), value=states_of(measures))


def states_of(measures: Iterable[Measure]) -> str:
    """Returns measures by their number with their states, in one line."""
    return " · ".join(f"{measure.position}. {MEASURE[measure.state].label}" for measure in measures)


def attached(suggestion: Suggestion, *, about: str) -> Pair:
    """Returns the files attached to a thing of the case."""
    return Pair(label=_("Attached"), value=file_links(suggestion, about=about))


def file_links(suggestion: Suggestion, *, about: str) -> str:
    """Returns the files attached to a thing of the case as links for download."""
    links = ((reverse("file", args=[each.pk]), each.name) for each in suggestion.attachments.filter(about=about))
    return format_html_join(" · ", '<a href="{}" download>{}</a>', links)


def sent_back(row: Measure) -> list[Pair]:
    """Returns why the last claim of this round was sent back, and what would suffice; as an earlier one once another stands."""
    back = last_sent_back(row)
    if back is None:
        return []
    label = _("Claim sent back") if row.state in MEASURE.of("unclaimed") else _("Earlier claim, sent back")
    found = [
        Pair(label=label, value=labelled(back.sent_back_on.isoformat(), back.reason), lang="zh-Hans"),
        Pair(label=_("What would suffice"), value=back.suffices, lang="zh-Hans"),
    ]
    return [pair for pair in found if pair.value]


def last_sent_back(row: Measure) -> SentBack | None:
    """Returns the last claim of this round that was sent back, unless the measure was verified since."""
    return None if row.state in MEASURE.of("verified") else row.sent_back.filter(round=row.round).last()


def promised(measure: Measure) -> list[Pair]:
    """Returns the day that is promised now, the former ones, and the office's word where it lies beyond the legal day."""
    if measure.promised_on is None:
        return []
    rows = list(measure.promises.all())
    last = rows[-1] if rows else None
    former = listed(row.former_on.isoformat() for row in rows if row.former_on)
    said = [
        measure.promised_on.isoformat(),
        _("formerly %(day)s") % {"day": former} if former else "",
        _("beyond the legal day, %(day)s") % {"day": last.legal_on.isoformat()} if last and last.legal_on else "",
    ]
    found = [Pair(label=_("Promised"), value=" · ".join(part for part in said if part))]
    if last and last.word_on:
        word = f"{last.word_on.isoformat()} · {last.get_word_display()} · {last.word_reason}"
        found.append(Pair(label=_("Word of the procuratorate"), value=word))
    return found


def returned(rows: Iterable[Approval], suggestion: Suggestion) -> list[Pair]:
    """Returns who returned a draft, at which gate, when and why."""
    gates = {gate.key: gate.label for gate in suggestion.rules.gates}
    return [
        Pair(
            label=f"{row.signed_name} · {gates.get(row.gate, row.gate)} · {clock.civil_day(row.at).isoformat()}",
            value=row.opinion,
            lang="zh-Hans",
        )
        for row in rows
    ]


def failed_service(suggestion: Suggestion) -> list[Pair]:
    """Returns what failed at service, the corrected address, and the means that are still open."""
    failed = list(suggestion.services.filter(succeeded=False, letter=suggestion.letter).order_by("-id"))
    if not failed:
        return []
    found = [
        Pair(
            label=(_("Called back on %(day)s") if row.was_called_back else _("Failed on %(day)s"))
            % {"day": row.attempted_on.isoformat()},
            value=f"{row.get_mode_display()} · {row.note}",
            lang="zh-Hans",
        )
        for row in failed
    ]
    if address := serving.corrected_address(suggestion):
        found.append(Pair(label=_("Corrected address"), value=address, lang="zh-Hans"))
    open_means = listed(row.label for row in serving.means_left(suggestion))
    return [*found, Pair(label=_("Means still open"), value=open_means or _("none but those that failed"))]


def indicator_of(measure: Measure) -> Indicator | None:
    """Returns the outcome indicator of a measure, where one was set."""
    return Indicator.objects.filter(measure=measure).prefetch_related("readings").first()


def indicator(measure: Measure) -> list[Pair]:
    """Returns the outcome indicator with its figure before, the one aimed at, and its readings by day and source."""
    row = indicator_of(measure)
    if row is None:
        return []
    words = _("%(name)s: %(baseline)s%(unit)s on %(day)s, aimed at %(target)s%(unit)s (%(source)s)") % {
        "name": row.name,
        "baseline": _figure(row.baseline),
        "unit": row.unit,
        "day": row.baseline_on.isoformat(),
        "target": _figure(row.target),
        "source": row.source,
    }
    read = [
        labelled(each.read_on.isoformat(), f"{_figure(each.value)}{row.unit} · {each.source}")
        for each in row.readings.all()
    ]
    found = [
        Pair(label=_("Outcome indicator"), value=words, lang="zh-Hans"),
        Pair(label=_("Readings"), value=" · ".join(read), lang="zh-Hans"),
    ]
    return [pair for pair in found if pair.value]


def _figure(value: Decimal) -> str:
    """Returns a figure without the zeros that it was not typed with."""
    return f"{value.normalize():f}"
