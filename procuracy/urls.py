"""The addresses of the project: health pages here, everything that people see in the app `desk`."""

from django.urls import include, path

from procuracy import health

urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("healthz", health.healthz, name="healthz"),
    path("", include("desk.urls")),
]
