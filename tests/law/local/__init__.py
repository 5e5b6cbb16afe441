"""Local rules, which P19 Art. 19 lets in where it is otherwise provided."""

from tests.law.rules import Statute

STATUTE = Statute(
    abbreviation="LOCAL",
    english="Local regulations on the period of the reply",
    chinese="地方性法规",
    in_force="Qingdao (2011) and Luoyang (2004) on duty crime, 30 days; Huzhou (2016) on the environment, 60 days.",
    names=("LOCAL",),
    remark="No title came along: the rows describe what a rule speaks of; title, article and subject are entered at adoption.",
)
