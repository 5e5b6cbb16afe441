"""The addresses of the steps of the prosecutors' side; the portal has its own in desk/portal/urls.py."""

from django.urls import path

from desk.steps import forms, views

urlpatterns = [
    path("suggestions/<int:pk>/do/<str:step>/<int:subject_pk>/", views.office_step, name="step"),
    path("suggestions/<int:pk>/paper/<str:step>/<int:subject_pk>/", views.paper_step, name="paper-step"),
]

__all__ = ["forms", "urlpatterns"]
