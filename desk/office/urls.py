"""The addresses of the prosecutors' side: desk, lists, the page of a suggestion, drafts, steps, files."""

from django.urls import path

from desk.case import bundle_views, file_views, picture_views
from desk.lists import urls
from desk.office import (
    away_views,
    clock_views,
    desk_views,
    draft_urls,
    duties_views,
    reminders_views,
    suggestion_views,
    versions_views,
    visit_urls,
)
from desk.steps import urls as step_urls

urlpatterns = [
    path("desk/", desk_views.desk, name="desk"),
    path("desk/notices/read/", desk_views.read_notices, name="read-notices"),
    path("away/", away_views.listed, name="absences"),
    path("away/new/", away_views.record, name="absence-new"),
    path("away/<key:pk>/", away_views.shown, name="absence"),
    path("away/<key:pk>/days/", away_views.days, name="absence-days"),
    path("away/<key:pk>/end/", away_views.end, name="absence-end"),
    path("away/<key:pk>/taken-back/", away_views.take_back, name="absence-taken-back"),
    path("duties/", duties_views.both_sides, name="duties"),
    path("duties/reminders/", reminders_views.ahead, name="reminders-ahead"),
    path("clocks/<key:pk>/", clock_views.clock, name="clock"),
    path("files/<key:pk>/", file_views.attachment, name="file"),
    path("documents/<key:pk>/", file_views.document, name="document"),
    path("documents/<key:pk>/pages/<key:page>.png", picture_views.page, name="document-page"),
    *draft_urls.urlpatterns,
    *urls.urlpatterns,
    *step_urls.urlpatterns,
    *visit_urls.urlpatterns,
    path("suggestions/<key:pk>/", suggestion_views.suggestion, name="suggestion"),
    path("suggestions/<key:pk>/bundle.pdf", bundle_views.office_bundle, name="bundle"),
    path("suggestions/<key:pk>/review-opinion.pdf", bundle_views.review_opinion, name="review-opinion"),
    path(
        "suggestions/<key:pk>/investigation-report.pdf",
        bundle_views.investigation_report,
        name="investigation-report",
    ),
    path("suggestions/<key:pk>/versions/", versions_views.versions, name="versions"),
]
