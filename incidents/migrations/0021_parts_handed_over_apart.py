"""What was done with one part of a bundle alone: how it was handed over apart."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0020_waiting_blackouts'),
    ]

    operations = [
        migrations.AddField(
            model_name='datarequestentry',
            name='part',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='incidents.bundlepart'),
        ),
        migrations.AlterField(
            model_name='datarequestentry',
            name='kind',
            field=models.CharField(choices=[('received', 'Received'), ('person', 'Whose data it is'), ('id_asked', 'Asked who they are'), ('identity', 'Who they are was checked'), ('may_ask', 'Whether they may ask'), ('scope_asked', 'Asked what is meant'), ('scope', 'They said what is meant'), ('extended', 'Two more months'), ('restricted', 'Use restricted'), ('lifted', 'Restriction ended'), ('mended', 'Put right, or why not'), ('gathered', 'Data gathered'), ('ready', 'Bundle put together'), ('handed', 'Handed over'), ('handed_apart', 'Handed over apart'), ('answered', 'Answered'), ('refused', 'Refused'), ('withdrawn', 'Taken back'), ('note', 'Note')], max_length=12),
        ),
    ]
