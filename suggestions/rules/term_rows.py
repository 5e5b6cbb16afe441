"""The terms of the law and of the office, one row each; which row governs a case is asked of `terms`, counting of `counting`.

Rows 1–20 are those of `domain.md` 2.1; 18 is left out, since a notice to correct violations is no suggestion. A rule that
changes gets a new row with the next version; clocks that run under an earlier row keep it. Dates of entry into force marked [K] come from knowledge and were not read in the source.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from suggestions.rules.articles import Article, Citation
from suggestions.rules.lengths import Length, LengthUnit

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Trigger(StrEnum):
    """What starts or stops a term."""

    INVESTIGATION_DECIDED = "investigation_decided"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    ISSUED = "issued"
    SERVED = "served"
    FILED = "filed"
    REPLIED = "replied"
    JUDGED = "judged"
    OBJECTION_RAISED = "objection_raised"
    OBJECTION_ANSWERED = "objection_answered"
    REPLY_DUE = "reply_due"
    EXAMINED = "examined"
    EXAMINATION_SUSPENDED = "examination_suspended"
    EXAMINATION_RESUMED = "examination_resumed"
    SUED = "sued"
    PAPER_FILED = "paper_filed"
    SUIT_DECIDED = "suit_decided"
    COURT_TOLD = "court_told"
    PROMISED = "promised"
    CLAIMED = "claimed"
    CLOSED = "closed"
    LOOKED_BACK = "looked_back"
    VISIT_PLANNED = "visit_planned"
    VISITED = "visited"
    PIL_CASE_OPENED = "pil_case_opened"
    PIL_DECISION_SERVED = "pil_decision_served"
    OUT_OF_AREA_ENTRUSTED = "out_of_area_entrusted"
    OUT_OF_AREA_REPORTED = "out_of_area_reported"
    SLACK_ENFORCEMENT_ASKED = "slack_enforcement_asked"
    SLACK_ENFORCEMENT_EXPLAINED = "slack_enforcement_explained"
    MONITORING_NOTICE_RECEIVED = "monitoring_notice_received"
    MONITORING_NOTICE_ANSWERED = "monitoring_notice_answered"
    RECUSAL_ASKED = "recusal_asked"
    RECUSAL_DECIDED = "recusal_decided"


class Owes(StrEnum):
    """Who must act before the term ends."""

    UNIT = "unit"
    OFFICE = "office"
    HIGHER = "higher"
    COURT = "court"


class Status(StrEnum):
    """Whether clocks are started under the row."""

    LIVE = "live"
    SWITCHED_OFF = "switched_off"


class Basis(StrEnum):
    """What the row rests on. `unverified` is a number in circulation whose source was not read; an office may change it."""

    LAW = "law"
    LOCAL = "local"
    UNVERIFIED = "unverified"
    OFFICE = "office"


class MeasuredBy(StrEnum):
    """Where the end comes from: the length in the row, a length printed in the letter, or a date that somebody sets."""

    ROW = "row"
    LETTER = "letter"
    DATE = "date"


OWES_LABELS: dict[Owes, "StrPromise"] = {
    Owes.UNIT: _("recipient unit"),
    Owes.OFFICE: _("procuratorate"),
    Owes.HIGHER: _("next-higher procuratorate"),
    Owes.COURT: _("court"),
}

STATUS_LABELS: dict[Status, "StrPromise"] = {
    Status.LIVE: _("in use"),
    Status.SWITCHED_OFF: _("switched off until the office adopts it"),
}

BASIS_LABELS: dict[Basis, "StrPromise"] = {
    Basis.LAW: _("national rule"),
    Basis.LOCAL: _("local rule"),
    Basis.UNVERIFIED: _("in circulation, source not verified; may be changed"),
    Basis.OFFICE: _("set by the office, not law"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One duty with its term. `kinds` None means every kind; `valid_to` is the last day in force; `extension` is how
    long the rule lets the chief procurator (row 8) or the court's president (row 14) prolong it, by `extension_article`;
    `row` is that of 2.1; `from_by_kind` are the days on which the row began for kinds whose rules began on another day; `article_by_kind` and
    `duty_by_kind` say of a kind what its own procedure says, where the row is that of several."""

    key: str
    label: "StrPromise"
    duty: "StrPromise"
    starts_with: Trigger
    stopped_by: Trigger
    owes: Owes
    length: Length | None
    article: "StrPromise"
    valid_from: date
    row: int | None = None
    valid_to: date | None = None
    kinds: frozenset[str] | None = None
    status: Status = Status.LIVE
    basis: Basis = Basis.LAW
    measured_by: MeasuredBy = MeasuredBy.ROW
    extension: Length | None = None
    extension_article: "StrPromise | None" = None
    region: str = ""
    version: int = 1
    from_by_kind: Mapping[str, date] = MappingProxyType({})
    article_by_kind: Mapping[str, Citation] = MappingProxyType({})
    duty_by_kind: Mapping[str, "StrPromise"] = MappingProxyType({})

    @property
    def is_local(self) -> bool:
        """Tell whether the row is a local rule (Art. 19: unless otherwise provided)."""
        return self.basis is Basis.LOCAL

    @property
    def rule_version(self) -> str:
        """Name the row among the versions of its term, as a clock that runs under it keeps it."""
        return f"{self.valid_from.isoformat()}/{self.version}"

    def begins(self, kind_key: str) -> date:
        """Give the first day of the row for suggestions of this kind."""
        return self.from_by_kind.get(kind_key, self.valid_from)

    def cited(self, kind_key: str, *, on: date) -> str:
        """Give the article of the row in a case of this kind, for a term that begins on the day."""
        own = self.article_by_kind.get(kind_key)
        return (own.text(on) if own else "") or str(self.article)

    def owed(self, kind_key: str) -> str:
        """Give in words what is owed in a case of this kind."""
        return str(self.duty_by_kind.get(kind_key, self.duty))

    def is_in_force(self, on: date, *, kind_key: str = "") -> bool:
        """Tell whether the row is law, or the office's rule, on that day, for a kind where one is named."""
        return self.begins(kind_key) <= on and (self.valid_to is None or on <= self.valid_to)

    def applies_to(self, kind_key: str) -> bool:
        """Tell whether the row speaks of suggestions of this kind."""
        return self.kinds is None or kind_key in self.kinds


