import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0011_codes_handed_on_and_last_days'),
    ]

    operations = [
        migrations.CreateModel(
            name='ComplaintLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('received', 'We have it'), ('looking', 'Still looking'), ('outcome', 'What came of it'), ('removal', 'Please take it down'), ('thanks', 'Thank you'), ('plan', 'How to reach us from now on')], max_length=10)),
                ('text', models.TextField()),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='letter', to='incidents.timelineentry')),
            ],
            options={
                'ordering': ['-entry__at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_letter_says_something')],
            },
        ),
        migrations.RemoveField(
            model_name='campaign',
            name='reply',
        ),
        migrations.AddField(
            model_name='contactplan',
            name='ended_reason',
            field=models.TextField(blank=True),
        ),
        migrations.AddConstraint(
            model_name='contactplan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None), ('ended_reason', '')), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False), models.Q(('ended_reason', ''), _negated=True)), _connector='OR'), name='a_contact_plan_that_ended_says_why'),
        ),
    ]
