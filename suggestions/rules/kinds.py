"""The kinds of suggestion as a table: contents, gates, decider, number and service rules; terms are in term_rows.py.

Finer than the five types of P19 Art. 5, because procedure decides the gates and terms (domain.md 2.1, 2.2, 4.1).
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from organs.words import Words


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
    """One content that the letter of a kind must have; `measures` and the two periods have columns of their own."""

    key: str
    label: Words
    article: Words
    help: Words = ""
    required: bool = True

    @property
    def is_text(self) -> bool:
        return self.key not in {"measures", "objection_period", "reply_period"}


@dataclass(frozen=True, kw_only=True)
class Gate:
    """One station of approval: who passes it, under which article; the last one decides."""

    key: str
    label: Words
    relation: str
    article: Words
    verdicts: tuple[str, ...] = ()
    decides: bool = False
    by_resolution: bool = False


ART_16: tuple[Content, ...] = (
    Content(key="source", label=_("Source of the case or problem"), article=_("Provisions, Art. 16(1)")),
    Content(key="facts", label=_("Facts found and evidence"), article=_("Provisions, Art. 16(2)")),
    Content(key="problems", label=_("Violations, or hazards to eliminate"), article=_("Provisions, Art. 16(3)")),
    Content(
        key="measures",
        label=_("Concrete suggestions and their basis"),
        article=_("Provisions, Art. 16(4)"),
        help=_("Each suggestion is an item of its own, with what counts as done. Each is followed up by itself."),
    ),
    Content(
        key="objection_period",
        label=_("Period for objection"),
        article=_("Provisions, Art. 16(5)"),
        help=_("Counted from the day after receipt. The law gives no number of days; the letter sets it."),
    ),
    Content(
        key="reply_period",
        label=_("Period for the written reply"),
        article=_("Provisions, Art. 16(6)"),
        help=_("Two months unless a special rule says otherwise; a suitable period when urgent (Art. 19)."),
    ),
    Content(key="other", label=_("Other matters"), article=_("Provisions, Art. 16(7)"), required=False),
)

ART_75: tuple[Content, ...] = (
    Content(key="source", label=_("Source of the case"), article=_("PIL Case Rules, Art. 75")),
    Content(
        key="facts", label=_("Facts of the harm to state or public interest"), article=_("PIL Case Rules, Art. 75")
    ),
    Content(
        key="problems",
        label=_("Facts and reasons for finding that the duty is not performed"),
        article=_("PIL Case Rules, Art. 75"),
    ),
    Content(
        key="measures",
        label=_("Concrete suggestions and their basis"),
        article=_("PIL Case Rules, Art. 75"),
        help=_(
            "They must match a possible later claim (Art. 75). Each is an item of its own and followed up by itself."
        ),
    ),
    Content(
        key="reply_period",
        label=_("Rectification period"),
        article=_("PIL Case Rules, Art. 75"),
        help=_(
            "Two months; 15 days where the damage is spreading or the matter is urgent (PIL Interpretation, Art. 21)."
        ),
    ),
    Content(key="other", label=_("Other matters"), article=_("PIL Case Rules, Art. 75"), required=False),
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
HEAD = Gate(key="head", label=_("Department head"), relation="head", article=_("PIL Case Rules, Art. 7; practice"))
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
    article=_("Civil Rules, Art. 87; Administrative Rules, Art. 92"),
    decides=True,
    by_resolution=True,
)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of suggestion and all that follows from it."""

    key: str
    type: Type
    label: Words
    zh: str
    basis: Words
    contents: tuple[Content, ...] = ART_16
    gates: tuple[Gate, ...] = (HEAD, CHIEF)
    number_code: str
    proclamation_needs_consent: bool = True
    recipient_last: bool = False

    def gate(self, key: str) -> Gate:
        return next(gate for gate in self.gates if gate.key == key)

    def content(self, key: str) -> Content | None:
        return next((content for content in self.contents if content.key == key), None)

    @property
    def has_objection_period(self) -> bool:
        return self.content("objection_period") is not None


