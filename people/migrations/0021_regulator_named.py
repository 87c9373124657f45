"""The regulator by its present name."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0020_restricted_children'),
    ]

    operations = [
        migrations.AlterField(
            model_name='destructionrecord',
            name='ground',
            field=models.CharField(choices=[('due', 'It was kept as long as it has to be'), ('asked', 'The person asked to be erased (UK GDPR, article 17)'), ('wrong', 'It should never have been kept'), ('ordered', 'A court or the Information Commission ordered it')], max_length=10),
        ),
        migrations.AlterField(
            model_name='destructionrequest',
            name='ground',
            field=models.CharField(choices=[('due', 'It was kept as long as it has to be'), ('asked', 'The person asked to be erased (UK GDPR, article 17)'), ('wrong', 'It should never have been kept'), ('ordered', 'A court or the Information Commission ordered it')], max_length=10),
        ),
    ]
