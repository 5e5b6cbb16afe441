"""Addresses of what a person wants to be reminded of, for either side."""

from django.urls import path

from desk.reminders import views

urlpatterns = [
    path("", views.own, name="own-reminders"),
    path("on/<key:pk>/", views.set_one, name="own-reminder-set"),
    path("<key:pk>/cancel/", views.cancel, name="own-reminder-cancel"),
    path("<key:pk>/restore/", views.restore, name="own-reminder-restore"),
]
