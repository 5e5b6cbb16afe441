"""The addresses of the prosecutors' side: desk, lists, the page of a suggestion, drafts, deeds, files."""

from importlib import import_module
from importlib.util import find_spec

from django.urls import path

from desk import files_views
from desk.office import desk_views, suggestion_views

urlpatterns = [
    path("desk/", desk_views.desk, name="desk"),
    path("desk/notices/read/", desk_views.read_notices, name="read-notices"),
    path("files/<int:pk>/", files_views.attachment, name="file"),
    path("documents/<int:pk>/", files_views.document, name="document"),
]
for found in ("desk.office.draft_urls", "desk.office.amendment_urls", "desk.office.list_urls", "desk.deeds.urls"):
    if find_spec(found):
        urlpatterns += import_module(found).urlpatterns
urlpatterns.append(path("suggestions/<int:pk>/", suggestion_views.suggestion, name="suggestion"))
