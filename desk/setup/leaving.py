"""What somebody who leaves has in hand, as Set-up shows it, and the fields that name who takes it over.

An administrator sees no case: number, stage and next day are shown, and neither title nor unit.
"""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.components import Pair
from followups.actions import handing_on
from followups.actions.handing_on import OpenDuties
from organs.models import Person
from organs.roles import Role
from suggestions.models import Suggestion
from suggestions.rules import states


class SuccessorField(forms.ModelChoiceField):
    """Who takes over the open cases at one place; left empty, they fall to whoever keeps what is nobody's."""

    def label_from_instance(self, person: Person) -> str:
        return person.name


def offer_successors(form: forms.Form, *, person: Person, duties: Sequence[OpenDuties], on: date) -> None:
    """Adds a field for each place at which the person has cases in hand, before the last field of the form."""
    for each in duties:
        if not each.cases:
            continue
        form.fields[f"to_{each.place.pk}"] = SuccessorField(
            label=_("%(place)s: hand the open cases on to") % {"place": each.place.name},
            queryset=handing_on.successors(person=person, place=each.place, on=on),
            required=False,
            empty_label=_("Nobody yet"),
            help_text=_(
                "Without a name they belong to nobody: they stand first on the desk of the head of the department, "
                "else of the deputy chief, else of the chief, who are told."
            ),
        )
    if "is_sure" in form.fields:
        form.order_fields([name for name in form.fields if name != "is_sure"])


def chosen(cleaned: dict[str, object]) -> dict[int, Person | None]:
    """Returns who was named for each place."""
    return {
        int(name.removeprefix("to_")): value
        for name, value in cleaned.items()
        if name.startswith("to_") and name != "to_on"
    }


def pairs(duties: Sequence[OpenDuties]) -> list[Pair]:
    """Returns the open duties by place, each case on its own line."""
    found = []
    for each in duties:
        found += [Pair(label=each.place.name, value=words) for words in _lines(each)]
    return found


def _lines(each: OpenDuties) -> list[str]:
    lines = [_case(case) for case in each.cases]
    if each.groups:
        words = ngettext("in %(count)d case group", "in %(count)d case groups", each.groups)
        lines.append(words % {"count": each.groups})
    if each.visits:
        words = ngettext("takes part in %(count)d planned visit", "takes part in %(count)d planned visits", each.visits)
        lines.append(words % {"count": each.visits})
    lines += [_("nobody else is: %(role)s") % {"role": Role(role).label} for role in each.only_roles]
    return lines


def _case(case: Suggestion) -> str:
    number = (case.letter.document_number if case.letter else "") or _("draft no. %(key)d") % {"key": case.pk}
    state = states.CASE[case.case_state] if case.has_left else states.DOCUMENT[case.document_state]
    day = _("next day %(day)s") % {"day": case.next_on.isoformat()} if case.next_on else _("no day set")
    return " · ".join([number, str(state.label), day])
