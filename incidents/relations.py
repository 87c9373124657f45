"""Who may do what with a case: one table from the relation of a person to a case to acts (security 2.3).

`can` (`standing.py`) asks it for one case, `visible_to` (`models/cases.py`) turns it into a query, so that page, list,
count, search, export and mail cannot differ. Being the person a case is about beats every grant, whatever role is held.
"""

from dataclasses import dataclass
from enum import StrEnum

from people.roles import Role

from .sorts import Sort
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
    CLERK = "clerk"  # the clerk to the governors of today, who arranges panels
    CHAIR = "chair"  # the chair of governors of today, who names a panel beside the clerk
    TRUSTED = "trusted"  # a handler who was told who complained, where that person does not mind
    SECOND = "second"  # asked to be the second of two who have a sealed file of it destroyed


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
    DESTROY = "destroy"  # have a sealed file of it destroyed, as one of two
    ASSIGN = "assign"
    CHANGE_STATE = "change_state"
    CLOSE = "close"
    REOPEN = "reopen"
    EXPORT = "export"
    REFER = "refer"
    DECIDE_LEGAL = "decide_legal"
    MAILED = "mailed"  # gets its reference by mail
    REPLY = "reply"  # write to whoever complained
    IDENTITY = "identity"  # read who complained, and how to reach them
    ESCALATE = "escalate"  # ask for the next stage
    WITHDRAW = "withdraw"
    APPOINT_PANEL = "appoint_panel"
    RECORD_PANEL = "record_panel"  # what the panel decided
    REDIRECT = "redirect"  # say whom it is about, or who can decide it, where it came to the wrong place


SEEING = frozenset({Act.KNOW, Act.LIST, Act.SEARCH, Act.READ, Act.MAILED})
LEADING = SEEING | {
    Act.COMMENT, Act.ATTACH, Act.SEAL, Act.DESTROY, Act.ASSIGN, Act.CHANGE_STATE, Act.CLOSE, Act.REOPEN, Act.EXPORT,
    Act.REFER,
}  # fmt: skip
OWN_WORDS = frozenset({Act.KNOW, Act.READ_OWN})
BUNDLE = frozenset({Act.KNOW, Act.READ_BUNDLE})


@dataclass(frozen=True)
class Grant:
    """What one relation allows behind one wall. `if_safeguarding`: only while the case is marked as safeguarding;
    `if_panel`: only while a panel deals with it."""

    relation: Relation
    wall: Wall
    acts: frozenset[Act]
    if_safeguarding: bool = False
    if_panel: bool = False


INCIDENT_GRANTS: tuple[Grant, ...] = (
    *(Grant(Relation.REPORTER, wall, OWN_WORDS) for wall in Wall),
    *(Grant(Relation.OWNER, wall, LEADING) for wall in Wall),
    *(Grant(Relation.PANEL, wall, BUNDLE) for wall in Wall),
    *(Grant(Relation.SECOND, wall, frozenset({Act.KNOW, Act.DESTROY})) for wall in Wall),
    Grant(Relation.SAFEGUARDING, Wall.PUPIL, LEADING),
    Grant(Relation.SAFEGUARDING, Wall.STAFF, SEEING | {Act.SEAL, Act.DESTROY}, if_safeguarding=True),
    Grant(Relation.HANDLER, Wall.PUPIL, SEEING | {Act.COMMENT, Act.ATTACH}),
    Grant(Relation.HANDLER, Wall.STAFF, SEEING),
    Grant(Relation.ASKED, Wall.PUPIL, BUNDLE | {Act.DECIDE_LEGAL}),
    Grant(Relation.ASKED, Wall.STAFF, BUNDLE | {Act.DECIDE_LEGAL}),
)
# A reporter adds evidence later where the case is about pupils; about staff only while reporting (access matrix).
REPORTER_ATTACHES = Grant(Relation.REPORTER, Wall.PUPIL, frozenset({Act.ATTACH}))
INCIDENT_GRANTS = (*INCIDENT_GRANTS, REPORTER_ATTACHES)

