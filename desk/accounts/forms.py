"""Forms of the accounts area: one's own password, and the account that a one-time link opens."""

from django import forms
from django.contrib.auth import forms as auth_forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from desk.context import OWN_NAMES
from desk.fields import NewUsernameField
from organs.models import Person
from organs.roles import Role


class SignInForm(auth_forms.AuthenticationForm):
    """Django's form, in our words."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Sign-in name")


class OwnPasswordForm(auth_forms.PasswordChangeForm):
    """Changes one's own password; the new one must differ from the present one."""

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        new = cleaned.get("new_password1")
        if new and new == cleaned.get("old_password"):
            self.add_error("new_password1", _("This is the present password. Choose another one."))
        return cleaned


class MailForm(forms.Form):
    """Whether reminders also come by e-mail, and in which language."""

    wants_mail = forms.BooleanField(label=_("Send me reminders by e-mail"), required=False)
    language = forms.ChoiceField(
        label=_("Language of the e-mails"), choices=list(OWN_NAMES.items()), widget=forms.RadioSelect
    )


class MailboxForm(forms.Form):
    """The address that people of a unit share for reminders; an empty one switches it off."""

    mailbox = forms.EmailField(
        label=_("Mailbox for reminders"), required=False, help_text=_("Leave it empty, and nothing is sent there.")
    )


class EnterForm(forms.Form):
    """What a recipient unit's person says about themselves when the one-time link opens the account."""

    name = forms.CharField(label=_("Your name"), max_length=60)
    role = forms.ChoiceField(
        label=_("Your part"),
        choices=[(Role.LIAISON, Role.LIAISON.label), (Role.UNIT_HEAD, Role.UNIT_HEAD.label)],
        initial=Role.LIAISON,
        widget=forms.RadioSelect,
    )
    username = NewUsernameField()
    password1 = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validation.password_validators_help_text_html,
    )
    password2 = forms.CharField(
        label=_("Password again"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords differ."))
        elif first:
            self._check(first, cleaned)
        return cleaned

    def _check(self, password: str, cleaned: dict[str, object]) -> None:
        person = Person(username=cleaned.get("username", ""), name=cleaned.get("name", ""))
        try:
            password_validation.validate_password(password, person)
        except forms.ValidationError as error:
            self.add_error("password1", error)
