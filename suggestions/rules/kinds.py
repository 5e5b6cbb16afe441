"""The kinds of suggestion as a table, each a family with its versions in time; the rows of the terms are in term_rows.py.

Finer than the five types of P19 Art. 5, because procedure decides the gates and terms (domain.md 2.1, 2.2, 4.1). When the
law changes, a kind gets a further version, and what was done under the former one keeps it. Which version governs an act
is asked of `kind_versions`.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from organs.words import Words
from suggestions.rules import legal_bases, letter_sentences
from suggestions.rules.acts import Act, Transition
from suggestions.rules.letter_sentences import Sentence
from suggestions.rules.term_rows import (
    ADMINISTRATIVE_RULES_FROM,
    CIVIL_RULES_FROM,
    PIL_RULES_FROM,
    PROVISIONS_FROM,
)


class Type(StrEnum):
    """The five types of P19 Art. 5."""

    RETRIAL = "retrial"
    RECTIFY_VIOLATION = "rectify_violation"
    PUBLIC_INTEREST = "public_interest"
    SOCIAL_GOVERNANCE = "social_governance"
    OTHER = "other"


TYPE_LABELS: dict[str, Words] = {
    Type.RETRIAL: _("Retrial"),
    Type.RECTIFY_VIOLATION: _("Rectification of violations"),
    Type.PUBLIC_INTEREST: _("Public-interest litigation"),
    Type.SOCIAL_GOVERNANCE: _("Social governance"),
    Type.OTHER: _("Other"),
}


@dataclass(frozen=True, kw_only=True)
class Content:
    """One content that the letter of a kind must have; `measures` and the two periods have columns of their own.

    `came_later`: texts that were signed before it came are without it and keep their digest.
    """

    key: str
    label: Words
    article: Words
    help: Words = ""
    required: bool = True
    came_later: bool = False

    @property
    def is_text(self) -> bool:
        return not self.is_period and self.key != "measures"

    @property
    def is_period(self) -> bool:
        return self.key in {"objection_period", "reply_period"}


@dataclass(frozen=True, kw_only=True)
class Gate:
    """One station of approval: who passes it, under which article; the last one decides.

    `verdicts` are given for or against, `checklist` is ticked whole before the gate is passed. Their order is that of the row.
    """

    key: str
    label: Words
    relation: str
    article: Words
    verdicts: tuple[str, ...] = ()
    checklist: tuple[str, ...] = ()
    decides: bool = False
    by_resolution: bool = False


RECIPIENT = Content(key="unit", label=_("A recipient that is named"), article=_("Provisions, Art. 16"))
ORGAN = Content(key="unit", label=_("Name of the administrative organ"), article=_("PIL Case Rules, Art. 75(1)"))
HELP_ON_LEGAL_BASIS = _(
    "By which power the letter itself is raised. It is printed before the measures; each has its own basis."
)

ART_16: tuple[Content, ...] = (
    Content(key="source", label=_("Source of the case or problem"), article=_("Provisions, Art. 16(2)(1)")),
    Content(key="facts", label=_("Facts found and evidence"), article=_("Provisions, Art. 16(2)(2)")),
    Content(key="problems", label=_("Violations, or hazards to eliminate"), article=_("Provisions, Art. 16(2)(3)")),
    Content(
        key=legal_bases.KEY,
        label=_("Legal basis on which the suggestion is raised"),
        article=_("Provisions, Art. 16(2)(4)"),
        help=HELP_ON_LEGAL_BASIS,
        required=False,
        came_later=True,
    ),
    Content(
        key="measures",
        label=_("Concrete suggestions and their basis"),
        article=_("Provisions, Art. 16(2)(4)"),
        help=_("Each suggestion is an item of its own, with what counts as done. Each is followed up by itself."),
    ),
    Content(
        key="objection_period",
        label=_("Period for objection"),
        article=_("Provisions, Art. 16(2)(5)"),
        help=_("Counted from the day after receipt. The law gives no number of days; the letter sets it."),
    ),
    Content(
        key="reply_period",
        label=_("Period for the written reply"),
        article=_("Provisions, Art. 16(2)(6)"),
        help=_("Two months unless a special rule says otherwise; a suitable period when urgent (Art. 19)."),
    ),
    Content(key="other", label=_("Other matters"), article=_("Provisions, Art. 16(2)(7)"), required=False),
)

# The first of the eight items of PIL21 Art. 75, the name of the organ, is the recipient.
ART_75: tuple[Content, ...] = (
    Content(key="source", label=_("Source of the case"), article=_("PIL Case Rules, Art. 75(2)")),
    Content(
        key="facts", label=_("Facts of the harm to state or public interest"), article=_("PIL Case Rules, Art. 75(3)")
    ),
    Content(
        key="problems",
        label=_("Facts and reasons for finding that the duty is not performed"),
        article=_("PIL Case Rules, Art. 75(4)"),
    ),
    Content(
        key=legal_bases.KEY,
        label=_("Legal basis on which the suggestion is raised"),
        article=_("PIL Case Rules, Art. 75(5)"),
        help=HELP_ON_LEGAL_BASIS,
        came_later=True,
    ),
    Content(
        key="measures",
        label=_("Concrete content of the suggestion"),
        article=_("PIL Case Rules, Art. 75(6)"),
        help=_(
            "They must match a possible later claim (Art. 75). Each is an item of its own and followed up by itself."
        ),
    ),
    Content(
        key="reply_period",
        label=_("Rectification period"),
        article=_("PIL Case Rules, Art. 75(7)"),
        help=_(
            "Two months; 15 days where the damage is spreading or the matter is urgent (PIL Interpretation, Art. 21)."
        ),
    ),
    Content(
        key="other",
        label=_("Other matters"),
        article=_("PIL Case Rules, Art. 75(8)"),
        required=False,
    ),
)

POLICY = Gate(
    key="policy",
    label=_("Legal-policy review"),
    relation="policy",
    article=_("Provisions, Art. 17"),
    verdicts=("necessity", "legality", "reasoning"),
)
VERDICT_LABELS: dict[str, Words] = {
    "necessity": _("Necessity"),
    "legality": _("Legality"),
    "reasoning": _("Reasoning"),
}
# What Art. 16(1) asks of a letter, as it is ticked by who heads the author's department.
QUALITIES: dict[str, Words] = {
    "specific": _("What is asked is clear and specific"),
    "reasoned": _("The reasons are sufficient"),
    "rigorous": _("The argument is rigorous"),
    "concise": _("The language is concise"),
    "operable": _("What is asked can be carried out"),
}
HEAD = Gate(
    key="head",
    label=_("Department head"),
    relation="head",
    article=_("Practice"),
    checklist=tuple(QUALITIES),
)
CHIEF = Gate(
    key="decision",
    label=_("Chief procurator or committee"),
    relation="chief",
    article=_("Provisions, Art. 15"),
    decides=True,
)
COMMITTEE = Gate(
    key="decision",
    label=_("Procuratorial committee"),
    relation="secretary",
    article=_("Civil Rules, Art. 87"),
    decides=True,
    by_resolution=True,
)
HEAD_OF_PUBLIC_INTEREST = replace(HEAD, article=_("PIL Case Rules, Art. 7"))
CIVIL_87, CIVIL_102, CIVIL_108 = (
    _("Civil Rules, Art. 87"),
    _("Civil Rules, Art. 102"),
    _("Civil Rules, Art. 108"),
)
ADMINISTRATIVE_92, ADMINISTRATIVE_106, ADMINISTRATIVE_113 = (
    _("Administrative Rules, Art. 92"),
    _("Administrative Rules, Art. 106"),
    _("Administrative Rules, Art. 113"),
)
PIL_75 = _("PIL Case Rules, Art. 75")


def _own_articles(*, decision: Words, objection: Words = "", filing: Words = "") -> dict[str, Words]:
    """Returns the articles of the steps and documents that the rules of a procedure govern themselves, by their names."""
    answering = ("objection.raise", "objection.take_up", "objection.uphold", "objection.reject", "objection_decision")
    return {
        **dict.fromkeys(("document.submit", "document.approve", "letter"), decision),
        **(dict.fromkeys(answering, objection) if objection else {}),
        **(dict.fromkeys(("filing.file", "record_filing"), filing) if filing else {}),
    }


@dataclass(frozen=True, kw_only=True)
class FilingRule:
    """How a letter is filed on record: the article as the form cites it, and who receives it."""

    ground: str = "《人民检察院检察建议工作规定》第二十一条"
    received_by: str = "对口业务部门、法律政策研究部门"


@dataclass(frozen=True, kw_only=True)
class KindVersion:
    """What governs the suggestions of one kind from a day on, until the next version begins.

    `name` is what is proposed, `document` the letter that says so, `zh` the kind in documents. `reply` and `urgent_reply`
    are keys of terms. `articles` are those of steps and documents, by their names, where they are others than their own.
    `takes_over` says of every act how it passes to this version; a first version needs none. `objection` and `answer` are
    the sentences on the two periods. `report_paper` is the paper of the case that is the report; without one the report is
    typed with the draft. `handing_over` is what the service return says of the way to a court.
    """

    kind: str
    valid_from: date
    zh: str
    name: str = "检察建议"
    document: str = "检察建议书"
    report: str = "调查终结报告"
    report_paper: str = ""
    handing_over: str = ""
    basis: Words
    contents: tuple[Content, ...] = ART_16
    gates: tuple[Gate, ...] = (HEAD, CHIEF)
    reply: str = "reply"
    urgent_reply: str = ""
    filing: FilingRule = FilingRule()
    proclamation_needs_consent: bool = True
    recipient_last: bool = False
    objection: Sentence = letter_sentences.OBJECTION
    answer: Sentence = letter_sentences.REPLY
    recipient: Content = RECIPIENT
    articles: Mapping[str, Words] = field(default_factory=dict)
    takes_over: tuple[Transition, ...] = ()

    @property
    def key(self) -> str:
        """Names the version for ever, as the rows of what was done under it keep it."""
        return f"{self.kind}/{self.valid_from.isoformat()}"

    @property
    def filed(self) -> tuple[str, str]:
        """What is filed on record: the letter, and the report that concludes the investigation or examination."""
        return self.document, self.report

    def gate(self, key: str) -> Gate:
        return next(gate for gate in self.gates if gate.key == key)

    def content(self, key: str) -> Content | None:
        return next((content for content in self.contents if content.key == key), None)

    @property
    def has_objection_period(self) -> bool:
        return self.content("objection_period") is not None


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A family of suggestions: what it is called in lists and figures whatever the day, and its versions in time.

    `number_code` stands in its numbers by default, where a source shows one; without it a kind counts with that of `检建`.
    """

    key: str
    type: Type
    label: Words
    versions: tuple[KindVersion, ...]
    number_code: str = ""

    def __post_init__(self) -> None:
        if not self.versions or any(version.kind != self.key for version in self.versions):
            raise ValueError(f"{self.key}: its versions are its own, and there is at least one")
        for former, version in pairwise(self.versions):
            if version.valid_from <= former.valid_from:
                raise ValueError(f"{version.key} does not begin after {former.key}")
            taken = sorted(act for row in version.takes_over for act in row.acts)
            if taken != sorted(Act):
                raise ValueError(f"{version.key}: each act passes to it by one row")
            if any(row.from_day < version.valid_from for row in version.takes_over):
                raise ValueError(f"{version.key}: no act passes to it before it begins")

    @cached_property
    def _starts(self) -> tuple[date, ...]:
        return tuple(version.valid_from for version in self.versions)

    @cached_property
    def _by_key(self) -> dict[str, int]:
        return {version.key: number for number, version in enumerate(self.versions)}

    def on(self, day: date) -> KindVersion:
        """Returns the version in force on the day; what lies before the first one is read by that one."""
        return self.versions[max(bisect_right(self._starts, day) - 1, 0)]

    def version(self, key: str) -> KindVersion:
        """Returns the version of this name. Raises LookupError for a name of another kind."""
        return self.versions[self._by_key[key]]

    def before(self, version: KindVersion) -> KindVersion | None:
        """Returns the version that this one follows; None for the first."""
        number = self._by_key[version.key]
        return self.versions[number - 1] if number else None

    def last_day(self, version: KindVersion) -> date | None:
        """Returns the last day of a version; None while no other follows."""
        number = self._by_key[version.key] + 1
        return self.versions[number].valid_from - timedelta(days=1) if number < len(self.versions) else None


