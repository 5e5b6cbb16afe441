"""A template is for suggestions of one kind, or for all; what offices wrote is for all and takes the names of the rules.

A title that names the letter in words would name a retrial suggestion wrongly: it gets the place of the name. A letter
without a place for the legal basis on which it is raised gets one. No version is changed: a further one is added, and
letters in work keep theirs until they are saved again.
"""

import hashlib
import re
from typing import Any

from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

NAMES = (("检察建议书", "{建议书名称}"), ("检察建议", "{建议名称}"))
BASIS = "{提出建议的法律依据}"
PROPOSES = re.compile(r"^(?![>#=_|] )(为此，)?(?=.*提出如下)", re.MULTILINE)
FIRST_MEASURE = re.compile(r"^.*\{建议\.", re.MULTILINE)
REASON = "文书名称依规定填写；检察建议书增加“提出检察建议的法律依据”。系统升级时自动修改。"


def titled(heading: str) -> str:
    """Returns a title with places where it named letter or proposal in words."""
    for words, place in NAMES:
        heading = re.sub(rf"(?<!再审){words}", place, heading)
    return heading


def grounded(text: str) -> str:
    """Returns the text of a letter with a place for its legal basis: in the sentence that proposes, else before the measures."""
    if BASIS in text:
        return text
    placed, found = PROPOSES.subn(lambda match: f"{match[0]}[{BASIS}，]", text, count=1)
    return placed if found else FIRST_MEASURE.sub(lambda match: f"[{BASIS}。]\n{match[0]}", text, count=1)


def follow(apps: Any, schema_editor: Any) -> None:
    template = apps.get_model("suggestions", "DocumentTemplate")
    written = template.objects.filter(procuratorate__isnull=False).order_by("procuratorate_id", "kind", "-number")
    for last in written.distinct("procuratorate_id", "kind"):
        heading = titled(last.heading)
        text = grounded(last.text) if last.kind == "letter" else last.text
        if (heading, text) == (last.heading, last.text):
            continue
        template.objects.create(
            kind=last.kind,
            procuratorate_id=last.procuratorate_id,
            number=last.number + 1,
            heading=heading,
            text=text,
            sha256=hashlib.sha256(f"{heading}\n{text}".encode()).hexdigest(),
            reason=REASON,
            made_at=timezone.now(),
        )
    # A row with a foreign key leaves checks for the commit, and a table with such is not altered.
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")


class Migration(migrations.Migration):
    dependencies = [
        ("organs", "0007_absences"),
        ("suggestions", "0012_absences"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="documenttemplate",
            options={"ordering": ["kind", "suggestion_kind", "procuratorate_id", "number"]},
        ),
        migrations.RemoveConstraint(
            model_name="documenttemplate",
            name="a_template_never_has_two_equal_versions",
        ),
        migrations.RemoveConstraint(
            model_name="documenttemplate",
            name="a_template_never_comes_twice_with_the_software",
        ),
        migrations.AddField(
            model_name="documenttemplate",
            name="suggestion_kind",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
        migrations.AddConstraint(
            model_name="documenttemplate",
            constraint=models.UniqueConstraint(
                fields=("procuratorate", "kind", "suggestion_kind", "number"),
                name="a_template_never_has_two_equal_versions",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="documenttemplate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("procuratorate__isnull", True)),
                fields=("kind", "suggestion_kind", "sha256"),
                name="a_template_never_comes_twice_with_the_software",
            ),
        ),
        migrations.RunPython(follow, migrations.RunPython.noop),
    ]
