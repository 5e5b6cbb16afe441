"""Who stands in a relation to a suggestion on a day: the people whom a notice for that relation reaches, for one case or for many.

The rules are one piece of SQL, so that a hundred thousand reminders find their readers in one statement.
"""

from datetime import date, datetime

from django.db import connection

from organs.roles import CHIEFS, KEEPING, Role
from suggestions.models import Suggestion
from suggestions.rules import relations
from suggestions.rules.relations import Who
from suggestions.rules.states import INVESTIGATION, RECUSAL

#: What a statement may be given for one of its parameters.
type SqlValue = bool | int | str | date | datetime | list[object]

# The relations that come of a post in the own procuratorate; every one but "own", which nobody is told for, names its roles.
ROLES: dict[str, tuple[Role, ...]] = {
    row.key: row.roles
    for row in relations.ROWS
    if row.who in {Who.POST, Who.POST_IN_DEPARTMENT, Who.POST_FOR_DECISION, Who.POST_FOR_RESOLUTION} and row.roles
}
# Filings go to the counterpart business department, by its head, and to legal-policy research (P19 Art. 21); case
# management up there is told beside them, since departments of many offices name no line.
HIGHER = (Role.POLICY_REVIEWER, Role.DEPARTMENT_HEAD, Role.CASE_MANAGER)

