from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0021_parts_handed_over_apart'),
    ]

    operations = [
        migrations.AlterField(
            model_name='databreach',
            name='about',
            field=models.CharField(blank=True, choices=[('', 'Neither of the two'), ('head', 'The headteacher'), ('dpo', 'The data-protection officer'), ('both', 'The headteacher and the data-protection officer')], default='', max_length=4),
        ),
    ]
