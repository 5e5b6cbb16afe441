"""Addresses of the calendar of due days."""

from django.urls import path

from desk.feed import views

urlpatterns = [
    path("", views.address, name="calendar-address"),
    path("<str:secret>.ics", views.feed, name="calendar"),
]
