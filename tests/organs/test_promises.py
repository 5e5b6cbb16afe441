"""Every constraint that says “never twice”, and how a person is answered who meets it: in words, or never, by a lock before it."""

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import IntegrityError, connection, models

from organs import promises
from organs.models import Unit

# What answers, for each constraint without a row in promises.TAKEN.
CASE = "the case is locked before it is written (suggestions/actions/ledger.py, lock)"
CLAIMED = "the thing is claimed before it is written (organs/actions/setup_events.py, claim)"
PROGRAM = "no input leads to it: a program makes the value"
ASKED_AGAIN = "get_or_create or update_or_create reads what the other wrote"
ANSWERED: dict[str, str] = {
    "a_case_never_stands_twice_in_a_draw": PROGRAM,
    "a_rank_is_never_given_twice_in_a_stratum": PROGRAM,
    "there_is_never_more_than_one_open_escalation_of_a_rung": CASE,
    "there_is_never_more_than_one_open_request_for_a_later_date": CASE,
    "a_procuratorate_never_sets_a_look_back_period_twice": CLAIMED,
    "a_measure_never_has_two_drafts_of_an_answer": CASE,
    "a_quality_review_never_has_two_sheets_of_one_place": CASE,
    "nobody_ever_reviews_the_quality_of_a_letter_twice": CASE,
    "followups_qualityreview_drawn_case_id_key": CASE,
    "a_day_on_the_way_is_never_reached_twice": CASE,
    "a_look_back_never_finds_a_measure_twice": CASE,
    "there_is_never_more_than_one_open_judgement": CASE,
    "followups_reply_replaces_id_key": CASE,
    "suggestions_objection_replaces_id_key": CASE,
    "suggestions_attachment_replaces_id_key": CASE,
    "a_measure_is_never_assessed_twice_in_one_judgement": CASE,
    "a_record_of_a_visit_is_never_taken_twice": CASE,
    "a_visit_never_looks_at_a_measure_twice": CASE,
    "a_visit_never_numbers_two_measures_alike": CASE,
    "a_side_never_signs_the_record_of_a_visit_twice": CASE,
    "a_job_is_never_listed_twice": PROGRAM,
    "nobody_gets_two_digests_of_one_day": PROGRAM,
    "no_unit_gets_two_digests_of_one_day": PROGRAM,
    "a_message_id_is_never_given_twice": PROGRAM,
    "nobody_is_ever_told_twice_of_one_event": PROGRAM,
    "nobody_is_ever_told_twice_of_one_thing": PROGRAM,
    "a_reminder_rule_never_speaks_twice_of_one_due_day": PROGRAM,
    "nobody_is_ever_twice_on_one_case": CASE,
    "a_unit_never_gets_the_same_copy_twice": CASE,
    "a_letter_never_has_two_equal_versions": CASE,
    "a_revision_number_is_never_given_twice": CASE,
    "a_measure_never_has_two_texts_in_a_version": CASE,
    "a_gate_is_never_passed_twice_over_one_text": CASE,
    "an_event_number_is_never_given_twice": CASE,
    "suggestions_eventtext_event_id_key": CASE,
    "followups_sentback_claim_id_key": CASE,
    "followups_indicator_measure_id_key": CASE,
    "a_relation_is_never_told_twice_of_one_event": CASE,
    "a_device_is_known_once_to_each_person": ASKED_AGAIN,
    "a_form_is_never_taken_twice": ASKED_AGAIN,
    "pending_pendingupload_pkey": PROGRAM,
    "a_form_never_keeps_two_texts": ASKED_AGAIN,
    "signin_session_pkey": PROGRAM,
    "signin_triedkey_pkey": PROGRAM,
    "a_day_is_never_entered_twice": ASKED_AGAIN,
    "suggestions_calendaryear_pkey": ASKED_AGAIN,
    "a_duty_never_has_two_running_clocks": CASE,
    "a_slip_of_the_pen_is_never_corrected_twice": CASE,
    "a_local_rule_is_never_adopted_twice_at_once": CLAIMED,
    "there_is_never_more_than_one_series_of_a_kind": ASKED_AGAIN,
    "a_series_never_counts_a_year_twice": ASKED_AGAIN,
    "a_serial_is_never_given_twice": "the counter of the year is locked (suggestions/actions/series.py, give)",
    "a_serial_is_never_void_twice": "the counter of the year is locked (suggestions/actions/series.py, give)",
    "two_series_never_print_the_same_prefix": "words with who has it (suggestions/actions/series.py and usual_series.py)",
    "a_printed_number_is_never_given_twice": "words with the number itself (suggestions/actions/series.py, give)",
    "nobody_is_ever_asked_again_before_answering": CASE,
    "nobody_is_ever_asked_to_withdraw_twice_at_once": CASE,
    "an_investigation_is_never_asked_for_twice_at_once": CASE,
    "there_is_never_more_than_one_standing_instruction": CASE,
    "suggestions_clue_suggestion_id_key": PROGRAM,
    "a_suggestion_is_never_filed_twice": CASE,
    "there_is_never_more_than_one_open_objection": CASE,
    "there_is_never_more_than_one_open_amendment": CASE,
    "suggestions_publishedrecord_suggestion_id_key": PROGRAM,
    "suggestions_publishedrecord_source_id_key": PROGRAM,
    "a_letter_is_never_served_twice": CASE,
    "a_notice_of_withdrawal_is_never_served_twice": CASE,
    "suggestions_proclamation_service_id_key": CASE,
    "suggestions_invitation_token_digest_key": PROGRAM,
    "a_template_never_has_two_equal_versions": CLAIMED,
    "a_template_never_comes_twice_with_the_software": ASKED_AGAIN,
    "suggestions_stationery_procuratorate_id_key": CLAIMED,
    "suggestions_blob_pkey": ASKED_AGAIN,
    "there_is_never_more_than_one_present_parent": CLAIMED,
    "an_alias_is_never_kept_twice": ASKED_AGAIN,
    "a_unit_has_one_origin": "its key is unique already; it is there to be pointed at",
    "organs_person_username_key": "words of its own (organs/actions/people.py, add)",
    "nobody_ever_has_two_calendar_addresses_that_open": "the person is locked (organs/actions/calendar_addresses.py)",
    "organs_calendaraddress_digest_key": PROGRAM,
    "organs_signinlink_digest_key": PROGRAM,
    "a_person_never_has_two_open_links": "the person is locked (organs/actions/sign_in_links.py, issue)",
    "a_letter_never_has_two_open_links": CASE,
    "an_office_is_never_noted_twice_for_a_unit": ASKED_AGAIN,
    "suggestions_headpaper_proposal_id_key": PROGRAM,
    "a_kind_of_work_never_has_two_deputies_in_one_absence": PROGRAM,
    "a_model_never_says_a_measure_twice": CASE,
    "an_office_never_collects_a_letter_twice": CASE,
    "an_office_never_issues_a_letter_twice": CASE,
    "two_offices_never_sign_at_one_place": CASE,
    "suggestions_gateorder_procuratorate_id_key": CLAIMED,
    "an_office_never_acknowledges_a_circular_twice": "words of its own (followups/actions/circulating.py, acknowledge)",
    "nobody_is_ever_two_of_the_three_administrators_at_once": "the person is locked (organs/actions/posts.py, _seat)",
}


def constraints() -> set[str]:
    """Returns the names of all that may not be twice in our tables, as the database has them; counted keys aside."""
    ours = [model for model in apps.get_models() if model._meta.app_label in settings.OWN_APPS]
    named = {
        constraint.name
        for model in ours
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint | ExclusionConstraint)
    }
    counted = [model._meta.db_table for model in ours if isinstance(model._meta.pk, models.AutoField)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname, contype, relname FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid"
            " WHERE contype IN ('u', 'p') AND relname = ANY(%s)",
            [[model._meta.db_table for model in ours]],
        )
        of_columns = {name for name, kind, table in cursor.fetchall() if not (kind == "p" and table in counted)}
    return named | of_columns


@pytest.mark.django_db
def test_every_constraint_says_how_it_is_answered():
    known = {*promises.TAKEN, *ANSWERED}
    assert sorted(constraints() - known) == []
    assert sorted(known - constraints()) == []


def test_nothing_is_answered_in_two_ways():
    assert sorted(set(promises.TAKEN) & set(ANSWERED)) == []


@pytest.mark.django_db
def test_a_constraint_without_a_row_stays_an_error(w):
    with pytest.raises(IntegrityError), promises.kept():
        Unit.objects.update(successor=models.F("id"))
