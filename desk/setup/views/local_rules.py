"""The page of the local rules in whose area a procuratorate lies: what each says, since when it is adopted, and by whom."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from desk.request import Request
from desk.saving import try_to_save
from desk.setup import scope
from desk.setup.forms.local_rules import AdoptForm, GiveUpForm
from desk.setup.views import procuratorates
from organs import clock
from organs.models import Procuratorate
from suggestions.actions import local_rules as actions
from suggestions.models import LocalRule
from suggestions.rules.term_rows import Term


@dataclass(frozen=True, kw_only=True)
class LocalRuleRow:
    """One local rule: its row of the terms, the adoption that holds, all adoptions there were, and the form that is next."""

    term: Term
    held: LocalRule | None
    former: list[LocalRule]
    form: forms.Form
    submit: str

    @property
    def length(self) -> str:
        return self.term.length.text() if self.term.length else ""


@require_http_methods(["GET", "HEAD", "POST"])
@scope.administrators_only
def shown(request: Request, pk: int) -> HttpResponse:
    """Lists the rules that fit; each is adopted, or given up, in its own form."""
    procuratorate = scope.procuratorate(request.access, pk)
    rows = [_row(request, procuratorate, term) for term in actions.fitting(procuratorate)]
    status = 200
    if request.method == "POST":
        row = next((each for each in rows if each.form.is_bound), None)
        if row is None:
            raise Http404
        status = try_to_save(row.form, lambda cleaned: _save(request, procuratorate, row, cleaned))
        if status == 200:
            messages.success(request, _("The rule is given up.") if row.held else _("The rule is adopted."))
            return redirect(request.path)
    context = {
        "procuratorate": procuratorate,
        "rows": rows,
        "trail": [(_("Set-up"), reverse("setup")), *procuratorates.here(procuratorate)],
    }
    return render(request, "setup/local_rules.html", context, status=status)


def _row(request: Request, procuratorate: Procuratorate, term: Term) -> LocalRuleRow:
    adoptions = list(
        LocalRule.objects.filter(procuratorate=procuratorate, term=term.key).select_related("adopted_by", "given_up_by")
    )
    held = next((rule for rule in adoptions if rule.until_on is None), None)
    cleaned = request.POST if request.POST.get("term") == term.key else None
    form_class, day = (GiveUpForm, "until_on") if held else (AdoptForm, "from_on")
    return LocalRuleRow(
        term=term,
        held=held,
        former=[rule for rule in adoptions if rule != held],
        form=form_class(cleaned, initial={day: clock.today()}, prefix=term.key),
        submit=_("Give it up") if held else _("Adopt it"),
    )


def _save(request: Request, procuratorate: Procuratorate, row: LocalRuleRow, cleaned: dict[str, Any]) -> None:
    values = {"access": request.access, "at": clock.now(), **cleaned}
    if row.held:
        row.held.procuratorate = procuratorate
        actions.give_up(rule=row.held, **values)
    else:
        actions.adopt(procuratorate=procuratorate, term=row.term.key, **values)
