"""Which roles a job title carries. Only plain titles count; everything else is a member of staff."""

import re

from people.roles import Role

GIVEN_BY_LIST = (Role.STAFF, Role.HEAD, Role.DSL, Role.OFFICE)
_PARTS = re.compile(r"\s*[;,/&()]\s*|\s+and\s+", re.IGNORECASE)
_TITLES = {
    Role.HEAD: re.compile(r"(executive |acting |interim )?head ?(teacher|master|mistress)|head of school"),
    Role.DSL: re.compile(r"(the )?(dsl|(designated )?safeguarding lead)"),
    Role.OFFICE: re.compile(
        r"school business manager|sbm|(school )?office (manager|administrator|assistant|staff)|bursar"
        r"|(school )?(administrator|secretary|receptionist)|(school )?admin(istrative|istration)?"
        r" (officer|assistant|manager)"
    ),
}
_HELPER = re.compile(r"\b(assistant|support|ta|hlta|midday|lunchtime|cover|volunteer|student)\b")


def roles_of(job_title: str) -> tuple[Role, ...]:
    """The roles that a job title carries. A deputy carries none of the head's: cover is given by hand.

    >>> roles_of("Deputy Headteacher; DSL"), roles_of("School Business Manager"), roles_of("Headteacher")
    ((Role.STAFF, Role.DSL), (Role.STAFF, Role.OFFICE), (Role.STAFF, Role.HEAD))
    """
    parts = [" ".join(part.casefold().split()) for part in _PARTS.split(job_title)]
    named = (role for role, title in _TITLES.items() if any(title.fullmatch(part) for part in parts))
    return (Role.STAFF, *named)


def teaches(job_title: str) -> bool:
    """Whether somebody with this title who is listed with a class is its teacher.

    >>> teaches("Class Teacher"), teaches("Teaching Assistant")
    (True, False)
    """
    return not _HELPER.search(job_title.casefold())
