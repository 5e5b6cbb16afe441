"""The app `followups`: then. Replies, rectification, verification, visits, look-backs, escalation."""

from django.apps import AppConfig


class FollowupsConfig(AppConfig):
    name = "followups"
