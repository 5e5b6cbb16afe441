"""The day on which an addressee received a paper; requests of before ran from their own day, which stays the day they run from."""

from typing import Any

from django.db import migrations, models
from django.db.models import F


def keep_the_day(apps: Any, schema_editor: Any) -> None:
    """Writes the day of a request as that of its receipt: its days were counted from there."""
    papers = apps.get_model("suggestions", "CasePaper").objects.filter(kind="enforcement_question")
    papers.update(received_on=F("made_on"))


class Migration(migrations.Migration):
    dependencies = [
        ("suggestions", "0027_what_the_committee_was_asked"),
    ]

    operations = [
        migrations.AddField(
            model_name="casepaper",
            name="received_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.RunPython(keep_the_day, migrations.RunPython.noop),
    ]
