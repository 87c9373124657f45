"""What the governors are told of a case about headteacher and clerk, beside the clerk; whom a part is kept from."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0016_governors_reports'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='confidentialpart',
            options={'ordering': ['is_beside_clerk', 'pk']},
        ),
        migrations.AddField(
            model_name='confidentialpart',
            name='is_beside_clerk',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='confidentialpart',
            name='kept_from',
            field=models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='confidentialpart',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='confidential_parts', to='incidents.governorsreport'),
        ),
        migrations.AddConstraint(
            model_name='confidentialpart',
            constraint=models.UniqueConstraint(fields=('report', 'added_by'), name='a_part_of_a_report_once_by_each'),
        ),
    ]
