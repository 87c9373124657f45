from django.db import migrations, models


def restrict(apps, schema_editor):
    """The children whose data are restricted today are not to be published, since their restriction began."""
    Pupil, Period = (apps.get_model('people', name) for name in ('Pupil', 'MarkPeriod'))
    began = {}
    running = apps.get_model('people', 'DataRestriction').objects.filter(ended_at=None, pupil__isnull=False)
    for pupil, at in running.order_by('-began_at').values_list('pupil_id', 'began_at'):
        began[pupil] = at  # the earliest comes last
    unmarked = set(Pupil.objects.filter(pk__in=began, do_not_publish=False).values_list('pk', flat=True))
    known = set(Period.objects.filter(kind='never', ended_at=None, pupil__in=began).values_list('pupil_id', flat=True))
    Period.objects.bulk_create(
        Period(kind='never', pupil_id=pupil, began_at=began[pupil]) for pupil in sorted(unmarked - known)
    )
    Pupil.objects.filter(pk__in=began).update(is_restricted=True)


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0019_papers'),
    ]

    operations = [
        migrations.AddField(
            model_name='pupil',
            name='is_restricted',
            field=models.BooleanField(default=False, help_text='Whether a restriction of use runs: nothing of the child is published meanwhile.'),
        ),
        migrations.RunPython(restrict, migrations.RunPython.noop),
    ]
