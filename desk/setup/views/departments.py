"""Pages to open, change and close a department of a procuratorate."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from desk.request import Request
from desk.setup import saving, scope
from desk.setup.forms.procuratorates import CloseProcuratorateForm, DepartmentForm
from desk.setup.views import procuratorates
from organs import clock
from organs.actions import procuratorates as actions
from organs.actions import setup_events


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def new(request: Request, pk: int) -> HttpResponse:
    procuratorate = scope.procuratorate(request.access, pk)
    return saving.form_page(
        request,
        DepartmentForm(request.POST or None),
        save=lambda cleaned: actions.open_department(
            access=request.access,
            at=clock.now(),
            procuratorate=procuratorate,
            name=cleaned["name"],
            lines=list(cleaned["lines"]),
        ),
        title=_("Add a department"),
        lede=procuratorate.name,
        submit=_("Add it"),
        done=_("The department is added."),
        back=procuratorates.page_of(procuratorate),
        trail=procuratorates.here(procuratorate),
    )


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def change(request: Request, pk: int) -> HttpResponse:
    department = scope.department(request.access, pk)
    initial = {
        "name": department.name,
        "lines": department.lines.all(),
        "expected_change": setup_events.last(department),
    }
    return saving.form_page(
        request,
        DepartmentForm(request.POST or None, initial=initial),
        save=lambda cleaned: actions.change_department(
            access=request.access,
            at=clock.now(),
            department=department,
            name=cleaned["name"],
            lines=list(cleaned["lines"]),
            expected_change=cleaned["expected_change"],
        ),
        title=_("Change %(name)s") % {"name": department.name},
        lede=department.procuratorate.name,
        done=_("The department is changed."),
        back=procuratorates.page_of(department.procuratorate),
        trail=procuratorates.here(department.procuratorate),
        about=department,
        template="setup/department.html",
        context={"close": reverse("setup-department-close", args=[pk]), "department": department},
    )


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def close(request: Request, pk: int) -> HttpResponse:
    department = scope.department(request.access, pk)
    initial = {"on": clock.today(), "expected_change": setup_events.last(department)}
    return saving.form_page(
        request,
        CloseProcuratorateForm(request.POST or None, initial=initial),
        save=lambda cleaned: actions.close_department(
            access=request.access,
            at=clock.now(),
            department=department,
            on=cleaned["on"],
            expected_change=cleaned["expected_change"],
        ),
        title=_("Close %(name)s") % {"name": department.name},
        lede=department.procuratorate.name,
        submit=_("Close it"),
        done=_("The department is closed."),
        back=procuratorates.page_of(department.procuratorate),
        trail=procuratorates.here(department.procuratorate),
        about=department,
    )
