"""The joint interpretation on public-interest litigation: the article on what comes before a suit."""

from tests.law.rules import Statute

STATUTE = Statute(
    abbreviation="JIPIL",
    english="Judicial Interpretation on Procuratorial Public-Interest Litigation",
    chinese="最高人民法院、最高人民检察院关于检察公益诉讼案件适用法律若干问题的解释",
    in_force="The text of 2018 was read; it was amended in 2020, and the days were not read again.",
    names=("JIPIL", "Judicial Interpretation on Procuratorial Public-Interest Litigation", "PIL Interpretation"),
    spelt=("最高人民法院、最高人民检察院关于检察公益诉讼案件适用法律若干问题的解释",),
)