class TermTable:
    """The rows of the terms, each key with its versions in the order of their days."""

    def __init__(self, rows: Iterable[Term]) -> None:
        self.by_key: dict[str, tuple[Term, ...]] = {}
        for row in rows:
            self.by_key[row.key] = (*self.by_key.get(row.key, ()), row)

    def __iter__(self) -> Iterator[Term]:
        for versions in self.by_key.values():
            yield from versions

    def on(self, key: str, day: date) -> Term | None:
        """Give the version of a key that is in force on the day; None when none is, or the key is unknown."""
        versions = self.by_key.get(key, ())
        number = bisect_right(versions, day, key=lambda term: term.valid_from)
        return versions[number - 1] if number and versions[number - 1].is_in_force(day) else None


PUBLIC_INTEREST = frozenset({"public_interest"})
RETRIAL = frozenset({"retrial_civil", "retrial_administrative"})
TRIAL = frozenset({"violation_civil_trial", "violation_administrative_trial"})
ENFORCEMENT = frozenset({"violation_civil_enforcement", "violation_administrative_enforcement"})
CIVIL = frozenset({"retrial_civil", "violation_civil_trial", "violation_civil_enforcement"})
ADMINISTRATIVE = (RETRIAL | TRIAL | ENFORCEMENT) - CIVIL

PROVISIONS_FROM = date(2019, 2, 26)
PIL_RULES_FROM = date(2021, 7, 1)
CIVIL_RULES_FROM = date(2021, 8, 1)
ADMINISTRATIVE_RULES_FROM = date(2021, 9, 1)
PIL_INTERPRETATION_FROM = date(2018, 3, 2)  # [K]
ENFORCEMENT_RULES_FROM = date(2017, 1, 1)  # [K]
CRIMINAL_RULES_FROM = date(2019, 12, 30)  # [K]
ADMINISTRATIVE_INTERPRETATION_FROM = date(2018, 2, 8)  # [K]
CIVIL_INTERPRETATION_2022_FROM = date(2022, 4, 10)  # [K]
JOINT_OPINION_FROM = date(2011, 3, 10)  # [K]
#: Of what the civil rules and the administrative ones both say, the civil ones a month earlier.
CIVIL_BEGAN = dict.fromkeys(sorted(CIVIL), CIVIL_RULES_FROM)


