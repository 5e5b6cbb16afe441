"""The tables of `followups`."""

import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organs", "0001_initial"),
        ("suggestions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                ("claimed_on", models.DateField()),
                ("text", models.TextField()),
                ("sent_back_reason", models.TextField(blank=True)),
                (
                    "claimed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="claims", to="suggestions.measure"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Draw",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("with_below", models.BooleanField(default=False)),
                (
                    "origin",
                    models.CharField(
                        choices=[("live", "Live"), ("sample", "Sample"), ("published", "Compiled from public reports")],
                        max_length=10,
                    ),
                ),
                ("closed_from", models.DateField()),
                ("closed_to", models.DateField()),
                ("types", models.JSONField()),
                ("states", models.JSONField()),
                ("recent_days", models.PositiveIntegerField()),
                ("strata", models.JSONField()),
                ("size", models.PositiveIntegerField()),
                ("look_back_on", models.DateField()),
                ("seed", models.CharField(max_length=64)),
                ("seed_from", models.CharField(blank=True, max_length=200)),
                ("algorithm", models.CharField(max_length=20)),
                ("digest", models.CharField(max_length=64)),
                ("drawn_at", models.DateTimeField()),
                ("drawn_on", models.DateField()),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organs.department",
                    ),
                ),
                (
                    "drawn_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "procuratorate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="draws", to="organs.procuratorate"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="DrawnCase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "standing",
                    models.CharField(
                        choices=[("excluded", "Left out"), ("in_frame", "In the frame, not drawn"), ("drawn", "Drawn")],
                        max_length=8,
                    ),
                ),
                ("stratum", models.CharField(max_length=80)),
                (
                    "exclusion",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("recent", "Looked back at lately"),
                            ("planned", "A look-back is planned by then anyway"),
                            ("by_hand", "Left out by hand"),
                        ],
                        max_length=8,
                    ),
                ),
                ("because", models.TextField(blank=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("rank", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "draw",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="followups.draw"
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="draws", to="suggestions.suggestion"
                    ),
                ),
            ],
            options={
                "ordering": ["draw_id", "stratum", "rank", "suggestion_id"],
            },
        ),
        migrations.CreateModel(
            name="Escalation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rung",
                    models.CharField(
                        choices=[
                            ("report_higher", "Report to the higher procuratorate"),
                            (
                                "inform_superior",
                                "Inform the unit's superior organ, industry regulator or self-regulatory body",
                            ),
                            (
                                "report_party_congress",
                                "Report to the Party committee and the People's Congress of the same level",
                            ),
                            (
                                "inform_government_discipline",
                                "Inform the government and the discipline and supervision organ of the same level",
                            ),
                        ],
                        max_length=30,
                    ),
                ),
                ("addressee", models.CharField(max_length=200)),
                ("undone", models.TextField()),
                ("no_justified_reason", models.TextField()),
                ("necessity", models.TextField(blank=True)),
                ("reasons", models.TextField()),
                ("state", models.CharField(default="proposed", max_length=10)),
                ("moves", models.PositiveIntegerField(default=0)),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decision_reasons", models.TextField(blank=True)),
                ("sent_on", models.DateField(blank=True, null=True)),
                ("sent_how", models.CharField(blank=True, max_length=100)),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("result", models.TextField(blank=True)),
                ("called_off_at", models.DateTimeField(blank=True, null=True)),
                ("called_off_reason", models.TextField(blank=True)),
                (
                    "called_off_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="escalations",
                        to="suggestions.suggestion",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="LaterDate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(default="asked", max_length=10)),
                ("moves", models.PositiveIntegerField(default=0)),
                ("asked_on", models.DateField()),
                ("legal_on", models.DateField()),
                ("amount", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("unit", models.CharField(blank=True, max_length=12)),
                ("wanted_on", models.DateField()),
                ("reason", models.TextField()),
                ("advice", models.TextField(blank=True)),
                ("advised_on", models.DateField(blank=True, null=True)),
                ("agreed_on", models.DateField(blank=True, null=True)),
                ("decision_reasons", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "advised_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "clock",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="later_dates", to="suggestions.clock"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="later_dates",
                        to="suggestions.suggestion",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="LookBack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("looked_on", models.DateField()),
                ("basis", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                ("next_on", models.DateField(blank=True, null=True)),
                (
                    "looked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="look_backs",
                        to="suggestions.suggestion",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "found",
                    models.CharField(
                        choices=[
                            ("holding", "Holding"),
                            ("partly", "Partly holding"),
                            ("rebounded", "Rebounded"),
                            ("unjudged", "Cannot be judged"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField()),
                ("days_held", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="suggestions.measure"
                    ),
                ),
                (
                    "look_back",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="followups.lookback"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="LookBackPeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("retrial", "Retrial"),
                            ("rectify_violation", "Rectification of violations"),
                            ("public_interest", "Public-interest litigation"),
                            ("social_governance", "Social governance"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "risk",
                    models.CharField(
                        choices=[("high", "High risk"), ("medium", "Medium risk"), ("low", "Low risk")], max_length=8
                    ),
                ),
                ("months", models.PositiveSmallIntegerField()),
                (
                    "procuratorate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="look_back_periods",
                        to="organs.procuratorate",
                    ),
                ),
            ],
            options={
                "ordering": ["procuratorate_id", "id"],
            },
        ),
        migrations.CreateModel(
            name="Progress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("done_on", models.DateField()),
                ("text", models.TextField()),
                ("logged_at", models.DateTimeField()),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="progress", to="suggestions.measure"
                    ),
                ),
            ],
            options={
                "ordering": ["done_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("promised_on", models.DateField()),
                ("former_on", models.DateField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("made_at", models.DateTimeField()),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="promises", to="suggestions.measure"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                ("received_on", models.DateField()),
                ("posted_on", models.DateField(blank=True, null=True)),
                ("signed_by", models.CharField(max_length=60)),
                ("signed_by_title", models.CharField(blank=True, max_length=100)),
                ("reference", models.CharField(blank=True, max_length=60)),
                ("text", models.TextField(blank=True)),
                ("from_paper", models.BooleanField(default=False)),
                ("received_at", models.DateTimeField()),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="suggestions.document",
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="replies", to="suggestions.suggestion"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verdict", models.CharField(max_length=16)),
                (
                    "outcome",
                    models.CharField(
                        choices=[("adopted", "Adopted"), ("partly", "Partly adopted"), ("not", "Not adopted")],
                        max_length=8,
                    ),
                ),
                ("reasons", models.TextField()),
                ("proposed_at", models.DateTimeField()),
                ("countersigned_at", models.DateTimeField(blank=True, null=True)),
                ("returned_at", models.DateTimeField(blank=True, null=True)),
                ("returned_reason", models.TextField(blank=True)),
                (
                    "countersigned_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="suggestions.suggestion",
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="followups.reply",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Urging",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("urged_on", models.DateField()),
                (
                    "means",
                    models.CharField(
                        choices=[("letter", "By letter"), ("call", "By call"), ("meeting", "In a meeting")],
                        max_length=8,
                    ),
                ),
                ("text", models.TextField()),
                ("new_day", models.DateField(blank=True, null=True)),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="suggestions.document",
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="urgings", to="suggestions.suggestion"
                    ),
                ),
                (
                    "urged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Verification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                ("method", models.CharField(choices=[("on_paper", "On paper"), ("on_site", "On site")], max_length=8)),
                ("verified_on", models.DateField()),
                ("finding", models.TextField()),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verifications",
                        to="suggestions.measure",
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "means",
                    models.CharField(
                        choices=[
                            ("inquiry", "Inquiry"),
                            ("visit", "Visit"),
                            ("consultation", "Consultation"),
                            ("meeting", "Joint meeting"),
                        ],
                        max_length=12,
                    ),
                ),
                ("state", models.CharField(max_length=10)),
                ("moves", models.PositiveIntegerField(default=0)),
                ("planned_on", models.DateField(blank=True, null=True)),
                ("planned_at", models.DateTimeField(blank=True, null=True)),
                ("expected", models.TextField(blank=True)),
                ("called_off_because", models.TextField(blank=True)),
                ("visited_on", models.DateField(blank=True, null=True)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("present", models.TextField(blank=True)),
                ("present_office", models.TextField(blank=True)),
                ("findings", models.TextField(blank=True)),
                ("next_step", models.TextField(blank=True)),
                ("unsigned_because", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(blank=True, null=True)),
                ("key", models.UUIDField(blank=True, null=True)),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="suggestions.document",
                    ),
                ),
                ("people", models.ManyToManyField(blank=True, related_name="+", to=settings.AUTH_USER_MODEL)),
                (
                    "planned_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="visits", to="suggestions.suggestion"
                    ),
                ),
            ],
            options={
                "ordering": [django.db.models.functions.comparison.Coalesce("visited_on", "planned_on"), "id"],
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "side",
                    models.CharField(
                        choices=[("unit", "For the unit"), ("office", "For the procuratorate")], max_length=6
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("title", models.CharField(blank=True, max_length=100)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("drawn", "Drawn on the screen"),
                            ("typed", "By the typed name"),
                            ("paper", "On paper"),
                        ],
                        max_length=5,
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="suggestions.attachment",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signatures", to="followups.visit"
                    ),
                ),
            ],
            options={
                "ordering": ["-side", "id"],
            },
        ),
        migrations.CreateModel(
            name="VisitedMeasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("criterion", models.TextField(blank=True)),
                (
                    "found",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_order", "In order"),
                            ("partly", "Partly done"),
                            ("not_done", "Not done"),
                            ("unseen", "Could not be seen"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                (
                    "follow",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Nothing more for now"),
                            ("verify", "Verify the claim, on site"),
                            ("send_back", "Send the claim back"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="looks", to="suggestions.measure"
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="looks", to="followups.visit"
                    ),
                ),
            ],
            options={
                "ordering": ["number", "id"],
            },
        ),
        migrations.CreateModel(
            name="VisitMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("former_on", models.DateField()),
                ("reason", models.TextField()),
                ("moved_at", models.DateTimeField()),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="former_days", to="followups.visit"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "attitude",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "Accept"),
                            ("other_way", "Accept, done another way"),
                            ("already_done", "Already done before receipt"),
                            ("refused", "Refuse"),
                        ],
                        max_length=12,
                    ),
                ),
                ("promised_on", models.DateField(blank=True, null=True)),
                ("text", models.TextField(blank=True)),
                ("saved_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="suggestions.measure"
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("sent_at__isnull", True)),
                        fields=("measure", "round"),
                        name="a_measure_never_has_two_drafts_of_an_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sent_at__isnull", True),
                            models.Q(("attitude", "refused"), _negated=True),
                            models.Q(("text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_sent_refusal_always_has_reasons",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sent_at__isnull", True),
                            models.Q(("attitude__in", ["accepted", "other_way"]), _negated=True),
                            ("promised_on__isnull", False),
                            _connector="OR",
                        ),
                        name="a_sent_acceptance_always_has_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssessedMeasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("adopted", "Adopted"),
                            ("other_way", "Adopted another way"),
                            ("not_adopted", "Not adopted"),
                            ("not_applicable", "Not applicable"),
                        ],
                        max_length=14,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assessed", to="suggestions.measure"
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="measures", to="followups.assessment"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "measure"), name="a_measure_is_never_assessed_twice_in_one_judgement"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.CheckConstraint(
                condition=models.Q(("seed", ""), _negated=True), name="a_draw_never_goes_without_a_seed"
            ),
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.CheckConstraint(
                condition=models.Q(("size__gte", 1)), name="a_draw_always_draws_at_least_one_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.CheckConstraint(
                condition=models.Q(("closed_to__gte", models.F("closed_from"))),
                name="a_period_of_closing_never_ends_before_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.CheckConstraint(
                condition=models.Q(("look_back_on__gt", models.F("drawn_on"))),
                name="a_drawn_case_is_always_looked_back_at_after_the_draw",
            ),
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.CheckConstraint(
                condition=models.Q(("department__isnull", True), ("with_below", False), _connector="OR"),
                name="a_draw_of_a_department_never_reaches_below",
            ),
        ),
        migrations.AddConstraint(
            model_name="drawncase",
            constraint=models.UniqueConstraint(
                fields=("draw", "suggestion"), name="a_case_never_stands_twice_in_a_draw"
            ),
        ),
        migrations.AddConstraint(
            model_name="drawncase",
            constraint=models.UniqueConstraint(
                fields=("draw", "stratum", "rank"), name="a_rank_is_never_given_twice_in_a_stratum"
            ),
        ),
        migrations.AddConstraint(
            model_name="drawncase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("rank__isnull", True),
                        ("sha256", ""),
                        ("standing", "excluded"),
                        models.Q(("exclusion", ""), _negated=True),
                        models.Q(("because", ""), _negated=True),
                    ),
                    models.Q(
                        ("because", ""),
                        ("exclusion", ""),
                        ("rank__gte", 1),
                        ("standing__in", ["in_frame", "drawn"]),
                        models.Q(("sha256", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_case_is_left_out_of_a_draw_with_a_reason_or_has_a_rank_in_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="escalation",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["answered", "called_off", "decided", "proposed", "refused", "sent"])),
                name="an_escalation_state_is_always_one_of_its_table",
            ),
        ),
        migrations.AddConstraint(
            model_name="escalation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["proposed", "decided", "sent"])),
                fields=("suggestion", "rung"),
                name="there_is_never_more_than_one_open_escalation_of_a_rung",
            ),
        ),
        migrations.AddConstraint(
            model_name="escalation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("rung__in", ["inform_government_discipline", "report_party_congress"]), _negated=True),
                    models.Q(("necessity", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_rung_that_must_be_necessary_always_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="escalation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="nobody_ever_decides_on_an_own_escalation",
            ),
        ),
        migrations.AddConstraint(
            model_name="escalation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["sent", "answered"]), _negated=True),
                    models.Q(("decided_by__isnull", False), ("sent_on__isnull", False)),
                    _connector="OR",
                ),
                name="an_escalation_is_never_sent_without_a_decision_and_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="escalation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "called_off"), _negated=True),
                    models.Q(("called_off_by__isnull", False), models.Q(("called_off_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="an_escalation_is_never_called_off_without_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="laterdate",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["agreed", "asked", "refused", "withdrawn"])),
                name="a_later_date_state_is_always_one_of_its_table",
            ),
        ),
        migrations.AddConstraint(
            model_name="laterdate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "asked")),
                fields=("clock",),
                name="there_is_never_more_than_one_open_request_for_a_later_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="laterdate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("wanted_on__gt", models.F("legal_on")),
                    models.Q(("agreed_on__isnull", True), ("agreed_on__gt", models.F("legal_on")), _connector="OR"),
                ),
                name="a_later_date_always_lies_after_the_legal_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="laterdate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "agreed"), _negated=True),
                    models.Q(("agreed_on__isnull", False), ("decided_by__isnull", False)),
                    _connector="OR",
                ),
                name="an_agreed_later_date_always_has_a_day_and_who_agreed",
            ),
        ),
        migrations.AddConstraint(
            model_name="laterdate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decision_reasons", ""), _negated=True),
                    models.Q(("state__in", ["agreed", "refused"]), _negated=True),
                    ("agreed_on", models.F("wanted_on")),
                    _connector="OR",
                ),
                name="a_later_date_is_never_refused_or_changed_without_reasons",
            ),
        ),
        migrations.AddConstraint(
            model_name="laterdate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    models.Q(
                        ("advised_by__isnull", False), models.Q(("decided_by", models.F("advised_by")), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="nobody_ever_decides_a_later_date_on_an_own_view",
            ),
        ),
        migrations.AddConstraint(
            model_name="lookback",
            constraint=models.CheckConstraint(
                condition=models.Q(("next_on__isnull", True), ("next_on__gt", models.F("looked_on")), _connector="OR"),
                name="the_next_look_back_never_lies_before_this_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(
                fields=("look_back", "measure"), name="a_look_back_never_finds_a_measure_twice"
            ),
        ),
        migrations.AddConstraint(
            model_name="lookbackperiod",
            constraint=models.UniqueConstraint(
                fields=("procuratorate", "type", "risk"), name="a_procuratorate_never_sets_a_look_back_period_twice"
            ),
        ),
        migrations.AddConstraint(
            model_name="lookbackperiod",
            constraint=models.CheckConstraint(
                condition=models.Q(("months__gte", 1), ("months__lte", 60)),
                name="a_look_back_period_is_never_nothing_nor_endless",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["adequate", "adequate_other", "inadequate", "none", "refused"])),
                name="a_verdict_is_always_one_of_its_table",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("countersigned_at__isnull", True), ("returned_at__isnull", True)),
                fields=("suggestion",),
                name="there_is_never_more_than_one_open_judgement",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["called_off", "held", "planned"])),
                name="a_visit_state_is_always_one_of_its_table",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.UniqueConstraint(fields=("key",), name="a_record_of_a_visit_is_never_taken_twice"),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "held"),
                    models.Q(("planned_by__isnull", False), ("planned_on__isnull", False)),
                    _connector="OR",
                ),
                name="a_planned_visit_always_has_a_day_and_who_planned_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "held"), _negated=True),
                    models.Q(
                        ("recorded_at__isnull", False), ("recorded_by__isnull", False), ("visited_on__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="a_visit_is_never_held_without_a_day_and_who_recorded_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "called_off"), _negated=True),
                    models.Q(("called_off_because", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_visit_is_never_called_off_without_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(
                fields=("visit", "side"), name="a_side_never_signs_the_record_of_a_visit_twice"
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("way", "drawn"), _negated=True), ("picture__isnull", False), _connector="OR"
                ),
                name="a_drawn_signature_always_has_its_picture",
            ),
        ),
        migrations.AddConstraint(
            model_name="visitedmeasure",
            constraint=models.UniqueConstraint(
                fields=("visit", "measure"), name="a_visit_never_looks_at_a_measure_twice"
            ),
        ),
        migrations.AddConstraint(
            model_name="visitedmeasure",
            constraint=models.UniqueConstraint(
                fields=("visit", "number"), name="a_visit_never_numbers_two_measures_alike"
            ),
        ),
    ]
