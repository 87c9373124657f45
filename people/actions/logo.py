"""The school's logo: one is chosen, one is taken off. Of what was shown before the picture goes; that it was stays."""

import hashlib

from django.db import transaction
from django.db.models import QuerySet

from audit.erasing import rewrite
from people.look import SHOWN, Logo
from people.models import SchoolLogo, User
from people.settings import Key

from .settings import change_settings


@transaction.atomic
def choose_logo(*, content: bytes, content_type: str, size: tuple[int, int], by: User) -> Logo:
    """Show this picture from now on: already safe, and no larger than it is shown twice over.

    Raises NothingSet where it is the one that is shown. The setting comes first: whoever chooses another at the same
    moment waits for it, and finds what was put away.
    """
    digest = hashlib.sha256(content).hexdigest()
    width, height = size
    scale = min(SHOWN[0] / width, SHOWN[1] / height)
    shown = Logo(digest[:16], max(1, round(width * scale)), max(1, round(height * scale)))
    change_settings(values={Key.LOGO: shown.kept}, by=by)
    row, _ = SchoolLogo.objects.get_or_create(
        digest=digest,
        defaults={"content": content, "content_type": content_type, "width": width, "height": height, "by": by},
    )
    if not row.content:
        rewrite(row, content=content)
    _put_away(SchoolLogo.objects.exclude(pk=row.pk))
    return shown


@transaction.atomic
def take_logo_off(*, by: User) -> None:
    """The portal's own mark stands there again. Raises NothingSet where there is no logo."""
    change_settings(values={Key.LOGO: ""}, by=by)
    _put_away(SchoolLogo.objects.all())


def _put_away(logos: QuerySet[SchoolLogo]) -> None:
    """No picture is kept that the school shows no more: it was taken off for a reason."""
    for row in logos.exclude(content=b"").defer("content"):
        rewrite(row, content=b"")
