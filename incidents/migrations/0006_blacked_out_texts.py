"""Words are blacked out in every text of a case: where the blocks stand is kept beside the case."""

from typing import Any

from django.db import migrations, models


def move_to_case(apps: Any, schema_editor: Any) -> None:
    texts = apps.get_model("incidents", "EntryText").objects.exclude(blacked_out=[]).select_related("entry__case")
    for typed in texts:
        case = apps.get_model("incidents", "Case").objects.get(pk=typed.entry.case_id)
        case.blacked_out[f"entrytext.text.{typed.pk}"] = typed.blacked_out
        case.save(update_fields=["blacked_out"])


def move_back(apps: Any, schema_editor: Any) -> None:
    for case in apps.get_model("incidents", "Case").objects.exclude(blacked_out={}):
        for key, pieces in case.blacked_out.items():
            model, _, pk = key.split(".")
            if model == "entrytext":
                apps.get_model("incidents", "EntryText").objects.filter(pk=pk).update(blacked_out=pieces)


class Migration(migrations.Migration):
    dependencies = [("incidents", "0005_keys_of_steps")]

    operations = [
        migrations.AddField("case", "blacked_out", models.JSONField(blank=True, default=dict)),
        migrations.RunPython(move_to_case, move_back),
        migrations.RemoveField("entrytext", "blacked_out"),
    ]
