"""A file is read before anything is locked: reading may take seconds, and the whole school waits for a lock."""

import pytest
from django.db import connection

from policies.actions import importing, new_policy
from policies.actions.faults import CannotBeSo
from policies.models import Policy

FILE = b"# Clubs policy\n\n## Staff\n\n- Staff must lock the hall.\n"


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_the_file_is_read(monkeypatch, head):
    seen = []
    read = importing.proposal_of

    def watched(*args):
        seen.append(connection.in_atomic_block)
        return read(*args)

    monkeypatch.setattr(importing, "proposal_of", watched)
    new_policy(slug="clubs", title="Clubs", by=head, content=FILE, name="clubs.md")

    assert seen == [False]


@pytest.mark.django_db
def test_an_address_taken_while_the_file_was_read_is_told(monkeypatch, head):
    read = importing.proposal_of

    def slow(*args):
        Policy.objects.create(slug="clubs", title="Theirs")
        return read(*args)

    monkeypatch.setattr(importing, "proposal_of", slow)
    with pytest.raises(CannotBeSo, match="taken"):
        new_policy(slug="clubs", title="Mine", by=head, content=FILE, name="clubs.md")

    assert Policy.objects.get(slug="clubs").title == "Theirs"
    assert not Policy.objects.get(slug="clubs").versions.exists()
