"""The form for a rung of a ladder of reminders: when it speaks, whom it tells, and by which channel."""

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.fields import expect
from desk.setup.saving import ExpectedChangeForm
from notices.actions import reminder_rules
from notices.actions.reminder_rules import RuleDraft
from notices.models import ReminderRule
from suggestions.rules import relations
from suggestions.rules.duties import Duty

SIDES = [("before", _("Before the due day")), ("on", _("On the due day")), ("after", _("After the due day"))]


class RuleForm(ExpectedChangeForm):
    """Offers for a subject only who may be told of it, and for a right that lapses only what lies before its last day."""

    side = forms.ChoiceField(label=_("When"), widget=forms.RadioSelect)
    days = forms.IntegerField(
        label=_("Days"), required=False, min_value=0, help_text=_("Calendar days before or after the due day.")
    )
    grace = forms.IntegerField(
        label=_("Working days of grace"),
        required=False,
        min_value=0,
        help_text=_("After the due day only: so many working days more, counted from that day on."),
    )
    relations = forms.MultipleChoiceField(
        label=_("Who is told"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Who that is, is looked up when the reminder goes out. A place that nobody holds falls to the head."
        ),
    )
    channel = forms.ChoiceField(label=_("Channel"), choices=ReminderRule.Channel.choices, widget=forms.RadioSelect)
    is_enabled = forms.BooleanField(label=_("This rung is switched on"), required=False)

    def __init__(self, *args, subject: Duty, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["side"].choices = SIDES[:2] if subject.is_right else SIDES
        self.fields["relations"].choices = [
            (key, relations.BY_KEY[key].label) for key in reminder_rules.offered(subject)
        ]
        expect(self, "days")
        if subject.is_right:
            del self.fields["grace"]

    def clean(self) -> dict[str, object]:
        cleaned = self.cleaned_data
        side, days = cleaned.get("side"), cleaned.get("days")
        if side == "on" and days:
            self.add_error("days", _("On the due day itself there are no days to count: leave this empty."))
        elif side in {"before", "after"} and not days and "days" not in self.errors:
            self.add_error("days", _("Say how many days."))
        return cleaned

    def draft(self) -> RuleDraft:
        """Returns the rung that was typed."""
        cleaned = self.cleaned_data
        days = cleaned["days"] or 0
        return RuleDraft(
            days=-days if cleaned["side"] == "before" else days,
            grace=cleaned.get("grace") or 0,
            relations=cleaned["relations"],
            channel=cleaned["channel"],
            is_enabled=cleaned["is_enabled"],
        )


def typed(rule: ReminderRule) -> dict[str, object]:
    """Returns a rung as the form shows it."""
    return {
        "side": "before" if rule.days < 0 else "after" if rule.days else "on",
        "days": abs(rule.days) or None,
        "grace": rule.grace or None,
        "relations": rule.relations,
        "channel": rule.channel,
        "is_enabled": rule.is_enabled,
    }
