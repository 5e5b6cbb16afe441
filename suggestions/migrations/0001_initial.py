"""The tables of `suggestions`, and the key that keeps a suggestion and its unit of one origin."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

KEY = "a_suggestion_and_its_unit_never_differ_in_origin"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organs", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="CalendarYear",
            fields=[
                ("year", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("source", models.CharField(max_length=200)),
                ("entered_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["year"],
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("state", models.CharField(default="asked", max_length=16)),
                ("moves", models.PositiveIntegerField(default=0)),
                ("round", models.PositiveSmallIntegerField(default=1)),
                ("promised_on", models.DateField(blank=True, null=True)),
                ("claimed_on", models.DateField(blank=True, null=True)),
                ("verified_on", models.DateField(blank=True, null=True)),
                ("looked_back_on", models.DateField(blank=True, null=True)),
                ("judged", models.CharField(blank=True, max_length=16)),
            ],
            options={
                "ordering": ["suggestion_id", "position", "id"],
            },
        ),
        migrations.CreateModel(
            name="ProblemCategory",
            fields=[
                ("code", models.SlugField(primary_key=True, serialize=False)),
                ("zh", models.CharField(max_length=60)),
                ("en", models.CharField(max_length=80)),
            ],
            options={
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Proclamation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("started_at", models.CharField(blank=True, max_length=40)),
                ("host", models.CharField(blank=True, max_length=60)),
                ("reader", models.CharField(max_length=60)),
                ("unit_head", models.CharField(max_length=60)),
                ("unit_head_title", models.CharField(max_length=100)),
                ("evidence_shown", models.TextField(blank=True)),
                ("reasoning", models.TextField(blank=True)),
                ("statement", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="Blob",
            fields=[
                ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("size", models.PositiveBigIntegerField()),
                ("media_type", models.CharField(max_length=80)),
                ("stored_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="a_blob_is_named_by_its_sha256"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("holiday", "holiday"), ("rest", "rest"), ("make_up", "make_up")], max_length=8
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("region", models.CharField(blank=True, max_length=12)),
            ],
            options={
                "ordering": ["day"],
                "constraints": [models.UniqueConstraint(fields=("day", "region"), name="a_day_is_never_entered_twice")],
            },
        ),
        migrations.CreateModel(
            name="DocumentTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("number", models.PositiveIntegerField()),
                ("heading", models.CharField(max_length=60)),
                ("text", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("reason", models.TextField(blank=True)),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "procuratorate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="document_templates",
                        to="organs.procuratorate",
                    ),
                ),
            ],
            options={
                "ordering": ["kind", "procuratorate_id", "number"],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.PositiveIntegerField()),
                ("track", models.CharField(max_length=16)),
                ("step", models.CharField(max_length=24)),
                ("from_state", models.CharField(blank=True, max_length=16)),
                ("to_state", models.CharField(blank=True, max_length=16)),
                ("subject", models.CharField(blank=True, max_length=40)),
                ("actor_name", models.CharField(max_length=200)),
                ("actor_post", models.CharField(blank=True, max_length=200)),
                ("recorded_by_name", models.CharField(blank=True, max_length=60)),
                ("from_paper", models.BooleanField(default=False)),
                ("occurred_on", models.DateField(null=True)),
                ("precision", models.CharField(default="day", max_length=5)),
                ("recorded_at", models.DateTimeField()),
                (
                    "shown_to",
                    models.CharField(
                        choices=[("internal", "internal"), ("office", "office"), ("both", "both")], max_length=8
                    ),
                ),
                ("details", models.JSONField(default=dict)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("canonical", models.TextField()),
                ("previous_hash", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(max_length=64)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["suggestion_id", "seq"],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("about", models.CharField(max_length=40)),
                ("added_at", models.DateTimeField()),
                (
                    "shown_to",
                    models.CharField(
                        choices=[("internal", "internal"), ("office", "office"), ("both", "both")], max_length=8
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "blob",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attachments", to="suggestions.blob"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="suggestions.event",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="EventText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("salt", models.CharField(max_length=32)),
                ("text", models.TextField()),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="words", to="suggestions.event"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LetterVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("recipient_name", models.CharField(max_length=200)),
                ("contents", models.JSONField(default=dict)),
                ("objection_amount", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("objection_unit", models.CharField(default="days", max_length=12)),
                ("reply_amount", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("reply_unit", models.CharField(default="months", max_length=12)),
                ("is_urgent", models.BooleanField(default=False)),
                (
                    "marking",
                    models.CharField(
                        blank=True, choices=[("work_secret", "Work secret"), ("internal", "Internal")], max_length=16
                    ),
                ),
                ("conclusion_report", models.TextField(blank=True)),
                ("route_papers", models.TextField(blank=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("document_number", models.CharField(blank=True, max_length=60, null=True)),
                ("issued_on", models.DateField(blank=True, null=True)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("rendered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "pdf",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="suggestions.blob",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="suggestions.documenttemplate",
                    ),
                ),
            ],
            options={
                "ordering": ["suggestion_id", "version"],
            },
        ),
        migrations.CreateModel(
            name="LocalRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("term", models.CharField(max_length=40)),
                ("from_on", models.DateField()),
                ("reason", models.TextField()),
                ("adopted_at", models.DateTimeField()),
                ("until_on", models.DateField(blank=True, null=True)),
                ("until_reason", models.TextField(blank=True)),
                ("given_up_at", models.DateTimeField(blank=True, null=True)),
                (
                    "adopted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "given_up_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "procuratorate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="local_rules",
                        to="organs.procuratorate",
                    ),
                ),
            ],
            options={
                "ordering": ["procuratorate_id", "from_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="MeasureText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("criterion", models.TextField(blank=True)),
                ("legal_basis", models.TextField(blank=True)),
                (
                    "fate",
                    models.CharField(
                        choices=[("kept", "kept"), ("reworded", "reworded"), ("dropped", "dropped"), ("new", "new")],
                        default="new",
                        max_length=10,
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measure_texts",
                        to="suggestions.letterversion",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="texts", to="suggestions.measure"
                    ),
                ),
            ],
            options={
                "ordering": ["letter_id", "position", "id"],
            },
        ),
        migrations.AddField(
            model_name="measure",
            name="text",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="suggestions.measuretext",
            ),
        ),
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("retrial_civil", "Retrial, civil"),
                            ("retrial_administrative", "Retrial, administrative"),
                            ("violation_civil_trial", "Violation in civil trial"),
                            ("violation_administrative_trial", "Violation in administrative trial"),
                            ("violation_civil_enforcement", "Violation in civil enforcement"),
                            ("violation_administrative_enforcement", "Violation in administrative enforcement"),
                            ("violation_criminal", "General violation in criminal proceedings"),
                            ("violation_administrative_organ", "Violation by an administrative organ"),
                            ("public_interest", "Public-interest litigation"),
                            ("social_governance", "Social governance"),
                            ("other", "Other"),
                        ],
                        max_length=40,
                    ),
                ),
                ("mode", models.CharField(choices=[("own", "own"), ("national", "national")], max_length=8)),
                ("pattern", models.CharField(max_length=60)),
                (
                    "origin",
                    models.CharField(
                        choices=[("live", "Live"), ("sample", "Sample"), ("published", "Compiled from public reports")],
                        max_length=10,
                    ),
                ),
                (
                    "procuratorate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="number_series",
                        to="organs.procuratorate",
                    ),
                ),
            ],
            options={
                "ordering": ["procuratorate_id", "kind"],
            },
        ),
        migrations.CreateModel(
            name="Invited",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("peoples_supervisor", "People's supervisor"),
                            ("congress_deputy", "Deputy of the people's congress"),
                            ("cppcc_member", "CPPCC member"),
                            ("special_procurator", "Specially appointed procurator"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                ("comment", models.TextField(blank=True)),
                (
                    "proclamation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invited",
                        to="suggestions.proclamation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Resolution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("decided_on", models.DateField()),
                ("number", models.CharField(max_length=60)),
                ("result", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "minutes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="suggestions.attachment",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("gate", models.CharField(max_length=20)),
                ("verdict", models.CharField(choices=[("pass", "pass"), ("return", "return")], max_length=8)),
                ("digest", models.CharField(max_length=64)),
                ("opinion", models.TextField(blank=True)),
                ("verdicts", models.JSONField(default=dict)),
                ("by_name", models.CharField(max_length=60)),
                ("by_post", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="suggestions.letterversion",
                    ),
                ),
                (
                    "resolution",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="suggestions.resolution",
                    ),
                ),
            ],
            options={
                "ordering": ["letter_id", "id"],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("saved_at", models.DateTimeField()),
                ("digest", models.CharField(max_length=64)),
                ("content", models.JSONField()),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="suggestions.letterversion",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["letter_id", "number"],
            },
        ),
        migrations.CreateModel(
            name="SeriesYear",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="years", to="suggestions.numberseries"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("direct", "In writing, handed over"),
                            ("left", "In writing, left in place after refusal"),
                            ("post", "In writing, by post"),
                            ("electronic", "In writing, electronically with consent"),
                            ("proclamation", "By proclamation"),
                        ],
                        max_length=12,
                    ),
                ),
                ("succeeded", models.BooleanField()),
                ("attempted_on", models.DateField()),
                ("received_on", models.DateField(blank=True, null=True)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("signed_by", models.CharField(blank=True, max_length=60)),
                ("signed_by_title", models.CharField(blank=True, max_length=100)),
                ("refusal", models.TextField(blank=True)),
                ("witness", models.CharField(blank=True, max_length=200)),
                ("tracking_number", models.CharField(blank=True, max_length=60)),
                ("electronic_address", models.CharField(blank=True, max_length=120)),
                ("consented_on", models.DateField(blank=True, null=True)),
                ("consent_by", models.CharField(blank=True, max_length=60)),
                ("note", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="services",
                        to="suggestions.letterversion",
                    ),
                ),
                (
                    "server",
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
            name="ReceiptCorrection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("former_on", models.DateField()),
                ("corrected_on", models.DateField()),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="suggestions.service",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddField(
            model_name="proclamation",
            name="service",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="proclamation", to="suggestions.service"
            ),
        ),
        migrations.CreateModel(
            name="ServicePaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "attachment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="suggestions.attachment"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="suggestions.service"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Stationery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "head",
                    models.CharField(
                        choices=[("plain", "Plain, as legal documents are"), ("red", "Red head with a red line")],
                        default="plain",
                        max_length=8,
                    ),
                ),
                ("mark", models.CharField(blank=True, max_length=60)),
                ("printing_office", models.CharField(blank=True, max_length=60)),
                (
                    "procuratorate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stationery",
                        to="organs.procuratorate",
                    ),
                ),
                (
                    "seal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="suggestions.blob",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("issuer_as_stated", models.CharField(blank=True, max_length=200)),
                (
                    "route",
                    models.CharField(
                        choices=[
                            (
                                "direct",
                                "Direct: the unit of the own case, or the competent organ at the own level (Art. 3(1))",
                            ),
                            (
                                "forwarded",
                                "Reviewed and forwarded by the procuratorate of the recipient's level (Art. 3(2))",
                            ),
                            (
                                "reported",
                                "Reported level by level; the procuratorate of the recipient's level issues (Art. 3(2))",
                            ),
                            ("instructed", "Issued on a higher procuratorate's instruction (Art. 3(3))"),
                            ("consulted", "To another place, after soliciting the procuratorate there (Art. 3(4))"),
                        ],
                        default="direct",
                        max_length=12,
                    ),
                ),
                ("route_note", models.TextField(blank=True)),
                ("anc1", models.BigIntegerField(null=True)),
                ("anc2", models.BigIntegerField(null=True)),
                ("anc3", models.BigIntegerField(null=True)),
                ("anc4", models.BigIntegerField(null=True)),
                ("anc5", models.BigIntegerField(null=True)),
                ("depth", models.PositiveSmallIntegerField()),
                ("unit_as_stated", models.CharField(blank=True, max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("retrial_civil", "Retrial, civil"),
                            ("retrial_administrative", "Retrial, administrative"),
                            ("violation_civil_trial", "Violation in civil trial"),
                            ("violation_administrative_trial", "Violation in administrative trial"),
                            ("violation_civil_enforcement", "Violation in civil enforcement"),
                            ("violation_administrative_enforcement", "Violation in administrative enforcement"),
                            ("violation_criminal", "General violation in criminal proceedings"),
                            ("violation_administrative_organ", "Violation by an administrative organ"),
                            ("public_interest", "Public-interest litigation"),
                            ("social_governance", "Social governance"),
                            ("other", "Other"),
                        ],
                        max_length=40,
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[("live", "Live"), ("sample", "Sample"), ("published", "Compiled from public reports")],
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("case_name", models.CharField(blank=True, max_length=200)),
                ("case_code", models.CharField(blank=True, max_length=40)),
                ("industry", models.CharField(blank=True, max_length=100)),
                ("found_by", models.CharField(blank=True, max_length=40)),
                ("investigation_decided_on", models.DateField(blank=True, null=True)),
                ("investigation_decided_by", models.CharField(blank=True, max_length=60)),
                ("document_state", models.CharField(max_length=12)),
                ("gate", models.CharField(blank=True, max_length=20)),
                ("reply_state", models.CharField(default="not_due", max_length=16)),
                ("case_state", models.CharField(default="open", max_length=8)),
                ("examination_state", models.CharField(default="not_begun", max_length=12)),
                ("round", models.PositiveSmallIntegerField(default=1)),
                ("moves", models.PositiveIntegerField(default=0)),
                ("closing_proposed", models.BooleanField(default=False)),
                ("closing_findings", models.JSONField(blank=True, default=dict)),
                ("opened_at", models.DateTimeField()),
                ("issued_on", models.DateField(blank=True, null=True)),
                ("issued_precision", models.CharField(default="day", max_length=5)),
                ("announced_on", models.DateField(blank=True, null=True)),
                ("served_on", models.DateField(blank=True, null=True)),
                ("replied_on", models.DateField(blank=True, null=True)),
                ("acknowledged_at", models.DateTimeField(blank=True, null=True)),
                ("first_opened_at", models.DateTimeField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("look_back_on", models.DateField(blank=True, null=True)),
                ("outcome", models.CharField(blank=True, max_length=10)),
                ("seq", models.PositiveIntegerField(default=0)),
                ("head_hash", models.CharField(blank=True, max_length=64)),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suggestions",
                        to="suggestions.batch",
                    ),
                ),
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
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organs.procuratorate"
                    ),
                ),
                (
                    "handling_prosecutor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handled_suggestions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organs.procuratorate"
                    ),
                ),
                (
                    "joint_issuers",
                    models.ManyToManyField(blank=True, related_name="joint_suggestions", to="organs.procuratorate"),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="suggestions.letterversion",
                    ),
                ),
                (
                    "problem_category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suggestions",
                        to="suggestions.problemcategory",
                    ),
                ),
                (
                    "procuratorate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suggestions",
                        to="organs.procuratorate",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="suggestions", to="organs.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.AddField(
            model_name="service",
            name="suggestion",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="services", to="suggestions.suggestion"
            ),
        ),
        migrations.AddField(
            model_name="resolution",
            name="suggestion",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="resolutions", to="suggestions.suggestion"
            ),
        ),
        migrations.CreateModel(
            name="PublishedRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source_id", models.CharField(max_length=40, unique=True)),
                ("row_digest", models.CharField(max_length=64)),
                ("imported_at", models.DateTimeField()),
                ("region", models.CharField(blank=True, max_length=40)),
                ("source", models.TextField(blank=True)),
                ("source_note", models.TextField(blank=True)),
                ("similar_group", models.CharField(blank=True, max_length=80)),
                ("case_source", models.TextField(blank=True)),
                ("legal_basis", models.JSONField(blank=True, default=list)),
                ("flags", models.JSONField(blank=True, default=list)),
                ("issued_on_stated", models.CharField(blank=True, max_length=10)),
                ("replied_on_stated", models.CharField(blank=True, max_length=10)),
                ("reply_summary", models.TextField(blank=True)),
                ("service_mode", models.CharField(blank=True, max_length=20)),
                ("outcome_stated", models.CharField(blank=True, max_length=20)),
                ("look_back_on_stated", models.CharField(blank=True, max_length=10)),
                ("look_back_result", models.CharField(blank=True, max_length=20)),
                (
                    "suggestion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published_record",
                        to="suggestions.suggestion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Outbox",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("relation", models.CharField(max_length=16)),
                ("created_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="outbox", to="suggestions.event"
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="suggestions.suggestion"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "asked_of",
                    models.CharField(
                        choices=[
                            ("recipient", "The recipient (Art. 17(2), if it helps)"),
                            ("procuratorate", "The procuratorate of the recipient's place (Art. 3(4), needed there)"),
                        ],
                        max_length=14,
                    ),
                ),
                ("addressee", models.CharField(max_length=200)),
                ("questions", models.TextField()),
                ("asked_on", models.DateField()),
                ("answer_by", models.DateField(blank=True, null=True)),
                ("state", models.CharField(default="asked", max_length=10)),
                ("moves", models.PositiveIntegerField(default=0)),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("answered_by_name", models.CharField(blank=True, max_length=100)),
                ("answer", models.TextField(blank=True)),
                ("has_agreed", models.BooleanField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="suggestions.letterversion",
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="suggestions.suggestion",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(default="raised", max_length=16)),
                ("moves", models.PositiveIntegerField(default=0)),
                ("raised_on", models.DateField()),
                ("is_late", models.BooleanField(default=False)),
                ("grounds", models.TextField()),
                ("advice", models.TextField(blank=True)),
                ("reasons", models.TextField(blank=True)),
                ("decided_on", models.DateField(blank=True, null=True)),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="suggestions.letterversion"
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="suggestions.suggestion",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddField(
            model_name="measure",
            name="suggestion",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="measures", to="suggestions.suggestion"
            ),
        ),
        migrations.AddField(
            model_name="letterversion",
            name="suggestion",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="suggestions.suggestion"
            ),
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_digest", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organs.unit"),
                ),
                (
                    "used_by",
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
                        related_name="invitations",
                        to="suggestions.suggestion",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="GivenNumber",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveIntegerField(blank=True, null=True)),
                ("printed", models.CharField(max_length=60)),
                ("given_at", models.DateTimeField()),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="numbers",
                        to="suggestions.numberseries",
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="numbers", to="suggestions.suggestion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Filing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(default="due", max_length=10)),
                ("moves", models.PositiveIntegerField(default=0)),
                ("filed_on", models.DateField(blank=True, null=True)),
                ("received_on", models.DateField(blank=True, null=True)),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                (
                    "instruction",
                    models.CharField(
                        blank=True, choices=[("modify", "modify"), ("withdraw", "withdraw"), ("", "")], max_length=10
                    ),
                ),
                ("instruction_reason", models.TextField(blank=True)),
                (
                    "higher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filings_received",
                        to="organs.procuratorate",
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="filings", to="suggestions.suggestion"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="event",
            name="suggestion",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="events", to="suggestions.suggestion"
            ),
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("about", models.CharField(blank=True, max_length=40)),
                ("title", models.CharField(max_length=200)),
                ("pages", models.PositiveSmallIntegerField()),
                ("rendered_at", models.DateTimeField()),
                (
                    "shown_to",
                    models.CharField(
                        choices=[("internal", "internal"), ("office", "office"), ("both", "both")], max_length=8
                    ),
                ),
                ("facts", models.JSONField(blank=True, default=dict)),
                ("made_with", models.JSONField(blank=True, default=dict)),
                (
                    "blob",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="suggestions.blob"
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="suggestions.documenttemplate",
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="suggestions.suggestion",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(max_length=200)),
                ("wrong", models.TextField()),
                ("right", models.TextField()),
                ("reason", models.TextField()),
                ("state", models.CharField(default="proposed", max_length=10)),
                ("moves", models.PositiveIntegerField(default=0)),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decision_reasons", models.TextField(blank=True)),
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
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="suggestions.letterversion",
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="suggestions.suggestion",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Copy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("social_impact", "The social impact is considerable"),
                            ("public_attention", "Public attention is high"),
                            ("typical_violation", "The violation is typical"),
                            ("departments", "Departments concerned should attend to it"),
                        ],
                        max_length=20,
                    ),
                ),
                ("state", models.CharField(default="planned", max_length=14)),
                ("moves", models.PositiveIntegerField(default=0)),
                ("sent_on", models.DateField(blank=True, null=True)),
                ("acknowledged_on", models.DateField(blank=True, null=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="copies", to="organs.unit"
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="copies", to="suggestions.suggestion"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Clock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("term", models.CharField(max_length=40)),
                ("rule_version", models.CharField(blank=True, max_length=20)),
                (
                    "owes",
                    models.CharField(
                        choices=[("unit", "unit"), ("office", "office"), ("higher", "higher"), ("court", "court")],
                        max_length=8,
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=40)),
                ("round", models.PositiveSmallIntegerField(default=1)),
                ("started_on", models.DateField()),
                ("amount", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("unit", models.CharField(blank=True, max_length=12)),
                ("due_on", models.DateField()),
                ("is_provisional", models.BooleanField(default=False)),
                ("derivation", models.JSONField(default=dict)),
                ("agreed_on", models.DateField(blank=True, null=True)),
                ("stopped_on", models.DateField(blank=True, null=True)),
                ("former", models.JSONField(blank=True, default=list)),
                (
                    "started_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clocks_started",
                        to="suggestions.event",
                    ),
                ),
                (
                    "stopped_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clocks_stopped",
                        to="suggestions.event",
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="clocks", to="suggestions.suggestion"
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="CaseMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_at", models.DateTimeField()),
                ("to_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="members", to="suggestions.suggestion"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="attachment",
            name="suggestion",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="attachments", to="suggestions.suggestion"
            ),
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(choices=[("modify", "modify"), ("withdraw", "withdraw")], max_length=10)),
                ("state", models.CharField(default="proposed", max_length=10)),
                ("moves", models.PositiveIntegerField(default=0)),
                ("reasons", models.TextField()),
                ("proposed_at", models.DateTimeField()),
                ("digest", models.CharField(max_length=64)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decision_reasons", models.TextField(blank=True)),
                ("new_due_on", models.DateField(blank=True, null=True)),
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
                    "instructed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments",
                        to="suggestions.filing",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="suggestions.letterversion",
                    ),
                ),
                (
                    "objection",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments",
                        to="suggestions.objection",
                    ),
                ),
                (
                    "resolution",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="suggestions.resolution",
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments",
                        to="suggestions.suggestion",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="AccessLog",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("what", models.CharField(max_length=60)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="suggestions.suggestion"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="documenttemplate",
            constraint=models.UniqueConstraint(
                fields=("procuratorate", "kind", "number"),
                name="a_template_never_has_two_equal_versions",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="documenttemplate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("procuratorate__isnull", True)),
                fields=("kind", "sha256"),
                name="a_template_never_comes_twice_with_the_software",
            ),
        ),
        migrations.AddConstraint(
            model_name="localrule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until_on__isnull", True)),
                fields=("procuratorate", "term"),
                name="a_local_rule_is_never_adopted_twice_at_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="localrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", ""), _negated=True),
                    models.Q(
                        ("until_on__isnull", True), models.Q(("until_reason", ""), _negated=True), _connector="OR"
                    ),
                ),
                name="a_local_rule_is_never_adopted_or_given_up_without_reasons",
            ),
        ),
        migrations.AddConstraint(
            model_name="localrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"),
                name="a_local_rule_never_ends_before_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="measuretext",
            constraint=models.UniqueConstraint(
                fields=("measure", "letter"), name="a_measure_never_has_two_texts_in_a_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="numberseries",
            constraint=models.UniqueConstraint(
                fields=("procuratorate", "kind"), name="there_is_never_more_than_one_series_of_a_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.UniqueConstraint(
                condition=models.Q(("verdict", "pass"), ("voided_at__isnull", True)),
                fields=("letter", "gate"),
                name="a_gate_is_never_passed_twice_over_one_text",
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(
                fields=("letter", "number"), name="a_revision_number_is_never_given_twice"
            ),
        ),
        migrations.AddConstraint(
            model_name="seriesyear",
            constraint=models.UniqueConstraint(fields=("series", "year"), name="a_series_never_counts_a_year_twice"),
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(
                models.F("anc1"),
                models.OrderBy(models.F("issued_on"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="suggestion_anc1",
            ),
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(
                models.F("anc2"),
                models.OrderBy(models.F("issued_on"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="suggestion_anc2",
            ),
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(
                models.F("anc3"),
                models.OrderBy(models.F("issued_on"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="suggestion_anc3",
            ),
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(
                models.F("anc4"),
                models.OrderBy(models.F("issued_on"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="suggestion_anc4",
            ),
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(
                models.F("anc5"),
                models.OrderBy(models.F("issued_on"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="suggestion_anc5",
            ),
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(fields=["unit", "-id"], name="suggestion_unit"),
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(fields=["handling_prosecutor", "-id"], name="suggestion_handling"),
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(
                condition=models.Q(("case_state", "open")),
                fields=["procuratorate", "document_state"],
                name="suggestion_open_cases",
            ),
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["title"], name="suggestion_title_trigrams", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "document_state__in",
                        ["approved", "draft", "dropped", "in_review", "issued", "served", "withdrawn"],
                    )
                ),
                name="a_document_state_is_always_one_of_its_table",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "reply_state__in",
                        [
                            "adequate",
                            "adequate_other",
                            "awaited",
                            "inadequate",
                            "none",
                            "not_due",
                            "received",
                            "refused",
                        ],
                    )
                ),
                name="a_reply_state_is_always_one_of_its_table",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(("case_state__in", ["closed", "open"])),
                name="a_case_state_is_always_one_of_its_table",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(("examination_state__in", ["ended", "not_begun", "running", "sued", "suspended"])),
                name="an_examination_state_is_always_one_of_its_table",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("anc1", models.F("procuratorate_id")), ("depth", 1)),
                    models.Q(("anc2", models.F("procuratorate_id")), ("depth", 2)),
                    models.Q(("anc3", models.F("procuratorate_id")), ("depth", 3)),
                    models.Q(("anc4", models.F("procuratorate_id")), ("depth", 4)),
                    models.Q(("anc5", models.F("procuratorate_id")), ("depth", 5)),
                    _connector="OR",
                ),
                name="a_suggestion_stands_under_its_own_procuratorate",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("origin", "published"),
                    ("document_state__in", ["draft", "in_review", "approved", "dropped"]),
                    ("issued_on__isnull", False),
                    _connector="OR",
                ),
                name="a_letter_never_leaves_without_a_day_of_issue_unless_published",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("origin", "published"),
                    models.Q(("document_state", "served"), _negated=True),
                    ("served_on__isnull", False),
                    _connector="OR",
                ),
                name="a_served_letter_always_has_a_day_of_receipt_unless_published",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin", "published"), ("handling_prosecutor__isnull", False), _connector="OR"),
                name="a_live_suggestion_always_has_a_handling_prosecutor",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("document_state", "in_review"), _negated=True),
                    models.Q(("gate", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_letter_is_never_in_review_without_a_gate",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.UniqueConstraint(
                condition=models.Q(("succeeded", True)), fields=("letter",), name="a_letter_is_never_served_twice"
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("succeeded", False), ("received_on__isnull", False), _connector="OR"),
                name="successful_service_always_has_a_day_of_receipt",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("mode", "electronic"), ("succeeded", True), _negated=True),
                    ("consented_on__isnull", False),
                    _connector="OR",
                ),
                name="electronic_service_never_goes_without_consent",
            ),
        ),
        migrations.AddIndex(
            model_name="publishedrecord",
            index=models.Index(fields=["similar_group"], name="published_similar_group"),
        ),
        migrations.AddIndex(
            model_name="outbox",
            index=models.Index(condition=models.Q(("sent_at__isnull", True)), fields=["id"], name="outbox_waiting"),
        ),
        migrations.AddConstraint(
            model_name="outbox",
            constraint=models.UniqueConstraint(
                fields=("event", "relation"), name="a_relation_is_never_told_twice_of_one_event"
            ),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["answered", "asked"])),
                name="an_opinion_state_is_always_one_of_its_table",
            ),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "asked")),
                fields=("suggestion", "addressee"),
                name="nobody_is_ever_asked_again_before_answering",
            ),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "asked"),
                    models.Q(
                        ("answered_on__isnull", False),
                        ("has_agreed__isnull", False),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_given_opinion_always_says_when_what_and_whether_it_agrees",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["raised", "rejected", "under_review", "upheld_modify", "upheld_withdraw"])
                ),
                name="an_objection_state_is_always_one_of_its_table",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["raised", "under_review"])),
                fields=("suggestion",),
                name="there_is_never_more_than_one_open_objection",
            ),
        ),
        migrations.AddIndex(
            model_name="measure",
            index=models.Index(fields=["state", "promised_on"], name="measure_promises"),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "accepted",
                            "already_done",
                            "asked",
                            "claimed",
                            "dropped",
                            "frozen",
                            "holding",
                            "not_applicable",
                            "other_way",
                            "partly",
                            "proposed",
                            "rebounded",
                            "refused",
                            "verified",
                        ],
                    )
                ),
                name="a_measure_state_is_always_one_of_its_table",
            ),
        ),
        migrations.AddConstraint(
            model_name="letterversion",
            constraint=models.UniqueConstraint(
                fields=("suggestion", "version"), name="a_letter_never_has_two_equal_versions"
            ),
        ),
        migrations.AddConstraint(
            model_name="letterversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("pdf__isnull", True), models.Q(("digest", ""), _negated=True), _connector="OR"),
                name="a_rendered_letter_always_has_its_digest",
            ),
        ),
        migrations.AddConstraint(
            model_name="givennumber",
            constraint=models.UniqueConstraint(
                fields=("series", "year", "serial"), name="a_serial_is_never_given_twice"
            ),
        ),
        migrations.AddConstraint(
            model_name="givennumber",
            constraint=models.UniqueConstraint(fields=("printed",), name="a_printed_number_is_never_given_twice"),
        ),
        migrations.AddConstraint(
            model_name="givennumber",
            constraint=models.CheckConstraint(
                condition=models.Q(("serial__gte", 1), ("serial__isnull", True), _connector="OR"),
                name="a_serial_begins_with_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["due", "filed", "received", "returned", "reviewed"])),
                name="a_filing_state_is_always_one_of_its_table",
            ),
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.UniqueConstraint(fields=("suggestion",), name="a_suggestion_is_never_filed_twice"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["track", "step", "-id"], name="event_steps"),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.UniqueConstraint(
                fields=("suggestion", "seq"), name="an_event_number_is_never_given_twice"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("seq__gte", 1)), name="an_event_number_begins_with_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["made", "proposed", "refused"])),
                name="a_correction_state_is_always_one_of_its_table",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.UniqueConstraint(
                models.F("letter"),
                models.F("place"),
                django.db.models.functions.text.MD5("wrong"),
                condition=models.Q(("state", "refused"), _negated=True),
                name="a_slip_of_the_pen_is_never_corrected_twice",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("wrong", ""), _negated=True), models.Q(("wrong", models.F("right")), _negated=True)
                ),
                name="a_correction_always_changes_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="nobody_ever_decides_on_an_own_correction",
            ),
        ),
        migrations.AddConstraint(
            model_name="copy",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["acknowledged", "planned", "sent"])),
                name="a_copy_state_is_always_one_of_its_table",
            ),
        ),
        migrations.AddConstraint(
            model_name="copy",
            constraint=models.UniqueConstraint(
                fields=("suggestion", "unit"), name="a_unit_never_gets_the_same_copy_twice"
            ),
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=models.Q(("stopped_on__isnull", True)), fields=["due_on"], name="clock_running_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stopped_on__isnull", True)),
                fields=("suggestion", "term", "about"),
                name="a_duty_never_has_two_running_clocks",
            ),
        ),
        migrations.AddConstraint(
            model_name="casemember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("to_at__isnull", True)),
                fields=("suggestion", "person"),
                name="nobody_is_ever_twice_on_one_case",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["decided", "proposed", "refused"])),
                name="an_amendment_state_is_always_one_of_its_table",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "proposed")),
                fields=("suggestion",),
                name="there_is_never_more_than_one_open_amendment",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=models.CheckConstraint(
                condition=models.Q(("what", "withdraw"), ("letter__isnull", False), _connector="OR"),
                name="a_modification_always_has_a_letter",
            ),
        ),
        migrations.AddIndex(
            model_name="accesslog",
            index=models.Index(fields=["suggestion", "-id"], name="access_log_suggestion"),
        ),
        # A key over both columns, which Django's constraints cannot say.
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
        ),
    ]
