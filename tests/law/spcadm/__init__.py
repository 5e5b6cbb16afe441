"""The Supreme Court's interpretation of 2018 on administrative litigation, as far as suggestions go."""

from tests.law.rules import Statute

STATUTE = Statute(
    abbreviation="SPCadm",
    english="Supreme People's Court on administrative litigation (2018)",
    chinese="最高人民法院关于适用《中华人民共和国行政诉讼法》的解释",
    in_force="In force since 2018-02-08 (the day was not read).",
    names=("SPCadm", "administrative litigation"),
)
