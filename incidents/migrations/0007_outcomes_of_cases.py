"""What came of closed cases and what kind an incident is, each with an index by which the few are found."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0006_blacked_out_texts'),
    ]

    operations = [
        migrations.CreateModel(
            name='CaseOutcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('advice', 'Advice given'), ('conversation', 'A conversation was held'), ('parent_spoken_to', 'Parent or carer spoken to'), ('removed', 'Picture or comment taken down'), ('sanction', 'Sanction under the behaviour policy'), ('low_level', 'Low-level concern recorded'), ('training', 'Training or support agreed'), ('disciplinary', 'Passed to the disciplinary process'), ('lado', 'Passed to the LADO'), ('police', 'Passed to the police'), ('platform', 'Reported to the platform'), ('legal', 'Passed to the governors for legal action'), ('child_protection', 'Passed to child protection'), ('substantiated', 'Substantiated: there is enough to show that it happened'), ('unsubstantiated', 'Unsubstantiated: not enough to show either way'), ('false', 'False: it did not happen'), ('malicious', 'Malicious: it did not happen, and was said to deceive'), ('duplicate', 'Recorded elsewhere already'), ('unfounded', 'Unfounded'), ('outside_remit', 'Not for the school to decide'), ('nothing_further', 'No further action')], max_length=20)),
            ],
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(fields=['kind'], name='incidents_of_a_kind'),
        ),
        migrations.AddField(
            model_name='caseoutcome',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='came_of_it', to='incidents.case'),
        ),
        migrations.AddConstraint(
            model_name='caseoutcome',
            constraint=models.UniqueConstraint(fields=('outcome', 'case'), name='an_outcome_stands_once'),
        ),
    ]
