"""The source of a case becomes a code with a note; what was typed freely is read once, and kept where no code says it."""

from django.db import migrations, models

from suggestions.rules import case_sources, service_channels

# As the draft page offered them until then.
OFFERED = {
    "履行职责中发现": "own_case",
    "群众举报、控告或申诉": "demand",
    "群众控告申诉": "demand",
    "有关机关移送": "transfer",
    "上级院交办": "transfer",
    "人大代表、政协委员转交": "transfer",
    "专项监督活动": "other",
}


def read_codes(apps, schema_editor):
    suggestions = apps.get_model("suggestions", "Suggestion").objects
    for words, code in OFFERED.items():
        note = words if code in {"other", "transfer"} else ""
        suggestions.filter(case_source_note=words).update(case_source=code, case_source_note=note)
    suggestions.exclude(case_source_note="").filter(case_source="").update(case_source="other")


class Migration(migrations.Migration):
    dependencies = [("suggestions", "0001_initial")]

    operations = [
        migrations.RenameField("suggestion", "found_by", "case_source_note"),
        migrations.AddField(
            "suggestion",
            "case_source",
            models.CharField(blank=True, choices=case_sources.options, default="", max_length=10),
            preserve_default=False,
        ),
        migrations.RunPython(read_codes, migrations.RunPython.noop),
        migrations.AlterField("service", "mode", models.CharField(choices=service_channels.options, max_length=12)),
    ]
