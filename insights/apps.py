"""The app `insights`: so what. Figures that are read and folded from the facts; owns no fact."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "insights"
