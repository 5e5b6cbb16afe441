"""Addresses of analysis."""

from django.urls import path

from desk.analysis import views

urlpatterns = [path("", views.dashboard, name="dashboard")]
