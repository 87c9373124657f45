"""The regulator by its present name."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0022_breaches_about_both'),
    ]

    operations = [
        migrations.AlterField(
            model_name='databreach',
            name='reported_at',
            field=models.DateTimeField(blank=True, help_text='To the Information Commission.', null=True),
        ),
    ]
