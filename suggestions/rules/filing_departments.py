"""The two departments of the next-higher procuratorate that a letter is filed with (P19 Art. 21)."""

from django.utils.translation import gettext_lazy as _

#: By the column of the filing that holds the day on which each received it.
DEPARTMENTS = {
    "line_received_on": _("Department of the same line of business"),
    "policy_received_on": _("Legal-policy research"),
}
