import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0016_morning_mails'),
    ]

    operations = [
        migrations.CreateModel(
            name='RowLeave',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=63)),
                ('deed', models.CharField(choices=[('update', 'to change'), ('delete', 'to delete')], max_length=6)),
                ('row_key', models.BigIntegerField()),
                ('never', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='audit.rowleave')),
            ],
            options={
                'indexes': [models.Index(fields=['table', 'deed', 'row_key'], name='leave_for_a_row')],
            },
        ),
    ]
