"""The filter object as people meet it: the form with its choices in words, and the reading of an address.

What each choice means is in insights/filters.py. The list, its export and the dashboard all read their address here.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.fields import DayField
from desk.lists.filter_words import CHIPPED, below_words, scope_words
from insights import scopes
from insights.figures import FIGURES, Part
from insights.filters import STAGES, TURNS, Choice
from organs.access import Access
from organs.models import Level
from organs.origins import Origin
from suggestions.models import Mode, ProblemCategory, Suggestion
from suggestions.rules import kinds, lifecycle, tracks

type Words = str | Promise
type Options = list[tuple[str, Words | list[tuple[str, Words]]]]

DUE_OPTIONS = [("overdue", _("Overdue")), ("7", _("In the next 7 days")), ("30", _("In the next 30 days"))]
TURN_OPTIONS = [
    ("mine", _("Handled by me")),
    *zip(TURNS, (_("The unit owes"), _("The office owes"), _("The higher office owes")), strict=True),
]
STAGE_GROUPS = {
    _("Letter"): {f"document.{key}": label for key, label in lifecycle.STATES["document"].items()},
    _("Reply"): {f"reply.{key}": label for key, label in tracks.STATES["reply"].items()},
    _("Case"): {
        "objection.open": _("Objection not decided"),
        "measure.rebounded": _("A measure rebounded"),
        "case.open": _("Open"),
        "case.again": _("Reopened"),
        "case.closed": _("Closed"),
        "examination.running": _("Examination running"),
        "examination.sued": _("Suit brought"),
    },
}


def kind_options() -> Options:
    """Returns the five types of Art. 5, each with its kinds where it has several."""
    options: Options = []
    for type_, label in kinds.TYPE_LABELS.items():
        rows = [row for row in kinds.KINDS.values() if row.type == type_]
        if len(rows) == 1:
            options.append((rows[0].key, label))
        else:
            whole = (str(type_), _("%(type)s, all kinds") % {"type": label})
            options.append((label, [whole, *((row.key, row.label) for row in rows)]))
    return options


def stage_options() -> Options:
    return [
        (group, [(key, label) for key, label in stages.items() if key in STAGES])
        for group, stages in STAGE_GROUPS.items()
    ]


def category_options() -> Options:
    return [(row.code, str(row)) for row in ProblemCategory.objects.all()]


OPTIONS: dict[str, Callable[[], Options]] = {
    "kind": kind_options,
    "stage": stage_options,
    "due": lambda: DUE_OPTIONS,
    "turn": lambda: TURN_OPTIONS,
    "mode": lambda: Mode.choices,
    "category": category_options,
}


class ChoiceForm(forms.Form):
    """The fields that are named, with their options; those of scope and origin depend on the person and the place."""

    q = forms.CharField(label=_("Title, number or unit"), required=False, max_length=100)
    scope = forms.ChoiceField(label=_("Scope"), required=False)
    kind = forms.ChoiceField(label=_("Type"), required=False)
    stage = forms.ChoiceField(label=_("Stage"), required=False)
    due = forms.ChoiceField(label=_("Next day"), required=False)
    turn = forms.ChoiceField(label=_("Whose turn"), required=False)
    category = forms.ChoiceField(label=_("Problem category"), required=False)
    mode = forms.ChoiceField(label=_("Service"), required=False)
    issued_from = DayField(label=_("Issued from"), required=False)
    issued_to = DayField(label=_("Issued to"), required=False)
    origin = forms.ChoiceField(label=_("Origin"), required=False)
    unit = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    region = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    figure = forms.ChoiceField(required=False, choices=[(key, key) for key in FIGURES], widget=forms.HiddenInput)
    part = forms.ChoiceField(required=False, choices=[(part, part) for part in Part], widget=forms.HiddenInput)

    def __init__(self, params: QueryDict, *, names: Collection[str], options: dict[str, Options]) -> None:
        super().__init__(params, auto_id="filter-%s")
        for name in self.fields.keys() - set(names):
            del self.fields[name]
        anything = ("", _("any"))
        for name, of_name in OPTIONS.items():
            if name in self.fields:
                self.fields[name].choices = [anything, *of_name()]
        for name, choices in options.items():
            self.fields[name].choices = choices
        if "q" in self.fields:
            self.fields["q"].widget.input_type = "search"

    def clean(self) -> dict[str, object]:
        first, last = self.cleaned_data.get("issued_from"), self.cleaned_data.get("issued_to")
        if first and last and last < first:
            self.add_error("issued_to", _("The last day lies before the first."))
        return self.cleaned_data

    def facts(self) -> dict[str, object]:
        """Returns the facts of the choice, without origin and scope."""
        empty = Choice(origin="")
        facts = {name: self.cleaned_data.get(name) or getattr(empty, name) for name in CHIPPED}
        if facts["figure"]:
            part = self.cleaned_data.get("part")
            facts["part"] = part if part in FIGURES[facts["figure"]].parts else Part.NUMERATOR.value
        return facts


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an address asks for: the form to show again, and the choice, or None when a field is wrong."""

    form: ChoiceForm
    choice: Choice | None
    scope: scopes.Scope
    origin: str


def read(request: HttpRequest, *, names: Collection[str]) -> Asked:
    """Reads the facts of these names from the address of a list or dashboard; other names are left unread.

    Raises Http404 for a procuratorate that is none or is not the person's to see.
    """
    access: Access = request.access
    origin = request.GET.get("origin", "")
    if origin not in Origin.values:
        origin = default_origin(access)
    try:
        scope = scopes.find(access=access, origin=origin, value=request.GET.get("scope", ""))
    except scopes.UnknownScope as unknown:
        raise Http404 from unknown
    params = request.GET.copy()
    params["origin"], params["scope"] = origin, scope.value
    form = ChoiceForm(
        params,
        names=names,
        options={
            "scope": scope_options(access=access, origin=origin, scope=scope),
            "origin": origins(access, origin),
        },
    )
    choice = Choice(origin=origin, scope=scope, **form.facts()) if form.is_valid() else None
    return Asked(form=form, choice=choice, scope=scope, origin=origin)


def default_origin(access: Access) -> str:
    """Returns the origin shown when none was chosen: live when the person may see any, else the person's own."""
    if access.origin == Origin.LIVE:
        return Origin.LIVE
    has_live = Suggestion.objects.visible_to(access).of_origin(Origin.LIVE).exists()
    return Origin.LIVE if has_live else Origin.SAMPLE


def origins(access: Access, present: str) -> list[tuple[str, Words]]:
    """Returns the origins that can be chosen: the person's own, what is published, and the present one."""
    offered = {access.origin, Origin.PUBLISHED, present}
    return [(origin.value, origin.label) for origin in Origin if origin in offered]


def scope_options(*, access: Access, origin: str, scope: scopes.Scope) -> list[tuple[str, str]]:
    """Returns the way down to the present procuratorate and what lies below it, each level one step in."""
    options = [(scopes.EVERYTHING, gettext("All that I may see"))]
    for row in scopes.around(access=access, origin=origin, scope=scope):
        indent = "\u3000" * (row.depth - 1)
        here = scopes.Scope(procuratorate=row)
        options.append((here.value, f"{indent}{below_words(row)}"))
        if scope.procuratorate and row.pk == scope.procuratorate.pk and row.level != Level.BASIC:
            alone = scopes.Scope(procuratorate=row, alone=True)
            options.append((alone.value, f"{indent}{scope_words(alone)}"))
    return options
