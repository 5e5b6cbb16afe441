"""Forms of the accounts area: one's own password, and the account that a one-time link opens."""

from collections.abc import Sequence
from typing import ClassVar

from django import forms
from django.contrib.auth import forms as auth_forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from desk.context import OWN_NAMES
from desk.fields import NewUsernameField, TextField
from organs.models import Person, Procuratorate, Unit
from organs.roles import Role


class SignInForm(auth_forms.AuthenticationForm):
    """Django's form, in our words; they tell no name from a password."""

    error_messages: ClassVar = {
        **auth_forms.AuthenticationForm.error_messages,
        "invalid_login": _("Sign-in name or password is wrong. Capital and small letters differ."),
    }

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


class PasswordOnlyForm(forms.Form):
    """The password once more, of whoever has no second factor yet."""

    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class AppForm(forms.Form):
    """The first code of an app that is being set up."""

    code = forms.CharField(
        label=_("The code that the app shows now"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class PasskeyForm(forms.Form):
    """A passkey that the browser has made, under a name by which its owner knows it again."""

    name = TextField(
        label=_("Name of the passkey"),
        max_length=60,
        required=False,
        help_text=_("For example the device on which it lies."),
    )
    credential = forms.CharField(max_length=20_000, widget=forms.HiddenInput)


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


class JoinForm(forms.Form):
    """Which part somebody with an account has in a further unit."""

    role = forms.ChoiceField(
        label=_("Your part"),
        choices=[(Role.LIAISON, Role.LIAISON.label), (Role.UNIT_HEAD, Role.UNIT_HEAD.label)],
        initial=Role.LIAISON,
        widget=forms.RadioSelect,
    )


class NewPasswordForm(forms.Form):
    """A password typed twice, and judged for the person whose it becomes."""

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
            self._check(first)
        return cleaned

    def whose(self) -> Person:
        """Returns the person for whom the password is judged."""
        raise NotImplementedError

    def _check(self, password: str) -> None:
        try:
            password_validation.validate_password(password, self.whose())
        except forms.ValidationError as error:
            self.add_error("password1", error)


class LinkForm(NewPasswordForm):
    """The new password of a person who has an account, and the word of a second administrator where the link needs one."""

    field_order = ("word",)
    word = forms.CharField(
        label=pgettext_lazy("of a link", "Word"),
        max_length=20,
        help_text=_("Eight letters and figures from another administrator than the one who gave you the link."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, *args, person: Person, needs_word: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        if not needs_word:
            del self.fields["word"]

    def whose(self) -> Person:
        return self.person


class EnterForm(JoinForm, NewPasswordForm):
    """What a recipient unit's person says about themselves when the one-time link opens the account."""

    name = TextField(label=_("Your name"), max_length=60)
    username = NewUsernameField()

    field_order = ["name", "role", "username", "password1", "password2"]

    def __init__(self, *args, places: Sequence[Procuratorate | Unit] = (), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.places = places

    def whose(self) -> Person:
        person = Person(username=self.cleaned_data.get("username", ""), name=self.cleaned_data.get("name", ""))
        person.future_places = self.places
        return person
