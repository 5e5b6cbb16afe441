"""What the application may do with each table, as rows: the verbs that its actions use, and no other.

A table without a row cannot even be read, and the software does not start (procuracy.E005). Tests fail when our own code
uses a verb that its row has not (tests/conftest.py); a row that deletes names the function that does.
"""

from dataclasses import dataclass

from procuracy import data_inventory


@dataclass(frozen=True)
class Right:
    """The verbs on one table; `deleted_by` is the dotted name of a function that deletes from it."""

    verbs: frozenset[str]
    deleted_by: str = ""


def reads() -> Right:
    """Rows come from migrations, or are not used yet."""
    return Right(frozenset({"SELECT"}))


def adds() -> Right:
    """What was written stays as it is."""
    return Right(frozenset({"SELECT", "INSERT"}))


def changes() -> Right:
    """Rows change, or are locked while something else does, and none goes."""
    return Right(frozenset({"SELECT", "INSERT", "UPDATE"}))


def replaces(by: str) -> Right:
    """Rows come and go, and none changes."""
    return Right(frozenset({"SELECT", "INSERT", "DELETE"}), by)


def removes(by: str) -> Right:
    """Rows come, change and go."""
    return Right(frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"}), by)


def empties(by: str) -> Right:
    """No row comes; what deletes others asks for those that belong to them."""
    return Right(frozenset({"SELECT", "DELETE"}), by)


# Tables to which is added and never anything else: the ledgers of events, what documents were made of, and the draws for
# looking back: a frame that could be changed afterwards would prove nothing when it is drawn from again.
APPEND_ONLY_TABLES = frozenset(
    {
        "suggestions_event",
        "organs_setupevent",
        "suggestions_documenttemplate",
        "suggestions_voidserial",
        "followups_draw",
        "followups_drawncase",
    }
)

# Tables from which nothing is deleted: inboxes and reminders point to them without a check of their own on each row, and
# what somebody was told of is not to vanish behind it.
KEPT_TABLES = frozenset(
    {
        "organs_person",
        "organs_unit",
        "suggestions_clock",
        "notices_mail",
        "notices_notice",
        "suggestions_suggestion",
        "notices_reminder",
        "notices_reminderrule",
    }
)

# Sequences from which a key is taken before its row is written, and the function that does; all others work by themselves.
SEQUENCES = {"organs_procuratorate_id_seq": "organs.actions.procuratorates._next_id"}

RIGHTS: dict[str, Right] = {
    "account_emailaddress": reads(),
    "account_emailconfirmation": reads(),
    "auth_group": reads(),
    "auth_group_permissions": reads(),
    "auth_permission": reads(),
    "axes_accessattempt": removes("signin.actions.clearing.clear"),
    "axes_accessattemptexpiration": empties("signin.actions.clearing.clear"),
    "axes_accessfailurelog": reads(),
    "axes_accesslog": removes("signin.actions.clearing.clear"),
    "django_content_type": reads(),
    "django_migrations": reads(),
    "django_session": reads(),
    "followups_acknowledgement": adds(),
    "followups_answer": removes("followups.actions.answering._keep"),
    "followups_assessedmeasure": adds(),
    "followups_assessment": changes(),
    "followups_circular": adds(),
    "followups_claim": adds(),
    "followups_draw": adds(),
    "followups_drawncase": adds(),
    "followups_escalation": changes(),
    "followups_evaluation": adds(),
    "followups_finding": adds(),
    "followups_indicator": adds(),
    "followups_laterdate": changes(),
    "followups_lookback": adds(),
    "followups_lookbackperiod": replaces("followups.actions.look_back_periods._replaced"),
    "followups_modelletter": changes(),
    "followups_modelmeasure": adds(),
    "followups_progress": adds(),
    "followups_promise": changes(),
    "followups_support": changes(),
    "followups_qualityreview": changes(),
    "followups_qualitysheet": changes(),
    "followups_reading": adds(),
    "followups_reply": changes(),
    "followups_sentback": adds(),
    "followups_signature": adds(),
    "followups_urging": changes(),
    "followups_verification": adds(),
    "followups_visit": changes(),
    "followups_visit_people": adds(),
    "followups_visitedmeasure": changes(),
    "followups_visitmove": adds(),
    "mfa_authenticator": removes("signin.actions.factors.remove"),
    "notices_jobrun": changes(),
    "notices_mail": changes(),
    "notices_notice": changes(),
    "notices_ownreminder": changes(),
    "notices_reminder": changes(),
    "notices_reminderrule": changes(),
    "organs_absence": changes(),
    "organs_businessline": adds(),
    "organs_calendaraddress": changes(),
    "organs_department": changes(),
    "organs_department_lines": replaces("organs.actions.procuratorates.change_department"),
    "organs_deputy": adds(),
    "organs_edge": changes(),
    "organs_line": adds(),
    "organs_person": changes(),
    "organs_post": changes(),
    "organs_procuratorate": changes(),
    "organs_proposal": changes(),
    "organs_setupevent": adds(),
    "organs_setupoutbox": changes(),
    "organs_signinlink": changes(),
    "organs_unit": changes(),
    "organs_unitalias": adds(),
    "organs_unitoffice": adds(),
    "pending_kepttext": removes("pending.actions.keeping.drop"),
    "pending_pendingupload": removes("pending.actions.uploading.drop"),
    "pending_sentform": removes("pending.actions.sending.give_back"),
    "signin_knowndevice": removes("signin.actions.clearing.clear"),
    "signin_session": removes("signin.actions.sessions.end"),
    "signin_triedkey": removes("signin.actions.slowing.forgive"),
    "socialaccount_socialaccount": removes("signin.actions.identities.unlink"),
    "socialaccount_socialapp": reads(),
    "socialaccount_socialtoken": empties("signin.actions.identities.unlink"),
    "suggestions_accesslog": adds(),
    "suggestions_amendment": changes(),
    "suggestions_approval": changes(),
    "suggestions_attachment": replaces("suggestions.actions.drafting.take_out"),
    "suggestions_batch": reads(),
    "suggestions_blob": adds(),
    "suggestions_calendarday": removes("suggestions.actions.wanted_changes.take_out"),
    "suggestions_calendaryear": changes(),
    "suggestions_casemember": adds(),
    "suggestions_casepaper": changes(),
    "suggestions_clock": changes(),
    "suggestions_copy": removes("suggestions.actions.drafting._write_body"),
    "suggestions_clue": changes(),
    "suggestions_clueevent": adds(),
    "suggestions_correction": changes(),
    "suggestions_document": changes(),
    "suggestions_documenttemplate": adds(),
    "suggestions_event": adds(),
    "suggestions_eventtext": adds(),
    "suggestions_filing": changes(),
    "suggestions_instruction": changes(),
    "suggestions_gateorder": changes(),
    "suggestions_givennumber": adds(),
    "suggestions_headpaper": adds(),
    "suggestions_investigation": changes(),
    "suggestions_investigationact": changes(),
    "suggestions_invitation": changes(),
    "suggestions_invited": adds(),
    "suggestions_jointsigning": removes("suggestions.actions.joining.name"),
    "suggestions_letterversion": changes(),
    "suggestions_localrule": changes(),
    "suggestions_measure": removes("suggestions.actions.drafting._write_measures"),
    "suggestions_measuretext": removes("suggestions.actions.drafting._write_measures"),
    "suggestions_numberseries": changes(),
    "suggestions_objection": changes(),
    "suggestions_opinion": changes(),
    "suggestions_outbox": changes(),
    "suggestions_problemcategory": changes(),
    "suggestions_proclamation": adds(),
    "suggestions_publishedrecord": adds(),
    "suggestions_receiptcorrection": adds(),
    "suggestions_recusal": changes(),
    "suggestions_resolution": adds(),
    "suggestions_revision": adds(),
    "suggestions_seriesyear": changes(),
    "suggestions_service": changes(),
    "suggestions_servicepaper": adds(),
    "suggestions_stationery": changes(),
    "suggestions_suggestion": changes(),
    "suggestions_voidserial": adds(),
}


def faults() -> list[str]:
    """Returns in words which table has no row, which row has no table, and which row promises too much."""
    tables = data_inventory.of_models().keys()
    found = [f"The table {table} has no row of rights" for table in sorted(tables - RIGHTS.keys())]
    found += [f"There is no table {table} for its row of rights" for table in sorted(RIGHTS.keys() - tables)]
    for table, right in RIGHTS.items():
        if table in APPEND_ONLY_TABLES and right != adds():
            found.append(f"{table} may only be added to")
        if table in KEPT_TABLES and "DELETE" in right.verbs:
            found.append(f"{table} is kept")
    return found
