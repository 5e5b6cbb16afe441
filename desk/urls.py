"""The addresses of the pages: accounts, the prosecutors' side, the recipients' portal, analysis, Set-up.

The portal is a tree of its own, so that it can run on another host than the prosecutors' side (design 5.11).
"""

from django.urls import include, path

from desk.background import csp_reports
from desk.case import notices_views
from desk.portal import preview_views

urlpatterns = [
    path("", include("desk.accounts.urls")),
    path("", include("desk.office.urls")),
    path(  # the office's page, made by the portal's room: it stands on the office's side
        "suggestions/<key:pk>/before-it-leaves/portal/", preview_views.preview, name="portal-preview"
    ),
    path("calendar/", include("desk.feed.urls")),
    path("portal/", include("desk.portal.urls")),
    path("draws/", include("desk.draws.urls")),
    path("clues/", include("desk.clues.urls")),
    path("guidance/", include("desk.guidance.urls")),
    path("analysis/", include("desk.analysis.urls")),
    path("setup/", include("desk.setup.urls")),
    path("reminders/", include("desk.reminders.urls")),
    path("notices/read/", notices_views.read, name="notices-read"),
    path("kept/", include("desk.keeping.urls")),
    path("background/", include("desk.background.urls")),
    path("csp-report/", csp_reports.received, name="csp-report"),
]
