from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0003_told_of_setup"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="notice",
            name="only_some_notices_are_of_no_suggestion",
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("suggestion__isnull", False),
                    ("about__startswith", "job:"),
                    ("about__startswith", "setup:"),
                    ("about__startswith", "account:"),
                    ("about__startswith", "away:"),
                    _connector="OR",
                ),
                name="only_some_notices_are_of_no_suggestion",
            ),
        ),
    ]
