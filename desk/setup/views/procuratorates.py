"""Pages for the tree of procuratorates and for one of them: found, rename, move, close."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from desk.components import Action, Badge, Pair
from desk.request import Request
from desk.setup import saving, scope, tree, wording
from desk.setup.forms.procuratorates import CloseProcuratorateForm, FoundForm, MoveForm, RenameForm
from organs import clock, permissions
from organs.actions import procuratorates as actions
from organs.actions import setup_events
from organs.models import Level, Procuratorate
from suggestions.actions import jurisdiction


def trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Procuratorates"), reverse("setup-procuratorates")), *more]


def page_of(procuratorate: Procuratorate) -> str:
    return reverse("setup-procuratorate", args=[procuratorate.pk])


def here(procuratorate: Procuratorate) -> list[tuple[str, str]]:
    return trail((procuratorate.name, page_of(procuratorate)))


@require_safe
@scope.administrators_only
def listed(request: Request) -> HttpResponse:
    """The tree: what may be set up, each under its leader."""
    nodes = tree.roots(scope.procuratorates(request.access))
    return render(request, "setup/procuratorates.html", {"nodes": nodes})


@require_safe
@scope.administrators_only
def shown(request: Request, pk: int) -> HttpResponse:
    """One procuratorate: its facts, departments and people's posts."""
    procuratorate = scope.procuratorate(request.access, pk)
    departments = procuratorate.departments.prefetch_related("lines").order_by("closed_on", "id")
    context = {
        "procuratorate": procuratorate,
        "badge": Badge(text=pgettext("a place", "closed"), icon="no", tone="strong")
        if procuratorate.closed_on
        else None,
        "pairs": _values(procuratorate),
        "departments": [
            (department, [wording.own_words(line) for line in department.lines.all()]) for department in departments
        ],
        "posts": procuratorate.posts.current(clock.today())
        .filter(person__is_active=True)
        .select_related("person", "department", "acting_for__person")
        .in_order(),
        "actions": _actions(procuratorate),
        "series": procuratorate.number_series.count(),
    }
    return render(request, "setup/procuratorate.html", context)


def _values(procuratorate: Procuratorate) -> list[Pair]:
    parent = procuratorate.parent.name if procuratorate.parent else ""
    if not parent:
        parent = _("Nobody: the top of a tree") if procuratorate.parent_known else _("Not known yet")
    area = " ".join(part for part in (procuratorate.region_name, procuratorate.region_code) if part)
    return [
        Pair(label=_("Code"), value=procuratorate.code),
        Pair(label=_("Short name"), value=procuratorate.short_name or "—"),
        Pair(label=_("Level"), value=procuratorate.get_level_display()),
        Pair(label=_("Line"), value=wording.own_words(procuratorate.line)),
        Pair(label=_("Under"), value=parent),
        Pair(label=_("Area"), value=area or "—"),
    ]


