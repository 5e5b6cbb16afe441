"""The app `organs`: who. Procuratorates, departments, recipient units, persons, posts."""

from django.apps import AppConfig


class OrgansConfig(AppConfig):
    name = "organs"
