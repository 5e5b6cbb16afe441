"""Nobody knows another's password any more: those that an administrator gave and nobody changed stop working, until a link is used."""

from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import migrations


def close_given_passwords(apps: Any, schema_editor: Any) -> None:
    for person in apps.get_model("organs", "Person").objects.filter(must_change_password=True):
        person.password = make_password(None)
        person.save(update_fields=["password"])


class Migration(migrations.Migration):
    dependencies = [("organs", "0002_separation_of_duties")]

    operations = [
        migrations.RunPython(close_given_passwords, migrations.RunPython.noop),
        migrations.RemoveField("person", "must_change_password"),
    ]
