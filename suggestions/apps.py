"""The app `suggestions`: what. Suggestions from draft to service, filing, objection, and their ledger of events."""

from django.apps import AppConfig


class SuggestionsConfig(AppConfig):
    name = "suggestions"
