"""The addresses of the prosecutors' side: desk, lists, the page of a suggestion, drafts, steps, files."""

from django.urls import path

from desk.case import bundle_views, file_views, picture_views
from desk.lists import urls
from desk.office import (
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
    path("duties/", duties_views.both_sides, name="duties"),
    path("duties/reminders/", reminders_views.ahead, name="reminders-ahead"),
    path("clocks/<int:pk>/", clock_views.clock, name="clock"),
    path("files/<int:pk>/", file_views.attachment, name="file"),
    path("documents/<int:pk>/", file_views.document, name="document"),
    path("documents/<int:pk>/pages/<int:page>.png", picture_views.page, name="document-page"),
    *draft_urls.urlpatterns,
    *urls.urlpatterns,
    *step_urls.urlpatterns,
    *visit_urls.urlpatterns,
    path("suggestions/<int:pk>/", suggestion_views.suggestion, name="suggestion"),
    path("suggestions/<int:pk>/bundle.pdf", bundle_views.office_bundle, name="bundle"),
    path("suggestions/<int:pk>/versions/", versions_views.versions, name="versions"),
]
