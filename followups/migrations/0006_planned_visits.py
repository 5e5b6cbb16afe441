"""Visits that are planned, held or called off, with what they look at, former days and signatures; those until now were held."""

import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

PERSON = settings.AUTH_USER_MODEL
SEEN = [
    ("in_order", "In order"),
    ("partly", "Partly done"),
    ("not_done", "Not done"),
    ("unseen", "Could not be seen"),
]
FOLLOWS = [
    ("", "Nothing more for now"),
    ("verify", "Verify the claim, on site"),
    ("send_back", "Send the claim back"),
]
SIDES = [("unit", "For the unit"), ("office", "For the procuratorate")]
WAYS = [("drawn", "Drawn on the screen"), ("typed", "By the typed name"), ("paper", "On paper")]


def key() -> tuple[str, models.Field]:
    return ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def link(to: str, name: str, **options: bool) -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=name, to=to, **options)


class Migration(migrations.Migration):
    dependencies = [
        ("followups", "0005_draws"),
        migrations.swappable_dependency(PERSON),
    ]

    operations = [
        migrations.AddField("visit", "state", models.CharField(default="held", max_length=10), preserve_default=False),
        migrations.AddField("visit", "moves", models.PositiveIntegerField(default=0)),
        migrations.AddField("visit", "planned_on", models.DateField(blank=True, null=True)),
        migrations.AddField("visit", "planned_by", link(PERSON, "+", blank=True, null=True)),
        migrations.AddField("visit", "planned_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("visit", "people", models.ManyToManyField(blank=True, related_name="+", to=PERSON)),
        migrations.AddField("visit", "expected", models.TextField(blank=True)),
        migrations.AddField("visit", "called_off_because", models.TextField(blank=True)),
        migrations.AddField("visit", "present_office", models.TextField(blank=True)),
        migrations.AddField("visit", "unsigned_because", models.TextField(blank=True)),
        migrations.AddField("visit", "key", models.UUIDField(blank=True, null=True)),
        migrations.AlterField("visit", "findings", models.TextField(blank=True)),
        migrations.AlterField("visit", "visited_on", models.DateField(blank=True, null=True)),
        migrations.AlterField("visit", "recorded_by", link(PERSON, "+", blank=True, null=True)),
        migrations.AlterField("visit", "recorded_at", models.DateTimeField(blank=True, null=True)),
        migrations.AlterModelOptions(
            "visit",
            {"ordering": [django.db.models.functions.comparison.Coalesce("visited_on", "planned_on"), "id"]},
        ),
        migrations.AddConstraint(
            "visit",
            models.CheckConstraint(
                name="a_visit_state_is_always_one_of_its_table",
                condition=Q(state__in=["called_off", "held", "planned"]),
            ),
        ),
        migrations.AddConstraint(
            "visit", models.UniqueConstraint(fields=("key",), name="a_record_of_a_visit_is_never_taken_twice")
        ),
        migrations.AddConstraint(
            "visit",
            models.CheckConstraint(
                name="a_planned_visit_always_has_a_day_and_who_planned_it",
                condition=Q(state="held") | Q(planned_on__isnull=False, planned_by__isnull=False),
            ),
        ),
        migrations.AddConstraint(
            "visit",
            models.CheckConstraint(
                name="a_visit_is_never_held_without_a_day_and_who_recorded_it",
                condition=~Q(state="held")
                | Q(visited_on__isnull=False, recorded_by__isnull=False, recorded_at__isnull=False),
            ),
        ),
        migrations.AddConstraint(
            "visit",
            models.CheckConstraint(
                name="a_visit_is_never_called_off_without_a_reason",
                condition=~Q(state="called_off") | ~Q(called_off_because=""),
            ),
        ),
        migrations.CreateModel(
            "VisitMove",
            fields=[
                key(),
                ("former_on", models.DateField()),
                ("reason", models.TextField()),
                ("moved_at", models.DateTimeField()),
                ("visit", link("followups.visit", "former_days")),
            ],
            options={"ordering": ["id"]},
        ),
        migrations.CreateModel(
            "VisitedMeasure",
            fields=[
                key(),
                ("number", models.PositiveSmallIntegerField()),
                ("criterion", models.TextField(blank=True)),
                ("found", models.CharField(blank=True, choices=SEEN, max_length=10)),
                ("text", models.TextField(blank=True)),
                ("follow", models.CharField(blank=True, choices=FOLLOWS, max_length=10)),
                ("measure", link("suggestions.measure", "looks")),
                ("visit", link("followups.visit", "looks")),
            ],
            options={
                "ordering": ["number", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("visit", "measure"), name="a_visit_never_looks_at_a_measure_twice"),
                    models.UniqueConstraint(
                        fields=("visit", "number"), name="a_visit_never_numbers_two_measures_alike"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            "Signature",
            fields=[
                key(),
                ("side", models.CharField(choices=SIDES, max_length=6)),
                ("name", models.CharField(max_length=60)),
                ("title", models.CharField(blank=True, max_length=100)),
                ("way", models.CharField(choices=WAYS, max_length=5)),
                ("picture", link("suggestions.attachment", "+", blank=True, null=True)),
                ("visit", link("followups.visit", "signatures")),
            ],
            options={
                "ordering": ["-side", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("visit", "side"), name="a_side_never_signs_the_record_of_a_visit_twice"
                    ),
                    models.CheckConstraint(
                        name="a_drawn_signature_always_has_its_picture",
                        condition=~Q(way="drawn") | Q(picture__isnull=False),
                    ),
                ],
            },
        ),
    ]
