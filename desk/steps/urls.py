"""The addresses of the steps of the prosecutors' side; the portal has its own in desk/portal/urls.py."""

from django.urls import path

from desk.steps import forms, views

urlpatterns = [
    path("suggestions/<key:pk>/do/<str:step>/<key:subject_pk>/", views.office_step, name="step"),
    path("suggestions/<key:pk>/paper/<str:step>/<key:subject_pk>/", views.paper_step, name="paper-step"),
]

__all__ = ["forms", "urlpatterns"]
