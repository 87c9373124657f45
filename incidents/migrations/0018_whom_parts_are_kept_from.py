"""Of the parts that are there already: kept from whom such a case was about as each was added."""

from django.db import migrations


def keep(apps, schema_editor):
    parts = apps.get_model("incidents", "ConfidentialPart").objects
    people = apps.get_model("incidents", "CasePerson").objects
    for part in parts.all():
        about = people.filter(part="subject", case__wall__in=["head", "board"], added_at__lte=part.added_at)
        still = about.exclude(taken_off_at__lte=part.added_at).exclude(user=part.added_by).exclude(user=None)
        part.kept_from.add(*still.values_list("user", flat=True).distinct())


class Migration(migrations.Migration):

    dependencies = [
        ("incidents", "0017_parts_beside_the_clerk"),
    ]

    operations = [
        migrations.RunPython(keep, migrations.RunPython.noop),
    ]
