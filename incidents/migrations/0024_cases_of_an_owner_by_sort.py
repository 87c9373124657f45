from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("incidents", "0023_regulator_named"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="case",
            name="cases_of_an_owner_by_state",
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["owner_role", "state", "sort", "-reported_at", "-id"], name="cases_of_an_owner_by_state"
            ),
        ),
    ]
