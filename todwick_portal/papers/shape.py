"""What an activity of the record of processing says (UK GDPR, Article 30)."""

from dataclasses import dataclass

from .periods import Kept


@dataclass(frozen=True)
class Activity:
    """One thing for which the school uses personal data here.

    `special`: the further condition for data of a special kind (Articles 9 and 10), empty where there is none. `people`
    and `data` are categories, never counts. `readers` are those in school, `recipients` keys of `outgoing.py`.
    `measures` are keys of `measures.py`, `models` the tables as `app.Model`.
    """

    key: str
    title: str
    purpose: str
    basis: str
    people: str
    data: str
    readers: str
    kept: tuple[Kept, ...]
    measures: tuple[str, ...]
    models: tuple[str, ...]
    special: str = ""
    recipients: tuple[str, ...] = ()


# What may go with any of them: a mail that says that something waits, and the sealed backup of everything.
EVERY = ("mail", "backups")
