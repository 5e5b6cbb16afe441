"""Forms for people and their posts."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.fields import DayField, NewUsernameField, TextField
from desk.setup.saving import ExpectedChangeForm
from desk.setup.tree import ProcuratorateField
from organs import permissions
from organs.days import DayMeaning
from organs.models import Department, Post, Procuratorate
from organs.roles import OFFICE_ROLES, Role


class PeopleFilter(forms.Form):
    """Which people are listed."""

    q = TextField(label=_("Name or sign-in name"), required=False)
    procuratorate = ProcuratorateField(label=_("Procuratorate"), required=False, empty_label=_("All"))
    state = forms.ChoiceField(
        label=_("Account"),
        required=False,
        choices=[
            ("", _("All")),
            ("open", _("Account open")),
            ("closed", _("Account closed")),
            ("none", _("Account open, without a post")),
        ],
    )


class PlaceForm(forms.Form):
    """Asks first for the place; departments and roles follow from it."""

    procuratorate = ProcuratorateField(label=_("Procuratorate"))


class PostChoice(forms.ModelChoiceField):
    def label_from_instance(self, post: Post) -> str:
        return f"{post.person.name} · {post.get_role_display()}"


class PostForm(forms.Form):
    """A post at a place: role, days, department, and whom an acting post stands in for."""

    role = forms.ChoiceField(label=_("Role"))
    department = forms.ModelChoiceField(
        label=_("Department"), queryset=Department.objects.none(), required=False, empty_label=_("None")
    )
    from_on = DayField(meaning=DayMeaning.NEAR, label=_("First day"))
    to_on = DayField(
        meaning=DayMeaning.COMING, label=_("Last day"), required=False, help_text=_("Empty: until it is ended.")
    )
    acting_for = PostChoice(
        label=_("Stands in for"),
        queryset=Post.objects.none(),
        required=False,
        empty_label=_("Nobody: a post of its own"),
        help_text=_("An acting post names whose post it is; what is done under it says so."),
    )

    def __init__(self, *args, place: Procuratorate, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # A lone first administrator admits the other two, and nobody else before.
        first = permissions.never_held(on=on, origin=place.origin) if place.depth == 1 else []
        self.fields["role"].choices = [(role.value, role.label) for role in first or Role if role in OFFICE_ROLES]
        self.fields["from_on"].initial = on
        self.fields["acting_for"].queryset = place.posts.current(on).select_related("person").in_order()
        self.fields["department"].queryset = place.departments.filter(closed_on__isnull=True)


class AdmitForm(PostForm):
    """A new person with the first post; the person sets the own password by a link."""

    name = TextField(label=_("Name"), max_length=60)
    username = NewUsernameField()
    email = forms.EmailField(label=_("E-mail"), required=False)

    field_order = ["name", "username", "email", "role", "department", "from_on", "to_on", "acting_for"]


class PersonForm(ExpectedChangeForm):
    name = TextField(label=_("Name"), max_length=60)
    email = forms.EmailField(label=_("E-mail"), required=False)


class EndPostForm(forms.Form):
    on = DayField(meaning=DayMeaning.COMING, label=_("Last day"))


class DeactivateForm(forms.Form):
    reason = TextField(label=_("Reason"), widget=forms.Textarea)
    is_sure = forms.BooleanField(
        label=_("The account closes now and its posts end. What was said, signed and decided stays. I am sure.")
    )


def post_values(cleaned: dict[str, object]) -> dict[str, object]:
    """Returns what the form says of the post, without what it says of the person."""
    return {key: cleaned[key] for key in ("role", "department", "from_on", "to_on", "acting_for") if key in cleaned}
