"""`manage.py proxy_addresses`: writes the addresses of each side, and pages of refusal, for the proxy configuration in deploy/nginx."""

from django.conf import settings
from django.core.management.base import BaseCommand

from procuracy import proxy_addresses


class Command(BaseCommand):
    help = (
        "Writes the addresses of both sides and the pages of refusal for nginx, from the tables of addresses and words."
    )
    requires_system_checks = ()

    def handle(self, **options: object) -> None:
        for path, text in proxy_addresses.files().items():
            (settings.BASE_DIR / path).write_text(text, encoding="utf-8")
            self.stdout.write(str(path))
