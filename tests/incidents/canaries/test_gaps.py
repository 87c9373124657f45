"""No gap in numbers: what somebody sees of their own cases is the same whether or not others came between.

One visible case is made and lived through alone, then again after one that its reader may not know of. Keys by chance
and references differ each time; whatever else differs was counted where it must not be.
"""

import re

import pytest
from django.db import transaction

from people.models import User

from . import surfaces
from .judging import unlike
from .lives import ASKED, planted_at
from .looking import Seen

pytestmark = pytest.mark.django_db
REFERENCE = re.compile(r"\bINC-\d{4}-[0-9A-Z]{4}\b|\binc-\d{4}-[0-9a-z]{4}\b")
SIGN = re.compile(r"\b[0-9a-f]{24}\b")  # by which a page names a text: keyed, so that no number is to be read out of it
# Who reads the one case whole, and which others they may not know of.
READERS = {
    "head": ("pupil", "head"),
    "dsl": ("pupil", "head"),
    "chair": ("head", "chair"),
    "vice_chair": ("chair", "head"),
}


@pytest.mark.parametrize("who", READERS)
def test_a_case_that_one_may_not_know_of_leaves_no_gap_in_what_one_may(kept, who):
    visible, hidden = READERS[who]

    alone = _seen(kept, who, visible, None)
    after = _seen(kept, who, visible, hidden)

    faults = list(unlike(after, alone))
    assert not faults, "\n".join(faults)


def _seen(kept, who: str, visible: str, hidden: str | None) -> dict[str, Seen]:
    with transaction.atomic():
        if hidden:
            planted_at(kept.school, hidden, ASKED)
        planted = planted_at(kept.school, visible, ASKED)
        user = User.objects.get(pk=getattr(kept.school, who).pk)
        found = surfaces.walk(user, surfaces.arguments(planted))
        transaction.set_rollback(True)
    return {place: Seen(one.status, _bare(one.text)) for place, one in found.items()}


def _bare(text: str) -> str:
    return SIGN.sub("a sign", REFERENCE.sub("a reference", text))
