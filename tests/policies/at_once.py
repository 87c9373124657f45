"""Several people who press at the same moment, each with a connection of their own."""

import threading
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.test import Client

from people.models import User
from tests.conftest import LookingClient

Press = tuple[User, str, dict[str, Any]]


def press(presses: Sequence[Press]) -> list[int]:
    """Everybody signed in, then all at one moment. The status of each answer; a fault of the portal is a 500."""
    ready, answers = threading.Barrier(len(presses)), [0] * len(presses)
    clients: list[Client] = []
    for user, _, _ in presses:
        clients.append(LookingClient(raise_request_exception=False))
        clients[-1].force_login(User.objects.get(pk=user.pk))

    def send(number: int) -> None:
        try:
            ready.wait(20)
            _, address, fields = presses[number]
            answers[number] = clients[number].post(address, fields).status_code
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=[number]) for number in range(len(presses))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers
