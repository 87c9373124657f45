"""The pages of open points, the review and the desk, and who sees them."""

from people.roles import Role
from policies.gaps import gaps_of
from policies.models import PolicyVersion

GAPS = "/policies/social-media/gaps/"
REVIEW = "/policies/social-media/review/"
DESK = "/policies/desk/"
SEEING = {Role.HEAD, Role.OFFICE, Role.CHAIR, Role.VICE_CHAIR, Role.GOVERNOR, Role.CLERK}
FILLED = {"looked_after_by": "The headteacher", "responsibilities": "The board decides."}


def read(version) -> PolicyVersion:
    return PolicyVersion.objects.with_wording().get(pk=version.pk)


def keys(version) -> list[str]:
    return [gap.key for gap in gaps_of(read(version))]


def words(response) -> str:
    return response.content.decode()
