"""No gap in numbers: what somebody sees of their own complaints is the same whether or not others came between.

One visible complaint is made and lived through alone, then again after one that its reader may not know of. Keys by
chance and references differ each time; whatever else differs was counted where it must not be.
"""

import re

import pytest
from django.db import transaction

from tests.in_each_run import some_of
from tests.incidents.canaries.looking import Seen
from tests.incidents.canaries.test_gaps import SIGN
from tests.incidents.made import again

from . import surfaces
from .judging import alike
from .lives import CLOSED, HANDLED, planted_at

pytestmark = pytest.mark.django_db
REFERENCE = re.compile(r"\bCMP-\d{4}-[0-9A-Z]{4}\b|\bcmp-\d{4}-[0-9a-z]{4}\b")
# Who reads the one complaint whole, and which others they may not know of.
READERS = {"head": ("staff", "head"), "chair": ("head", "staff"), "clerk": ("chair", "clerk"), "dpo": ("data", "head")}


@pytest.mark.parametrize("who", some_of(READERS, {"head", "chair"}))
def test_a_complaint_that_one_may_not_know_of_leaves_no_gap_in_what_one_may(kept, who):
    visible, hidden = READERS[who]

    alone = _seen(kept, who, visible, None)
    after = _seen(kept, who, visible, hidden)

    faults = list(alike(after, alone, is_counted=hidden == "staff"))
    assert not faults, "\n".join(faults)


def _seen(kept, who: str, visible: str, hidden: str | None) -> dict[str, Seen]:
    with transaction.atomic():
        if hidden:
            planted_at(kept.school, hidden, CLOSED)
        planted = planted_at(kept.school, visible, HANDLED)
        found = surfaces.walk(again(getattr(kept.school, who)), surfaces.arguments(planted))
        transaction.set_rollback(True)
    return {place: Seen(one.status, SIGN.sub("a sign", REFERENCE.sub("a reference", one.text))) for place, one in
            found.items()}  # fmt: skip
