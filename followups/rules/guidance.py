"""Which posts circulate what a higher office finds, take notice of it below, and make model letters (P19 Art. 29)."""

import re

from organs.roles import BUSINESS_ROLES, CHIEFS, PROSECUTING, Role

# Whoever works in an office, of any post but the administrators'.
READING: tuple[Role, ...] = tuple(sorted(BUSINESS_ROLES))
# A circular is the office's word: the chief procurator or a deputy issues it.
CIRCULATING: tuple[Role, ...] = CHIEFS
# Who takes notice for the office, once.
ACKNOWLEDGING: tuple[Role, ...] = (*CHIEFS, Role.DEPARTMENT_HEAD, Role.CASE_MANAGER, Role.POLICY_REVIEWER)
# Who may make a model of a letter that somebody else wrote.
COLLECTING: tuple[Role, ...] = (*PROSECUTING, Role.CASE_MANAGER, Role.POLICY_REVIEWER)

#: A number by which a person is known: of an identity card, or of a mobile telephone.
_PERSONAL_NUMBER = re.compile(r"(?<![0-9])(?:[0-9]{17}[0-9Xx]|1[3-9][0-9]{9})(?![0-9Xx])")


def personal_number(text: str) -> str:
    """Returns the first number of an identity card or a mobile telephone in a text; "" where there is none."""
    found = _PERSONAL_NUMBER.search(text)
    return found[0] if found else ""
