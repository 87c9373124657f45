"""What the complaints procedure does not decide, and who does (domain 1.1). Said on the first page, so that nobody
hears it weeks later."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Door:
    """One thing that is decided elsewhere: what it is, and where to go instead."""

    what: str
    where: str


DECIDED_ELSEWHERE = (
    Door("A place at this school", "Ask the council that gives out school places. You can appeal against a no."),
    Door("A plan for special needs (EHC plan)", "Ask the special needs team of your council. You can appeal."),
    Door("Your child was sent home (suspended or excluded)", "The letter you got says how to ask the governors."),
    Door("A child may be at risk", "Ring the safeguarding lead. The numbers are on this page."),
    Door("You work here and report a wrong", "Use the whistleblowing policy. The school office has it."),
    Door("You work here and it is about your job", "Use the staff grievance policy. Ask the school office."),
    Door("A club or group that rents our rooms", "Write to the club or group first. They have their own way."),
    Door("Closing or moving a school", "Write to your council."),
    Door("What is taught, or worship", "Tell us here first. Then you can write to the Department for Education."),
)
