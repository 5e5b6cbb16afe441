"""Addresses of what a person wants to be reminded of, for either side."""

from django.urls import path

from desk.reminders import views

urlpatterns = [
    path("", views.own, name="own-reminders"),
    path("on/<int:pk>/", views.set_one, name="own-reminder-set"),
    path("<int:pk>/cancel/", views.cancel, name="own-reminder-cancel"),
    path("<int:pk>/restore/", views.restore, name="own-reminder-restore"),
]