def _days(amount: int) -> Length:
    return Length(amount, LengthUnit.DAYS)


def _months(amount: int) -> Length:
    return Length(amount, LengthUnit.MONTHS)


def _working_days(amount: int) -> Length:
    return Length(amount, LengthUnit.WORKING_DAYS)


def _from(first: date, **words: "StrPromise") -> dict[str, Citation]:
    """Give for each kind what is cited from a day on."""
    return {kind: Citation((Article(words=each, valid_from=first),)) for kind, each in words.items()}


_ROWS: tuple[Term, ...] = (
    Term(
        key="investigation",
        row=1,
        label=_("Investigation"),
        duty=_("Finish the investigation and report its conclusion"),
        starts_with=Trigger.INVESTIGATION_DECIDED,
        stopped_by=Trigger.SUBMITTED,
        owes=Owes.OFFICE,
        length=_months(2),
        article=_("Provisions on Procuratorial Suggestions (2019), Art. 15"),
        valid_from=PROVISIONS_FROM,
    ),
    Term(
        key="filing",
        row=2,
        label=_("Filing on record"),
        duty=_("File the letter on record with the next-higher procuratorate, with two departments"),
        starts_with=Trigger.ISSUED,
        stopped_by=Trigger.FILED,
        owes=Owes.OFFICE,
        length=_days(5),
        article=_("Provisions on Procuratorial Suggestions (2019), Art. 21"),
        article_by_kind=_from(
            CIVIL_RULES_FROM,
            retrial_civil=_("Civil Supervision Rules (2021), Art. 87; the five days: Provisions (2019), Art. 21"),
        ),
        duty_by_kind={
            "retrial_civil": _("File the retrial suggestion with the next-higher procuratorate, with two departments")
        },
        valid_from=PROVISIONS_FROM,
    ),
    Term(
        key="reply",
        row=3,
        label=_("Reply"),
        duty=_("Act on the suggestion and reply in writing"),
        starts_with=Trigger.SERVED,
        stopped_by=Trigger.REPLIED,
        owes=Owes.UNIT,
        length=_months(2),
        article=_("Provisions on Procuratorial Suggestions (2019), Art. 19"),
        valid_from=PROVISIONS_FROM,
    ),
    Term(
        key="pil_decision_service",
        row=4,
        label=_("Service of the decision to open a case"),
        duty=_("Serve the decision to open a public-interest case"),
        starts_with=Trigger.PIL_CASE_OPENED,
        stopped_by=Trigger.PIL_DECISION_SERVED,
        owes=Owes.OFFICE,
        length=_days(7),
        article=_("Rules on Handling Public-Interest Litigation (2021), Art. 70"),
        valid_from=PIL_RULES_FROM,
        kinds=PUBLIC_INTEREST,
    ),
    Term(
        key="serve_pil",
        row=5,
        label=_("Service, public interest"),
        duty=_("Serve the letter on the administrative organ"),
        starts_with=Trigger.APPROVED,
        stopped_by=Trigger.SERVED,
        owes=Owes.OFFICE,
        length=_days(3),
        article=_("Rules on Handling Public-Interest Litigation (2021), Art. 76"),
        valid_from=PIL_RULES_FROM,
        kinds=PUBLIC_INTEREST,
    ),
    Term(
        key="filing_pil",
        row=6,
        label=_("Filing on record, public interest"),
        duty=_("File the letter on record with the next-higher procuratorate"),
        starts_with=Trigger.SERVED,
        stopped_by=Trigger.FILED,
        owes=Owes.OFFICE,
        length=_days(5),
        article=_("Rules on Handling Public-Interest Litigation (2021), Art. 75"),
        valid_from=PIL_RULES_FROM,
        kinds=PUBLIC_INTEREST,
    ),
    Term(
        key="reply_pil",
        row=7,
        label=_("Reply, public interest"),
        duty=_("Perform the duty and reply in writing"),
        starts_with=Trigger.SERVED,
        stopped_by=Trigger.REPLIED,
        owes=Owes.UNIT,
        length=_months(2),
        article=_("Judicial Interpretation on Procuratorial Public-Interest Litigation, Art. 21"),
        valid_from=PIL_INTERPRETATION_FROM,
        kinds=PUBLIC_INTEREST,
    ),
    Term(
        key="reply_urgent_pil",
        row=7,
        label=_("Reply, public interest, urgent"),
        duty=_("Perform the duty and reply in writing: the damage is expanding"),
        starts_with=Trigger.SERVED,
        stopped_by=Trigger.REPLIED,
        owes=Owes.UNIT,
        length=_days(15),
        article=_("Judicial Interpretation on Procuratorial Public-Interest Litigation, Art. 21"),
        valid_from=PIL_INTERPRETATION_FROM,
        kinds=PUBLIC_INTEREST,
    ),
    Term(
        key="examination_pil",
        row=8,
        label=_("Examination, public interest"),
        duty=_("Examine whether to bring public-interest litigation"),
        starts_with=Trigger.REPLY_DUE,
        stopped_by=Trigger.EXAMINED,
        owes=Owes.OFFICE,
        length=_months(1),
        article=_("Rules on Handling Public-Interest Litigation (2021), Art. 47"),
        valid_from=PIL_RULES_FROM,
        kinds=PUBLIC_INTEREST,
        extension=_months(1),
        extension_article=_("Rules on Handling Public-Interest Litigation (2021), Art. 47"),
    ),
    Term(
        key="out_of_area",
        row=9,
        label=_("Investigation in another place"),
        duty=_("Finish the investigation entrusted by another procuratorate"),
        starts_with=Trigger.OUT_OF_AREA_ENTRUSTED,
        stopped_by=Trigger.OUT_OF_AREA_REPORTED,
        owes=Owes.OFFICE,
        length=_days(30),
        article=_("Rules on Handling Public-Interest Litigation (2021), Art. 43"),
        valid_from=PIL_RULES_FROM,
        kinds=PUBLIC_INTEREST,
    ),
    # Counted by the article from the day on which the other procuratorate receives the letter; it is not known here, and
    # the day of the letter is the earlier one.
    Term(
        key="out_of_area_court",
        label=_("Investigation in another place"),
        duty=_("Finish the investigation entrusted by another procuratorate"),
        starts_with=Trigger.OUT_OF_AREA_ENTRUSTED,
        stopped_by=Trigger.OUT_OF_AREA_REPORTED,
        owes=Owes.OFFICE,
        length=_days(15),
        article=_("Civil Supervision Rules, Art. 70; Administrative Supervision Rules, Art. 66 (both 2021)"),
        article_by_kind={
            **_from(CIVIL_RULES_FROM, **dict.fromkeys(sorted(CIVIL), _("Civil Supervision Rules (2021), Art. 70"))),
            **_from(
                ADMINISTRATIVE_RULES_FROM,
                **dict.fromkeys(sorted(ADMINISTRATIVE), _("Administrative Supervision Rules (2021), Art. 66")),
            ),
        },
        valid_from=ADMINISTRATIVE_RULES_FROM,
        from_by_kind=CIVIL_BEGAN,
        kinds=CIVIL | ADMINISTRATIVE,
    ),
    Term(
        key="statement_of_claim_filing",
        label=_("Filing of the statement of claim"),
        duty=_("File the statement of claim with the next-higher procuratorate"),
        starts_with=Trigger.SUED,
        stopped_by=Trigger.PAPER_FILED,
        owes=Owes.OFFICE,
        length=_days(5),
        article=_("Rules on Handling Public-Interest Litigation (2021), Art. 46"),
        valid_from=PIL_RULES_FROM,
        kinds=PUBLIC_INTEREST,
    ),
    Term(
        key="suit_decision",
        label=_("Submission of a decision on the suit"),
        duty=_("Submit to the court that the suit is withdrawn or its claims change"),
        starts_with=Trigger.SUIT_DECIDED,
        stopped_by=Trigger.COURT_TOLD,
        owes=Owes.OFFICE,
        length=_days(3),
        article=_("Rules on Handling Public-Interest Litigation (2021), Art. 84"),
        valid_from=PIL_RULES_FROM,
        kinds=PUBLIC_INTEREST,
    ),
    # Art. 78 asks for the filing of these decisions and names no number of days; the office takes those of Art. 46.
    *(
        Term(
            key=key,
            label=label,
            duty=duty,
            starts_with=starts_with,
            stopped_by=Trigger.PAPER_FILED,
            owes=Owes.OFFICE,
            length=_days(5),
            article=_("Rules on Handling Public-Interest Litigation (2021), Art. 78: no number of days"),
            valid_from=PIL_RULES_FROM,
            kinds=PUBLIC_INTEREST,
            basis=Basis.OFFICE,
        )
        for key, label, duty, starts_with in (
            (
                "suspension_filing",
                _("Filing of the suspension"),
                _("File the decision to suspend the examination with the next-higher procuratorate"),
                Trigger.EXAMINATION_SUSPENDED,
            ),
            (
                "resumption_filing",
                _("Filing of the resumption"),
                _("File the decision to resume the examination with the next-higher procuratorate"),
                Trigger.EXAMINATION_RESUMED,
            ),
        )
    ),
    # In rows 10 and 13 the civil rules began a month before the administrative ones.
    Term(
        key="serve_retrial",
        row=10,
        label=_("Service, retrial"),
        duty=_("Send the suggestion and the case file to the court"),
        starts_with=Trigger.APPROVED,
        stopped_by=Trigger.SERVED,
        owes=Owes.OFFICE,
        length=_days(15),
        article=_("Civil Supervision Rules, Art. 87; Administrative Supervision Rules, Art. 92 (both 2021)"),
        article_by_kind={
            **_from(CIVIL_RULES_FROM, retrial_civil=_("Civil Supervision Rules (2021), Art. 87")),
            **_from(
                ADMINISTRATIVE_RULES_FROM, retrial_administrative=_("Administrative Supervision Rules (2021), Art. 92")
            ),
        },
        valid_from=ADMINISTRATIVE_RULES_FROM,
        from_by_kind=CIVIL_BEGAN,
        kinds=RETRIAL,
    ),
    # The civil rule asks for filing without a number of days, so that row 2 governs there. “Raising” is read as issuing, the earlier day.
    Term(
        key="filing_retrial_admin",
        row=11,
        label=_("Filing on record, administrative retrial"),
        duty=_("File the letter and the conclusion report with the next-higher procuratorate"),
        starts_with=Trigger.ISSUED,
        stopped_by=Trigger.FILED,
        owes=Owes.OFFICE,
        length=_days(5),
        article=_("Administrative Supervision Rules (2021), Art. 92"),
        valid_from=ADMINISTRATIVE_RULES_FROM,
        kinds=frozenset({"retrial_administrative"}),
    ),
    # SPCciv Art. 419 (2015) became SPCciv Art. 417 in 2022 [K].
    Term(
        key="retrial_court",
        row=12,
        label=_("Court's examination of a retrial suggestion"),
        duty=_("Examine the suggestion and, if not reopening the case, reply in writing"),
        starts_with=Trigger.SERVED,
        stopped_by=Trigger.REPLIED,
        owes=Owes.COURT,
        length=_months(3),
        article=_("Supreme Court on civil procedure (2015), Art. 419, and administrative litigation (2018), Art. 126"),
        article_by_kind={
            **_from(
                ADMINISTRATIVE_INTERPRETATION_FROM, retrial_civil=_("Supreme Court on civil procedure (2015), Art. 419")
            ),
            **_from(
                ADMINISTRATIVE_INTERPRETATION_FROM,
                retrial_administrative=_("Supreme Court on administrative litigation (2018), Art. 126"),
            ),
        },
        valid_from=ADMINISTRATIVE_INTERPRETATION_FROM,
        valid_to=date(2022, 4, 9),
        kinds=RETRIAL,
    ),
    Term(
        key="retrial_court",
        row=12,
        label=_("Court's examination of a retrial suggestion"),
        duty=_("Examine the suggestion and, if not reopening the case, reply in writing"),
        starts_with=Trigger.SERVED,
        stopped_by=Trigger.REPLIED,
        owes=Owes.COURT,
        length=_months(3),
        article=_("Supreme Court on civil procedure (2022), Art. 417, and administrative litigation (2018), Art. 126"),
        article_by_kind={
            **_from(
                CIVIL_INTERPRETATION_2022_FROM, retrial_civil=_("Supreme Court on civil procedure (2022), Art. 417")
            ),
            **_from(
                ADMINISTRATIVE_INTERPRETATION_FROM,
                retrial_administrative=_("Supreme Court on administrative litigation (2018), Art. 126"),
            ),
        },
        valid_from=CIVIL_INTERPRETATION_2022_FROM,
        kinds=RETRIAL,
        version=2,
    ),
    Term(
        key="serve_court",
        row=13,
        label=_("Service, trial or enforcement"),
        duty=_("Send the suggestion to the court"),
        starts_with=Trigger.APPROVED,
        stopped_by=Trigger.SERVED,
        owes=Owes.OFFICE,
        length=_days(15),
        article=_(
            "Civil Supervision Rules, Art. 102, 108; Administrative Supervision Rules, Art. 106, 113 (both 2021)"
        ),
        article_by_kind={
            **_from(
                CIVIL_RULES_FROM,
                violation_civil_trial=_("Civil Supervision Rules (2021), Art. 102"),
                violation_civil_enforcement=_("Civil Supervision Rules (2021), Art. 108"),
            ),
            **_from(
                ADMINISTRATIVE_RULES_FROM,
                violation_administrative_trial=_("Administrative Supervision Rules (2021), Art. 106"),
                violation_administrative_enforcement=_("Administrative Supervision Rules (2021), Art. 113"),
            ),
        },
        valid_from=ADMINISTRATIVE_RULES_FROM,
        from_by_kind=CIVIL_BEGAN,
        kinds=TRIAL | ENFORCEMENT,
    ),
    # Administrative enforcement follows these provisions by analogy [K].
    Term(
        key="reply_enforcement",
        row=14,
        label=_("Court's reply, enforcement"),
        duty=_("Reply in writing, with reasons where the suggestion is not adopted"),
        starts_with=Trigger.SERVED,
        stopped_by=Trigger.REPLIED,
        owes=Owes.COURT,
        length=_months(3),
        article=_("Provisions on Supervision of Civil Enforcement (2016), Art. 13"),
        valid_from=ENFORCEMENT_RULES_FROM,
        kinds=ENFORCEMENT,
        extension=_months(1),
        extension_article=_("Provisions on Supervision of Civil Enforcement (2016), Art. 13: the court's president"),
    ),
    # The month stands in the circulating template; its basis, a joint opinion of 2011, was not read [K].
    Term(
        key="reply_trial",
        row=15,
        label=_("Court's reply, violations in trial"),
        duty=_("Reply in writing"),
        starts_with=Trigger.SERVED,
        stopped_by=Trigger.REPLIED,
        owes=Owes.COURT,
        length=_months(1),
        article=_("Circulating template of the letter; joint opinion of 2011, not verified"),
        valid_from=JOINT_OPINION_FROM,
        kinds=TRIAL,
        basis=Basis.UNVERIFIED,
    ),
    Term(
        key="slack_enforcement",
        row=16,
        label=_("Explanation of slack enforcement"),
        duty=_("Explain the suspected slack enforcement"),
        starts_with=Trigger.SLACK_ENFORCEMENT_ASKED,
        stopped_by=Trigger.SLACK_ENFORCEMENT_EXPLAINED,
        owes=Owes.COURT,
        length=_days(15),
        article=_("Administrative Supervision Rules (2021), Art. 112; Civil Enforcement Provisions (2016)"),
        article_by_kind={
            "violation_civil_enforcement": Citation(
                (
                    Article(
                        words=_("Provisions on Supervision of Civil Enforcement (2016), Art. 10"),
                        valid_from=ENFORCEMENT_RULES_FROM,
                        is_verified=False,
                    ),
                )
            ),
            **_from(
                ADMINISTRATIVE_RULES_FROM,
                violation_administrative_enforcement=_("Administrative Supervision Rules (2021), Art. 112"),
            ),
        },
        valid_from=ADMINISTRATIVE_RULES_FROM,
        from_by_kind={"violation_civil_enforcement": ENFORCEMENT_RULES_FROM},
        kinds=ENFORCEMENT,
    ),
    # Row 17: the sources differ by procedure; the administrative rule names no number.
    Term(
        key="objection_court_civil",
        row=17,
        label=_("Answer to a court's objection, civil"),
        duty=_("Answer the court's written objection"),
        starts_with=Trigger.OBJECTION_RAISED,
        stopped_by=Trigger.OBJECTION_ANSWERED,
        owes=Owes.OFFICE,
        length=_months(1),
        article=_("Civil Supervision Rules (2021), Art. 122"),
        valid_from=CIVIL_RULES_FROM,
        kinds=frozenset({"retrial_civil", "violation_civil_trial"}),
    ),
    Term(
        key="objection_court_enforcement",
        row=17,
        label=_("Answer to a court's objection, civil enforcement"),
        duty=_("Answer the court's written objection"),
        starts_with=Trigger.OBJECTION_RAISED,
        stopped_by=Trigger.OBJECTION_ANSWERED,
        owes=Owes.OFFICE,
        length=_months(3),
        article=_("Provisions on Supervision of Civil Enforcement (2016), Art. 17"),
        valid_from=ENFORCEMENT_RULES_FROM,
        kinds=frozenset({"violation_civil_enforcement"}),
    ),
    Term(
        key="objection_court_administrative",
        row=17,
        label=_("Answer to a court's objection, administrative"),
        duty=_("Answer the court's written objection"),
        starts_with=Trigger.OBJECTION_RAISED,
        stopped_by=Trigger.OBJECTION_ANSWERED,
        owes=Owes.OFFICE,
        length=None,
        article=_("Administrative Supervision Rules (2021), Art. 128: within the prescribed period"),
        valid_from=ADMINISTRATIVE_RULES_FROM,
        kinds=ADMINISTRATIVE,
        measured_by=MeasuredBy.DATE,
    ),
    Term(
        key="monitoring_notice",
        row=19,
        label=_("Answer to a monitoring notice"),
        duty=_("Answer the notice of the case-management department"),
        starts_with=Trigger.MONITORING_NOTICE_RECEIVED,
        stopped_by=Trigger.MONITORING_NOTICE_ANSWERED,
        owes=Owes.OFFICE,
        length=_days(10),
        article=_("Civil Supervision Rules, Art. 112; Administrative Supervision Rules, Art. 118 (both 2021)"),
        article_by_kind={
            **_from(CIVIL_RULES_FROM, **dict.fromkeys(sorted(CIVIL), _("Civil Supervision Rules (2021), Art. 112"))),
            **_from(
                ADMINISTRATIVE_RULES_FROM,
                **dict.fromkeys(sorted(ADMINISTRATIVE), _("Administrative Supervision Rules (2021), Art. 118")),
            ),
        },
        valid_from=ADMINISTRATIVE_RULES_FROM,
        from_by_kind=CIVIL_BEGAN,
        kinds=CIVIL | ADMINISTRATIVE,
    ),
    # A party's request for a recusal, and its request to reconsider the decision.
    Term(
        key="recusal",
        label=_("Decision on a recusal"),
        duty=_("Decide on the recusal that was asked for, and tell the applicant"),
        starts_with=Trigger.RECUSAL_ASKED,
        stopped_by=Trigger.RECUSAL_DECIDED,
        owes=Owes.OFFICE,
        length=_days(3),
        article=_(
            "PIL Case Rules, Art. 23; Civil Supervision Rules, Art. 17; Administrative Supervision Rules, Art. 17 (all 2021)"
        ),
        valid_from=PIL_RULES_FROM,
        from_by_kind=CIVIL_BEGAN
        | dict.fromkeys((*ADMINISTRATIVE, "violation_administrative_organ"), ADMINISTRATIVE_RULES_FROM),
        kinds=PUBLIC_INTEREST | CIVIL | ADMINISTRATIVE | {"violation_administrative_organ"},
    ),
    # Local rules began on a day of the year that was not read; an office that adopts one checks its day and its subject.
    Term(
        key="reply_local_qingdao",
        row=20,
        label=_("Reply, Qingdao"),
        duty=_("Act on the suggestion and reply in writing"),
        starts_with=Trigger.SERVED,
        stopped_by=Trigger.REPLIED,
        owes=Owes.UNIT,
        length=_days(30),
        article=_("Qingdao, on preventing duty crime (2011); title as entered at adoption"),
        valid_from=date(2011, 1, 1),
        status=Status.SWITCHED_OFF,
        basis=Basis.LOCAL,
        region="3702",
    ),
    Term(
        key="reply_local_luoyang",
        row=20,
        label=_("Reply, Luoyang"),
        duty=_("Act on the suggestion and reply in writing"),
        starts_with=Trigger.SERVED,
        stopped_by=Trigger.REPLIED,
        owes=Owes.UNIT,
        length=_days(30),
        article=_("Luoyang, on preventing duty crime (2004); title as entered at adoption"),
        valid_from=date(2004, 1, 1),
        status=Status.SWITCHED_OFF,
        basis=Basis.LOCAL,
        region="4103",
    ),
    Term(
        key="reply_local_huzhou",
        row=20,
        label=_("Reply, Huzhou"),
        duty=_("Act on the suggestion and reply in writing"),
        starts_with=Trigger.SERVED,
        stopped_by=Trigger.REPLIED,
        owes=Owes.UNIT,
        length=_days(60),
        article=_("Huzhou, on the environment, for state bodies (2016); title as entered at adoption"),
        valid_from=date(2016, 1, 1),
        status=Status.SWITCHED_OFF,
        basis=Basis.LOCAL,
        region="3305",
    ),
    # The office's own measures begin here: no article gives their length (`domain.md` 1.6, 11).
    Term(
        key="objection",
        label=_("Objection"),
        duty=_("Raise an objection, if there is one"),
        starts_with=Trigger.SERVED,
        stopped_by=Trigger.OBJECTION_RAISED,
        owes=Owes.UNIT,
        length=None,
        article=_("Period printed in the letter; Provisions on Procuratorial Suggestions (2019), Art. 16, 23"),
        valid_from=PROVISIONS_FROM,
        basis=Basis.OFFICE,
        measured_by=MeasuredBy.LETTER,
    ),
    Term(
        key="answer_objection",
        label=_("Answer to an objection"),
        duty=_("Review the objection at once, decide it and tell the unit why"),
        starts_with=Trigger.OBJECTION_RAISED,
        stopped_by=Trigger.OBJECTION_ANSWERED,
        owes=Owes.OFFICE,
        length=_working_days(5),
        article=_("Art. 23 says “immediately”; the number of days is set by the office"),
        article_by_kind=_from(
            ADMINISTRATIVE_RULES_FROM,
            **dict.fromkeys(
                sorted(ADMINISTRATIVE),
                _(
                    "Administrative Supervision Rules (2021), Art. 128: within the prescribed period; the number of days is "
                    "set by the office"
                ),
            ),
        ),
        valid_from=PROVISIONS_FROM,
        basis=Basis.OFFICE,
    ),
    Term(
        key="judge_reply",
        label=_("Judgement of the reply"),
        duty=_("Judge the reply and tell the unit the outcome"),
        starts_with=Trigger.REPLIED,
        stopped_by=Trigger.JUDGED,
        owes=Owes.OFFICE,
        length=_working_days(10),
        article=_("Set by the office; not law"),
        valid_from=PROVISIONS_FROM,
        basis=Basis.OFFICE,
    ),
    Term(
        key="promise",
        label=_("Promised date"),
        duty=_("Finish the measure by the date promised"),
        starts_with=Trigger.PROMISED,
        stopped_by=Trigger.CLAIMED,
        owes=Owes.UNIT,
        length=None,
        article=_("Date promised by the unit"),
        valid_from=PROVISIONS_FROM,
        basis=Basis.OFFICE,
        measured_by=MeasuredBy.DATE,
    ),
    Term(
        key="look_back",
        label=_("Look-back"),
        duty=_("Look back whether the measures still hold"),
        starts_with=Trigger.CLOSED,
        stopped_by=Trigger.LOOKED_BACK,
        owes=Owes.OFFICE,
        length=None,
        article=_("Date set when the case was closed; not law"),
        valid_from=PROVISIONS_FROM,
        basis=Basis.OFFICE,
        measured_by=MeasuredBy.DATE,
    ),
    Term(
        key="visit",
        label=_("Planned visit or talk"),
        duty=_("Hold the visit or talk that was planned, and record it"),
        starts_with=Trigger.VISIT_PLANNED,
        stopped_by=Trigger.VISITED,
        owes=Owes.OFFICE,
        length=None,
        article=_("Day planned by the office; the Provisions (2019), Art. 24, ask for visits and name no day"),
        valid_from=PROVISIONS_FROM,
        basis=Basis.OFFICE,
        measured_by=MeasuredBy.DATE,
    ),
)

TERMS = TermTable(_ROWS)
