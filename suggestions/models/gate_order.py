"""In which order an office lets legal-policy review and department head read a draft (P19 Art. 17 leaves it open)."""

from django.db import models

from organs.models import Procuratorate


class GateOrder(models.Model):
    """One office that has legal-policy review before the department head; without a row the head reads first."""

    procuratorate = models.OneToOneField(Procuratorate, on_delete=models.PROTECT, related_name="gate_order")
    policy_first = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.procuratorate_id}: {self.policy_first}"
