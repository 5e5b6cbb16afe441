"""Number series get a checked prefix, so that no procuratorate takes the numbers of another one; void serials get a table.

A series keeps its pattern. Where that is a prefix of the own word and `〔{year}〕{serial}号`, and nobody else's, the prefix is noted. The
others go on as they are and are shown in Set-up as “to be set anew”.
"""

import unicodedata
from typing import Any

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

ENDING = "〔{year}〕{serial}号"
LONGEST = 40


def is_plain(text: str) -> bool:
    letters = (
        each.isalpha()
        if each.isascii()
        else each == "〇" or unicodedata.name(each, "").startswith("CJK UNIFIED IDEOGRAPH-")
        for each in text
    )
    return bool(text) and all(letters)


def word_of(procuratorate: Any) -> str:
    name = procuratorate.short_name or procuratorate.name
    return str(name.strip().removesuffix("检察院").removesuffix("检"))


def keep_prefixes(apps: Any, schema_editor: Any) -> None:
    NumberSeries = apps.get_model("suggestions", "NumberSeries")
    words: dict[tuple[str, str], int] = {}
    for procuratorate in apps.get_model("organs", "Procuratorate").objects.filter(closed_on__isnull=True):
        words.setdefault((procuratorate.origin, word_of(procuratorate)), procuratorate.pk)
    taken = set()
    for series in NumberSeries.objects.select_related("procuratorate").order_by("pk"):
        prefix, own = series.pattern.removesuffix(ENDING), word_of(series.procuratorate)
        ends = [place for place, each in enumerate(prefix) if each == "检" and place > len(own)]
        is_own = (
            series.pattern.endswith(ENDING)
            and is_plain(prefix)
            and prefix.startswith(f"{own}检")
            and len(prefix) <= LONGEST
            and not any((series.procuratorate.origin, prefix[:end]) in words for end in ends)
        )
        if is_own and own and prefix not in taken:
            taken.add(prefix)
            series.prefix = prefix
            series.save(update_fields=["prefix"])


class Migration(migrations.Migration):
    dependencies = [
        ("organs", "0003_own_passwords"),
        ("suggestions", "0004_how_attachments_came_in"),
    ]

    operations = [
        migrations.CreateModel(
            name="VoidSerial",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveIntegerField()),
                ("printed", models.CharField(max_length=60)),
                (
                    "reason",
                    models.CharField(
                        choices=[("on_letter", "Another letter bears this number already")], max_length=10
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-year", "-serial"],
            },
        ),
        migrations.AddField(
            model_name="numberseries",
            name="prefix",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
        migrations.RunPython(keep_prefixes, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="numberseries",
            constraint=models.UniqueConstraint(
                condition=models.Q(("prefix", ""), _negated=True),
                fields=("prefix",),
                name="two_series_never_print_the_same_prefix",
            ),
        ),
        migrations.AddConstraint(
            model_name="numberseries",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("prefix", ""),
                    (
                        "pattern",
                        django.db.models.functions.text.Concat(
                            models.F("prefix"), models.Value("〔{year}〕{serial}号")
                        ),
                    ),
                    _connector="OR",
                ),
                name="a_series_prints_its_prefix_and_nothing_else",
            ),
        ),
        migrations.AddField(
            model_name="voidserial",
            name="series",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="void_serials", to="suggestions.numberseries"
            ),
        ),
        migrations.AddConstraint(
            model_name="voidserial",
            constraint=models.UniqueConstraint(
                fields=("series", "year", "serial"), name="a_serial_is_never_void_twice"
            ),
        ),
        migrations.AddConstraint(
            model_name="voidserial",
            constraint=models.CheckConstraint(
                condition=models.Q(("serial__gte", 1)), name="a_void_serial_begins_with_one"
            ),
        ),
    ]
