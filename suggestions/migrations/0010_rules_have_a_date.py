"""What was done keeps the version of its kind that governed it: existing rows get that of their day.

A letter gets the version that it was written and signed under: the only one that there was until now, whatever its day, so
that its text reads as it was signed. Nobody signed what was published here, which is read by the day of its issue.

Versions as they were when the columns came; a later change of the law adds none here.
"""

from string import Template
from typing import Any

from django.db import migrations, models

# The day from which a kind had rules of its own; before it, and for every other kind, those of 2019.
OWN_RULES = {
    "retrial_civil": "2021-08-01",
    "retrial_administrative": "2021-09-01",
    "violation_civil_trial": "2021-08-01",
    "violation_administrative_trial": "2021-09-01",
    "violation_civil_enforcement": "2021-08-01",
    "violation_administrative_enforcement": "2021-09-01",
    "public_interest": "2021-07-01",
}
CASES = " ".join(
    f"when known.kind = '{kind}' and known.day >= date '{day}' then '{day}'" for kind, day in OWN_RULES.items()
)
VERSION = f"known.kind || '/' || case {CASES} else '2019-02-26' end"
COLUMNS_CAME_ON = "2026-11-30"
CIVIL_DAY = "(%s at time zone 'Asia/Shanghai')::date"
OPENED = CIVIL_DAY % "suggestion.opened_at"
WRITTEN_FOR = f"""
    case when suggestion.origin = 'published' then coalesce(act.issued_on, suggestion.issued_on, {OPENED})
    else date '{COLUMNS_CAME_ON}' end
"""
# (table, column, day of the act, which rows); `act` is the row that is filled.
FILLED = (
    ("suggestion", "opening_version", f"coalesce(act.investigation_decided_on, {CIVIL_DAY % 'act.opened_at'})", "true"),
    ("suggestion", "closing_version", "act.closed_on", "act.closed_on is not null"),
    ("letterversion", "kind_version", WRITTEN_FOR, "true"),
    ("service", "kind_version", "coalesce(act.received_on, act.attempted_on)", "true"),
    ("filing", "kind_version", "act.filed_on", "act.filed_on is not null"),
    ("objection", "kind_version", "act.decided_on", "act.decided_on is not null"),
    ("amendment", "kind_version", CIVIL_DAY % "act.decided_at", "act.decided_at is not null"),
)


STATEMENT = Template("""
    update suggestions_$table as filled set $column = $version
    from (
        select act.id, suggestion.kind, $day as day
        from suggestions_$table as act join suggestions_suggestion as suggestion on suggestion.id = $case
        where $which
    ) as known
    where known.id = filled.id
""")


def fill(apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        for table, column, day, which in FILLED:
            case = "act.id" if table == "suggestion" else "act.suggestion_id"
            cursor.execute(
                STATEMENT.substitute(table=table, column=column, version=VERSION, day=day, which=which, case=case)
            )
        # A row that is filled twice leaves checks of its foreign keys for the commit, and a table with such is not altered.
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")


#: Columns that say nothing before the act.
LATER = {
    ("suggestion", "closing_version"),
    ("filing", "kind_version"),
    ("objection", "kind_version"),
    ("amendment", "kind_version"),
}


class Migration(migrations.Migration):
    dependencies = [("suggestions", "0009_returns_and_attempts")]

    operations = [
        *(
            migrations.AddField(
                model_name=table,
                name=column,
                field=models.CharField(blank=(table, column) in LATER, max_length=60, default=""),
                preserve_default=False,
            )
            for table, column, _day, _which in FILLED
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(opening_version="", _negated=True),
                name="a_suggestion_always_names_the_rules_that_it_was_opened_under",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | models.Q(closing_version="", _negated=True),
                name="a_case_is_never_closed_without_the_rules_of_its_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="letterversion",
            constraint=models.CheckConstraint(
                condition=models.Q(kind_version="", _negated=True),
                name="a_letter_always_names_the_rules_that_it_was_written_under",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(kind_version="", _negated=True), name="a_service_always_names_the_rules_of_its_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.CheckConstraint(
                condition=models.Q(filed_on__isnull=True) | models.Q(kind_version="", _negated=True),
                name="a_letter_is_never_filed_without_the_rules_of_its_day",
            ),
        ),
    ]