def _since_2019(
    now: KindVersion,
    *,
    basis: Words,
    gates: tuple[Gate, ...] = (HEAD, CHIEF),
    report: str = "调查终结报告",
) -> tuple[KindVersion, ...]:
    """Returns the versions of a kind that had no rules of its own between the Provisions and those of 2021."""
    former = replace(
        now,
        valid_from=PROVISIONS_FROM,
        takes_over=(),
        report=report,
        report_paper="",
        handing_over="",
        basis=basis,
        contents=ART_16,
        gates=gates,
        filing=FilingRule(),
        proclamation_needs_consent=True,
        objection=letter_sentences.OBJECTION,
        recipient=RECIPIENT,
        articles={},
    )
    return (former, now)


# What the Provisions alone say of a kind whose own rules began in 2021; the trial rules before those were not read [K].
COMMITTEE_BEFORE_2021 = replace(COMMITTEE, article=_("Provisions, Art. 15; trial rules before 2021, not verified"))
FROM_CIVIL_RULES = Transition(
    from_day=CIVIL_RULES_FROM, ground=_("Civil Supervision Rules (2021), in force from 2021-08-01")
)
FROM_ADMINISTRATIVE_RULES = Transition(
    from_day=ADMINISTRATIVE_RULES_FROM, ground=_("Administrative Supervision Rules (2021), in force from 2021-09-01")
)
FROM_PIL_RULES = Transition(
    from_day=PIL_RULES_FROM, ground=_("Rules on Handling Public-Interest Litigation (2021), in force from 2021-07-01")
)

