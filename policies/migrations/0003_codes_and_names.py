"""Each wording takes the code of its rule, each document a name for its address, each draft its last editor."""

import uuid

from django.db import migrations


def fill(apps, schema_editor):
    wordings = apps.get_model("policies", "RuleVersion").objects.select_related("rule")
    for wording in wordings.iterator():
        wording.code = wording.rule.code
        wording.save(update_fields=["code"])
    for document in apps.get_model("policies", "RelatedDocument").objects.iterator():
        document.public_id = uuid.uuid4()
        document.save(update_fields=["public_id"])
    for version in apps.get_model("policies", "PolicyVersion").objects.exclude(drafted_by=None).iterator():
        version.edited_by_id = version.drafted_by_id
        version.save(update_fields=["edited_by"])


class Migration(migrations.Migration):
    dependencies = [("policies", "0002_living_rules")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
