"""The school's logo: one is chosen, one is taken off. Of what was shown before the picture goes at once, in the same
transaction; that it was shown, by whom, since when and its hash stay, in its row and in the history of the setting.

Out of reach here are browsers that keep a picture for a day, backups made before, which are thrown away when the next
ones are proved, and the free space of the database until it is written anew: a logo was public, so nothing is written
anew for its sake alone.
"""

import hashlib

from django.db import transaction
from django.db.models import QuerySet

from audit.erasing import rewrite
from people.look import SHOWN, Logo, logo_of
from people.models import SchoolLogo, SchoolSetting, User
from people.settings import Key, read_all

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


@transaction.atomic
def put_former_logos_away() -> int:
    """Pictures of logos that the school shows no more, which are kept all the same: by an earlier version of the
    portal, or because a backup of one was put back. Returns how many. Run by the worker.

    Whoever chooses a logo at this moment holds the setting until the picture stands there too, so it is asked again.
    """
    if not _former().exists():
        return 0
    SchoolSetting.objects.select_for_update(no_key=True).filter(key=Key.LOGO).first()
    return _put_away(_former())


def _former() -> QuerySet[SchoolLogo]:
    shown, kept = logo_of(read_all()), SchoolLogo.objects.exclude(content=b"")
    return kept.exclude(digest__startswith=shown.digest) if shown else kept


def _put_away(logos: QuerySet[SchoolLogo]) -> int:
    """No picture is kept that the school shows no more: it was taken off for a reason. Returns how many went."""
    former = list(logos.exclude(content=b"").defer("content"))
    for row in former:
        rewrite(row, content=b"")
    return len(former)
