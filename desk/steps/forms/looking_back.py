"""The steps after closing: look back at all measures in one form, and ask the rebounded ones again."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.components import Pair
from desk.fields import DayField, TextField
from desk.steps import step_fields
from desk.steps.base import StepContext
from desk.steps.per_measure import PerMeasureForm, said_of
from desk.steps.registry import step_form
from followups.actions import looking_back
from followups.actions.looking_back import FindingDraft
from followups.models import Found
from organs import clock
from organs.days import DayMeaning
from organs.refusals import Refused
from suggestions.models import Measure
from suggestions.rules.states import MEASURE

# No article sets either of them; both may be changed in the form [D].
NEXT_AFTER = timedelta(days=365)
USUAL_DAYS = 30


@step_form
class LookBackForm(PerMeasureForm):
    step = "measure.look_back"
    is_whole = True
    order = 15
    label = _("Look back")
    lede = _("A rebound reopens the case for another round. Who verified a measure does not look back at it.")

    on = DayField(meaning=DayMeaning.PAST, label=_("Day"), initial="today")
    basis = TextField(
        label=_("On what it rests"),
        help_text=_("Visit, ledgers, talks with people concerned, sample."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    next_on = DayField(
        meaning=DayMeaning.NEAR,
        label=_("Next look back"),
        required=False,
        help_text=_("Empty for none. A rebound begins a new round instead."),
    )
    files = step_fields.photos_and_notes()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, initial={"next_on": clock.today() + NEXT_AFTER}, **kwargs)

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return context.suggestion.case_state == "closed"

    @classmethod
    def hindrance(cls, context: StepContext):
        if looking_back.has_verified(context.suggestion, person_id=context.access.person_id):
            return gettext(
                "Who verified a measure does not look back at it. Another member of the case group, or the head, does."
            )
        return ""

    def rows(self) -> Iterable[Measure]:
        return looking_back.looked_at_in(self.context.suggestion)

    def asked_of(self, measure: Measure) -> dict[str, forms.Field]:
        number = {"number": measure.position}
        return {
            "found": forms.ChoiceField(
                label=gettext("Measure %(number)d: found") % number, choices=Found.choices, widget=forms.RadioSelect
            ),
            "text": TextField(
                label=gettext("Measure %(number)d: in words") % number, widget=forms.Textarea(attrs={"rows": 2})
            ),
        }

    def known_of(self, measure: Measure) -> list[Pair]:
        verification = measure.verifications.filter(round=measure.round).select_related("verified_by").last()
        former = measure.findings.select_related("look_back").last()
        found = said_of(measure)
        if verification:
            said = f"{verification.verified_on.isoformat()} · {verification.verified_by.name} · {verification.finding}"
            found.append(Pair(label=_("Verified"), value=said))
        if former:
            said = f"{former.look_back.looked_on.isoformat()} · {former.get_found_display()} · {former.text}"
            found.append(Pair(label=_("Last look back"), value=said))
        return found

    def done_label(self):
        rebounded = any(self.given_of(measure, "found") == Found.REBOUNDED for measure in self.measures)
        return _("Looked back; the case is open again for another round.") if rebounded else super().done_label()

    def faults(self, *, at: datetime) -> Iterable[Refused]:
        values = self.cleaned_data
        return looking_back.day_faults(
            self.context.suggestion,
            on=values.get("on"),
            next_on=values.get("next_on"),
            today=clock.civil_day(at),
        )

    def perform(self, *, at: datetime) -> None:
        findings = [
            FindingDraft(measure=measure, found=self.given_of(measure, "found"), text=self.given_of(measure, "text"))
            for measure in self.measures
        ]
        looking_back.record(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            on=self.cleaned_data["on"],
            basis=self.cleaned_data["basis"],
            findings=findings,
            next_on=self.cleaned_data["next_on"],
            evidence=self.uploads(),
            expected_moves=self.expected_moves,
        )


@step_form
class AskAgainForm(PerMeasureForm):
    step = "measure.new_round"
    is_whole = True
    order = 10
    lede = _("All measures that rebounded or hold only partly are asked again at once, with one period for the reply.")

    reason = step_fields.reasons_for_unit()
    reply_days = forms.IntegerField(
        label=_("Days for the reply"),
        help_text=_("Counted from the day after today. Set by the office; no article gives it for a further round."),
        min_value=1,
        max_value=366,
        initial=USUAL_DAYS,
    )

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return context.suggestion.case_state == "open"

    def rows(self) -> Iterable[Measure]:
        again = self.context.suggestion.measures.filter(state__in=sorted(MEASURE.of("fell back")))
        return again.select_related("text", "suggestion").order_by("position")

    def known_of(self, measure: Measure) -> list[Pair]:
        finding = measure.findings.select_related("look_back").last()
        if finding is None:
            return said_of(measure)
        said = f"{finding.look_back.looked_on.isoformat()} · {finding.get_found_display()} · {finding.text}"
        return [*said_of(measure), Pair(label=_("Last look back"), value=said)]

    def perform(self, *, at: datetime) -> None:
        looking_back.ask_again(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            reason=self.cleaned_data["reason"],
            reply_days=self.cleaned_data["reply_days"],
            expected_moves=self.expected_moves,
        )