_ROWS: tuple[Kind, ...] = (
    Kind(
        key="retrial_civil",
        type=Type.RETRIAL,
        label=_("Retrial, civil"),
        number_code="检民监",
        versions=_since_2019(
            KindVersion(
                kind="retrial_civil",
                valid_from=CIVIL_RULES_FROM,
                takes_over=(FROM_CIVIL_RULES,),
                zh="再审检察建议（民事）",
                name="再审检察建议",
                document="再审检察建议书",
                report="审查终结报告",
                report_paper="review_report",
                handing_over="依照《人民检察院民事诉讼监督规则》第八十七条，连同案件卷宗移送",
                basis=_("Provisions, Art. 8; Civil Rules, Art. 87"),
                gates=(HEAD, replace(COMMITTEE, article=CIVIL_87)),
                reply="retrial_court",
                filing=FilingRule(ground="《人民检察院民事诉讼监督规则》第八十七条"),
                recipient_last=True,
                objection=letter_sentences.OBJECTION_OF_COURT_CIVIL,
                answer=letter_sentences.REPLY_OF_RETRIAL,
                articles=_own_articles(
                    decision=CIVIL_87, objection=letter_sentences.OBJECTION_OF_COURT_CIVIL.article, filing=CIVIL_87
                ),
            ),
            basis=_("Provisions, Art. 8"),
            gates=(HEAD, COMMITTEE_BEFORE_2021),
            report="审查终结报告",
        ),
    ),
    Kind(
        key="retrial_administrative",
        type=Type.RETRIAL,
        label=_("Retrial, administrative"),
        number_code="检行监",
        versions=_since_2019(
            KindVersion(
                kind="retrial_administrative",
                valid_from=ADMINISTRATIVE_RULES_FROM,
                takes_over=(FROM_ADMINISTRATIVE_RULES,),
                zh="再审检察建议（行政）",
                name="再审检察建议",
                document="再审检察建议书",
                report="审查终结报告",
                report_paper="review_report",
                handing_over="依照《人民检察院行政诉讼监督规则》第九十二条，连同案件卷宗移送",
                basis=_("Provisions, Art. 8; Administrative Rules, Art. 92"),
                gates=(HEAD, replace(COMMITTEE, article=ADMINISTRATIVE_92)),
                reply="retrial_court",
                filing=FilingRule(ground="《人民检察院行政诉讼监督规则》第九十二条"),
                recipient_last=True,
                objection=letter_sentences.OBJECTION_OF_COURT_ADMINISTRATIVE,
                answer=letter_sentences.REPLY_OF_RETRIAL,
                articles=_own_articles(
                    decision=ADMINISTRATIVE_92,
                    objection=letter_sentences.OBJECTION_OF_COURT_ADMINISTRATIVE.article,
                    filing=ADMINISTRATIVE_92,
                ),
            ),
            basis=_("Provisions, Art. 8"),
            gates=(HEAD, COMMITTEE_BEFORE_2021),
            report="审查终结报告",
        ),
    ),
    Kind(
        key="violation_civil_trial",
        type=Type.RECTIFY_VIOLATION,
        label=_("Violation in civil trial"),
        number_code="检民违监",
        versions=_since_2019(
            KindVersion(
                kind="violation_civil_trial",
                valid_from=CIVIL_RULES_FROM,
                takes_over=(FROM_CIVIL_RULES,),
                zh="纠正违法检察建议（民事审判）",
                report="审查终结报告",
                report_paper="review_report",
                handing_over="依照《人民检察院民事诉讼监督规则》第一百零二条，连同案件卷宗移送",
                basis=_("Provisions, Art. 9(1); Civil Rules, Art. 102"),
                gates=(HEAD, replace(CHIEF, article=CIVIL_102)),
                reply="reply_trial",
                recipient_last=True,
                objection=letter_sentences.OBJECTION_OF_COURT_CIVIL,
                answer=letter_sentences.REPLY_OF_COURT,
                articles=_own_articles(decision=CIVIL_102, objection=letter_sentences.OBJECTION_OF_COURT_CIVIL.article),
            ),
            basis=_("Provisions, Art. 9(1)"),
        ),
    ),
    Kind(
        key="violation_administrative_trial",
        type=Type.RECTIFY_VIOLATION,
        label=_("Violation in administrative trial"),
        number_code="检行违监",
        versions=_since_2019(
            KindVersion(
                kind="violation_administrative_trial",
                valid_from=ADMINISTRATIVE_RULES_FROM,
                takes_over=(FROM_ADMINISTRATIVE_RULES,),
                zh="纠正违法检察建议（行政审判）",
                report="审查终结报告",
                report_paper="review_report",
                handing_over="依照《人民检察院行政诉讼监督规则》第一百零六条，连同案件卷宗移送",
                basis=_("Provisions, Art. 9(1); Administrative Rules, Art. 106"),
                gates=(HEAD, replace(CHIEF, article=ADMINISTRATIVE_106)),
                reply="reply_trial",
                recipient_last=True,
                objection=letter_sentences.OBJECTION_OF_COURT_ADMINISTRATIVE,
                answer=letter_sentences.REPLY_OF_COURT,
                articles=_own_articles(
                    decision=ADMINISTRATIVE_106, objection=letter_sentences.OBJECTION_OF_COURT_ADMINISTRATIVE.article
                ),
            ),
            basis=_("Provisions, Art. 9(1)"),
        ),
    ),
    Kind(
        key="violation_civil_enforcement",
        type=Type.RECTIFY_VIOLATION,
        label=_("Violation in civil enforcement"),
        number_code="检民执监",
        versions=_since_2019(
            KindVersion(
                kind="violation_civil_enforcement",
                valid_from=CIVIL_RULES_FROM,
                takes_over=(FROM_CIVIL_RULES,),
                zh="纠正违法检察建议（民事执行）",
                report="审查终结报告",
                report_paper="review_report",
                handing_over="依照《人民检察院民事诉讼监督规则》第一百零八条，连同案件卷宗移送",
                basis=_("Provisions, Art. 9(2); Civil Rules, Art. 108"),
                gates=(HEAD, replace(CHIEF, article=CIVIL_108)),
                reply="reply_enforcement",
                recipient_last=True,
                objection=letter_sentences.OBJECTION_OF_COURT_ENFORCEMENT,
                answer=letter_sentences.REPLY_OF_COURT,
                articles=_own_articles(
                    decision=CIVIL_108, objection=letter_sentences.OBJECTION_OF_COURT_ENFORCEMENT.article
                ),
            ),
            basis=_("Provisions, Art. 9(2)"),
        ),
    ),
    Kind(
        key="violation_administrative_enforcement",
        type=Type.RECTIFY_VIOLATION,
        label=_("Violation in administrative enforcement"),
        number_code="检行执监",
        versions=_since_2019(
            KindVersion(
                kind="violation_administrative_enforcement",
                valid_from=ADMINISTRATIVE_RULES_FROM,
                takes_over=(FROM_ADMINISTRATIVE_RULES,),
                zh="纠正违法检察建议（行政执行）",
                report="审查终结报告",
                report_paper="review_report",
                handing_over="依照《人民检察院行政诉讼监督规则》第一百一十三条，连同案件卷宗移送",
                basis=_("Provisions, Art. 9(2); Administrative Rules, Art. 113"),
                gates=(HEAD, replace(CHIEF, article=ADMINISTRATIVE_113)),
                reply="reply_enforcement",
                recipient_last=True,
                objection=letter_sentences.OBJECTION_OF_COURT_ADMINISTRATIVE,
                answer=letter_sentences.REPLY_OF_COURT,
                articles=_own_articles(
                    decision=ADMINISTRATIVE_113, objection=letter_sentences.OBJECTION_OF_COURT_ADMINISTRATIVE.article
                ),
            ),
            basis=_("Provisions, Art. 9(2)"),
        ),
    ),
    Kind(
        key="violation_criminal",
        type=Type.RECTIFY_VIOLATION,
        label=_("General violation in criminal proceedings"),
        versions=(
            KindVersion(
                kind="violation_criminal",
                valid_from=PROVISIONS_FROM,
                zh="纠正违法检察建议（刑事）",
                basis=_("Provisions, Art. 9(4); Criminal Rules, Art. 552"),
            ),
        ),
    ),
    Kind(
        key="violation_administrative_organ",
        type=Type.RECTIFY_VIOLATION,
        label=_("Violation by an administrative organ"),
        versions=(
            KindVersion(
                kind="violation_administrative_organ",
                valid_from=PROVISIONS_FROM,
                zh="纠正违法检察建议（行政机关）",
                basis=_("Provisions, Art. 9(3)"),
            ),
        ),
    ),
    Kind(
        key="violation_other",
        type=Type.RECTIFY_VIOLATION,
        label=_("Other violation in law enforcement or justice"),
        versions=(
            KindVersion(
                kind="violation_other",
                valid_from=PROVISIONS_FROM,
                zh="纠正违法检察建议（其他）",
                basis=_("Provisions, Art. 9(5)"),
            ),
        ),
    ),
    # Until the rules of 2021 the Provisions held for a public-interest letter as for any other: its seven contents, consent
    # to a proclamation, filing counted from issue. Only its term was special, by the interpretation of 2018.
    Kind(
        key="public_interest",
        type=Type.PUBLIC_INTEREST,
        label=_("Public-interest litigation"),
        versions=_since_2019(
            KindVersion(
                kind="public_interest",
                valid_from=PIL_RULES_FROM,
                takes_over=(FROM_PIL_RULES,),
                zh="公益诉讼检察建议",
                basis=_("Provisions, Art. 10; PIL Case Rules, Art. 75"),
                contents=ART_75,
                gates=(HEAD_OF_PUBLIC_INTEREST, replace(CHIEF, article=PIL_75)),
                reply="reply_pil",
                urgent_reply="reply_urgent_pil",
                filing=FilingRule(ground="《人民检察院公益诉讼办案规则》第七十五条"),
                proclamation_needs_consent=False,
                answer=letter_sentences.RECTIFICATION,
                articles=_own_articles(decision=PIL_75, filing=PIL_75),
                recipient=ORGAN,
            ),
            basis=_("Provisions, Art. 10"),
        ),
    ),
    Kind(
        key="social_governance",
        type=Type.SOCIAL_GOVERNANCE,
        label=_("Social governance"),
        number_code="检建",
        versions=(
            KindVersion(
                kind="social_governance",
                valid_from=PROVISIONS_FROM,
                zh="社会治理检察建议",
                basis=_("Provisions, Art. 11"),
                gates=(HEAD, POLICY, CHIEF),
            ),
        ),
    ),
    Kind(
        key="other",
        type=Type.OTHER,
        label=_("Other"),
        versions=(
            KindVersion(kind="other", valid_from=PROVISIONS_FROM, zh="其他检察建议", basis=_("Provisions, Art. 5(5)")),
        ),
    ),
)

