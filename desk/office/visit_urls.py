"""The addresses of planned visits; the service worker stands above the forms, so that it can serve them and nothing else."""

from django.urls import path

from desk.office import visits_views

urlpatterns = [
    path("visits/worker.js", visits_views.worker, name="visit-worker"),
    path("visits/<key:pk>/form/", visits_views.form, name="visit-form"),
    path("visits/<key:pk>/form/shell/", visits_views.shell, name="visit-shell"),
    path("visits/<key:pk>/form/send/", visits_views.send, name="visit-send"),
    path("visits/<key:pk>/pack.pdf", visits_views.pack, name="visit-pack"),
]
