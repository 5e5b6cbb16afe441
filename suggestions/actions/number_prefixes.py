"""Whose prefix is whose: no procuratorate takes the numbers of another one, by mistake or on purpose."""

from collections import defaultdict

from django.utils.translation import gettext as _

from organs import agency_words
from organs.agency_words import AGENCY_ENDS
from organs.models import Procuratorate
from organs.refusals import Refused
from suggestions.models import NumberSeries
from suggestions.rules import kinds, number_patterns


def word_of(procuratorate: Procuratorate) -> str:
    """Returns the word with which all numbers of a procuratorate begin, before 检."""
    return agency_words.agency_word(name=procuratorate.name, short_name=procuratorate.short_name)


class AgencyWords:
    """The words of all open procuratorates of one origin, read once for any number of prefixes."""

    def __init__(self, *, origin: str) -> None:
        rows = Procuratorate.objects.current().filter(origin=origin).only("pk", "name", "short_name")
        self._owners: dict[str, list[Procuratorate]] = defaultdict(list)
        for each in rows:
            self._owners[word_of(each)].append(each)
        self._printing = set(
            NumberSeries.objects.exclude(prefix="").order_by().values_list("procuratorate_id", flat=True).distinct()
        )

    def other_owner(self, prefix: str, *, procuratorate: Procuratorate) -> Procuratorate | None:
        """Returns another procuratorate to whose word the prefix belongs; None when it is the own one's.

        Of two with the same word, the one that has a series of its own already goes on with it.
        """
        own = word_of(procuratorate)
        ends = [place for place, each in enumerate(prefix) if each == AGENCY_ENDS]
        for word in (prefix[:end] for end in reversed(ends) if end >= len(own)):
            others = [each for each in self._owners.get(word, ()) if each.pk != procuratorate.pk]
            if others and (word != own or procuratorate.pk not in self._printing):
                return others[0]
        return None


def require_own(prefix: str | None, *, procuratorate: Procuratorate, words: AgencyWords | None = None) -> str:
    """Returns the prefix when it is one of the procuratorate's own; raises Refused, for the field `pattern`, when it is not."""
    if prefix is None:
        raise Refused(
            _("Write the pattern like ×检建〔{year}〕{serial}号: six-cornered brackets, no 第."), field="pattern"
        )
    word = word_of(procuratorate)
    if not number_patterns.is_plain(word):
        raise Refused(
            _(
                "The short name of %(place)s has to be of Chinese characters or Latin letters before numbers can begin with it. "
                "Change it in Set-up, Procuratorates."
            )
            % {"place": procuratorate.name},
            field="pattern",
        )
    if not number_patterns.is_plain(prefix):
        raise Refused(
            _("Before the year, only Chinese characters and Latin letters: no digits, spaces or signs."),
            field="pattern",
        )
    if not prefix.startswith(word + AGENCY_ENDS):
        raise Refused(
            _("Numbers of %(place)s begin with “%(word)s”, its own short name.")
            % {"place": procuratorate.name, "word": word + AGENCY_ENDS},
            field="pattern",
        )
    if len(prefix) > number_patterns.LONGEST_PREFIX:
        raise Refused(
            _("Before the year, at most %(count)s characters.") % {"count": number_patterns.LONGEST_PREFIX},
            field="pattern",
        )
    known = words or AgencyWords(origin=procuratorate.origin)
    if other := known.other_owner(prefix, procuratorate=procuratorate):
        raise Refused(
            _(
                "Numbers that begin like this belong to %(place)s. "
                "An administrator above both gives one of the two another short name."
            )
            % {"place": other.name},
            field="pattern",
        )
    return prefix


def holder(prefix: str, *, but: NumberSeries | None = None) -> NumberSeries | None:
    """Returns the series that prints the prefix already, other than `but`."""
    rows = NumberSeries.objects.filter(prefix=prefix).select_related("procuratorate")
    return (rows.exclude(pk=but.pk) if but else rows).first()


def taken_words(series: NumberSeries) -> str:
    """Returns why a prefix cannot be had: which kind of which procuratorate has it."""
    return _(
        "“%(kind)s” of %(place)s already prints such numbers: two letters would bear the same. Choose another prefix."
    ) % {"kind": kinds.KINDS[series.kind].label, "place": series.procuratorate.name}
