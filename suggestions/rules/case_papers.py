"""The papers of a case beside its letter, as a table: what each is, in which cases, who makes it, and what it waits for.

Decisions and notices that the law prescribes, and records that it asks for. How each is printed is in
suggestions/documents/case_paper_documents.py.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from organs.words import Words
from suggestions.rules.kinds import Type, of_type
from suggestions.rules.states import DOCUMENT
from suggestions.rules.steps import Shown
from suggestions.rules.term_rows import ADMINISTRATIVE, CIVIL, ENFORCEMENT, RETRIAL, TRIAL, Trigger

PIL = of_type(Type.PUBLIC_INTEREST)
COURTS = RETRIAL | TRIAL | ENFORCEMENT
BEFORE_ISSUE = DOCUMENT.of("before issue")
APPROVED_ON = frozenset({"approved"}) | DOCUMENT.of("in force")
WHILE_OPEN = BEFORE_ISSUE | DOCUMENT.of("in force")
SERVED = frozenset({"served"})


class Awaits(StrEnum):
    """The step that a paper waits for once it is made."""

    NOTHING = ""
    SERVICE = "serve"
    HANDING_OVER = "hand_over"
    FILING = "file"
    COURT = "submit"
    ANSWER = "answer"


@dataclass(frozen=True, kw_only=True)
class CasePaperKind:
    """One kind of paper. `made_by` is the step that makes it; "" where another step does, such as the decision to suspend.

    `making` and `settling` say what is done to make it and to bring it to its end; `text` and `addressee` label what is
    asked, "" where nothing is. `starts` and `ends` are the events that its clock counts between. `made_in` are the states
    of the letter in which it is made; its day is not before the letter came there. `is_of_suit` says that it is made
    only while a suit runs. `starts_on_receipt` says that the clock begins when the addressee has received the paper,
    which is a step of its own. `articles` are those of kinds whose own procedure says another than `article`.
    """

    key: str
    label: Words
    kinds: frozenset[str]
    made_in: frozenset[str] = WHILE_OPEN
    is_of_suit: bool = False
    made_by: str = "make"
    making: Words = ""
    text: Words = ""
    addressee: Words = ""
    is_to_party: bool = False
    has_proposal: bool = False
    awaits: Awaits = Awaits.NOTHING
    settling: Words = ""
    starts: Trigger | None = None
    starts_on_receipt: bool = False
    ends: Trigger | None = None
    shown_to: Shown = Shown.OFFICE
    article: Words = ""
    articles: Mapping[str, Words] = field(default_factory=dict)

    def article_of(self, kind: str) -> Words:
        """Returns the article on which the paper rests in a case of this kind."""
        return self.articles.get(kind, self.article)

    @property
    def has_return(self) -> bool:
        """Tells whether a service return (送达回证) goes with it, for whoever receives it to sign."""
        return self.awaits in {Awaits.SERVICE, Awaits.HANDING_OVER}


ROWS: tuple[CasePaperKind, ...] = (
    CasePaperKind(
        key="opening_decision",
        label=_("Decision to open the case"),
        making=_("Record the decision to open the case"),
        kinds=PIL,
        made_in=BEFORE_ISSUE,
        text=_("Facts on which the case is opened"),
        awaits=Awaits.SERVICE,
        settling=_("Serve the decision to open the case"),
        starts=Trigger.PIL_CASE_OPENED,
        ends=Trigger.PIL_DECISION_SERVED,
        shown_to=Shown.BOTH,
        article=_("PIL Case Rules, Art. 70"),
    ),
    CasePaperKind(
        key="consultation_record",
        label=_("Record of a consultation with the organ"),
        making=_("Record a consultation with the organ"),
        kinds=PIL,
        made_in=BEFORE_ISSUE,
        text=_("What was discussed, and what came of it"),
        article=_("PIL Case Rules, Art. 70"),
    ),
    CasePaperKind(
        key="later_find",
        label=_("Later find of the same nature"),
        making=_("Merge a later find into the case"),
        kinds=PIL,
        made_in=BEFORE_ISSUE,
        text=_("What was found, and why it is of the same nature"),
        shown_to=Shown.INTERNAL,
        article=_("PIL Case Rules, Art. 69"),
    ),
    CasePaperKind(
        key="entrusted_investigation",
        label=_("Investigation entrusted elsewhere"),
        making=_("Entrust an investigation elsewhere"),
        kinds=PIL | COURTS,
        text=_("What is to be investigated"),
        addressee=_("The procuratorate that is entrusted"),
        awaits=Awaits.ANSWER,
        settling=_("Record what the entrusted investigation found"),
        starts=Trigger.OUT_OF_AREA_ENTRUSTED,
        ends=Trigger.OUT_OF_AREA_REPORTED,
        shown_to=Shown.INTERNAL,
        article=_(
            "PIL Case Rules, Art. 43; Civil Supervision Rules, Art. 70; Administrative Supervision Rules, Art. 66"
        ),
        articles={
            **dict.fromkeys(PIL, _("PIL Case Rules, Art. 43")),
            **dict.fromkeys(CIVIL, _("Civil Supervision Rules, Art. 70")),
            **dict.fromkeys(ADMINISTRATIVE, _("Administrative Supervision Rules, Art. 66")),
        },
    ),
    CasePaperKind(
        key="conclusion_report",
        label=_("Report that concludes the examination"),
        making=_("Write the report that concludes the examination"),
        kinds=PIL,
        made_in=SERVED,
        text=_("What the follow-up found"),
        has_proposal=True,
        shown_to=Shown.INTERNAL,
        article=_("PIL Case Rules, Art. 79"),
    ),
    CasePaperKind(
        key="suspension_decision",
        label=_("Decision to suspend the examination"),
        kinds=PIL,
        made_by="",
        awaits=Awaits.FILING,
        settling=_("File the decision to suspend the examination"),
        starts=Trigger.EXAMINATION_SUSPENDED,
        ends=Trigger.PAPER_FILED,
        article=_("PIL Case Rules, Art. 78"),
    ),
    CasePaperKind(
        key="resumption_decision",
        label=_("Decision to resume the examination"),
        kinds=PIL,
        made_by="",
        awaits=Awaits.FILING,
        settling=_("File the decision to resume the examination"),
        starts=Trigger.EXAMINATION_RESUMED,
        ends=Trigger.PAPER_FILED,
        article=_("PIL Case Rules, Art. 78"),
    ),
    CasePaperKind(
        key="ending_decision",
        label=_("Decision that the case ends"),
        kinds=PIL,
        made_by="",
        awaits=Awaits.SERVICE,
        settling=_("Serve the decision that the case ends"),
        shown_to=Shown.BOTH,
        article=_("PIL Case Rules, Art. 80"),
    ),
    CasePaperKind(
        key="statement_of_claim",
        label=_("Statement of claim in public-interest litigation"),
        kinds=PIL,
        made_by="",
        awaits=Awaits.FILING,
        settling=_("File the statement of claim"),
        starts=Trigger.SUED,
        ends=Trigger.PAPER_FILED,
        article=_("PIL Case Rules, Art. 46"),
    ),
    CasePaperKind(
        key="suit_withdrawal",
        label=_("Decision to withdraw the suit"),
        making=_("Decide to withdraw the suit"),
        kinds=PIL,
        made_in=SERVED,
        is_of_suit=True,
        made_by="decide",
        text=_("Why the suit is withdrawn"),
        addressee=_("The court before which the suit is"),
        awaits=Awaits.COURT,
        settling=_("Submit to the court the decision to withdraw the suit"),
        starts=Trigger.SUIT_DECIDED,
        ends=Trigger.COURT_TOLD,
        article=_("PIL Case Rules, Art. 84"),
    ),
    CasePaperKind(
        key="claims_change",
        label=_("Decision to change the claims of the suit"),
        making=_("Decide to change the claims of the suit"),
        kinds=PIL,
        made_in=SERVED,
        is_of_suit=True,
        made_by="decide",
        text=_("The claims as they are from now on, and why they change"),
        addressee=_("The court before which the suit is"),
        awaits=Awaits.COURT,
        settling=_("Submit to the court the decision to change the claims"),
        starts=Trigger.SUIT_DECIDED,
        ends=Trigger.COURT_TOLD,
        article=_("PIL Case Rules, Art. 84"),
    ),
    CasePaperKind(
        key="review_report",
        label=_("Report that concludes the review"),
        making=_("Write the report that concludes the review"),
        kinds=COURTS,
        made_in=BEFORE_ISSUE,
        text=_("What the review found, and what is proposed"),
        article=_("Civil Supervision Rules, Art. 48; Administrative Supervision Rules, Art. 52, 92"),
        articles={
            **dict.fromkeys(CIVIL, _("Civil Supervision Rules, Art. 48")),
            **dict.fromkeys(ADMINISTRATIVE, _("Administrative Supervision Rules, Art. 52")),
            "retrial_administrative": _("Administrative Supervision Rules, Art. 52, 92"),
        },
    ),
    # The administrative rules were not read on it.
    CasePaperKind(
        key="result_review",
        label=_("Review of what the court decided"),
        making=_("Fill in the review of what the court decided"),
        kinds=COURTS & CIVIL,
        made_in=SERVED,
        text=_("What the court decided, and whether it was right"),
        shown_to=Shown.INTERNAL,
        article=_("Civil Supervision Rules, Art. 123-124"),
    ),
    CasePaperKind(
        key="party_notice",
        label=_("Notice to a party"),
        making=_("Write a notice to a party"),
        kinds=COURTS,
        made_in=APPROVED_ON,
        is_to_party=True,
        awaits=Awaits.HANDING_OVER,
        settling=_("Record that the notice reached the party"),
        article=_("Civil Supervision Rules, Art. 87, 102, 108; Administrative Supervision Rules, Art. 92, 106, 113"),
        articles={
            "retrial_civil": _("Civil Supervision Rules, Art. 87"),
            "violation_civil_trial": _("Civil Supervision Rules, Art. 102"),
            "violation_civil_enforcement": _("Civil Supervision Rules, Art. 108"),
            "retrial_administrative": _("Administrative Supervision Rules, Art. 92"),
            "violation_administrative_trial": _("Administrative Supervision Rules, Art. 106"),
            "violation_administrative_enforcement": _("Administrative Supervision Rules, Art. 113"),
        },
    ),
    # Of trial and enforcement the rules tell the applicant: where the office acts of itself, there may be none.
    CasePaperKind(
        key="no_party_notice",
        label=_("Why no notice to a party is due"),
        making=_("Record why no notice to a party is due"),
        kinds=TRIAL | ENFORCEMENT,
        made_in=APPROVED_ON,
        text=_("Why nobody is to be told"),
        article=_("Civil Supervision Rules, Art. 102, 117; Administrative Supervision Rules, Art. 106, 113"),
        articles={
            "violation_civil_trial": _("Civil Supervision Rules, Art. 102, 117"),
            "violation_civil_enforcement": _("Civil Supervision Rules, Art. 108, 117"),
            "violation_administrative_trial": _("Administrative Supervision Rules, Art. 106"),
            "violation_administrative_enforcement": _("Administrative Supervision Rules, Art. 113"),
        },
    ),
    CasePaperKind(
        key="enforcement_question",
        label=_("Request that the court explains the enforcement"),
        making=_("Ask the court to explain the enforcement"),
        kinds=ENFORCEMENT,
        text=_("What the court is to explain"),
        awaits=Awaits.ANSWER,
        settling=_("Record the court's explanation"),
        starts=Trigger.SLACK_ENFORCEMENT_ASKED,
        starts_on_receipt=True,
        ends=Trigger.SLACK_ENFORCEMENT_EXPLAINED,
        article=_("Administrative Supervision Rules, Art. 112; Provisions on Supervision of Civil Enforcement"),
        articles={
            # The duty was read in a report on the provisions, the number of its article was not [K].
            "violation_civil_enforcement": _(
                "Provisions on Supervision of Civil Enforcement (2016), Art. 10 [not verified]"
            ),
            "violation_administrative_enforcement": _("Administrative Supervision Rules, Art. 112"),
        },
    ),
    CasePaperKind(
        key="monitoring_notice",
        label=_("Notice of process monitoring"),
        making=_("Send a notice of process monitoring"),
        kinds=COURTS,
        made_by="monitor",
        text=_("What is to be put right"),
        awaits=Awaits.ANSWER,
        settling=_("Answer the notice of process monitoring"),
        starts=Trigger.MONITORING_NOTICE_RECEIVED,
        ends=Trigger.MONITORING_NOTICE_ANSWERED,
        shown_to=Shown.INTERNAL,
        article=_("Civil Supervision Rules, Art. 112; Administrative Supervision Rules, Art. 118"),
        articles={
            **dict.fromkeys(CIVIL, _("Civil Supervision Rules, Art. 112")),
            **dict.fromkeys(ADMINISTRATIVE, _("Administrative Supervision Rules, Art. 118")),
        },
    ),
)
CASE_PAPERS: Mapping[str, CasePaperKind] = {row.key: row for row in ROWS}

#: What settles that the parties are told of the decision: a notice, or the reason why none is due.
TELLING_PARTIES = frozenset({"party_notice", "no_party_notice"})


def owes_party_notice(*, kind: str, state: str, made: Iterable[str]) -> bool:
    """Tells whether the parties of a court's case are still to be told of the decision (CIV21 Art. 87, 102, 108; ADM21 Art. 92,
    106, 113), by the kinds of paper that were made.
    """
    return kind in COURTS and state in APPROVED_ON and TELLING_PARTIES.isdisjoint(made)


def owes_result_review(*, kind: str, is_judged: bool, made: Iterable[str]) -> bool:
    """Tells whether what the court decided is still to be reviewed on its form: its reply is judged (CIV21 Art. 123)."""
    row = CASE_PAPERS["result_review"]
    return kind in row.kinds and is_judged and row.key not in made


#: What a party is in the case: a role and a number. Who it is stands in the paper file alone.
PARTIES: dict[str, Words] = {
    "applicant": _("Applicant for supervision"),
    "other_party": _("Other party"),
    "plaintiff": _("Plaintiff"),
    "defendant": _("Defendant"),
    "third_party": _("Third party"),
    "enforcement_applicant": _("Applicant for enforcement"),
    "enforcement_debtor": _("Party subject to enforcement"),
}
PARTIES_IN_CHINESE: Mapping[str, str] = {
    "applicant": "申请人",
    "other_party": "其他当事人",
    "plaintiff": "原告",
    "defendant": "被告",
    "third_party": "第三人",
    "enforcement_applicant": "申请执行人",
    "enforcement_debtor": "被执行人",
}
#: Who is a party where: of an effective decision the applicant and the others, of a trial that runs its parties, of an
#: enforcement those whom it is about. The articles name the applicant and the parties; which role fits where is our reading.
_IN_EVERY_CASE = ("applicant", "other_party", "third_party")
_PARTIES_OF: Mapping[frozenset[str], tuple[str, ...]] = {
    RETRIAL: _IN_EVERY_CASE,
    TRIAL: (*_IN_EVERY_CASE, "plaintiff", "defendant"),
    ENFORCEMENT: (*_IN_EVERY_CASE, "enforcement_applicant", "enforcement_debtor"),
}


def parties_of(kind: str) -> dict[str, Words]:
    """Returns what a party can be in a case of this kind, in the order of `PARTIES`; all where no rule narrows it."""
    fitting = next((keys for kinds, keys in _PARTIES_OF.items() if kind in kinds), tuple(PARTIES))
    return {key: label for key, label in PARTIES.items() if key in fitting}


#: What the report proposes to the chief procurator (PIL21 Art. 79).
PROPOSALS: dict[str, Words] = {"end": _("The case ends"), "sue": _("A suit is brought")}
