"""The head of a draft (case, unit, route) and the form that opens one; the letter's parts are in drafts_letter_form.py.

What the recipient is to the case, and the route, are asked only where Art. 3 makes a difference (`ask_route`).
"""

from datetime import datetime

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.fields import TextField, expect
from desk.unit_form import ChosenUnitForm
from organs.access import Access
from organs.models import Department, Person, Post, Procuratorate, Unit
from organs.numerals import key_of
from organs.roles import OPENING, PROSECUTING
from suggestions.actions.drafting import DraftHead
from suggestions.documents import routing
from suggestions.models import Clue, ProblemCategory
from suggestions.rules import case_sources, kinds, other_instruments, routes


class HeadForm(ChosenUnitForm):
    """The facts of the case that stand around the letter."""

    title = TextField(
        label=_("Title"),
        max_length=200,
        help_text=_(
            "As the suggestion is spoken of in lists. The letter bears none; papers of the case name it where the case has no name."
        ),
    )
    case_source = forms.ChoiceField(
        label=_("Kind of source"), required=False, choices=[("", "—"), *case_sources.options()]
    )
    case_source_note = TextField(
        label=_("More on the source"), required=False, max_length=40, help_text=_("Of whom or where, without names.")
    )
    case_name = TextField(label=_("Case name"), required=False, max_length=100)
    case_code = TextField(
        label=_("Case code"), required=False, max_length=40, help_text=_("That of the unified system, 23 digits.")
    )
    industry = TextField(label=_("Industry"), required=False, max_length=100)
    problem_category = forms.ModelChoiceField(
        label=_("Problem category"), required=False, queryset=ProblemCategory.objects.all(), empty_label="—"
    )
    addressed_as = forms.ChoiceField(
        label=_("What is the recipient to this case?"),
        choices=routes.ADDRESSED_AS_CHOICES,
        required=False,
        widget=forms.RadioSelect,
    )
    route = forms.ChoiceField(
        label=_("Route to the recipient"),
        choices=[*kinds.ROUTE_LABELS.items()],
        required=False,
        widget=forms.RadioSelect,
    )

    def ask_route(self, *, unit: Unit | None, office: Procuratorate | None, kept: str = "") -> None:
        """Asks what Art. 3 makes depend on the recipient: nothing where it stands at the own level and area, or is not chosen yet.

        `kept` is the route of the draft.
        """
        place = routing.place(unit=unit, office=office) if unit and office else routes.RecipientPlace.HERE
        self.asks_route = place != routes.RecipientPlace.HERE
        open_here = routes.WAYS[place].routes | {str(kinds.Route.DIRECT)}
        self.usual_route = kept if kept in open_here else str(kinds.Route.DIRECT)
        self.fields["route"].choices = [row for row in kinds.ROUTE_LABELS.items() if row[0] in open_here]
        self.fields["route"].initial = self.usual_route
        if self.asks_route:
            expect(self, "addressed_as", "route")
            remedy = routes.WAYS[place].remedy
            if remedy and unit and office:
                words = str(remedy) % {"unit": unit.name, "office": office.name}
                self.fields["route"].help_text = gettext("%(text)s (%(article)s)") % {
                    "text": words,
                    "article": routes.WAYS[place].article,
                }

    def head(self, *, at: datetime) -> DraftHead:
        """Returns the head as it was typed, registering a new unit first; the caller holds the transaction.

        The decision to investigate is no part of it: the chief procurator takes it as a step of the case.
        """
        cleaned = self.cleaned_data
        names = (
            "title",
            "case_name",
            "case_code",
            "industry",
            "case_source",
            "case_source_note",
            "addressed_as",
        )
        return DraftHead(
            unit=self.unit_or_new(at=at),
            problem_category=cleaned["problem_category"],
            route=cleaned["route"] or self.usual_route,
            **{name: cleaned[name] for name in names},
        )


class NewDraftForm(HeadForm):
    """Opens a suggestion: its kind, whose case it is, and the head."""

    kind = forms.ChoiceField(
        label=_("Kind of suggestion"),
        choices=[("", "—"), *kinds.KIND_CHOICES],
        help_text=other_instruments.AT_OPENING,
    )
    procuratorate = forms.ModelChoiceField(label=_("Procuratorate"), queryset=None, empty_label=None)
    department = forms.ModelChoiceField(label=_("Department"), queryset=None, required=False, empty_label="—")
    handling_prosecutor = forms.ModelChoiceField(
        label=_("Handling prosecutor"), queryset=None, required=False, empty_label="—"
    )
    members = forms.ModelMultipleChoiceField(
        label=_("Other members of the case group"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, access: Access, on, clue: Clue | None = None, **kwargs) -> None:
        super().__init__(*args, auto_id="%s", **kwargs)
        if clue is not None:  # its source stays the source of the case
            self.initial.update({"title": clue.matter, "case_source": clue.source, "unit_words": clue.institution})
            self.fields["case_source"].disabled = True
        self.prepare_units(access=access, current=clue.unit if clue else None)
        posts = access.holding(*OPENING)
        places = [post.procuratorate_id for post in posts]
        self.opens_alone = bool(access.holding(*PROSECUTING))
        people = Person.objects.filter(is_active=True, origin=access.origin).in_order(on)
        here = Post.objects.current(on).filter(procuratorate__in=places)
        fields = self.fields
        fields["procuratorate"].queryset = Procuratorate.objects.filter(pk__in=places)
        fields["procuratorate"].initial = places[0] if places else None
        office = fields["procuratorate"].queryset.filter(pk=key_of(self._typed("procuratorate")) or places[0]).first()
        self.ask_route(unit=self._picked() or self._only_found(), office=office)
        if len(set(places)) < 2:
            fields["procuratorate"].widget = forms.HiddenInput()
        fields["department"].queryset = Department.objects.filter(procuratorate__in=places, closed_on__isnull=True)
        fields["department"].initial = next((post.department_id for post in posts if post.department_id), None)
        prosecutors = people.filter(pk__in=here.filter(role__in=PROSECUTING).values("person"))
        fields["handling_prosecutor"].queryset = prosecutors
        fields["handling_prosecutor"].required = not self.opens_alone
        fields["handling_prosecutor"].empty_label = access.name if self.opens_alone else "—"
        if self.opens_alone:
            fields["handling_prosecutor"].queryset = prosecutors.exclude(pk=access.person_id)
        members = people.filter(pk__in=here.filter(role__in=OPENING).values("person")).exclude(pk=access.person_id)
        fields["members"].queryset = members
