"""The order of the gates of an office's drafts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.setup.saving import ExpectedChangeForm


class GatesForm(ExpectedChangeForm):
    """Who reads a draft of social governance first; who decides is always last."""

    order = forms.ChoiceField(
        label=_("Order of the gates"),
        choices=[
            ("head", _("The author's department head, then legal-policy review")),
            ("policy", _("Legal-policy review, then the author's department head")),
        ],
        widget=forms.RadioSelect,
        help_text=_(
            "Letters of social governance alone have both gates. The Provisions ask for the legal-policy review before the"
            " chief procurator decides (Art. 17(1)), and leave the order of the two open."
        ),
    )
