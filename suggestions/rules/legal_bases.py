"""On which law a letter itself is raised (PIL21 Art. 75 item 5): a row for each kind, the words that its draft begins with.

The author may write others. What a row cites was law on the day of the case; an article that was not read in its source is
marked where a reviewer reads it, and never in the letter.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from suggestions.rules.articles import Article, Citation
from suggestions.rules.term_rows import (
    ADMINISTRATIVE_RULES_FROM,
    CIVIL_RULES_FROM,
    CRIMINAL_RULES_FROM,
    PIL_INTERPRETATION_FROM,
    PIL_RULES_FROM,
    PROVISIONS_FROM,
)

#: The text of a letter that names it.
KEY = "legal_ground"
#: The first day of the amendment that brought public-interest litigation.
ADMINISTRATIVE_PROCEDURE_FROM = date(2017, 7, 1)


#: An article as a basis names it, in Chinese numerals or in figures.
NAMED_ARTICLE = re.compile(r"第\s*[0-9０-９零〇一二三四五六七八九十百千]+\s*条")


def names_article(basis: str) -> bool:
    """Tells whether the basis of a measure names an article, and not only a law (P19 Art. 16(2)(4))."""
    return bool(NAMED_ARTICLE.search(basis))


def _law(*wordings: tuple[str, date, date | None, bool]) -> Citation:
    """Returns a citation of wordings: in words, first day, last day, and whether it was read in its source."""
    return Citation(
        Article(words=words, valid_from=first, valid_to=last, is_verified=is_verified)
        for words, first, last, is_verified in wordings
    )


def _since(words: str, first: date, *, is_verified: bool = True) -> Citation:
    return _law((words, first, None, is_verified))


ORGANIC_LAW = _since("《中华人民共和国人民检察院组织法》第二十一条", date(2019, 1, 1))
# The interpretation was amended with effect from 2021; of that edition the article was not read.
PIL_INTERPRETATION = _law(
    (
        "《最高人民法院、最高人民检察院关于检察公益诉讼案件适用法律若干问题的解释》第二十一条",
        PIL_INTERPRETATION_FROM,
        date(2020, 12, 31),
        True,
    ),
    (
        "《最高人民法院、最高人民检察院关于检察公益诉讼案件适用法律若干问题的解释》第二十一条",
        date(2021, 1, 1),
        None,
        False,
    ),
)
# Civil procedure was numbered anew in 2022 and in 2024.
RETRIAL_CIVIL = _law(
    ("《中华人民共和国民事诉讼法》第二百零八条第二款", date(2013, 1, 1), date(2021, 12, 31), False),
    ("《中华人民共和国民事诉讼法》第二百一十五条第二款", date(2022, 1, 1), date(2023, 12, 31), False),
    ("《中华人民共和国民事诉讼法》第二百一十九条第二款", date(2024, 1, 1), None, True),
)
TRIAL_CIVIL = _law(
    ("《中华人民共和国民事诉讼法》第二百零八条第三款", date(2013, 1, 1), date(2021, 12, 31), False),
    ("《中华人民共和国民事诉讼法》第二百一十五条第三款", date(2022, 1, 1), date(2023, 12, 31), False),
    ("《中华人民共和国民事诉讼法》第二百一十九条第三款", date(2024, 1, 1), None, True),
)
ENFORCEMENT_OF_COURTS = _law(
    ("《中华人民共和国民事诉讼法》第二百三十五条", date(2013, 1, 1), date(2021, 12, 31), False),
    ("《中华人民共和国民事诉讼法》第二百四十二条", date(2022, 1, 1), date(2023, 12, 31), False),
    ("《中华人民共和国民事诉讼法》第二百四十六条", date(2024, 1, 1), None, True),
)
# The Code replaced the Environmental Protection Law and nine others; of the former law the article was not read.
ENVIRONMENTAL_LAW = _law(
    ("《中华人民共和国环境保护法》第十条", date(2015, 1, 1), date(2026, 8, 14), False),
    ("《中华人民共和国生态环境法典》第一千零七十六条", date(2026, 8, 15), None, True),
)


@dataclass(frozen=True, kw_only=True)
class LegalBasis:
    """What the letters of a kind rest on; `of_environment` is added where the problem is one of the environment."""

    citations: tuple[Citation, ...]
    of_environment: tuple[Citation, ...] = ()

    def articles(self, *, on: date, facts_on: date | None = None) -> list[Article]:
        """Returns the articles in force on the day of the case, laws before rules.

        `facts_on` is the day by which the law of the environment is cited; None where the problem is not one of it.
        """
        added = (citation.on(facts_on) for citation in self.of_environment) if facts_on else ()
        found = (*added, *(citation.on(on) for citation in self.citations))
        return [article for article in found if article]

    def sentence(self, *, on: date, facts_on: date | None = None) -> str:
        """Returns the words that a draft begins with; "" where nothing was law yet."""
        named = "、".join(str(article.words) for article in self.articles(on=on, facts_on=facts_on))
        return f"根据{named}的规定" if named else ""

    def sentences(self) -> frozenset[str]:
        """Returns every sentence that this row makes, of any day since the Provisions and of any end of the facts."""
        days = {max(day, PROVISIONS_FROM) for day in _first_days(self.citations)} | {PROVISIONS_FROM}
        facts = (None, *_first_days(self.of_environment))
        return frozenset(self.sentence(on=day, facts_on=facts_on) for day in days for facts_on in facts)

    def not_verified(self, text: str, *, on: date, facts_on: date | None = None) -> list[str]:
        """Returns the articles of these days that a text names and that were not read in their source."""
        words = [str(each.words) for each in self.articles(on=on, facts_on=facts_on or on) if not each.is_verified]
        return [each for each in words if each in text]


def _first_days(citations: tuple[Citation, ...]) -> set[date]:
    return {article.valid_from for citation in citations for article in citation.articles}


ROWS: Mapping[str, LegalBasis] = {
    "retrial_civil": LegalBasis(
        citations=(RETRIAL_CIVIL, _since("《人民检察院民事诉讼监督规则》第八十七条", CIVIL_RULES_FROM))
    ),
    "retrial_administrative": LegalBasis(
        citations=(
            _since("《中华人民共和国行政诉讼法》第九十三条第二款", ADMINISTRATIVE_PROCEDURE_FROM),
            _since("《人民检察院行政诉讼监督规则》第九十二条", ADMINISTRATIVE_RULES_FROM),
        )
    ),
    "violation_civil_trial": LegalBasis(
        citations=(TRIAL_CIVIL, _since("《人民检察院民事诉讼监督规则》第一百零二条", CIVIL_RULES_FROM))
    ),
    "violation_administrative_trial": LegalBasis(
        citations=(
            _since("《中华人民共和国行政诉讼法》第九十三条第三款", ADMINISTRATIVE_PROCEDURE_FROM),
            _since("《人民检察院行政诉讼监督规则》第一百零六条", ADMINISTRATIVE_RULES_FROM),
        )
    ),
    "violation_civil_enforcement": LegalBasis(
        citations=(ENFORCEMENT_OF_COURTS, _since("《人民检察院民事诉讼监督规则》第一百零八条", CIVIL_RULES_FROM))
    ),
    "violation_administrative_enforcement": LegalBasis(
        citations=(
            _since("《中华人民共和国行政诉讼法》第一百零一条", ADMINISTRATIVE_PROCEDURE_FROM),
            ENFORCEMENT_OF_COURTS,
            _since("《人民检察院行政诉讼监督规则》第一百一十三条", ADMINISTRATIVE_RULES_FROM),
        )
    ),
    "violation_criminal": LegalBasis(
        citations=(
            ORGANIC_LAW,
            _since("《人民检察院检察建议工作规定》第九条第（四）项", PROVISIONS_FROM),
            _since("《人民检察院刑事诉讼规则》第五百五十二条", CRIMINAL_RULES_FROM),
        )
    ),
    "violation_administrative_organ": LegalBasis(
        citations=(ORGANIC_LAW, _since("《人民检察院检察建议工作规定》第九条第（三）项", PROVISIONS_FROM))
    ),
    "violation_other": LegalBasis(
        citations=(ORGANIC_LAW, _since("《人民检察院检察建议工作规定》第九条第（五）项", PROVISIONS_FROM))
    ),
    "public_interest": LegalBasis(
        citations=(
            _since("《中华人民共和国行政诉讼法》第二十五条第四款", ADMINISTRATIVE_PROCEDURE_FROM),
            PIL_INTERPRETATION,
            _since("《人民检察院公益诉讼办案规则》第七十五条", PIL_RULES_FROM),
        ),
        of_environment=(ENVIRONMENTAL_LAW,),
    ),
    "social_governance": LegalBasis(
        citations=(ORGANIC_LAW, _since("《人民检察院检察建议工作规定》第十一条", PROVISIONS_FROM))
    ),
    "other": LegalBasis(
        citations=(ORGANIC_LAW, _since("《人民检察院检察建议工作规定》第五条第（五）项", PROVISIONS_FROM))
    ),
}
