from django.db import migrations, models
from django.db.models import F
from django.utils import timezone


def nothing_is_told_late(apps, schema_editor):
    """Whatever was retired before this was written is history: no parent gets a mail of it now."""
    places = apps.get_model('consent', 'Purpose').objects.filter(retired_on__lte=timezone.localdate())
    places.update(parents_told_of=F('retired_on'))


class Migration(migrations.Migration):

    dependencies = [
        ('consent', '0010_decided_on_a_doubted_yes'),
    ]

    operations = [
        migrations.AddField(
            model_name='purpose',
            name='parents_told_of',
            field=models.DateField(blank=True, help_text='The day of retiring that parents heard of, so that they hear of each once.', null=True),
        ),
        migrations.RunPython(nothing_is_told_late, migrations.RunPython.noop),
    ]
