"""The addresses of the project: everything that people see is in the app `desk`; /livez and /healthz are answered before (health)."""

from django.urls import include, path

handler500 = "procuracy.troubles.server_error"

urlpatterns = [path("", include("desk.urls"))]
