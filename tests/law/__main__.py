"""Writes docs/law.md from the tests of the law."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procuracy.settings")
django.setup()

# The examples import models, which need the settings first.
from tests.law import manual  # noqa: E402

manual.PAGE.write_text(manual.page(), encoding="utf-8")
print(f"{manual.PAGE.relative_to(manual.ROOT)}: {sum(len(each.rules) for each in manual.chapters())} rules")
