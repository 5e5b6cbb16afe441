"""Addresses of background work."""

from django.urls import path

from desk.background import views

urlpatterns = [
    path("", views.shown, name="background"),
    path("failed-mails/", views.try_again, name="background-try-again"),
]
