"""The addresses of the recipients' portal: a tree of its own, for a host of its own if the site wants one."""

from django.urls import path

from desk.case import bundle_views
from desk.portal import clock_views, people_views, receipt_views, reply_views, versions_views, views

urlpatterns = [
    path("", views.inbox, name="portal"),
    path("notices/read/", views.read_notices, name="portal-notices-read"),
    path("people/", people_views.listed, name="portal-people"),
    path("people/of/<key:pk>/new/", people_views.new, name="portal-person-new"),
    path("people/<key:pk>/all-letters/", people_views.all_letters, name="portal-person-all-letters"),
    path("people/<key:pk>/link/", people_views.link, name="portal-person-link"),
    path("people/<key:pk>/end/", people_views.end, name="portal-person-end"),
    path("clocks/<key:pk>/", clock_views.clock, name="portal-clock"),
    path("letters/<key:pk>/", views.letter, name="portal-letter"),
    path("letters/<key:pk>/versions/", versions_views.versions, name="portal-versions"),
    path("letters/<key:pk>/bundle.pdf", bundle_views.portal_bundle, name="portal-bundle"),
    path("letters/<key:pk>/answers/", views.answers, name="portal-answers"),
    path("letters/<key:pk>/reply/", reply_views.reply, name="portal-reply"),
    path("letters/<key:pk>/receipts/<key:number>/", receipt_views.receipt, name="portal-receipt"),
    path("letters/<key:pk>/do/<str:step>/<key:subject_pk>/", views.step, name="portal-step"),
]
