"""The holidays, and how their days are known."""

from tests.law.rules import Statute

STATUTE = Statute(
    abbreviation="HOL24",
    english="Measures on Holidays (2024)",
    chinese="全国年节及纪念日放假办法",
    in_force="Revised 2024-11-10. Swapped days come from a yearly notice of the State Council.",
    names=("HOL24",),
)
