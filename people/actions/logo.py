"""The school's logo: one is chosen, one is taken off. What was shown before stays kept, for papers made with it."""

import hashlib

from django.db import transaction

from people.look import SHOWN, Logo
from people.models import SchoolLogo, User
from people.settings import Key

from .settings import change_settings


@transaction.atomic
def choose_logo(*, content: bytes, content_type: str, size: tuple[int, int], by: User) -> Logo:
    """Show this picture from now on: already safe, and no larger than it is shown twice over.

    Raises NothingSet where it is the one that is shown.
    """
    digest = hashlib.sha256(content).hexdigest()
    width, height = size
    scale = min(SHOWN[0] / width, SHOWN[1] / height)
    shown = Logo(digest[:16], max(1, round(width * scale)), max(1, round(height * scale)))
    SchoolLogo.objects.get_or_create(
        digest=digest,
        defaults={"content": content, "content_type": content_type, "width": width, "height": height, "by": by},
    )
    change_settings(values={Key.LOGO: shown.kept}, by=by)
    return shown


def take_logo_off(*, by: User) -> None:
    """The portal's own mark stands there again. Raises NothingSet where there is no logo."""
    change_settings(values={Key.LOGO: ""}, by=by)
