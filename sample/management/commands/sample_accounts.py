"""`manage.py sample_accounts`: who may sign in to the sample world, one a line: name, password, role, place, tab-separated."""

from django.core.management.base import BaseCommand

from organs import clock, sample_people


class Command(BaseCommand):
    help = "Prints the sample people: sign-in name, password, role and place, separated by tabs."

    def handle(self, **options: object) -> None:
        for account in sample_people.accounts(on=clock.today()):
            self.stdout.write("\t".join((account.username, sample_people.PASSWORD, account.role, account.place)))