def _actions(procuratorate: Procuratorate) -> list[Action]:
    if procuratorate.closed_on:
        return []
    pk = procuratorate.pk
    return [
        Action(label=_("Admit a person here"), href=f"{reverse('setup-person-new')}?procuratorate={pk}"),
        Action(label=_("Add a department"), href=reverse("setup-department-new", args=[pk])),
        Action(label=_("Number patterns"), href=reverse("setup-numbers-of", args=[pk])),
        Action(label=_("Document templates"), href=reverse("setup-templates-of", args=[pk])),
        Action(label=_("Stationery"), href=reverse("setup-stationery-of", args=[pk])),
        Action(label=_("Local rules"), href=reverse("setup-local-rules", args=[pk])),
        Action(label=_("Found a procuratorate under it"), href=f"{reverse('setup-procuratorate-new')}?parent={pk}"),
        Action(label=_("Rename"), href=reverse("setup-procuratorate-rename", args=[pk])),
        Action(label=_("Move in the tree"), href=reverse("setup-procuratorate-move", args=[pk])),
        Action(label=_("Close this procuratorate"), href=reverse("setup-procuratorate-close", args=[pk])),
    ]


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def new(request: Request) -> HttpResponse:
    """Founds a procuratorate under one in scope; the top may leave open what leads it."""
    may_top = permissions.administers_all(request.access)
    open_ones = scope.procuratorates(request.access).filter(closed_on__isnull=True)
    form = FoundForm(
        request.POST or None, rows=open_ones, may_top=may_top, initial={"parent": request.GET.get("parent", "")}
    )

    def save(cleaned: dict[str, object]) -> None:
        known = cleaned["parent"] is not None or cleaned["level"] == Level.SUPREME
        actions.found(
            access=request.access, at=clock.now(), origin=request.access.origin, parent_known=known, **cleaned
        )

    return saving.form_page(
        request,
        form,
        save=save,
        title=_("Found a procuratorate"),
        submit=_("Found it"),
        done=_("The procuratorate is founded. Add its departments and people next."),
        back=reverse("setup-procuratorates"),
        trail=trail(),
    )


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def rename(request: Request, pk: int) -> HttpResponse:
    procuratorate = scope.procuratorate(request.access, pk)
    initial = {
        "name": procuratorate.name,
        "short_name": procuratorate.short_name,
        "expected_change": setup_events.last(procuratorate),
    }
    return saving.form_page(
        request,
        RenameForm(request.POST or None, initial=initial),
        save=lambda cleaned: actions.rename(
            access=request.access, at=clock.now(), procuratorate=procuratorate, **cleaned
        ),
        title=_("Rename %(name)s") % {"name": procuratorate.name},
        lede=_("Letters keep the name under which they were issued."),
        done=_("The new name is saved."),
        back=page_of(procuratorate),
        trail=here(procuratorate),
        about=procuratorate,
    )


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def move(request: Request, pk: int) -> HttpResponse:
    """Puts a procuratorate and all below it under another leader, with the day and the reason."""
    procuratorate = scope.procuratorate(request.access, pk)
    below = {f"anc{procuratorate.depth}": procuratorate.pk}
    others = scope.procuratorates(request.access).filter(closed_on__isnull=True).exclude(pk=procuratorate.parent_id)
    initial = {"on": clock.today(), "expected_change": setup_events.last(procuratorate)}
    form = MoveForm(request.POST or None, rows=others.exclude(**below), initial=initial)

    def save(cleaned: dict[str, object]) -> None:
        parent = get_object_or_404(scope.procuratorates(request.access), pk=cleaned["parent"].pk)
        jurisdiction.move_procuratorate(
            access=request.access,
            at=clock.now(),
            procuratorate=procuratorate,
            parent=parent,
            on=cleaned["on"],
            reason=cleaned["reason"],
            expected_change=cleaned["expected_change"],
        )

    return saving.form_page(
        request,
        form,
        save=save,
        title=_("Move %(name)s") % {"name": procuratorate.name},
        lede=_("All below it moves with it. Its suggestions follow, so that only those above see them."),
        submit=_("Move it"),
        done=_("The tree is changed."),
        back=page_of(procuratorate),
        trail=here(procuratorate),
        about=procuratorate,
    )


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def close(request: Request, pk: int) -> HttpResponse:
    procuratorate = scope.procuratorate(request.access, pk)
    initial = {"on": clock.today(), "expected_change": setup_events.last(procuratorate)}
    return saving.form_page(
        request,
        CloseProcuratorateForm(request.POST or None, initial=initial),
        save=lambda cleaned: actions.close(
            access=request.access,
            at=clock.now(),
            procuratorate=procuratorate,
            on=cleaned["on"],
            expected_change=cleaned["expected_change"],
        ),
        title=_("Close %(name)s") % {"name": procuratorate.name},
        submit=_("Close it"),
        done=_("The procuratorate is closed."),
        back=page_of(procuratorate),
        trail=here(procuratorate),
        about=procuratorate,
    )
