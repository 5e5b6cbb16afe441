"""The word with which a procuratorate's numbers begin, before 检: its short name, else its name."""

AGENCY_ENDS = "检"


def agency_word(*, name: str, short_name: str) -> str:
    """Returns the short name, else the name, without 检 or 检察院."""
    return (short_name or name).strip().removesuffix("检察院").removesuffix(AGENCY_ENDS)
