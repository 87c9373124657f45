"""An impact assessment in the demo school, to be walked: one that waits for the headteacher."""

from typing import Any

from django.utils import timezone

from people.models import DataAssessment, User
from people.roles import Role


def papers_of(users: dict[Role, User]) -> dict[str, dict[str, Any]]:
    """Arguments of the addresses of statements, guides and data protection."""
    one = DataAssessment.objects.create(
        number=1, content='{"title": "Impact assessment", "lead": "", "parts": []}', digest="0" * 64,
        review_on=timezone.localdate(), submitted_by=users[Role.DPO],
    )  # fmt: skip
    return {
        "privacy-for": {"reader": "children"},
        "statement-pdf": {"name": "cookies"},
        "guide": {"slug": "teacher"},
        "data:assessment-words": {"part": "consulted"},
        **{f"data:{name}": {"number": one.number} for name in ("version", "version-pdf", "approval")},
    }
