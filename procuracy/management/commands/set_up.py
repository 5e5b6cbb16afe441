"""Makes an empty installation usable from the command line: words, calendar, the first procuratorate, its three administrators."""

import getpass
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from notices.actions import reminder_rules
from organs import clock
from organs.actions import people, posts, procuratorates, sign_in_links, vocabulary
from organs.models import Level, Line, Person, Post, Procuratorate
from organs.origins import Origin
from organs.refusals import Refused
from organs.roles import Role
from suggestions.actions import calendars, categories, series

# Three people: whoever is not named here is admitted by the first one, who can do nothing else before.
OPTIONS = {
    Role.ADMINISTRATOR: "admin",
    Role.SECURITY_ADMINISTRATOR: "security",
    Role.AUDIT_ADMINISTRATOR: "audit",
}


class Command(BaseCommand):
    help = (
        "Makes an empty installation usable: lines, problem categories, calendar and ladders of reminding, the first procuratorate with its "
        "number series, and its three administrators (system, security, audit). Running it again adds what is missing and changes nothing else."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--procuratorate-name", default="", help="full name, e.g. 木垒哈萨克自治县人民检察院")
        parser.add_argument("--short-name", default="", help="as in its numbers, e.g. 木检")
        parser.add_argument("--code", default="", help="a code of its own, e.g. 652328")
        parser.add_argument("--level", choices=Level.values, help="level of the Organic Law, Art. 12-16")
        parser.add_argument("--line", default="territorial", help="line of authority (default: territorial)")
        parser.add_argument("--region-code", default="", help="administrative code of its area, e.g. 652328")
        parser.add_argument(
            "--numbers",
            choices=["own", "national"],
            default="national" if settings.PRODUCTION else "own",
            help="count here, or wait for the unified system's number (default in production)",
        )
        for option, role in (("admin", "system"), ("security", "security"), ("audit", "audit")):
            parser.add_argument(f"--{option}-username", default="", help=f"sign-in name of the {role} administrator")
            parser.add_argument(f"--{option}-name", default="", help=f"name of the {role} administrator")
        parser.add_argument("--password-file", type=Path, help="file with the password; without it, it is asked for")

    def handle(self, **options) -> None:
        self.at, self.done = clock.now(), []
        try:
            with translation.override("en"), transaction.atomic():  # as the command speaks
                self.words()
                procuratorate = self.procuratorate(options)
                self.numbers(procuratorate, options)
                self.administrators(procuratorate, options)
        except Refused as refused:
            raise CommandError(f"{refused.reason} Nothing was changed.")
        for line in self.done:
            self.stdout.write(line)
        self.stdout.write(f"Next: start the installation (make run), sign in, and go on at {reverse('setup')}")

    def words(self) -> None:
        """Adds the lines, problem categories, calendar years and ladders of reminding that are missing."""
        self.say("lines and business lines", vocabulary.seed(access=None, at=self.at))
        self.say("problem categories", categories.seed(access=None, at=self.at))
        self.say("calendar years", calendars.seed(at=self.at))
        self.say("rungs of the ladders of reminding", reminder_rules.seed(at=self.at))

    def procuratorate(self, options: dict) -> Procuratorate:
        """Finds the procuratorate by its code, or the one that is there, or founds it."""
        known = Procuratorate.objects.filter(origin=Origin.LIVE)
        found = known.filter(code=options["code"]).first() if options["code"] else known.order_by("depth", "id").first()
        if found:
            self.done.append(f"procuratorate: {found.name} is there")
            return found
        self.need(options, "procuratorate_name", "code", "level")
        line = Line.objects.filter(code=options["line"]).first()
        if line is None:
            raise CommandError(
                f"There is no line {options['line']!r}. Lines: {', '.join(_codes())}. Nothing was changed."
            )
        new = procuratorates.found(
            access=None,
            at=self.at,
            code=options["code"],
            name=options["procuratorate_name"],
            short_name=options["short_name"],
            level=options["level"],
            line=line,
            region_code=options["region_code"],
            origin=Origin.LIVE,
        )
        self.done.append(f"procuratorate: {new.name} founded")
        return new

    def numbers(self, procuratorate: Procuratorate, options: dict) -> None:
        """Sets the usual number series for the kinds that have none."""
        added = series.define_defaults(
            access=None, at=self.at, procuratorate=procuratorate, mode=options["numbers"], origin=Origin.LIVE
        )
        self.say(f"number series ({options['numbers']})", added)

    def administrators(self, procuratorate: Procuratorate, options: dict) -> None:
        """Admits those of the three administrators who are named and not there yet; the system administrator must be named.

        The first one types a password; the others set theirs by the links that are printed.
        """
        for role, option in OPTIONS.items():
            held = Post.objects.current(clock.civil_day(self.at)).filter(
                role=role, person__is_active=True, person__origin=Origin.LIVE, procuratorate=procuratorate
            )
            if post := held.select_related("person").first():
                self.done.append(f"{option} administrator: {post.person.username} is there")
                continue
            if role == Role.ADMINISTRATOR:
                self.need(options, "admin_username", "admin_name")
            elif not options[f"{option}_username"]:
                self.done.append(
                    f"{option} administrator: nobody is named; the first administrator admits one in Set-up"
                )
                continue
            self.need(options, f"{option}_name")
            self.administrator(procuratorate, role=role, option=option, options=options)

    def administrator(self, procuratorate: Procuratorate, *, role: Role, option: str, options: dict) -> None:
        username, name = options[f"{option}_username"], options[f"{option}_name"]
        types_password = role == Role.ADMINISTRATOR
        known = Person.objects.filter(username=username).first()
        person = known or people.admit(
            access=None,
            at=self.at,
            username=username,
            name=name,
            password=self.password(options) if types_password else None,
            origin=Origin.LIVE,
        )
        posts.appoint(
            at=self.at, person=person, role=role, from_on=clock.civil_day(self.at), procuratorate=procuratorate
        )
        self.done.append(f"{option} administrator: {person.username} appointed at {procuratorate.name}")
        if not types_password and not person.has_usable_password():
            link = reverse("link", args=[sign_in_links.issue(access=None, at=self.at, person=person)])
            self.done.append(f"  {name} sets the own password at {settings.SITE_URL}{link}")

    def password(self, options: dict) -> str:
        """Reads the password from the file, or asks twice; it is checked like every other and never printed."""
        if options["password_file"]:
            try:
                typed = options["password_file"].read_text(encoding="utf-8").rstrip("\r\n")
            except OSError as error:
                raise CommandError(f"The password file cannot be read: {error.strerror}. Nothing was changed.")
        elif sys.stdin.isatty():
            typed = getpass.getpass("Password of the administrator: ")
            if getpass.getpass("Once more: ") != typed:
                raise CommandError("The two passwords differ. Nothing was changed.")
        else:
            raise CommandError("No terminal to ask for a password: use --password-file. Nothing was changed.")
        try:
            validate_password(typed, Person(username=options["admin_username"], name=options["admin_name"]))
        except ValidationError as error:
            rules = " ".join(str(text) for text in password_validators_help_texts())
            raise CommandError(f"{' '.join(error.messages)} ({rules}) Nothing was changed.")
        return typed

    def need(self, options: dict, *names: str) -> None:
        """Refuses when an option is missing, naming all that are."""
        missing = [f"--{name.replace('_', '-')}" for name in names if not options[name]]
        if missing:
            raise CommandError(f"Still needed: {', '.join(missing)}. Nothing was changed.")

    def say(self, what: str, added: int) -> None:
        self.done.append(f"{what}: {added} added" if added else f"{what}: all there")


def _codes() -> list[str]:
    return list(Line.objects.values_list("code", flat=True))
