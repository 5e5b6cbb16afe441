"""The tables of `notices`."""

import django.contrib.postgres.fields
import django.db.models.deletion
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
            name="JobRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("expected_every", models.DurationField()),
                ("last_started_at", models.DateTimeField(blank=True, null=True)),
                ("last_ended_at", models.DateTimeField(blank=True, null=True)),
                ("last_well_at", models.DateTimeField(blank=True, null=True)),
                ("last_result", models.CharField(blank=True, max_length=120)),
                ("incident_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["name"],
                "constraints": [models.UniqueConstraint(fields=("name",), name="a_job_is_never_listed_twice")],
            },
        ),
        migrations.CreateModel(
            name="Mail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("digest", "digest"), ("urgent", "urgent")], max_length=6)),
                ("day", models.DateField()),
                ("subject", models.CharField(max_length=200)),
                ("body", models.TextField()),
                ("message_id", models.CharField(max_length=120)),
                ("made_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("sending", "sending"),
                            ("sent", "sent"),
                            ("failed", "failed"),
                            ("dropped", "dropped"),
                        ],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("next_attempt_at", models.DateTimeField()),
                ("claimed_until", models.DateTimeField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("last_error", models.CharField(blank=True, max_length=80)),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to="organs.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("about", models.CharField(blank=True, max_length=80)),
                ("details", models.JSONField(blank=True, default=dict)),
                (
                    "mailing",
                    models.CharField(blank=True, choices=[("digest", "digest"), ("urgent", "urgent")], max_length=6),
                ),
                ("delivered_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="suggestions.event",
                    ),
                ),
                (
                    "mail",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="notices.mail",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="suggestions.suggestion",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organs.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="OwnReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("remind_on", models.DateField()),
                ("note", models.CharField(blank=True, max_length=300)),
                ("made_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="own_reminders",
                        to=settings.AUTH_USER_MODEL,
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
                "ordering": ["remind_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="ReminderRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("investigation", "Investigation"),
                            ("service", "Service"),
                            ("filing", "Filing on record"),
                            ("reply", "Written reply of the unit or court"),
                            ("objection", "Period of the objection"),
                            ("answer_objection", "Answer to an objection"),
                            ("judging", "Judgement of the reply"),
                            ("promise", "Promised date"),
                            ("examination", "Examination whether to sue"),
                            ("look_back", "Look-back"),
                            ("office", "Any other clock of the procuratorate"),
                            ("recipient", "Any other clock of the unit or court"),
                        ],
                        max_length=20,
                    ),
                ),
                ("days", models.SmallIntegerField()),
                ("grace", models.PositiveSmallIntegerField(default=0)),
                ("relations", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=16))),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("inbox", "Inbox only"),
                            ("digest", "Inbox, and the daily e-mail"),
                            ("urgent", "Inbox, and an e-mail at once, by day"),
                        ],
                        max_length=8,
                    ),
                ),
                ("is_enabled", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "procuratorate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminder_rules",
                        to="organs.procuratorate",
                    ),
                ),
            ],
            options={
                "ordering": ["subject", "days", "grace", "id"],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_on", models.DateField()),
                ("planned_for", models.DateField()),
                ("planned_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("told_count", models.PositiveIntegerField(blank=True, null=True)),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "cancelled_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("stopped", "the clock was stopped"),
                            ("moved", "the day was moved"),
                            ("rule", "the rule or the calendar was changed"),
                            ("lapsed", "the right had lapsed"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "is_open",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Q(
                            ("cancelled_at__isnull", True), ("sent_at__isnull", True), ("superseded_by__isnull", True)
                        ),
                        output_field=models.BooleanField(),
                    ),
                ),
                (
                    "clock",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="suggestions.clock",
                    ),
                ),
                (
                    "superseded_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded",
                        to="notices.reminder",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="notices.reminderrule",
                    ),
                ),
            ],
            options={
                "ordering": ["planned_for", "id"],
            },
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(
                condition=models.Q(("state__in", ["waiting", "sending"])),
                fields=["next_attempt_at"],
                name="mail_on_its_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "digest")),
                fields=("person", "day"),
                name="nobody_gets_two_digests_of_one_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "digest")),
                fields=("unit", "day"),
                name="no_unit_gets_two_digests_of_one_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("person__isnull", False), ("unit__isnull", True)),
                    models.Q(("person__isnull", True), ("unit__isnull", False)),
                    _connector="OR",
                ),
                name="a_mail_goes_to_a_person_or_to_a_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.UniqueConstraint(fields=("message_id",), name="a_message_id_is_never_given_twice"),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("claimed_until__isnull", False), ("state", "sending")),
                    models.Q(models.Q(("state", "sending"), _negated=True), ("claimed_until__isnull", True)),
                    _connector="OR",
                ),
                name="a_mail_is_leased_exactly_while_it_is_being_sent",
            ),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sent_at__isnull", False), ("state", "sent")),
                    models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", True)),
                    _connector="OR",
                ),
                name="a_mail_has_a_moment_of_sending_exactly_when_sent",
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("read_at__isnull", True)), fields=["person", "-id"], name="notice_unread"
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("mail__isnull", True), models.Q(("mailing", ""), _negated=True)),
                fields=["person"],
                name="notice_for_mail",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("event__isnull", False)),
                fields=("person", "event"),
                name="nobody_is_ever_told_twice_of_one_event",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("about", ""), _negated=True),
                fields=("person", "about"),
                name="nobody_is_ever_told_twice_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("about", ""), ("event__isnull", False)),
                    models.Q(("event__isnull", True), models.Q(("about", ""), _negated=True)),
                    _connector="OR",
                ),
                name="a_notice_is_of_an_event_or_of_something_else",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("suggestion__isnull", False), ("about__startswith", "job:"), _connector="OR"),
                name="only_a_notice_about_a_job_is_of_no_suggestion",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("mail__isnull", True), models.Q(("mailing", ""), _negated=True), _connector="OR"),
                name="nothing_is_ever_mailed_that_was_not_chosen_for_mail",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("unit__isnull", True),
                    models.Q(("about__startswith", "reminder:"), models.Q(("mailing", ""), _negated=True)),
                    _connector="OR",
                ),
                name="a_shared_mailbox_is_only_told_of_due_days",
            ),
        ),
        migrations.AddIndex(
            model_name="ownreminder",
            index=models.Index(
                condition=models.Q(("cancelled_at__isnull", True), ("sent_at__isnull", True)),
                fields=["remind_on"],
                name="own_reminder_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="ownreminder",
            constraint=models.CheckConstraint(
                condition=models.Q(("sent_at__isnull", True), ("cancelled_at__isnull", True), _connector="OR"),
                name="an_own_reminder_never_comes_to_two_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderrule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retired_at__isnull", True)),
                fields=("procuratorate", "subject", "days", "grace"),
                name="a_subject_never_has_the_same_rule_twice",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("grace", 0), ("days__gt", 0), _connector="OR"),
                name="grace_is_only_given_after_the_due_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("relations__len__gt", 0)), name="a_reminder_rule_always_tells_somebody"
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("subject", "objection"), _negated=True), ("days__lte", 0), _connector="OR"
                ),
                name="nobody_is_ever_called_late_for_a_right_that_lapsed",
            ),
        ),
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(condition=models.Q(("is_open", True)), fields=["planned_for"], name="reminder_open"),
        ),
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(
                condition=models.Q(("cancelled_at__isnull", False)), fields=["clock"], name="reminder_cancelled"
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cancelled_at__isnull", True)),
                fields=("clock", "rule", "due_on"),
                name="a_reminder_rule_never_speaks_twice_of_one_due_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("sent_at__isnull", True),
                        models.Q(("superseded_by__isnull", True), ("cancelled_at__isnull", True), _connector="OR"),
                    ),
                    models.Q(("cancelled_at__isnull", True), ("superseded_by__isnull", True)),
                    _connector="OR",
                ),
                name="a_reminder_never_comes_to_two_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cancelled_at__isnull", True), ("cancelled_because", "")),
                    models.Q(("cancelled_at__isnull", False), models.Q(("cancelled_because", ""), _negated=True)),
                    _connector="OR",
                ),
                name="a_reminder_is_cancelled_exactly_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sent_at__isnull", True), ("told_count__isnull", True)),
                    models.Q(("sent_at__isnull", False), ("told_count__isnull", False)),
                    _connector="OR",
                ),
                name="a_sent_reminder_always_says_how_many_it_told",
            ),
        ),
    ]
