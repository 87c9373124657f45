"""What a test of these canaries asks: everything that is wrong with what each row of the matrix was shown."""

from typing import Any

from people.models import User
from tests.incidents.canaries.kept import Kept
from tests.incidents.canaries.looking import Seen
from tests.incidents.canaries.matrix import Cells
from tests.incidents.canaries.people import Cast

from . import surfaces
from .acting import wrong_acts
from .judging import Sight, alike, knows_who, misheard, sight, words
from .lives import HANDLED, OBJECTS, lives_of
from .planting import GENERAL, Complained

CELLS = Cells(*OBJECTS)
ROWS = [(role, what) for role in CELLS.roles for what in CELLS.objects]
BY_CODE = "receipt_holder"
# Those whom a moment changes: others never get to know of a complaint, and are walked at one moment of each object.
CONCERNED = {
    "head", "head_subject", "chair", "chair_subject", "clerk", "parent_own", BY_CODE, "staff_handler", "staff_subject",
    "governor_panel",
}  # fmt: skip
WHOLE = {(life, HANDLED) for life in ("staff", "head", "chair")}


def before(kept: Kept[Cast], role: str) -> dict[str, Seen]:
    """What they get from everywhere while no such complaint is there."""
    user = kept.school.of(role)
    return kept.before(user, lambda: surfaces.walk(user, surfaces.of_nothing()))


def seen_by(kept: Kept[Cast], role: str, planted: Complained) -> dict[str, Seen]:
    """What they get from everywhere about a complaint."""
    user, about = kept.school.of(role), surfaces.arguments(planted)
    if role == BY_CODE:
        return surfaces.walk(user, about, code=planted.code, reference=planted.case.reference)
    return surfaces.walk(user, about)


def faults_of_a_life(kept: Kept[Cast], life: str, moment: str, planted: Complained, roles: Any = None) -> list[str]:
    """Everything that is wrong for the rows that mean this complaint, or for those of `roles` alone."""
    wanted = roles or (CELLS.roles if (life, moment) in WHOLE else CONCERNED)
    rows = [row for row in ROWS if life in lives_of(*row) and row[0] in wanted]
    walks: dict[tuple[User | None, bool], dict[str, Seen]] = {}
    faults = []
    for role, what in rows:
        cells, user = CELLS.of(role, what), kept.school.of(role)
        then, key = before(kept, role), (user, role == BY_CODE)
        now = walks.get(key) or seen_by(kept, role, planted)
        walks[key] = now
        how = sight(cells, moment)
        said = words(
            how, planted, moment,
            is_owner=user == planted.owner, knows=knows_who(cells, planted), by_code=role == BY_CODE,
        )  # fmt: skip
        found = [*misheard(now, *said), *wrong_acts(cells, how, planted, moment, now)]
        if how is Sight.NOTHING:
            found += alike(now, then, is_counted=planted.wall in GENERAL)
        faults += [f"{role}, {what}, {how.value}: {fault}" for fault in found]
    return faults