KINDS: dict[str, Kind] = {kind.key: kind for kind in _ROWS}
KIND_CHOICES: list[tuple[str, Words]] = [(kind.key, kind.label) for kind in _ROWS]


def of_type(type_: str) -> frozenset[str]:
    """Returns the keys of the kinds of one type."""
    return frozenset(kind.key for kind in _ROWS if kind.type == type_)


class Route(StrEnum):
    """How the letter comes to be issued by the office that may address the recipient (P19 Art. 3)."""

    DIRECT = "direct"
    FORWARDED = "forwarded"
    REPORTED = "reported"
    INSTRUCTED = "instructed"
    CONSULTED = "consulted"


ROUTE_LABELS: dict[str, Words] = {
    Route.DIRECT: _(
        "Direct: the unit of the own case, the competent organ at the own level, or another unit concerned (Art. 3(1))"
    ),
    Route.FORWARDED: _("Reviewed and forwarded by the procuratorate of the recipient's level (Art. 3(2))"),
    Route.REPORTED: _("Reported level by level; the procuratorate of the recipient's level issues (Art. 3(2))"),
    Route.INSTRUCTED: _("Issued on a higher procuratorate's instruction (Art. 3(3))"),
    Route.CONSULTED: _("To another place, after soliciting the procuratorate there (Art. 3(4))"),
}
ROUTE_CHOICES: list[tuple[str, Words]] = [(str(route), label) for route, label in ROUTE_LABELS.items()]

# P19 Art. 20: the grounds on which copies may be sent.
COPY_GROUNDS: dict[str, Words] = {
    "social_impact": _("The social impact is considerable"),
    "public_attention": _("Public attention is high"),
    "typical_violation": _("The violation is typical"),
    "departments": _("Departments concerned should attend to it"),
}
