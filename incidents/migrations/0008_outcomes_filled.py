"""The outcomes of cases that were closed before they had a table of their own."""

from typing import Any

from django.db import migrations
from django.db.models import F

AT_ONCE = 5_000


def fill(apps: Any, schema_editor: Any) -> None:
    """Those of the last closure of every case that is closed."""
    closures = apps.get_model("incidents", "CaseClosure").objects.filter(closed_at=F("case__closed_at")).order_by()
    outcome, rows = apps.get_model("incidents", "CaseOutcome"), []
    for case, said in closures.values_list("case", "outcomes").iterator(chunk_size=AT_ONCE):
        rows += [outcome(case_id=case, outcome=one) for one in said]
    outcome.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("incidents", "0007_outcomes_of_cases")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
