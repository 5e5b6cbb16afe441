"""A suggestion and its unit are of one origin: a key over both columns, which Django's constraints cannot say."""

from django.db import migrations

KEY = "a_suggestion_and_its_unit_never_differ_in_origin"


class Migration(migrations.Migration):
    dependencies = [("suggestions", "0001_initial"), ("organs", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql=[
                "ALTER TABLE organs_unit ADD CONSTRAINT a_unit_has_one_origin UNIQUE (id, origin)",
                f"ALTER TABLE suggestions_suggestion ADD CONSTRAINT {KEY} FOREIGN KEY (unit_id, origin)"
                " REFERENCES organs_unit (id, origin) DEFERRABLE INITIALLY DEFERRED",
            ],
            reverse_sql=[
                f"ALTER TABLE suggestions_suggestion DROP CONSTRAINT {KEY}",
                "ALTER TABLE organs_unit DROP CONSTRAINT a_unit_has_one_origin",
            ],
        )
    ]
