"""The addresses of the recipients' portal: a tree of its own, for a host of its own if the site wants one."""

from django.urls import path

from desk.case import bundle_views
from desk.portal import clock_views, reply_views, versions_views, views

urlpatterns = [
    path("", views.inbox, name="portal"),
    path("notices/read/", views.read_notices, name="portal-notices-read"),
    path("clocks/<int:pk>/", clock_views.clock, name="portal-clock"),
    path("letters/<int:pk>/", views.letter, name="portal-letter"),
    path("letters/<int:pk>/versions/", versions_views.versions, name="portal-versions"),
    path("letters/<int:pk>/bundle.pdf", bundle_views.portal_bundle, name="portal-bundle"),
    path("letters/<int:pk>/answers/", views.answers, name="portal-answers"),
    path("letters/<int:pk>/reply/", reply_views.reply, name="portal-reply"),
    path("letters/<int:pk>/do/<str:step>/<int:subject_pk>/", views.step, name="portal-step"),
]
