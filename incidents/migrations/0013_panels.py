"""A member of a panel may be independent of the school's management: an academy needs one."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("incidents", "0012_letters_groups_plans")]

    operations = [
        migrations.AddField(
            model_name="panelmember", name="is_independent", field=models.BooleanField(default=False)
        ),
        migrations.AddConstraint(
            model_name="panelmember",
            constraint=models.CheckConstraint(
                condition=Q(("is_independent", False), ("user", None), _connector="OR"),
                name="a_governor_of_the_school_is_not_independent",
            ),
        ),
    ]
