"""The fields of a letter as a table: what is signed, printed, typed on the draft page, and copied on to a modification.

Every column that the signed text is made of has a row, or a reason in BOOKKEEPING. The texts that only some kinds ask for
(P19 Art. 16, PIL21 Art. 75) are rows of kinds.py; they stand together in the column `contents`. There, too, stands why a
letter is urgent: the gates read it, and as no content of a kind it is neither signed nor printed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from organs.words import Words
from suggestions.rules import kinds


class Signed(StrEnum):
    """Whether a field stands in the text that signatures are given over.

    WHEN_SET is for every field that is added: texts that were signed before it came are without it and keep their digest.
    """

    ALWAYS = "always"
    WHEN_SET = "when_set"
    NEVER = "never"


class Section(StrEnum):
    """Where the draft page asks for a field; `parts` are laid out one by one in the order of the kind."""

    PARTS = "parts"
    CONTENTS = "contents"
    RECIPIENT = "recipient"
    GATES = "gates"


class OnModification(StrEnum):
    """How the next version of an issued letter comes by a field (P19 Art. 22)."""

    ASKED = "asked"  # the editor asks for it
    REPEATED = "repeated"  # as the modification says it; the editor repeats what is printed
    COPIED = "copied"  # as in the version before, whatever the modification says
    RENEWED = "renewed"  # found anew


@dataclass(frozen=True, kw_only=True)
class Needed:
    """The check that a draft must pass; `article` is the kind's when empty.

    `routes` and `types` limit it to letters on one of these routes, or of one of these types.
    """

    words: Words
    article: Words = ""
    routes: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()

    def is_asked(self, *, route: str, type_: str) -> bool:
        return (not self.routes or route in self.routes) and (not self.types or type_ in self.types)


@dataclass(frozen=True, kw_only=True)
class LetterField:
    """One field: its columns, its name in the signed text, and what becomes of it.

    `printed` is the name of the fact in templates, MARKS for what stands top left, EACH_TEXT where every text is a fact of
    its own, "" for what is not printed. `section` is where the draft page asks for it, None where nobody types it. What is signed is compared between saves unless
    `compared` is False, what is printed between versions.
    """

    key: str
    label: Words
    signed: Signed
    on_modification: OnModification
    model: str = "letterversion"
    columns: tuple[str, ...] = ()
    signed_as: str = ""
    printed: str = ""
    section: Section | None = None
    compared: bool = True
    help: Words = ""
    needed: Needed | None = None

    @property
    def name(self) -> str:
        """The name under which the signed text speaks of it."""
        return self.signed_as or self.key

    @property
    def columns_of_model(self) -> tuple[str, ...]:
        return self.columns or (self.key,)

    @property
    def is_signed(self) -> bool:
        return self.signed != Signed.NEVER

    @property
    def is_typed_as_it_is(self) -> bool:
        """Tells whether it is one column of the letter with a control of its own."""
        return self.section not in {None, Section.PARTS}


MARKS = "marks"
EACH_TEXT = "each text"
INSTRUCTED = frozenset({str(kinds.Route.INSTRUCTED)})

# The order is that of comparisons; after `contents` stand the parts of the kind.
FIELDS: tuple[LetterField, ...] = (
    LetterField(
        key="title",
        model="suggestion",
        label=_("Title"),
        signed=Signed.ALWAYS,
        on_modification=OnModification.COPIED,
    ),
    LetterField(
        key="recipient_name",
        signed_as="recipient",
        label=_("Recipient unit"),
        signed=Signed.ALWAYS,
        printed="被建议单位",
        on_modification=OnModification.COPIED,
    ),
    LetterField(
        key="unit",
        model="suggestion",
        label=_("Recipient unit"),
        signed=Signed.ALWAYS,
        compared=False,  # its name is
        on_modification=OnModification.COPIED,
    ),
    LetterField(
        key="contents",
        label=_("Contents of the letter"),
        signed=Signed.ALWAYS,
        printed=EACH_TEXT,
        section=Section.PARTS,
        on_modification=OnModification.ASKED,
    ),
    LetterField(
        key="objection_period",
        columns=("objection_amount", "objection_unit"),
        signed_as="objection",
        label=_("Period for objection"),
        signed=Signed.ALWAYS,
        printed="异议告知",
        section=Section.PARTS,
        on_modification=OnModification.REPEATED,
    ),
    LetterField(
        key="reply_period",
        columns=("reply_amount", "reply_unit"),
        signed_as="reply",
        label=_("Period for the written reply"),
        signed=Signed.ALWAYS,
        printed="回复要求",
        section=Section.PARTS,
        on_modification=OnModification.REPEATED,
    ),
    LetterField(
        key="governance_ground",
        label=_("Ground of social governance"),
        help=_("The basis of the letter then cites its item."),
        signed=Signed.WHEN_SET,
        section=Section.RECIPIENT,
        needed=Needed(
            words=_("The ground on which social governance is suggested"),
            article=_("Provisions, Art. 11"),
            types=frozenset({str(kinds.Type.SOCIAL_GOVERNANCE)}),
        ),
        on_modification=OnModification.COPIED,
    ),
    LetterField(
        key="facts_until",
        label=_("Facts until"),
        help=_(
            "The last day of the facts complained of. The law of the environment is cited by it; empty, by the day of the "
            "decision."
        ),
        signed=Signed.WHEN_SET,
        section=Section.RECIPIENT,
        on_modification=OnModification.COPIED,
    ),
    LetterField(
        key="conclusion_report",
        label=_("Conclusion report of the investigation"),
        help=_("Process, facts and evidence, proposed handling. For the gates only; it is not printed."),
        signed=Signed.NEVER,
        section=Section.GATES,
        needed=Needed(words=_("The investigation's conclusion report"), article=_("Provisions, Art. 15(2)")),
        on_modification=OnModification.COPIED,
    ),
    LetterField(
        key="route",
        model="suggestion",
        label=_("Route to the recipient"),
        signed=Signed.ALWAYS,
        on_modification=OnModification.COPIED,
    ),
    LetterField(
        key="addressed_as",
        model="suggestion",
        label=_("What the recipient is to the case"),
        signed=Signed.WHEN_SET,
        on_modification=OnModification.COPIED,
    ),
    LetterField(
        key="route_papers",
        label=_("Papers of the route"),
        help=_("The instruction of the higher procuratorate: number, day and what it says."),
        signed=Signed.NEVER,
        section=Section.RECIPIENT,
        needed=Needed(
            words=_("The papers of the route to this recipient"), article=_("Provisions, Art. 3"), routes=INSTRUCTED
        ),
        on_modification=OnModification.COPIED,
    ),
    LetterField(
        key="is_urgent",
        signed_as="urgent",
        label=_("Urgent"),
        signed=Signed.ALWAYS,
        printed=MARKS,
        section=Section.PARTS,
        on_modification=OnModification.REPEATED,
    ),
    LetterField(
        key="marking",
        label=_("Mark on the letter"),
        help=_("Top left, in 黑体. State secrets do not belong in this system, so their grades are no choice."),
        signed=Signed.WHEN_SET,
        printed=MARKS,
        section=Section.RECIPIENT,
        on_modification=OnModification.REPEATED,
    ),
    LetterField(
        key="copies",
        model="copy",
        columns=("unit", "ground"),
        label=_("Copies"),
        signed=Signed.ALWAYS,
        printed="抄送",
        section=Section.PARTS,
        on_modification=OnModification.COPIED,
    ),
    LetterField(
        key="attachments",
        model="attachment",
        columns=("blob", "title", "about", "shown_to"),
        label=_("Attachments"),
        signed=Signed.ALWAYS,
        printed="附件",
        section=Section.PARTS,
        on_modification=OnModification.COPIED,
    ),
    LetterField(
        key="kind",
        model="suggestion",
        label=_("Kind of suggestion"),
        signed=Signed.ALWAYS,
        compared=False,  # chosen when the draft is opened, and never again
        on_modification=OnModification.COPIED,
    ),
    LetterField(
        key="kind_version",
        label=_("Rules that the text was written under"),
        signed=Signed.WHEN_SET,
        on_modification=OnModification.RENEWED,
    ),
    LetterField(
        key="issued_by",
        model="suggestion",
        signed_as="issuer",
        label=_("Issuing procuratorate"),
        signed=Signed.ALWAYS,
        printed="检察院",
        on_modification=OnModification.COPIED,
    ),
    LetterField(
        key="joint_issuers",
        model="suggestion",
        label=_("Joint issuers"),
        signed=Signed.ALWAYS,
        on_modification=OnModification.COPIED,
    ),
    LetterField(
        key="template",
        label=_("Template"),
        signed=Signed.ALWAYS,
        on_modification=OnModification.RENEWED,
    ),
    LetterField(
        key="measures",
        model="measuretext",
        columns=("position",),
        label=_("Measures"),
        signed=Signed.ALWAYS,
        printed="建议",
        section=Section.PARTS,
        on_modification=OnModification.ASKED,
    ),
)

# One measure in one version; `measures` above is the list of them.
MEASURE_FIELDS: tuple[LetterField, ...] = (
    LetterField(
        key="measure",
        model="measuretext",
        label=_("Measures"),
        signed=Signed.ALWAYS,
        compared=False,  # measures are compared by it
        on_modification=OnModification.COPIED,
    ),
    LetterField(
        key="text",
        model="measuretext",
        label=_("What is asked"),
        signed=Signed.ALWAYS,
        printed="内容",
        section=Section.PARTS,
        needed=Needed(words=_("The text of measure %(number)d")),
        on_modification=OnModification.ASKED,
    ),
    LetterField(
        key="criterion",
        model="measuretext",
        label=_("Met when"),
        signed=Signed.ALWAYS,
        printed="完成标准",
        section=Section.PARTS,
        needed=Needed(
            words=_("What counts as done for measure %(number)d"), article=_("needed for follow-up; not law")
        ),
        on_modification=OnModification.ASKED,
    ),
    LetterField(
        key="legal_basis",
        model="measuretext",
        label=_("Legal basis"),
        signed=Signed.ALWAYS,
        printed="依据",
        section=Section.PARTS,
        needed=Needed(words=_("The legal basis of measure %(number)d")),
        on_modification=OnModification.ASKED,
    ),
    LetterField(
        key="fate",
        model="measuretext",
        label=_("Modification"),
        signed=Signed.ALWAYS,
        compared=False,  # found by comparing
        on_modification=OnModification.RENEWED,
    ),
)

# The columns of these tables that are no field of a letter, by the reason.
BOOKKEEPING: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "letterversion": {
        "what the row is, and of which suggestion": ("id", "suggestion", "version"),
        "counts the saves of the draft": ("revision",),
        "made of the signed text": ("digest", "pdf"),
        "given when it is issued, after the last signature (design 3)": ("document_number", "issued_on", "rendered_at"),
        "says that a later version holds": ("superseded_at",),
    },
    "measuretext": {"what the row is, and of which version": ("id", "letter")},
    "copy": {
        "what the row is, and of which suggestion": ("id", "suggestion"),
        "how far the sending is": ("state", "moves", "sent_on", "acknowledged_on"),
    },
    "attachment": {
        "what the row is, and of which suggestion": ("id", "suggestion"),
        "the bytes count, under whatever name": ("name",),
        "which earlier file it stands in place of": ("replaces",),
        "how it came in, and what stands beside a picture or in a file": (
            "received",
            "taken_on",
            "taken_place",
            "holds",
        ),
        "who gave it when, and with which event": ("added_by", "added_at", "event"),
    },
    "suggestion": {
        "what the row is, and of which origin": ("id", "origin", "batch", "opened_at"),
        "whose case it is": ("procuratorate", "drafted_by", "department", "handling_prosecutor", "depth"),
        "which rules governed what was done beside the letter": ("opening_version", "closing_version"),
        "the tree above the procuratorate": ("anc1", "anc2", "anc3", "anc4", "anc5"),
        "what is known of the case, for lists and figures": (
            *(
                "case_name",
                "case_code",
                "industry",
                "problem_category",
                "case_source",
                "case_source_note",
                "route_note",
            ),
            *("investigation_decided_on", "investigation_decided_by"),
        ),
        "as a public report states it; nobody here signed": ("issuer_as_stated", "unit_as_stated"),
        "where the case stands": (
            *("document_state", "gate", "reply_state", "case_state", "examination_state", "round", "moves", "letter"),
            *("closing_proposed", "closing_findings", "outcome"),
        ),
        "a day of what happened after the signatures": (
            *("issued_on", "issued_precision", "announced_on", "served_on", "replied_on", "acknowledged_at"),
            *("first_opened_at", "closed_on", "look_back_on"),
        ),
        "the case in which it is handled instead": ("merged_into",),
        "the office above that is to decide": ("reported_to",),
        "the head of the chain of events": ("seq", "head_hash"),
    },
}

BY_KEY: Mapping[str, LetterField] = {field.key: field for field in FIELDS}
BY_NAME: Mapping[str, LetterField] = {field.name: field for field in FIELDS}
# Rows of the letter itself that a person types; the texts of the kind are typed under their own names.
TYPED: tuple[LetterField, ...] = tuple(
    field for field in FIELDS if field.model == "letterversion" and field.section and field.key != "contents"
)
TYPED_COLUMNS: tuple[str, ...] = tuple(column for field in TYPED for column in field.columns_of_model)
# What is typed of one measure, in the order in which it is asked.
TYPED_OF_MEASURE: tuple[str, ...] = tuple(field.key for field in MEASURE_FIELDS if field.section)
# Texts that are typed and printed as they are.
PRINTED_AS_TYPED: tuple[LetterField, ...] = tuple(
    field for field in TYPED if field.is_typed_as_it_is and field.printed and field.printed != MARKS
)
# What the gates read beside the letter, since neither a page of it nor a signature says so.
NOT_PRINTED: tuple[LetterField, ...] = tuple(field for field in TYPED if not field.printed and not field.is_signed)


def typed_in(section: Section) -> tuple[LetterField, ...]:
    """Returns the fields that a section of the draft page asks for."""
    return tuple(field for field in TYPED if field.section == section)
