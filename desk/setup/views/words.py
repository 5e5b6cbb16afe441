"""Pages for the words that the whole installation shares: lines, business lines, problem categories, each a list and an addition."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from desk.request import Request
from desk.setup import saving, scope
from desk.setup.forms.shared import CategoryForm, EnvironmentForm, WordsForm
from organs import clock, permissions
from organs.actions import vocabulary
from organs.models import BusinessLine, Line
from suggestions.actions import categories
from suggestions.models import ProblemCategory


@require_safe
@scope.administrators_only
def lines(request: Request) -> HttpResponse:
    """Lines of authority and business lines."""
    lists = [
        (
            _("Lines of authority"),
            _("Which chain of procuratorates one belongs to."),
            Line.objects.order_by("code"),
            "setup-line-new",
        ),
        (
            _("Business lines"),
            _("What a department does, whatever it is called."),
            BusinessLine.objects.order_by("code"),
            "setup-business-line-new",
        ),
    ]
    return _lists(request, _("Lines"), lists)


@require_safe
@scope.administrators_only
def problem_categories(request: Request) -> HttpResponse:
    """The classes of problems by which suggestions are compared."""
    note = _("By which suggestions are compared. They speak of problems, never of people.")
    lists = [(_("Problem categories"), note, ProblemCategory.objects.order_by("code"), "setup-problem-category-new")]
    return _lists(request, _("Problem categories"), lists, has_law=True)


def _lists(request: Request, title: str, lists: list, *, has_law: bool = False) -> HttpResponse:
    context = {
        "title": title,
        "lists": [(label, note, list(rows), reverse(name)) for label, note, rows, name in lists],
        "has_law": has_law,
        "may_add": permissions.administers_all(request.access),
    }
    return render(request, "setup/words.html", context)


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def new_line(request: Request) -> HttpResponse:
    return _new(request, _("Add a line of authority"), vocabulary.add_line, "setup-lines", _("Lines"))


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def new_business_line(request: Request) -> HttpResponse:
    return _new(request, _("Add a business line"), vocabulary.add_business_line, "setup-lines", _("Lines"))


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def new_problem_category(request: Request) -> HttpResponse:
    listed = _("Problem categories")
    title = _("Add a problem category")
    return _new(request, title, categories.add, "setup-problem-categories", listed, form_class=CategoryForm)


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def environment(request: Request) -> HttpResponse:
    """Says which categories are of the environment; the words of a category never change."""
    back, expected = reverse("setup-problem-categories"), categories.marked()
    return saving.form_page(
        request,
        EnvironmentForm(request.POST or None, initial={"codes": expected.split(), "expected": expected}),
        save=lambda cleaned: categories.name_environmental(
            access=request.access,
            at=clock.now(),
            codes={row.code for row in cleaned["codes"]},
            expected=cleaned["expected"],
        ),
        title=_("Categories of the environment"),
        done=_("The categories of the environment are set."),
        back=back,
        trail=[(_("Problem categories"), back)],
    )


def _new(
    request: Request,
    title: str,
    add: Callable[..., object],
    list_name: str,
    listed: str,
    *,
    form_class: type[WordsForm] = WordsForm,
) -> HttpResponse:
    back = reverse(list_name)
    return saving.form_page(
        request,
        form_class(request.POST or None),
        save=lambda cleaned: add(access=request.access, at=clock.now(), **cleaned),
        title=title,
        submit=_("Add it"),
        done=_("It is added."),
        back=back,
        trail=[(listed, back)],
    )
