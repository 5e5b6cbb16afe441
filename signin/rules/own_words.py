"""The words that a person's password may not hold: of the person, the office and the unit, in characters, in pinyin, and by initials."""

import itertools
import re
from collections.abc import Iterable

from pypinyin import Style, lazy_pinyin, pinyin

# What every office is called, beside its own name.
OF_ALL = ("检察院", "检察官", "检察建议", "procuracy", "procuratorate")
# What a name ends with and many names share: taken off, so that the rest is a word too.
ENDINGS = re.compile(
    r"(?:人民检察院|检察院|人民法院|人民政府|委员会|管理局|监督局|公安局|有限责任公司|股份有限公司|有限公司|集团|公司|医院|学校|大学|局|厅|委|办公室)$"
)
REGIONS = re.compile(
    r"(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|自治县|自治旗|省|市|州|县|区|旗|盟)$"
)
# Where the name of a place ends and that of an organ begins, as in 木垒哈萨克自治县市场监督管理局.
PLACES = re.compile(r"自治区|自治州|自治县|自治旗|省|市(?!场)|州|县|区(?!域)|旗")
LONGEST_READ = 3  # characters
SHORTEST_LATIN, SHORTEST_HAN, SHORTEST_INITIALS = 4, 2, 5
HAN = re.compile(r"[㐀-鿿]")


def words_of(names: Iterable[str]) -> frozenset[str]:
    """Returns the words of names, in small letters: each as it is, without its ending, in pinyin, and by initials."""
    return frozenset(word for name in (*names, *OF_ALL) for word in _forms(name.strip()))


def _cores(name: str) -> set[str]:
    """Returns what of a name a person would write alone: without its ending, its place, its first two characters."""
    parts = {name, *PLACES.split(name)}
    cores = parts | {ENDINGS.sub("", part) for part in parts}
    cores |= {REGIONS.sub("", core) for core in cores}
    return cores | {core[:2] for core in cores if HAN.match(core)}


def _spellings(core: str) -> set[str]:
    """Returns the core in pinyin; of a short one in every reading of its characters."""
    if len(core) > LONGEST_READ:
        return {"".join(lazy_pinyin(core)).casefold()}
    readings = pinyin(core, style=Style.NORMAL, heteronym=True)
    return {"".join(syllables).casefold() for syllables in itertools.product(*readings)}


def _forms(name: str) -> Iterable[str]:
    for core in _cores(name):
        plain = core.casefold()
        if not HAN.search(core):
            if len(plain) >= SHORTEST_LATIN:
                yield plain
            continue
        if len(plain) >= SHORTEST_HAN:
            yield plain
        yield from (spelled for spelled in _spellings(core) if len(spelled) >= SHORTEST_LATIN)
        initials = "".join(lazy_pinyin(core, style=Style.FIRST_LETTER)).casefold()
        if len(initials) >= SHORTEST_INITIALS:
            yield initials


def found_in(password: str, words: Iterable[str]) -> str:
    """Returns the longest of the words that the password holds, also with blanks or signs between its letters; "" for none."""
    plain = password.casefold()
    joined = re.sub(r"[\W_]+", "", plain)
    return max((word for word in words if word in plain or word in joined), key=len, default="")
