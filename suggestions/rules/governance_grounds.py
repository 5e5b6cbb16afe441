"""The six grounds of a suggestion of social governance (P19 Art. 11), by their item; the words are ours, those of the law bind."""

from django.utils.translation import gettext_lazy as _

from organs.words import Words

GROUNDS: dict[str, Words] = {
    "1": _(
        "(1) The unit of the case has gaps in its prevention of crime, or does not apply it: a hazard to remove promptly"
    ),
    "2": _("(2) Cases of a class are frequent, or cases show a clear gap in the management of an industry"),
    "3": _("(3) Disputes of a group of people may grow into mass incidents or violent cases"),
    "4": _(
        "(4) A unit does not perform its duties in time, and rights of persons or organisations are harmed or endangered"
    ),
    "5": _(
        "(5) An administrative penalty, official sanction, industry discipline or judicial responsibility is called for"
    ),
    "6": _("(6) Another matter in which a suggestion is needed"),
}
GROUND_CHOICES: list[tuple[str, Words]] = list(GROUNDS.items())
ITEMS = "一二三四五六"
ARTICLE = "《人民检察院检察建议工作规定》第十一条"


def cited(ground: str) -> str:
    """Returns the article as a letter cites it, with the item of the ground where one is chosen."""
    return f"{ARTICLE}第（{ITEMS[int(ground) - 1]}）项" if ground in GROUNDS else ARTICLE
