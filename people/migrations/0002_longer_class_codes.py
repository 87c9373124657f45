from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="schoolclass", name="code", field=models.CharField(max_length=40)
        ),
    ]
