"""By which marks a frame may be sorted into strata; which mark a case bears is in draw_frame.py."""

from django.utils.translation import gettext_lazy as _

from organs.words import Words

MARKS: dict[str, Words] = {
    "type": _("Type of suggestion"),
    "county": _("Procuratorate that has the case"),
    "risk": _("Risk judged at closing"),
}
