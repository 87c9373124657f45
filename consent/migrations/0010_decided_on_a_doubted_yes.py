from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('consent', '0009_why_nothing_goes_out'),
    ]

    operations = [
        migrations.AddField(
            model_name='consentdecision',
            name='doubted',
            field=models.JSONField(default=list),
        ),
    ]
