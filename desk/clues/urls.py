"""Addresses of the register of clues."""

from django.urls import path

from desk.clues import views

urlpatterns = [
    path("", views.listed, name="clues"),
    path("new/", views.new, name="clue-new"),
    path("instruct/", views.instruct, name="clue-instruct"),
    path("<key:pk>/", views.shown, name="clue"),
    path("<key:pk>/close/", views.close, name="clue-close"),
    path("<key:pk>/transfer/", views.transfer, name="clue-transfer"),
]
