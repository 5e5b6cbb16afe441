"""The channels by which a letter is served, as a table: what each asks for, what it needs, and by which article."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from organs.words import Words


@dataclass(frozen=True, kw_only=True)
class Channel:
    """One way of service. P19 Art. 18 names two modes; the channels of written service follow CIVPL 87-91.

    `asked` are the facts that the form asks for beside day, place and remarks; `needed` says of those that may not be
    missing how to ask for them. `is_reading` marks the proclamation: it has its own form and record.
    """

    key: str
    label: Words
    article: Words
    asked: tuple[str, ...]
    needed: Mapping[str, Words] = field(default_factory=dict)
    is_reading: bool = False


#: Who may sign for an organisation, and how a document says it (CIVPL 88; SPCciv 130).
SIGNERS: dict[str, Words] = {
    "legal_representative": _("Legal representative"),
    "principal": _("Principal head of the organisation"),
    "mail": _("In charge of receiving mail"),
    "office": _("Office, mail room or duty room"),
    "agent": _("Agent in the proceedings, or named by the unit to receive"),
}
SIGNERS_IN_CHINESE: Mapping[str, str] = {
    "legal_representative": "法定代表人",
    "principal": "主要负责人",
    "mail": "负责收件的人员",
    "office": "办公室、收发室、值班室人员",
    "agent": "代理人或者指定的代收人",
}
#: As what somebody signs a reply for the unit. No article says who; it is asked, and may be left open.
REPLY_SIGNERS: dict[str, Words] = {
    "legal_representative": SIGNERS["legal_representative"],
    "principal": SIGNERS["principal"],
    "authorised": _("Authorised by the unit to sign"),
}

ROWS: tuple[Channel, ...] = (
    Channel(
        key="direct",
        label=_("In writing, handed over"),
        article=_("Civil Procedure Law, Art. 87"),
        asked=("signed_by", "signed_as"),
        needed={
            "signed_by": _("Write who signed the service return (CIVPL 87)."),
            "signed_as": _("Say as what they signed for the unit (CIVPL 88)."),
        },
    ),
    Channel(
        key="left",
        label=_("In writing, left in place after refusal"),
        article=_("Civil Procedure Law, Art. 89"),
        asked=("refusal", "witness"),
        needed={
            "refusal": _("Write how receipt was refused (CIVPL 89)."),
            "witness": _("Name the witness, or the photograph or recording made (CIVPL 89)."),
        },
    ),
    Channel(
        key="post",
        label=_("In writing, by post"),
        article=_("Civil Procedure Law, Art. 91"),
        asked=("tracking_number",),
        needed={"tracking_number": _("Write the number of the registered letter (CIVPL 91).")},
    ),
    Channel(
        key="electronic",
        label=_("In writing, electronically with consent"),
        article=_("Civil Procedure Law, Art. 90"),
        asked=("consented_on", "consent_by", "electronic_address"),
        needed={
            "consented_on": _("Electronic service needs the unit's consent: write its day (CIVPL 90)."),
            "electronic_address": _("Write the address to which it was sent (CIVPL 90)."),
        },
    ),
    Channel(
        key="proclamation",
        label=_("By proclamation"),
        article=_("Provisions, Art. 18(2)"),
        asked=("consented_on", "consent_by"),
        needed={"place": _("Write where the letter was read out (Art. 18).")},
        is_reading=True,
    ),
)
CHANNELS: Mapping[str, Channel] = {row.key: row for row in ROWS}


def options() -> list[tuple[str, Words]]:
    """Returns the channels as the choices of a field: their keys and labels."""
    return [(row.key, row.label) for row in ROWS]
