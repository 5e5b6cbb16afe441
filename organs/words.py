"""The type of words that are shown, and the language of those that are kept."""

from collections.abc import Iterable

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import get_language

# A string, or one that is translated when it is shown.
type Words = str | Promise
LANGUAGE_OF_RECORD = "zh-hans"


def in_language_of_record() -> translation.override:
    """Makes the sentences that an action writes into the record Chinese, in whatever language its actor reads."""
    return translation.override(LANGUAGE_OF_RECORD)


def listed(words: Iterable[Words]) -> str:
    """Return names or numbers in a row, with the comma of the reader's language: 甲、乙."""
    return ("、" if is_chinese() else ", ").join(map(str, words))


def colon() -> str:
    """Return what stands between a label and its text, in the reader's language: 甲：乙."""
    return "：" if is_chinese() else ": "


def comma() -> str:
    """Return what stands between two things said in a row, in the reader's language: 甲，乙."""
    return "，" if is_chinese() else ", "


def labelled(label: object, text: object) -> str:
    """Return a label and its text, each as it is shown, with the colon of the reader's language."""
    return f"{label}{colon()}{text}"


def clauses(words: Iterable[Words]) -> str:
    """Return parts of a sentence in a row, with the semicolon of the reader's language: 甲；乙."""
    return ("；" if is_chinese() else "; ").join(map(str, words))


def is_chinese() -> bool:
    """Tells whether the reader's language is Chinese."""
    return (get_language() or "").startswith("zh")


def both_names(name: str, absent: str) -> str:
    """Return who acted and who is away, as the record says it of a deputy, in Chinese: 李四（代张三）; without `absent` the name alone."""
    return f"{name}（代{absent}）" if absent else name
