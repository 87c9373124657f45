"""The demo school's accounts: who they are in the bar *You are looking as*, and how they are told apart.

They exist in demo mode only. Production refuses to start on a database that holds one (contract 1).
"""

from dataclasses import dataclass

from people.roles import Role

DOMAIN = "todwick.example"
PASSWORD = "todwick-demo"  # noqa: S105 (printed by `make run`, refused in production)


@dataclass(frozen=True)
class DemoPerson:
    """One demo account. `key` stands in the bar's form; `role` is what the account holds."""

    key: str
    label: str
    role: Role
    title: str
    forename: str
    surname: str

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"


DEMO_PEOPLE = (
    DemoPerson("teacher", "Teacher", Role.STAFF, "Miss", "Nadia", "Hallam"),
    DemoPerson("office", "Office", Role.OFFICE, "Mrs", "Ngozi", "Okoro"),
    DemoPerson("head", "Head", Role.HEAD, "Mr", "Idris", "Penrose"),
    DemoPerson("dsl", "Safeguarding lead", Role.DSL, "Mrs", "Moira", "Tindall"),
    DemoPerson("chair", "Chair of governors", Role.CHAIR, "Dr", "Anita", "Vasquez"),
    DemoPerson("vicechair", "Vice-chair", Role.VICE_CHAIR, "Mr", "Callum", "Reeve"),
    DemoPerson("clerk", "Clerk", Role.CLERK, "Ms", "Petra", "Lindqvist"),
    DemoPerson("governor", "Governor", Role.GOVERNOR, "Mr", "Samuel", "Adeyemi"),
    DemoPerson("dpo", "Data-protection officer", Role.DPO, "Ms", "Harriet", "Swann"),
    DemoPerson("parent", "Parent", Role.PARENT, "Mrs", "Leanne", "Cartwright"),
)
DEMO_EMAILS = tuple(person.email for person in DEMO_PEOPLE)
