"""For how long an archived file is kept. No article on suggestions says it: the classes are those of records of an office [D]."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from organs.words import Words

RETENTIONS: Mapping[str, Words] = {"permanent": _("Permanently"), "30": _("30 years"), "10": _("10 years")}
