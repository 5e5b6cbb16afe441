"""The app `signin`: how people come in, and what is kept of it."""

from django.apps import AppConfig


class SigninConfig(AppConfig):
    name = "signin"
