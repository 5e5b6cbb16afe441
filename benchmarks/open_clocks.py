"""A database of its own with a million open clocks, of which a hundred thousand are due: made, filled, and dropped again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management import call_command
from django.db import connection

DATABASE = "benchmark_clocks"
TODAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
PLACES, CLOCKS, DUE = 3_594, 1_000_000, 100_000

# One supreme, then provinces under it, prefectures under these, the rest counties; six people at each, one at each unit.
FILL = (
    "INSERT INTO organs_line (code, zh, en) VALUES ('territorial', '地方', 'Territorial')",
    """
    INSERT INTO organs_procuratorate (id, code, name, short_name, level, line_id, region_code, region_name, parent_id,
        parent_known, depth, anc1, anc2, anc3, anc4, origin)
    SELECT id, id::text, '院' || id, '', 'basic', 'territorial', '', '', parent, true, depth, 1,
        CASE depth WHEN 2 THEN id WHEN 3 THEN parent WHEN 4 THEN 2 + (parent - 34) %% 32 END,
        CASE depth WHEN 3 THEN id WHEN 4 THEN parent END, CASE depth WHEN 4 THEN id END, 'live'
    FROM (
        SELECT id, CASE WHEN id = 1 THEN 1 WHEN id < 34 THEN 2 WHEN id < 434 THEN 3 ELSE 4 END AS depth,
            CASE WHEN id = 1 THEN NULL WHEN id < 34 THEN 1 WHEN id < 434 THEN 2 + (id - 34) %% 32
                ELSE 34 + (id - 434) %% 400 END AS parent
        FROM generate_series(1, %(places)s) AS id
    ) tree
    """,
    """
    INSERT INTO organs_unit (id, name, kind, level, region_code, region_name, industry, address, receiving_office,
        is_placeholder, is_sole_trader, electronic_service_address, mailbox, origin)
    SELECT id, '单位' || id, 'government_department', '', '', '', '', '', '', false, false, '', '', 'live'
    FROM generate_series(1, 10000) AS id
    """,
    """
    INSERT INTO organs_person (id, password, username, name, email, is_active, created_at, origin,
        wants_mail, mail_language)
    SELECT id, '!', 'p' || id, '人' || id, '', true, %(at)s, 'live', true, 'zh-hans'
    FROM generate_series(1, 6 * %(places)s + 10000) AS id
    """,
    """
    INSERT INTO organs_post (person_id, side, role, procuratorate_id, from_on)
    SELECT 6 * (place - 1) + number, 'office', (ARRAY['prosecutor', 'prosecutor', 'department_head', 'chief',
        'case_manager', 'registrar'])[number], place, DATE '2020-01-01'
    FROM generate_series(1, %(places)s) AS place, generate_series(1, 6) AS number
    """,
    """
    INSERT INTO organs_post (person_id, side, role, unit_id, from_on)
    SELECT 6 * %(places)s + id, 'unit', 'liaison', id, DATE '2020-01-01' FROM generate_series(1, 10000) AS id
    """,
    "DROP INDEX suggestion_title_trigrams",
    """
    INSERT INTO suggestions_suggestion (id, procuratorate_id, drafted_by_id, issued_by_id, issuer_as_stated, route,
        route_note, anc1, anc2, anc3, anc4, depth, handling_prosecutor_id, unit_id, unit_as_stated, kind, origin, title,
        case_name, case_code, industry, case_source, case_source_note, investigation_decided_by, document_state, gate,
        reply_state, case_state, examination_state, round, moves, closing_proposed, closing_findings,
        opening_version, closing_version, opened_at, issued_on, issued_precision,
        served_on, outcome, seq, head_hash)
    SELECT number, place.id, place.id, place.id, '', 'direct', '', anc1, anc2, anc3, anc4, depth, 6 * (place.id - 1) + 1,
        1 + number %% 10000, '', 'social_governance', 'live', '检察建议' || number, '', '', '', '', '', '', 'served', '',
        'awaited', 'open', 'not_begun', 1, 0, false, '{}', 'social_governance/2019-02-26', '', %(at)s, %(today)s - 60, 'day', %(today)s - 60, '', 0, ''
    FROM generate_series(1, %(clocks)s / 2) AS number
    JOIN organs_procuratorate place ON place.id = 1 + number %% %(places)s
    """,
    # Of every fifth reply a rung speaks today, fourteen days before it is due; all else is due in a month to a year.
    """
    INSERT INTO suggestions_clock (suggestion_id, term, rule_version, owes, about, round, started_on, unit, due_on,
        is_provisional, derivation, former)
    SELECT suggestion.id, term, '2019-02-26/1', 'unit', CASE term WHEN 'promise' THEN 'measure:' || suggestion.id
        ELSE '' END, 1, %(today)s - 60, '', %(today)s + CASE WHEN suggestion.id %% 5 = 0 AND term = 'reply'
        THEN 14 ELSE 30 + (suggestion.id %% 335)::int END, false, '{}', '[]'
    FROM suggestions_suggestion suggestion, unnest(ARRAY['reply', 'promise']) AS term
    """,
)


@contextmanager
def own_database() -> Iterator[None]:
    """Makes an empty migrated database beside the others, and drops it at the end."""
    usual = connection.settings_dict["NAME"]
    connection.settings_dict.update(settings.DATABASE_LOGINS["owner"])
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {DATABASE}")
    connection.close()
    connection.settings_dict["NAME"] = DATABASE
    try:
        call_command("migrate", verbosity=0, interactive=False)
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


def fill() -> None:
    """Fills the database with places, people, units, suggestions and open clocks, and lets the server know them."""
    facts = {"places": PLACES, "clocks": CLOCKS, "today": TODAY, "at": AT}
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        for statement in FILL:
            cursor.execute(statement, facts if "%" in statement else None)
        cursor.execute("RESET synchronous_commit")
        cursor.execute("VACUUM ANALYZE")
