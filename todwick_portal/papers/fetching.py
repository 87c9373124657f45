"""What the views here fetch before they do anything."""

from django.http import Http404, HttpRequest, QueryDict

from people.actions.assessments import may_write
from people.models import AssessmentWords, User


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def part_or_404(user: User, part: str) -> str:
    """A part of the impact assessment that `user` writes; a part of somebody else is not there for them."""
    if part not in AssessmentWords.Part.values or not may_write(user, part):
        raise Http404
    return part
