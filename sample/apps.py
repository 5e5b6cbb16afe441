"""The app `sample`: the sample world of a first start, made through the same actions as people use; no models."""

from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "sample"
