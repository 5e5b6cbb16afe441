from typing import Any

from django.db import migrations, models

#: The categories that came along and that the law of the environment governs; an office marks its own in Set-up.
CODES = ("RIVER", "WASTE", "AGRI", "LAND", "WATER")


def mark(apps: Any, schema_editor: Any) -> None:
    """Marks the categories that came along; those of an office stay as they are."""
    apps.get_model("suggestions", "ProblemCategory").objects.filter(code__in=CODES).update(is_environmental=True)


class Migration(migrations.Migration):
    dependencies = [
        ("suggestions", "0036_opinions_of_registered_offices"),
    ]

    operations = [
        migrations.AddField(
            model_name="letterversion",
            name="facts_until",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="problemcategory",
            name="is_environmental",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
