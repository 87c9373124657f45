"""Who may do what with a case: one table from the relation of a person to a case to acts (security 2.3).

`can` (`standing.py`) asks it for one case, `visible_to` (`models/cases.py`) turns it into a query, so that page, list,
count, search, export and mail cannot differ. Being the person a case is about beats every grant, whatever role is held.
"""

from dataclasses import dataclass
from enum import StrEnum

from people.roles import Role

from .walls import Wall


class Relation(StrEnum):
    """What somebody is to a case. One person may be several at once."""

    SUBJECT = "subject"  # the person it is about
    REPORTER = "reporter"
    OWNER = "owner"  # holds today the role that owns the case, by standing in too
    SAFEGUARDING = "safeguarding"  # the safeguarding lead of today
    HANDLER = "handler"  # somebody to whom the owner gave it
    ASKED = "asked"  # a governor who was asked about legal action, until that is decided
    PANEL = "panel"  # a governor on its panel


class Act(StrEnum):
    """What may be done with a case."""

    KNOW = "know"  # that it exists
    READ_OWN = "read_own"  # one's own words, and whether it was seen and closed
    READ_BUNDLE = "read_bundle"  # what was put together for the governors, names blacked out
    LIST = "list"
    SEARCH = "search"
    READ = "read"
    COMMENT = "comment"
    ATTACH = "attach"
    SEAL = "seal"  # shut a file of it away for everybody
    ASSIGN = "assign"
    CHANGE_STATE = "change_state"
    CLOSE = "close"
    REOPEN = "reopen"
    EXPORT = "export"
    REFER = "refer"
    DECIDE_LEGAL = "decide_legal"
    MAILED = "mailed"  # gets its reference by mail


SEEING = frozenset({Act.KNOW, Act.LIST, Act.SEARCH, Act.READ, Act.MAILED})
LEADING = SEEING | {
    Act.COMMENT, Act.ATTACH, Act.SEAL, Act.ASSIGN, Act.CHANGE_STATE, Act.CLOSE, Act.REOPEN, Act.EXPORT, Act.REFER,
}  # fmt: skip
OWN_WORDS = frozenset({Act.KNOW, Act.READ_OWN})
BUNDLE = frozenset({Act.KNOW, Act.READ_BUNDLE})


@dataclass(frozen=True)
class Grant:
    """What one relation allows behind one wall. `if_safeguarding`: only while the case is marked as safeguarding."""

    relation: Relation
    wall: Wall
    acts: frozenset[Act]
    if_safeguarding: bool = False


GRANTS: tuple[Grant, ...] = (
    *(Grant(Relation.REPORTER, wall, OWN_WORDS) for wall in Wall),
    *(Grant(Relation.OWNER, wall, LEADING) for wall in Wall),
    *(Grant(Relation.PANEL, wall, BUNDLE) for wall in Wall),
    Grant(Relation.SAFEGUARDING, Wall.PUPIL, LEADING),
    Grant(Relation.SAFEGUARDING, Wall.STAFF, SEEING | {Act.SEAL}, if_safeguarding=True),
    Grant(Relation.HANDLER, Wall.PUPIL, SEEING | {Act.COMMENT, Act.ATTACH}),
    Grant(Relation.HANDLER, Wall.STAFF, SEEING),
    Grant(Relation.ASKED, Wall.PUPIL, BUNDLE | {Act.DECIDE_LEGAL}),
    Grant(Relation.ASKED, Wall.STAFF, BUNDLE | {Act.DECIDE_LEGAL}),
)
# A reporter adds evidence later where the case is about pupils; about staff only while reporting (access matrix).
REPORTER_ATTACHES = Grant(Relation.REPORTER, Wall.PUPIL, frozenset({Act.ATTACH}))
GRANTS = (*GRANTS, REPORTER_ATTACHES)

# Who owns a case behind each wall: the first of these roles that somebody holds whom the case is not about.
OWNERS: dict[Wall, tuple[Role, ...]] = {
    Wall.PUPIL: (Role.HEAD,),
    Wall.STAFF: (Role.HEAD, Role.CHAIR),
    Wall.GOVERNOR: (Role.CLERK, Role.CHAIR),
    Wall.CLERK: (Role.CHAIR, Role.VICE_CHAIR),
    Wall.HEAD: (Role.CHAIR, Role.VICE_CHAIR, Role.CLERK),
    Wall.CHAIR: (Role.VICE_CHAIR, Role.CLERK),
    Wall.BOARD: (Role.CLERK,),
}

# Every role that may own a case, behind whatever wall.
OWNING = frozenset(role for roles in OWNERS.values() for role in roles)


def acts_of(relations: frozenset[Relation], wall: Wall, is_safeguarding: bool) -> frozenset[Act]:
    """What somebody who is all of `relations` to a case may do with it; nothing for the person it is about.

    >>> sorted(str(act) for act in acts_of(frozenset({Relation.REPORTER}), Wall.STAFF, False))
    ['know', 'read_own']
    >>> acts_of(frozenset({Relation.OWNER, Relation.SUBJECT}), Wall.HEAD, False)
    frozenset()
    """
    if Relation.SUBJECT in relations:
        return frozenset()
    fitting = [grant for grant in GRANTS if grant.relation in relations and grant.wall == wall]
    return frozenset(act for grant in fitting if is_safeguarding or not grant.if_safeguarding for act in grant.acts)


def grants_for(act: Act) -> tuple[Grant, ...]:
    """Every way by which `act` is allowed."""
    return tuple(grant for grant in GRANTS if act in grant.acts)
