"""Reports for the governors, frozen; the part of the clerk; an outcome that says that a rule was not known."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0015_data_breaches'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='caseoutcome',
            name='outcome',
            field=models.CharField(choices=[('advice', 'Advice given'), ('conversation', 'A conversation was held'), ('parent_spoken_to', 'Parent or carer spoken to'), ('removed', 'Picture or comment taken down'), ('sanction', 'Sanction under the behaviour policy'), ('low_level', 'Low-level concern recorded'), ('training', 'Training or support agreed'), ('not_known', 'The rule was not known'), ('disciplinary', 'Passed to the disciplinary process'), ('lado', 'Passed to the LADO'), ('police', 'Passed to the police'), ('platform', 'Reported to the platform'), ('legal', 'Passed to the governors for legal action'), ('child_protection', 'Passed to child protection'), ('substantiated', 'Substantiated: there is enough to show that it happened'), ('unsubstantiated', 'Unsubstantiated: not enough to show either way'), ('false', 'False: it did not happen'), ('malicious', 'Malicious: it did not happen, and was said to deceive'), ('duplicate', 'Recorded elsewhere already'), ('unfounded', 'Unfounded'), ('outside_remit', 'Not for the school to decide'), ('nothing_further', 'No further action')], max_length=20),
        ),
        migrations.CreateModel(
            name='GovernorsReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('school_year', models.PositiveSmallIntegerField()),
                ('term', models.CharField(choices=[('autumn', 'Autumn term'), ('spring', 'Spring term'), ('summer', 'Summer term')], max_length=6)),
                ('first_on', models.DateField()),
                ('last_on', models.DateField()),
                ('content', models.TextField()),
                ('digest', models.CharField(max_length=64)),
                ('chain_head', models.CharField(max_length=64)),
                ('released_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('released_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-last_on'],
            },
        ),
        migrations.CreateModel(
            name='ConfidentialPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('content', models.TextField()),
                ('digest', models.CharField(max_length=64)),
                ('chain_head', models.CharField(max_length=64)),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='confidential_part', to='incidents.governorsreport')),
            ],
        ),
        migrations.CreateModel(
            name='ReportWords',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('school_year', models.PositiveSmallIntegerField()),
                ('term', models.CharField(choices=[('autumn', 'Autumn term'), ('spring', 'Spring term'), ('summer', 'Summer term')], max_length=6)),
                ('text', models.TextField(blank=True)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddConstraint(
            model_name='governorsreport',
            constraint=models.UniqueConstraint(fields=('school_year', 'term'), name='one_report_of_a_term'),
        ),
        migrations.AddConstraint(
            model_name='governorsreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('content', ''), _negated=True), models.Q(('digest', ''), _negated=True)), name='a_report_says_something'),
        ),
        migrations.AddConstraint(
            model_name='governorsreport',
            constraint=models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='a_report_is_of_some_days'),
        ),
        migrations.AddConstraint(
            model_name='confidentialpart',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('content', ''), _negated=True), models.Q(('digest', ''), _negated=True)), name='a_confidential_part_says_something'),
        ),
        migrations.AddConstraint(
            model_name='reportwords',
            constraint=models.UniqueConstraint(fields=('school_year', 'term'), name='words_of_a_report_once'),
        ),
    ]
