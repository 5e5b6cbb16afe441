"""The content of a letter as canonical text: what signatures are given over, and what a difference is shown of."""

from suggestions.models import LetterVersion
from suggestions.rules import digests, kinds

#: The template of letters that were written before templates were rows.
FIRST_TEMPLATE = 1


def of_letter(letter: LetterVersion) -> dict[str, object]:
    """Returns parties, contents, measures, periods, copies and attachments: all but number, date and seal (design 3)."""
    suggestion = letter.suggestion
    kind = suggestion.kind_row
    return {
        "template": letter.template.sha256 if letter.template else FIRST_TEMPLATE,
        "issuer": suggestion.issued_by.name,
        "joint_issuers": sorted(each.name for each in suggestion.joint_issuers.all()),
        "route": suggestion.route,
        "kind": kind.key,
        "title": suggestion.title,
        "recipient": letter.recipient_name,
        "unit": suggestion.unit_id,
        "contents": {content.key: letter.contents.get(content.key, "") for content in kind.contents if content.is_text},
        "measures": [
            {
                "measure": text.measure_id,
                "text": text.text,
                "criterion": text.criterion,
                "legal_basis": text.legal_basis,
                "fate": text.fate if letter.version > 1 else "",
            }
            for text in letter.measure_texts.order_by("position", "id")
        ],
        "objection": f"{letter.objection_amount} {letter.objection_unit}"
        if letter.objection_amount and kind.has_objection_period
        else "",
        "reply": f"{letter.reply_amount} {letter.reply_unit}" if letter.reply_amount else "",
        "urgent": int(letter.is_urgent),
        **({"marking": letter.marking} if letter.marking else {}),
        "copies": [
            f"{copy.unit_id} {copy.ground}" for copy in suggestion.copies.order_by("unit_id") if letter.version == 1
        ],
        "attachments": sorted(
            suggestion.attachments.filter(about=f"letter:{letter.version}").values_list("blob_id", flat=True)
        ),
    }


def digest(letter: LetterVersion) -> str:
    """Returns the digest that signatures are given over."""
    return digests.of(of_letter(letter))


def lines(content: dict[str, object]) -> list[tuple[str, str]]:
    """Returns (label, text) of every part of stored content, in the order of the letter, for a difference by word."""
    kind = kinds.KINDS[str(content["kind"])]
    found = [("title", str(content["title"])), ("recipient", str(content["recipient"]))]
    for row in kind.contents:
        if row.is_text:
            found.append((row.key, str(content["contents"].get(row.key, ""))))
        elif row.key == "measures":
            for number, measure in enumerate(content["measures"], start=1):
                whole = "\n".join(
                    part for part in (measure["text"], measure["criterion"], measure["legal_basis"]) if part
                )
                found.append((f"measure {number}", whole))
        elif row.key == "objection_period":
            found.append((row.key, str(content["objection"])))
        else:
            found.append((row.key, str(content["reply"])))
    return found
