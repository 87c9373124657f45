"""Three checks that were recorded: one with everybody, one that says whom to leave out, and the head's own."""

from uuid import UUID, uuid5

from consent.actions.checks import record_check
from consent.checking import Use
from consent.models import Purpose
from consent.shown import judge_now
from people.models import Pupil, User

from .answers import PICTURE

_PAGES = UUID("0d6f3c1b-2f0e-4a7c-8a55-9b1f6c2d7e43")


def record_checks(people: dict[str, User]) -> None:
    """What Miss Hallam asked about the picture of the six, then about the four; a film that the head asked about."""
    pupils = {str(pupil): pupil for pupil in Pupil.objects.all()}
    six = [pupils[name] for name in PICTURE]
    fine = [pupil for pupil in six if pupil.called not in {"Ava", "Ben"}]
    _record(six, "x_twitter", "photo", people["teacher"])
    _record(fine, "x_twitter", "photo", people["teacher"])
    _record(fine[:2], "newsletter", "film", people["head"])


def _record(pupils: list[Pupil], slug: str, what: str, by: User) -> None:
    use = Use(Purpose.objects.get(slug=slug), what)
    shown = judge_now(by, [pupil.pk for pupil in pupils], use).stamp
    record_check(pupils=pupils, use=use, shown=shown, key=uuid5(_PAGES, f"{slug} {len(pupils)}"), by=by)
