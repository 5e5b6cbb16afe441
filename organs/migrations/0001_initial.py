"""The tables of `organs`."""

import django.contrib.postgres.constraints
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        TrigramExtension(),
        BtreeGistExtension(),
        migrations.CreateModel(
            name="BusinessLine",
            fields=[
                ("code", models.SlugField(primary_key=True, serialize=False)),
                ("zh", models.CharField(max_length=60)),
                ("en", models.CharField(max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("code", models.SlugField(primary_key=True, serialize=False)),
                ("zh", models.CharField(max_length=60)),
                ("en", models.CharField(max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("username", models.CharField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("wants_mail", models.BooleanField(default=True)),
                ("mail_language", models.CharField(default="zh-hans", max_length=10)),
                ("is_active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField()),
                ("deactivated_at", models.DateTimeField(blank=True, null=True)),
                ("must_change_password", models.BooleanField(default=False)),
                (
                    "origin",
                    models.CharField(
                        choices=[("live", "Live"), ("sample", "Sample"), ("published", "Compiled from public reports")],
                        max_length=10,
                    ),
                ),
            ],
            options={
                "ordering": ["username"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("origin", "published"), _negated=True), name="a_person_is_never_published"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("deactivated_at__isnull", True), ("is_active", True)),
                            models.Q(("deactivated_at__isnull", False), ("is_active", False)),
                            _connector="OR",
                        ),
                        name="who_is_deactivated_never_signs_in",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Procuratorate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("short_name", models.CharField(blank=True, max_length=60)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("supreme", "Supreme"),
                            ("provincial", "Provincial"),
                            ("prefecture", "Prefecture, branch or city"),
                            ("basic", "Basic"),
                        ],
                        max_length=12,
                    ),
                ),
                ("region_code", models.CharField(blank=True, max_length=12)),
                ("region_name", models.CharField(blank=True, max_length=60)),
                ("parent_known", models.BooleanField(default=True)),
                ("depth", models.PositiveSmallIntegerField()),
                ("anc1", models.BigIntegerField(null=True)),
                ("anc2", models.BigIntegerField(null=True)),
                ("anc3", models.BigIntegerField(null=True)),
                ("anc4", models.BigIntegerField(null=True)),
                ("anc5", models.BigIntegerField(null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "origin",
                    models.CharField(
                        choices=[("live", "Live"), ("sample", "Sample"), ("published", "Compiled from public reports")],
                        max_length=10,
                    ),
                ),
                ("line", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="organs.line")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="organs.procuratorate",
                    ),
                ),
            ],
            options={
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Edge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="edges_up", to="organs.procuratorate"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="edges_down",
                        to="organs.procuratorate",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Department",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("lines", models.ManyToManyField(blank=True, related_name="departments", to="organs.businessline")),
                (
                    "procuratorate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="departments",
                        to="organs.procuratorate",
                    ),
                ),
            ],
            options={
                "ordering": ["procuratorate_id", "id"],
            },
        ),
        migrations.CreateModel(
            name="SetupEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("actor_name", models.CharField(max_length=60)),
                ("verb", models.CharField(max_length=40)),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.CharField(max_length=40)),
                ("subject_name", models.CharField(max_length=200)),
                ("changes", models.JSONField(default=dict)),
                ("details", models.JSONField(default=dict)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("government_department", "Government department"),
                            ("court", "Court"),
                            ("police", "Police"),
                            ("prison", "Prison or detention"),
                            ("enterprise", "Enterprise"),
                            ("school", "School"),
                            ("hospital", "Hospital"),
                            ("association", "Association"),
                            ("other", "Other"),
                        ],
                        max_length=24,
                    ),
                ),
                ("credit_code", models.CharField(blank=True, max_length=18, null=True)),
                ("level", models.CharField(blank=True, max_length=12)),
                ("region_code", models.CharField(blank=True, max_length=12)),
                ("region_name", models.CharField(blank=True, max_length=60)),
                ("industry", models.CharField(blank=True, max_length=60)),
                ("address", models.CharField(blank=True, max_length=200)),
                ("receiving_office", models.CharField(blank=True, max_length=100)),
                ("is_placeholder", models.BooleanField(default=False)),
                ("is_sole_trader", models.BooleanField(default=False)),
                ("electronic_service_consent_on", models.DateField(blank=True, null=True)),
                ("electronic_service_address", models.CharField(blank=True, max_length=120)),
                ("mailbox", models.EmailField(blank=True, max_length=254)),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "origin",
                    models.CharField(
                        choices=[("live", "Live"), ("sample", "Sample"), ("published", "Compiled from public reports")],
                        max_length=10,
                    ),
                ),
                (
                    "regulator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="regulated",
                        to="organs.unit",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="organs.unit",
                    ),
                ),
                (
                    "superior",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subordinates",
                        to="organs.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "side",
                    models.CharField(choices=[("office", "Procuratorate"), ("unit", "Recipient unit")], max_length=6),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("prosecutor", "Prosecutor"),
                            ("assistant", "Prosecutor's assistant"),
                            ("department_head", "Department head"),
                            ("policy_reviewer", "Legal-policy reviewer"),
                            ("chief", "Chief procurator"),
                            ("deputy_chief", "Deputy chief procurator"),
                            ("committee_secretary", "Secretary of the procuratorial committee"),
                            ("registrar", "Office (seal and numbers)"),
                            ("case_manager", "Case manager"),
                            ("analyst", "Analyst"),
                            ("administrator", "Administrator"),
                            ("unit_head", "Head of the unit"),
                            ("liaison", "Liaison of the unit"),
                        ],
                        max_length=20,
                    ),
                ),
                ("from_on", models.DateField()),
                ("to_on", models.DateField(blank=True, null=True)),
                (
                    "acting_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acted_by",
                        to="organs.post",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="organs.department",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "procuratorate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="organs.procuratorate",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="organs.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["person_id", "from_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="UnitAlias",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("until_on", models.DateField(blank=True, null=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="aliases", to="organs.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="CalendarAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("language", models.CharField(max_length=10)),
                ("made_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calendar_addresses",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=("person",),
                        name="nobody_ever_has_two_calendar_addresses_that_open",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="procuratorate",
            index=models.Index(fields=["anc1"], name="procuratorate_anc1"),
        ),
        migrations.AddIndex(
            model_name="procuratorate",
            index=models.Index(fields=["anc2"], name="procuratorate_anc2"),
        ),
        migrations.AddIndex(
            model_name="procuratorate",
            index=models.Index(fields=["anc3"], name="procuratorate_anc3"),
        ),
        migrations.AddIndex(
            model_name="procuratorate",
            index=models.Index(fields=["anc4"], name="procuratorate_anc4"),
        ),
        migrations.AddIndex(
            model_name="procuratorate",
            index=models.Index(fields=["anc5"], name="procuratorate_anc5"),
        ),
        migrations.AddConstraint(
            model_name="procuratorate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("anc1", models.F("id")), ("depth", 1)),
                    models.Q(("anc2", models.F("id")), ("depth", 2)),
                    models.Q(("anc3", models.F("id")), ("depth", 3)),
                    models.Q(("anc4", models.F("id")), ("depth", 4)),
                    models.Q(("anc5", models.F("id")), ("depth", 5)),
                    _connector="OR",
                ),
                name="a_procuratorate_is_its_own_ancestor_at_its_own_depth",
            ),
        ),
        migrations.AddConstraint(
            model_name="procuratorate",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent_known", True), ("parent__isnull", True), _connector="OR"),
                name="an_unknown_parent_is_no_parent",
            ),
        ),
        migrations.AddConstraint(
            model_name="edge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to__isnull", True)),
                fields=("child",),
                name="there_is_never_more_than_one_present_parent",
            ),
        ),
        migrations.AddConstraint(
            model_name="department",
            constraint=models.UniqueConstraint(
                fields=("procuratorate", "name"), name="there_are_never_two_departments_of_one_name_in_an_office"
            ),
        ),
        migrations.AddIndex(
            model_name="unit",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["name"], name="unit_name_trigrams", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.UniqueConstraint(
                fields=("credit_code", "origin"), name="there_are_never_two_units_of_one_credit_code"
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(("successor", models.F("id")), _negated=True), name="a_unit_never_succeeds_itself"
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("procuratorate__isnull", False),
                        (
                            "role__in",
                            [
                                "administrator",
                                "analyst",
                                "assistant",
                                "case_manager",
                                "chief",
                                "committee_secretary",
                                "department_head",
                                "deputy_chief",
                                "policy_reviewer",
                                "prosecutor",
                                "registrar",
                            ],
                        ),
                        ("side", "office"),
                        ("unit__isnull", True),
                    ),
                    models.Q(
                        ("department__isnull", True),
                        ("procuratorate__isnull", True),
                        ("role__in", ["liaison", "unit_head"]),
                        ("side", "unit"),
                        ("unit__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="a_post_is_in_an_office_or_in_a_unit_never_both",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_on__isnull", True), ("to_on__gte", models.F("from_on")), _connector="OR"),
                name="a_post_never_ends_before_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("person", "="), ("side", "<>")], name="no_person_has_posts_on_both_sides"
            ),
        ),
        migrations.AddConstraint(
            model_name="unitalias",
            constraint=models.UniqueConstraint(fields=("unit", "name"), name="an_alias_is_never_kept_twice"),
        ),
    ]
