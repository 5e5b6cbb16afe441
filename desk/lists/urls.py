"""Addresses of the lists of suggestions and units."""

from django.urls import path

from desk.lists import units, views

urlpatterns = [
    path("suggestions/", views.suggestion_list, name="suggestion-list"),
    path("suggestions/export.csv", views.suggestion_export, name="suggestion-export"),
    path("units/", units.unit_list, name="unit-list"),
    path("units/<key:pk>/", units.unit, name="unit"),
]
