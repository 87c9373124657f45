"""The page on which one reads a policy, and that of who has read it: opened and sent at moments of one school year."""

import datetime as dt

from django.test import Client

from people.models import User
from tests import html
from tests.policies.readers import TODAY, at

READ, WHO = "/policies/phones/acknowledgement/", "/policies/phones/acknowledgements/"


def open_page(client: Client, user: User, address: str = READ, day: dt.date = TODAY, **query: str) -> html.Page:
    with at(day):
        client.force_login(user)
        response = client.get(address, query)
        assert response.status_code == 200, response.status_code
        return html.Page(response.content.decode())


def send(client: Client, user: User, address: str = READ, day: dt.date = TODAY, **fields: str):
    with at(day):
        client.force_login(user)
        return client.post(address, fields)