# Complaints (access matrix, complaint_*). Nobody leads one whose safeguarding lead they are; whoever complained and
# whoever holds the receipt goes on with it or takes it back, and nobody else does that for them but its owner.
ANSWERING = LEADING - {Act.REFER} | {Act.REPLY, Act.IDENTITY, Act.REDIRECT}
COMPLAINED = OWN_WORDS | {Act.ATTACH, Act.ESCALATE, Act.WITHDRAW}
ARRANGING = frozenset({Act.APPOINT_PANEL, Act.RECORD_PANEL})
JUDGING = BUNDLE | {Act.RECORD_PANEL}
# Behind these the clerk reads no more than the panel does, and that only while there is one.
GENERAL = (Wall.PUPIL, Wall.STAFF)
# Behind these the clerk owns it: the board's own.
OF_THE_BOARD = (Wall.GOVERNOR, Wall.CHAIR, Wall.BOARD)
COMPLAINT_GRANTS: tuple[Grant, ...] = (
    *(Grant(Relation.REPORTER, wall, COMPLAINED) for wall in Wall),
    *(Grant(Relation.OWNER, wall, ANSWERING) for wall in Wall),
    *(Grant(Relation.SECOND, wall, frozenset({Act.KNOW, Act.DESTROY})) for wall in Wall),
    *(Grant(Relation.OWNER, wall, frozenset({Act.ESCALATE})) for wall in (*GENERAL, Wall.HEAD, Wall.CLERK)),
    *(Grant(Relation.HANDLER, wall, SEEING | {Act.COMMENT, Act.REPLY}) for wall in GENERAL),
    *(Grant(Relation.TRUSTED, wall, frozenset({Act.IDENTITY})) for wall in GENERAL),
    *(Grant(Relation.PANEL, wall, JUDGING, if_panel=True) for wall in Wall),
    *(Grant(Relation.CLERK, wall, BUNDLE | ARRANGING, if_panel=True) for wall in GENERAL),
    *(Grant(Relation.CHAIR, wall, frozenset({Act.APPOINT_PANEL}), if_panel=True) for wall in GENERAL),
    Grant(Relation.CLERK, Wall.HEAD, SEEING | ARRANGING),
    Grant(Relation.CHAIR, Wall.HEAD, frozenset({Act.APPOINT_PANEL})),
    *(Grant(Relation.CLERK, wall, ARRANGING) for wall in (*OF_THE_BOARD, Wall.UNSURE)),
    Grant(Relation.CHAIR, Wall.CLERK, ARRANGING),
    Grant(Relation.PANEL, Wall.CHAIR, frozenset({Act.REPLY}), if_panel=True),
)
GRANTS: dict[Sort, tuple[Grant, ...]] = {Sort.INCIDENT: INCIDENT_GRANTS, Sort.COMPLAINT: COMPLAINT_GRANTS}

# Who owns an incident behind each wall: the first of these roles that somebody holds whom the case is not about.
OWNERS: dict[Wall, tuple[Role, ...]] = {
    Wall.PUPIL: (Role.HEAD,),
    Wall.STAFF: (Role.HEAD, Role.CHAIR),
    Wall.GOVERNOR: (Role.CLERK, Role.CHAIR),
    Wall.CLERK: (Role.CHAIR, Role.VICE_CHAIR),
    Wall.HEAD: (Role.CHAIR, Role.VICE_CHAIR, Role.CLERK),
    Wall.CHAIR: (Role.VICE_CHAIR, Role.CLERK),
    Wall.BOARD: (Role.CLERK,),
}

# The same for complaints: who investigates those about the governing body is not the body itself (domain 1.1), and
# how personal data was used is for the data-protection officer.
OWNERS_OF_COMPLAINTS: dict[Wall, tuple[Role, ...]] = {
    **OWNERS,
    Wall.CHAIR: (Role.CLERK, Role.VICE_CHAIR),
    Wall.UNSURE: (Role.CLERK, Role.CHAIR),
    Wall.DATA: (Role.DPO, Role.CLERK),
}
OWNERS_OF: dict[Sort, dict[Wall, tuple[Role, ...]]] = {Sort.INCIDENT: OWNERS, Sort.COMPLAINT: OWNERS_OF_COMPLAINTS}

# Who is the second of two beside the owner of a case: the first of these that somebody else holds whom it is not about.
SECONDS = (Role.DSL, Role.CHAIR, Role.VICE_CHAIR)

# Every role that may own a case of one sort, behind whatever wall.
OWNING: dict[Sort, frozenset[Role]] = {
    sort: frozenset(role for roles in owners.values() for role in roles) for sort, owners in OWNERS_OF.items()
}


@dataclass(frozen=True)
class Circumstances:
    """What of a case decides, beside the people in it, who may do what: which table, which wall, what is marked."""

    wall: Wall
    sort: Sort = Sort.INCIDENT
    is_safeguarding: bool = False
    at_panel: bool = False

    def meet(self, grant: Grant) -> bool:
        """Whether `grant` holds for such a case."""
        return (
            grant.wall == self.wall
            and (self.is_safeguarding or not grant.if_safeguarding)
            and (self.at_panel or not grant.if_panel)
        )


def acts_of(relations: frozenset[Relation], case: Circumstances) -> frozenset[Act]:
    """What somebody who is all of `relations` to such a case may do with it; nothing for the person it is about.

    >>> sorted(str(act) for act in acts_of(frozenset({Relation.REPORTER}), Circumstances(Wall.STAFF)))
    ['know', 'read_own']
    >>> acts_of(frozenset({Relation.OWNER, Relation.SUBJECT}), Circumstances(Wall.HEAD, Sort.COMPLAINT))
    frozenset()
    """
    if Relation.SUBJECT in relations:
        return frozenset()
    fitting = [grant for grant in GRANTS[case.sort] if grant.relation in relations and case.meet(grant)]
    return frozenset(act for grant in fitting for act in grant.acts)


def grants_for(act: Act, sort: Sort = Sort.INCIDENT) -> tuple[Grant, ...]:
    """Every way by which `act` is allowed with a case of this sort."""
    return tuple(grant for grant in GRANTS[sort] if act in grant.acts)
