"""Accounts of the portal for tests: as the database has them now."""

import datetime as dt

from people.models import User

DAY = dt.timedelta(days=1)


def _again(user: User) -> User:
    return User.objects.get(pk=user.pk)