# Reads `asked` (suggestion_id, relation) and ends with `reached` (suggestion_id, relation, person_id, unit_id), where one may
# stand twice; the unit is that of the post, if it is a unit's. Who may not see the case at its stage is told nothing: the
# chief of no draft, the unit of no letter before service. What belongs to nobody falls to the heads of the case's
# department, or of all departments where none is named, without any to the deputy chiefs, and then to the chiefs (design 6).
# Who is kept off a case by a recusal is told nothing of it, and what waited for that person alone belongs to nobody.
# What reaches somebody who is away reaches the deputy for that kind of work too, who has a post there that may do it.
REACHED = """
held AS MATERIALIZED (
    SELECT post.person_id, post.role, post.procuratorate_id, post.department_id, post.unit_id,
        post.letters_of_id
    FROM organs_post post
    JOIN organs_person person ON person.id = post.person_id AND person.is_active
    WHERE post.from_on <= %(held_on)s
        AND (post.to_on IS NULL OR post.to_on > %(held_on)s OR (post.to_on = %(held_on)s AND post.ended_at IS NULL))
),
holders AS MATERIALIZED (
    SELECT pairs.relation, held.*
    FROM unnest(%(held_relations)s::text[], %(held_roles)s::text[]) AS pairs(relation, role)
    JOIN held ON held.role = pairs.role
),
visible AS MATERIALIZED (
    SELECT * FROM unnest(%(visible_relations)s::text[], %(visible_states)s::text[]) AS listed(relation, state)
),
cases AS MATERIALIZED (
    SELECT asked.relation, suggestion.id AS suggestion_id, suggestion.procuratorate_id, suggestion.department_id,
        suggestion.handling_prosecutor_id, suggestion.unit_id, suggestion.document_state, place.parent_id,
        suggestion.issued_by_id, suggestion.reported_to_id
    FROM asked
    JOIN suggestions_suggestion suggestion ON suggestion.id = asked.suggestion_id
    JOIN organs_procuratorate place ON place.id = suggestion.procuratorate_id
    LEFT JOIN visible ON visible.relation = asked.relation AND visible.state = suggestion.document_state
    WHERE CASE asked.relation
        WHEN 'unit' THEN suggestion.served_on IS NOT NULL OR suggestion.announced_on IS NOT NULL
        ELSE visible.state IS NOT NULL
    END AND (asked.relation <> ALL(%(deciding_relations)s::text[] || %(resolving_relations)s::text[]) OR EXISTS (
        SELECT FROM suggestions_recusal recusal
        WHERE recusal.suggestion_id = suggestion.id AND recusal.state = ANY(%(undecided_states)s)
    ) OR (asked.relation = ANY(%(deciding_relations)s) AND EXISTS (
        SELECT FROM suggestions_investigation investigation
        WHERE investigation.suggestion_id = suggestion.id AND investigation.state = ANY(%(uninvestigated_states)s)
    )))
),
kept_off AS MATERIALIZED (
    SELECT suggestion_id, person_id FROM suggestions_recusal
    WHERE keeps_off AND suggestion_id IN (SELECT suggestion_id FROM cases)
),
placed AS MATERIALIZED (
    SELECT cases.suggestion_id, cases.relation, held.person_id, held.unit_id
    FROM cases
    JOIN held ON held.unit_id = cases.unit_id
        AND (held.letters_of_id IS NULL OR held.letters_of_id = cases.issued_by_id)
    WHERE cases.relation = 'unit'
    UNION ALL
    SELECT cases.suggestion_id, cases.relation, held.person_id, held.unit_id
    FROM cases
    JOIN suggestions_copy sent ON sent.suggestion_id = cases.suggestion_id AND sent.state IN ('sent', 'acknowledged')
    JOIN held ON held.unit_id = sent.unit_id
        AND (held.letters_of_id IS NULL OR held.letters_of_id = cases.issued_by_id)
    WHERE cases.relation = 'copied'
    UNION ALL
    SELECT cases.suggestion_id, cases.relation, held.person_id, held.unit_id
    FROM cases JOIN held ON held.procuratorate_id = cases.parent_id AND held.role = ANY(%(held_higher)s)
    WHERE cases.relation = 'higher' AND (
        held.role <> 'department_head' OR held.department_id IS NULL OR EXISTS (
            SELECT FROM organs_department_lines counterpart
            JOIN organs_department_lines line ON line.businessline_id = counterpart.businessline_id
            WHERE counterpart.department_id = held.department_id AND line.department_id = cases.department_id
        )
    )
    UNION ALL
    SELECT cases.suggestion_id, cases.relation, held.person_id, held.unit_id
    FROM cases
    JOIN suggestions_jointsigning joint ON joint.suggestion_id = cases.suggestion_id
    JOIN held ON held.procuratorate_id = joint.office_id AND held.role = ANY(%(held_deciders)s)
    WHERE cases.relation = 'joint'
    UNION ALL
    SELECT cases.suggestion_id, cases.relation, held.person_id, held.unit_id
    FROM cases JOIN held ON held.procuratorate_id = cases.reported_to_id AND held.role = ANY(%(held_deciders)s)
    WHERE cases.relation = 'reported_to'
    UNION ALL
    SELECT cases.suggestion_id, cases.relation, held.person_id, held.unit_id
    FROM cases
    JOIN suggestions_opinion opinion ON opinion.suggestion_id = cases.suggestion_id AND opinion.state = 'asked'
    JOIN held ON held.procuratorate_id = opinion.office_id AND held.role = ANY(%(held_deciders)s)
    WHERE cases.relation = 'asked_office'
    UNION ALL
    SELECT cases.suggestion_id, cases.relation, held.person_id, held.unit_id
    FROM cases
    JOIN suggestions_casemember member ON member.suggestion_id = cases.suggestion_id AND member.to_at IS NULL
    JOIN held ON held.person_id = member.person_id AND held.procuratorate_id = cases.procuratorate_id
    WHERE cases.relation = 'team'
    UNION ALL
    SELECT cases.suggestion_id, cases.relation, held.person_id, held.unit_id
    FROM cases
    JOIN held ON held.person_id = cases.handling_prosecutor_id AND held.procuratorate_id = cases.procuratorate_id
    WHERE cases.relation = 'handling'
    UNION ALL
    SELECT cases.suggestion_id, cases.relation, holders.person_id, holders.unit_id
    FROM cases
    JOIN holders ON holders.relation = cases.relation AND holders.procuratorate_id = cases.procuratorate_id
    WHERE cases.relation <> 'head' OR cases.department_id IS NULL OR holders.department_id IS NULL
        OR holders.department_id = cases.department_id
),
standing AS MATERIALIZED (
    SELECT * FROM placed WHERE (suggestion_id, person_id) NOT IN (SELECT suggestion_id, person_id FROM kept_off)
),
orphaned AS MATERIALIZED (
    SELECT cases.* FROM cases
    WHERE cases.relation NOT IN ('unit', 'copied', 'higher', 'team', 'joint', 'reported_to', 'asked_office')
        AND NOT EXISTS (
        SELECT FROM standing
        WHERE standing.suggestion_id = cases.suggestion_id AND standing.relation = cases.relation
    )
),
heads AS MATERIALIZED (
    SELECT orphaned.suggestion_id, orphaned.relation, held.person_id, held.unit_id
    FROM orphaned
    JOIN held ON held.procuratorate_id = orphaned.procuratorate_id AND held.role = 'department_head'
    WHERE (orphaned.department_id IS NULL OR held.department_id IS NULL OR held.department_id = orphaned.department_id)
        AND (orphaned.suggestion_id, held.person_id) NOT IN (SELECT suggestion_id, person_id FROM kept_off)
),
unheaded AS MATERIALIZED (
    SELECT orphaned.suggestion_id, orphaned.relation, held.person_id, held.unit_id,
        array_position(%(held_chiefs)s, held.role) AS turn,
        min(array_position(%(held_chiefs)s, held.role)) OVER (PARTITION BY orphaned.suggestion_id, orphaned.relation)
            AS first_turn
    FROM orphaned
    JOIN held ON held.procuratorate_id = orphaned.procuratorate_id AND held.role = ANY(%(held_chiefs)s)
    WHERE EXISTS (
        SELECT FROM visible
        WHERE visible.state = orphaned.document_state
            AND (visible.relation = 'chief' OR (visible.relation = 'keeper' AND orphaned.relation = 'handling'))
    ) AND (orphaned.suggestion_id, held.person_id) NOT IN (SELECT suggestion_id, person_id FROM kept_off)
    AND NOT EXISTS (
        SELECT FROM heads
        WHERE heads.suggestion_id = orphaned.suggestion_id AND heads.relation = orphaned.relation
    )
),
addressed AS MATERIALIZED (
    SELECT suggestion_id, relation, relation AS came_by, person_id, unit_id FROM standing
    UNION ALL
    SELECT suggestion_id, relation, 'head', person_id, unit_id FROM heads
    UNION ALL
    SELECT suggestion_id, relation, 'chief', person_id, unit_id FROM unheaded WHERE turn = first_turn
),
deputies AS MATERIALIZED (
    SELECT absence.person_id AS absent_id, absence.procuratorate_id, lent.relation, deputy.person_id
    FROM organs_absence absence
    JOIN organs_deputy deputy ON deputy.absence_id = absence.id
    JOIN unnest(%(lent_relations)s::text[], %(lent_works)s::text[], %(lent_roles)s::text[])
        AS lent(relation, work, role) ON lent.work = deputy.work
    JOIN held ON held.person_id = deputy.person_id AND held.procuratorate_id = absence.procuratorate_id
        AND held.role = lent.role
    WHERE absence.ended_at IS NULL AND absence.first_on <= %(held_on)s AND absence.last_on >= %(held_on)s
),
reached AS (
    SELECT suggestion_id, relation, person_id, unit_id FROM addressed
    UNION ALL
    SELECT addressed.suggestion_id, addressed.relation, deputies.person_id, NULL
    FROM addressed
    JOIN deputies ON deputies.absent_id = addressed.person_id AND deputies.relation = addressed.came_by
    JOIN cases ON cases.suggestion_id = addressed.suggestion_id AND cases.relation = addressed.relation
        AND cases.procuratorate_id = deputies.procuratorate_id
    WHERE (addressed.suggestion_id, deputies.person_id) NOT IN (SELECT suggestion_id, person_id FROM kept_off)
)
"""

