"""What a higher procuratorate may instruct a lower one to do with a letter (P19 Art. 22(2))."""

from django.utils.translation import gettext_lazy as _

WHAT = {"modify": _("Modify the letter"), "withdraw": _("Withdraw the letter")}

#: In the notice.
ZH = {"modify": "变更", "withdraw": "撤回"}
