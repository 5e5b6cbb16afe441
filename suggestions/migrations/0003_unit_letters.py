"""Old one-time links close; offices are noted for the units they wrote to; who was let in by a slip reads that office's letters.

Whoever has a post in a unit until now read every letter of the unit. From here on that takes a confirmed head, so that each such
post is bound to the procuratorate whose slip gave it, or else to the first one that wrote to the unit. The sample world stays.
"""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone


def close_old_links(apps: Any, schema_editor: Any) -> None:
    Invitation = apps.get_model("suggestions", "Invitation")
    open_ones = Invitation.objects.filter(used_at__isnull=True, revoked_at__isnull=True)
    newest = open_ones.order_by("suggestion_id", "-id").distinct("suggestion_id").values("pk")
    open_ones.exclude(pk__in=list(newest.values_list("pk", flat=True))).update(revoked_at=timezone.now())


def note_offices(apps: Any, schema_editor: Any) -> None:
    UnitOffice = apps.get_model("organs", "UnitOffice")
    letters = apps.get_model("suggestions", "Suggestion").objects.filter(issued_on__isnull=False)
    copies = apps.get_model("suggestions", "Copy").objects.filter(sent_on__isnull=False)
    pairs = {
        *letters.values_list("unit_id", "issued_by_id"),
        *copies.values_list("unit_id", "suggestion__issued_by_id"),
    }
    now = timezone.now()
    UnitOffice.objects.bulk_create(
        UnitOffice(unit_id=unit, procuratorate_id=office, since=now)
        for unit, office in sorted(pairs)
        if unit and office
    )


def bind_posts(apps: Any, schema_editor: Any) -> None:
    Invitation = apps.get_model("suggestions", "Invitation")
    UnitOffice = apps.get_model("organs", "UnitOffice")
    for post in apps.get_model("organs", "Post").objects.filter(side="unit", person__origin="live"):
        slip = Invitation.objects.filter(used_by=post.person_id, unit=post.unit_id).select_related("suggestion").first()
        first = UnitOffice.objects.filter(unit=post.unit_id).order_by("id").first()
        office = slip.suggestion.issued_by_id if slip else first.procuratorate_id if first else None
        if office:
            post.letters_of_id = office
            post.save(update_fields=["letters_of"])


class Migration(migrations.Migration):
    dependencies = [
        ("organs", "0002_separation_of_duties"),
        ("suggestions", "0002_case_source_and_channels"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(close_old_links, migrations.RunPython.noop),
        migrations.CreateModel(
            name="HeadPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at__isnull", True), ("used_at__isnull", True)),
                fields=("suggestion",),
                name="a_letter_never_has_two_open_links",
            ),
        ),
        migrations.AddField(
            model_name="headpaper",
            name="blob",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="suggestions.blob"
            ),
        ),
        migrations.AddField(
            model_name="headpaper",
            name="post",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="head_papers", to="organs.post"
            ),
        ),
        migrations.AddField(
            model_name="headpaper",
            name="proposal",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="head_paper", to="organs.proposal"
            ),
        ),
        migrations.RunPython(note_offices, migrations.RunPython.noop),
        migrations.RunPython(bind_posts, migrations.RunPython.noop),
    ]
