"""The sentences of a letter on its two periods, as rows that a version of a kind names; letters are always Chinese."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from organs.words import Words


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One sentence with its places {period}, {name} and {document}; `is_reading` marks what is our reading of the article.

    `by_day` says the same of a day, for a letter that stands in the place of one that was served: its period ran already.
    `answered_under` is, of the sentence on an objection, the article under which the objection is answered.
    """

    zh: str
    article: Words
    is_reading: bool = False
    by_day: str = ""
    answered_under: str = "《人民检察院检察建议工作规定》第二十三条"

    def said(self, *, period: str, name: str, document: str) -> str:
        return self.zh.format(period=period, name=name, document=document)

    def said_by(self, day: str) -> str:
        return self.by_day.format(day=day)


OBJECTION = Sentence(
    zh="如对本{name}有异议，请自收到本{document}之日起{period}内向本院书面提出，并说明理由。",
    article=_("Provisions, Art. 16(2)(5)"),
)
# The rules on courts say how the procuratorate answers, and nothing of a period in the letter: that is of Art. 16.
OBJECTION_OF_COURT_CIVIL = Sentence(
    zh="你院如对本{name}有异议，请自收到本{document}之日起{period}内书面提出，并说明理由。"
    "本院将依照《人民检察院民事诉讼监督规则》第一百二十二条的规定，自收到之日起一个月内书面回复你院。",
    article=_("Civil Rules, Art. 122"),
    answered_under="《人民检察院民事诉讼监督规则》第一百二十二条",
    is_reading=True,
)
OBJECTION_OF_COURT_ADMINISTRATIVE = Sentence(
    zh="你院如对本{name}有异议，请自收到本{document}之日起{period}内书面提出，并说明理由。"
    "本院将依照《人民检察院行政诉讼监督规则》第一百二十八条的规定，在规定期限内书面回复你院。",
    article=_("Administrative Rules, Art. 128"),
    answered_under="《人民检察院行政诉讼监督规则》第一百二十八条",
    is_reading=True,
)
OBJECTION_OF_COURT_ENFORCEMENT = Sentence(
    zh="你院如对本{name}有异议，请自收到本{document}之日起{period}内书面提出，并说明理由。"
    "本院将依照《最高人民法院、最高人民检察院关于民事执行活动法律监督若干问题的规定》第十七条的规定，"
    "自收到之日起三个月内书面回复你院。",
    article=_("Provisions on Supervision of Civil Enforcement (2016), Art. 17"),
    answered_under="《最高人民法院、最高人民检察院关于民事执行活动法律监督若干问题的规定》第十七条",
    is_reading=True,
)

REPLY = Sentence(
    zh="请自收到本{document}之日起{period}内依法办理，并将办理情况书面回复本院。",
    by_day="请于{day}前（含当日）依法办理，并将办理情况书面回复本院。",
    article=_("Provisions, Art. 16(2)(6)"),
)
REPLY_OF_COURT = Sentence(
    zh="请在收到本{document}后{period}内将处理结果书面回复本院。",
    by_day="请于{day}前（含当日）将处理结果书面回复本院。",
    article=_("Circulating template of the letter; joint opinion of 2011, not verified"),
    is_reading=True,
)
REPLY_OF_RETRIAL = Sentence(
    zh="请在收到本{document}后{period}内依法审查，并将审查结果书面回复本院。",
    by_day="请于{day}前（含当日）依法审查，并将审查结果书面回复本院。",
    article=_("Supreme Court on civil procedure (2022), Art. 417, and administrative litigation (2018), Art. 126"),
    is_reading=True,
)
RECTIFICATION = Sentence(
    zh="整改期限为{period}，自收到本{document}之日起计算。请在整改期限内依法履行职责，并将办理情况书面回复本院。",
    by_day="整改期限至{day}（含当日）。请在整改期限内依法履行职责，并将办理情况书面回复本院。",
    article=_("PIL Case Rules, Art. 75(7)"),
)
