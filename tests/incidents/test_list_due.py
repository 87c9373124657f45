"""The list narrowed to what is due shows what the start page counts."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.models import Case

from .made import report


@pytest.mark.parametrize(("days", "value"), [(-1, "overdue"), (0, "soon"), (2, "soon"), (40, None), (-40, "overdue")])
def test_what_is_due_is_found_by_the_link_of_the_start_page(school, sign_in, days, value):
    case = report(school.reporter)
    Case.objects.filter(pk=case.pk).update(due_on=timezone.localdate() + dt.timedelta(days=days))
    client = sign_in(school.head)

    found = {
        one: case.reference in client.get(reverse("incidents:incidents"), {"due": one}).content.decode()
        for one in ("soon", "overdue")
    }

    assert found == {"soon": value == "soon", "overdue": value == "overdue"}