ONE = f"""
WITH asked AS (SELECT %(suggestion)s::bigint AS suggestion_id, %(relation)s::text AS relation),
{REACHED}
SELECT person_id FROM reached
"""  # noqa: S608 constants only


def parameters(*, on: date) -> dict[str, SqlValue]:
    """Returns the parameters of `REACHED`: the day on which posts count, the roles behind each relation, and what each sees."""
    pairs = [(relation, role) for relation, roles in ROLES.items() for role in roles]
    lent = [(row.key, row.work, role) for row in relations.ROWS if row.work for role in row.deputies]
    visible = [(row.key, state) for row in relations.ROWS for state in sorted(row.stage.states)]
    return {
        "held_on": on,
        "held_relations": [relation for relation, _role in pairs],
        "held_roles": [str(role) for _relation, role in pairs],
        "held_higher": [str(role) for role in HIGHER],
        "held_deciders": [str(role) for role in CHIEFS],
        "held_chiefs": [str(role) for role in KEEPING],
        "lent_relations": [relation for relation, _work, _role in lent],
        "lent_works": [str(work) for _relation, work, _role in lent],
        "lent_roles": [str(role) for _relation, _work, role in lent],
        "deciding_relations": [row.key for row in relations.ROWS if row.who is Who.POST_FOR_DECISION],
        "resolving_relations": [row.key for row in relations.ROWS if row.who is Who.POST_FOR_RESOLUTION],
        "uninvestigated_states": [*sorted(INVESTIGATION.of("undecided"))],
        "undecided_states": [*sorted(RECUSAL.of("undecided"))],
        "visible_relations": [relation for relation, _state in visible],
        "visible_states": [state for _relation, state in visible],
    }


def of(*, relation: str, suggestion: Suggestion, on: date) -> set[int]:
    """Returns the ids of the persons; what belongs to nobody falls to the department head (design 6)."""
    with connection.cursor() as cursor:
        cursor.execute(ONE, {**parameters(on=on), "suggestion": suggestion.pk, "relation": relation})
        return {person_id for (person_id,) in cursor.fetchall()}
