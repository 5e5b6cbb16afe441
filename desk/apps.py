"""The app `desk`: the pages that show several apps; no models."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "desk"
