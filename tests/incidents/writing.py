"""One process that writes reports into a portal's database: `python -m tests.incidents.writing HOW_MANY`.

Each report reads before it writes, in one transaction: the case that makes SQLite's usual settings lose writes. It says
the references that were kept, one in each line, and a fault as `fault: ...`.
"""

import sys
import uuid

import django
from django.urls import get_resolver


def main(count: int) -> None:
    django.setup()
    from incidents.actions.reporting import report_incident  # noqa: PLC0415 (the models are known only now)
    from people.models import User  # noqa: PLC0415
    from tests.incidents.made import reported  # noqa: PLC0415

    assert get_resolver().url_patterns  # a web process knows its addresses before the first request
    reporter = User.objects.get(email="teacher@todwick.example")
    for number in range(count):
        try:
            case = report_incident(reported=reported(title=f"Report {number}"), form_key=uuid.uuid4(), by=reporter)
            print(case.reference, flush=True)
        except Exception as fault:
            print(f"fault: {fault}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
