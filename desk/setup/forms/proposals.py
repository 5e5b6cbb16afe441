"""Forms for what takes two administrators."""

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.fields import TextField
from organs.models import Post


class DeclineForm(forms.Form):
    reason = TextField(label=_("Reason"), widget=forms.Textarea, max_length=1000)


class HeadPostChoice(forms.ModelChoiceField):
    def label_from_instance(self, post: Post) -> str:
        return f"{post.person.name} ({post.person.username}) · {post.letters_of}"


class ConfirmHeadForm(forms.Form):
    """Who is the head of a unit, by which sealed paper, and whether former heads go."""

    post = HeadPostChoice(
        label=_("Who was let in as head"), queryset=Post.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    paper = forms.FileField(
        label=_("Sealed paper"),
        help_text=_(
            "A scan of the paper on which the unit names this person as the one who speaks for it. PDF or picture."
        ),
    )
    replaces_former = forms.BooleanField(
        label=_("It replaces the heads confirmed before: their posts end today."), required=False
    )
