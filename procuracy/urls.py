"""The addresses of the project: health pages here, everything that people see in the app `desk`."""

from importlib.util import find_spec

from django.urls import include, path

from procuracy import health

urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("healthz", health.healthz, name="healthz"),
]
if find_spec("desk.urls"):
    urlpatterns.append(path("", include("desk.urls")))
