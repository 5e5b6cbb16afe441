"""What a person is told of the own account, of the own part in a case, or of an instruction to suggest: a row each, with the words of the inbox."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class News(StrEnum):
    """What happened to an account."""

    NEW_DEVICE = "new_device"
    FACTOR_ADDED = "factor_added"
    FACTOR_REMOVED = "factor_removed"
    FACTOR_RESET = "factor_reset"
    CODE_USED = "code_used"
    CODES_RUN_OUT = "codes_run_out"
    FACTOR_TRIED = "factor_tried"
    RECUSAL_ASKED = "recusal_asked"
    RECUSED = "recused"
    NOT_RECUSED = "not_recused"
    INSTRUCTED = "instructed"
    INSTRUCTION_ANSWERED = "instruction_answered"


# The title, and what to do when it was somebody else.
WORDS: dict[News, tuple[Promise, Promise]] = {
    News.NEW_DEVICE: (
        _("Signed in in a new browser: %(where)s"),
        _("If it was not you, change your password and end that session on your account page."),
    ),
    News.FACTOR_ADDED: (
        _("A second factor was added to your account"),
        _("If it was not you, tell your administrator at once."),
    ),
    News.FACTOR_REMOVED: (
        _("A second factor was removed from your account"),
        _("If it was not you, tell your administrator at once."),
    ),
    News.FACTOR_RESET: (
        _("An administrator reset your second factor"),
        _("You set up a new one at the next sign-in. If you did not ask for it, tell another administrator at once."),
    ),
    News.CODE_USED: (
        _("Signed in with a recovery code"),
        _(
            "If it was not you, tell your administrator at once. Each code opens once: new ones are on your account page."
        ),
    ),
    News.CODES_RUN_OUT: (
        _("Hardly any recovery codes are left"),
        _("Make new ones on your account page, and print them."),
    ),
    News.FACTOR_TRIED: (
        _("Somebody entered your password and then wrong codes"),
        _("If it was not you, your password is known to somebody: change it now."),
    ),
    News.RECUSAL_ASKED: (
        _("Somebody asks that you withdraw from a case"),
        _("The chief procurator decides, or of the chief procurator the committee. You are told of the decision."),
    ),
    News.RECUSED: (
        _("You withdraw from a case"),
        _("You take no step on it from now on. The decision is in the case file."),
    ),
    News.NOT_RECUSED: (
        _("You do not withdraw from a case"),
        _("You go on working on it. The decision is in the case file."),
    ),
    News.INSTRUCTED: (
        _("The procuratorate above instructs your office to suggest"),
        _("Let a draft be opened from it, or answer with reasons."),
    ),
    News.INSTRUCTION_ANSWERED: (
        _("A lower procuratorate answered your instruction to suggest"),
        _("What became of it stands with the instruction."),
    ),
}


def title(news: str, *, where: str) -> str:
    """Returns the words of a notice; `where` is browser and network, for those that name them."""
    return str(WORDS[News(news)][0]) % {"where": where} if news in set(News) else ""


def advice(news: str) -> str:
    """Returns what to do about it."""
    return str(WORDS[News(news)][1]) if news in set(News) else ""