_ROWS: tuple[Kind, ...] = (
    Kind(
        key="retrial_civil",
        type=Type.RETRIAL,
        label=_("Retrial, civil"),
        zh="再审检察建议（民事）",
        basis=_("Provisions, Art. 8; Civil Rules, Art. 87"),
        gates=(HEAD, COMMITTEE),
        number_code="检民监",
        recipient_last=True,
    ),
    Kind(
        key="retrial_administrative",
        type=Type.RETRIAL,
        label=_("Retrial, administrative"),
        zh="再审检察建议（行政）",
        basis=_("Provisions, Art. 8; Administrative Rules, Art. 92"),
        gates=(HEAD, COMMITTEE),
        number_code="检行监",
        recipient_last=True,
    ),
    Kind(
        key="violation_civil_trial",
        type=Type.RECTIFY_VIOLATION,
        label=_("Violation in civil trial"),
        zh="纠正违法检察建议（民事审判）",
        basis=_("Provisions, Art. 9(1); Civil Rules, Art. 102"),
        number_code="检民违监",
        recipient_last=True,
    ),
    Kind(
        key="violation_administrative_trial",
        type=Type.RECTIFY_VIOLATION,
        label=_("Violation in administrative trial"),
        zh="纠正违法检察建议（行政审判）",
        basis=_("Provisions, Art. 9(1); Administrative Rules, Art. 106"),
        number_code="检行违监",
        recipient_last=True,
    ),
    Kind(
        key="violation_civil_enforcement",
        type=Type.RECTIFY_VIOLATION,
        label=_("Violation in civil enforcement"),
        zh="纠正违法检察建议（民事执行）",
        basis=_("Provisions, Art. 9(2); Civil Rules, Art. 108"),
        number_code="检民执监",
        recipient_last=True,
    ),
    Kind(
        key="violation_administrative_enforcement",
        type=Type.RECTIFY_VIOLATION,
        label=_("Violation in administrative enforcement"),
        zh="纠正违法检察建议（行政执行）",
        basis=_("Provisions, Art. 9(2); Administrative Rules, Art. 113"),
        number_code="检行执监",
        recipient_last=True,
    ),
    Kind(
        key="violation_criminal",
        type=Type.RECTIFY_VIOLATION,
        label=_("General violation in criminal proceedings"),
        zh="纠正违法检察建议（刑事）",
        basis=_("Provisions, Art. 9(4); Criminal Rules, Art. 552"),
        number_code="检刑违建",
    ),
    Kind(
        key="violation_administrative_organ",
        type=Type.RECTIFY_VIOLATION,
        label=_("Violation by an administrative organ"),
        zh="纠正违法检察建议（行政机关）",
        basis=_("Provisions, Art. 9(3)"),
        number_code="检行违建",
    ),
    Kind(
        key="public_interest",
        type=Type.PUBLIC_INTEREST,
        label=_("Public-interest litigation"),
        zh="公益诉讼检察建议",
        basis=_("Provisions, Art. 10; PIL Case Rules, Art. 75"),
        contents=ART_75,
        number_code="检行公建",
        proclamation_needs_consent=False,
    ),
    Kind(
        key="social_governance",
        type=Type.SOCIAL_GOVERNANCE,
        label=_("Social governance"),
        zh="社会治理检察建议",
        basis=_("Provisions, Art. 11"),
        gates=(POLICY, HEAD, CHIEF),
        number_code="检建",
    ),
    Kind(
        key="other",
        type=Type.OTHER,
        label=_("Other"),
        zh="其他检察建议",
        basis=_("Provisions, Art. 5(5)"),
        number_code="检建他",
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
    Route.DIRECT: _("Direct: the unit of the own case, or the competent organ at the own level (Art. 3(1))"),
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
