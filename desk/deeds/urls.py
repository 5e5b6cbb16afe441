"""The addresses of the deeds of the prosecutors' side; the portal has its own in desk/portal/urls.py."""

from django.urls import path

from desk.deeds import forms, views

urlpatterns = [
    path("suggestions/<int:pk>/do/<str:step>/<int:thing_pk>/", views.office_deed, name="deed"),
    path("suggestions/<int:pk>/paper/<str:step>/<int:thing_pk>/", views.paper_deed, name="paper-deed"),
]

__all__ = ["forms", "urlpatterns"]
