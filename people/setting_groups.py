"""Which settings stand on which page, where each comes from, and which pages stand beside them."""

from dataclasses import dataclass

from .settings import Key

# Where a number or a choice comes from: what somebody reads who wonders whether they may change it.
OWN = "Your own choice."
PROCEDURE = "Your complaints procedure; the usual figure of model procedures for schools."
SECURITY = "Good practice for a site that holds children’s data."
ACCESSIBILITY = "Public Sector Bodies Accessibility Regulations 2018, regulation 8."


@dataclass(frozen=True)
class Door:
    """A page on which more of the same kind is set: its words, and the name of its address."""

    title: str
    text: str
    route: str


@dataclass(frozen=True)
class Group:
    """A page of settings. `slug` stands in its address."""

    slug: str
    title: str
    lead: str
    keys: tuple[Key, ...] = ()
    doors: tuple[Door, ...] = ()


GROUPS = (
    Group(
        "look",
        "School and look",
        "What the school is called, whom people ring, and its colours.",
        (
            Key.SCHOOL_NAME,
            Key.OFFICE_PHONE,
            Key.OFFICE_EMAIL,
            Key.MAIN_COLOUR,
            Key.COLOUR_LINKS,
            Key.SECOND_COLOUR,
            Key.LOGO_WORDS,
        ),
        (Door("Logo", "A picture beside the name of the school.", "school-logo"),),
    ),
    Group(
        "times",
        "Times and terms",
        "When lessons are held. Every day of an answer is counted by the calendar.",
        (Key.LESSONS_BEGIN, Key.LESSONS_END),
        (
            Door("Calendar", "Terms, half-terms, INSET days.", "people:calendar"),
            Door("New school year", "Classes move up, leavers leave.", "people:years"),
        ),
    ),
    Group(
        "people",
        "People and who stands in",
        "When somebody else is told of what nobody opened, and how often staff check their own accounts.",
        (Key.TOLD_TO_COVER_DAYS, Key.TOLD_TO_CHAIR_DAYS, Key.PRIVACY_CHECKUPS),
        (
            Door("Accounts", "Who signs in here, and in which role.", "people:accounts"),
            Door("Who stands in", "For headteacher, safeguarding lead and chair.", "people:cover"),
            Door("What is missing", "People and numbers that are not filled in.", "missing"),
        ),
    ),
    Group(
        "photos",
        "Photos",
        "What teachers and helpers read, and how fast pictures come down.",
        (
            Key.PICTURE_ADVICE,
            Key.HELPERS_LINE,
            Key.SURVEY_EXPECTED,
            Key.PERMISSION_BASIS,
            Key.PARENTS_MAY_GIVE,
            Key.REMOVAL_HOURS,
            Key.REMOVAL_HEAD_HOURS,
            Key.ACCOUNT_REVIEW_MONTHS,
            Key.PICTURE_LOOK_MONTHS,
        ),
        (
            Door("Where pictures go", "The places that parents are asked about.", "consent:purposes"),
            Door("School accounts", "What the school posts from.", "people:school-accounts"),
        ),
    ),
    Group(
        "incidents",
        "Incidents",
        "Whom to ring for a child at risk, and the days of an incident. One under way keeps the day it was given.",
        (
            Key.LEAD_PHONE,
            Key.LEAD_COVER_PHONE,
            Key.CHAIR_PHONE,
            Key.LADO_PHONE,
            Key.INCIDENT_DECISION_DAYS,
            Key.LETTER_LOOK_DAYS,
            Key.ALIKE_DAYS,
        ),
        (Door("Letters about incidents", "In the school’s own words.", "incidents:letters"),),
    ),
    Group(
        "complaints",
        "Days of complaints",
        "As the school’s own complaints procedure has them. A complaint under way keeps the days it was told.",
        (
            Key.COMPLAINT_ANONYMOUS,
            Key.COMPLAINTS_TO_CLERK,
            Key.COMPLAINT_MONTHS,
            Key.COMPLAINT_ACKNOWLEDGE_DAYS,
            Key.COMPLAINT_ANSWER_DAYS,
            Key.COMPLAINT_NEXT_STAGE_DAYS,
            Key.COMPLAINT_CLOSING_DAYS,
            Key.COMPLAINT_PANEL_DAYS,
            Key.COMPLAINT_LETTER_DAYS,
            Key.COMPLAINT_DATA_DAYS,
            Key.COMPLAINT_DAYS_AGREED,
            Key.IS_ACADEMY,
        ),
        (Door("Letters about complaints", "In the school’s own words.", "incidents:complaint-wordings"),),
    ),
    Group(
        "statements",
        "What the statements say",
        "These words stand on the public pages on privacy and accessibility, and in the records of processing. What is "
        "empty stands nowhere.",
        (
            Key.SCHOOL_ADDRESS,
            Key.DPO_NAME,
            Key.DPO_EMAIL,
            Key.DPO_PHONE,
            Key.ICO_NUMBER,
            Key.SERVER_KEPT_BY,
            Key.SERVER_PLACE,
            Key.ACCESSIBILITY_TRIED_ON,
            Key.ACCESSIBILITY_READ_ON,
        ),
    ),
    Group(
        "policies",
        "Policies and laws",
        "What the policy names and the portal rests on. Each is set on its own page.",
        (),
        (
            Door("Policy desk", "Drafts, open points, and the laws that the governors confirm.", "policies:desk"),
            Door("Platforms", "From which age each may be used.", "policies:platforms"),
            Door("Which rule the portal rests on", "Letters and hints quote these.", "policies:rule-uses"),
            Door("Documents", "Other policies that this one names.", "policies:documents"),
            Door("Policies", "Their wording, drafts and review.", "policies:library"),
        ),
    ),
    Group(
        "mail",
        "Mail",
        "When the morning mail goes out.",
        (Key.MORNING_MAIL_AT,),
        (Door("Mail", "What was sent, what waits, what failed.", "people:mails"),),
    ),
    Group(
        "signing-in",
        "Signing in",
        "Who needs a second step, and after how long somebody is asked again who they are.",
        (Key.SECOND_STEP_ROLES, Key.IDLE_MINUTES, Key.IDLE_MINUTES_LEADING, Key.SIGNED_IN_HOURS),
        (Door("Class tablets", "Yes, No, Ask the office on a shared device.", "people:devices"),),
    ),
    Group(
        "records",
        "What is kept, and for how long",
        "Nothing of a case destroys itself. What is only held on the way is let go of after these days.",
        (Key.DRAFT_DAYS, Key.BUNDLE_DAYS),
        (
            Door("How long each kind of record is kept", "Periods, with the source of each.", "disposal:periods"),
            Door("Due for disposal", "What has been kept long enough.", "disposal:overview"),
        ),
    ),
)
BY_SLUG = {group.slug: group for group in GROUPS}
GROUP_OF = {key: group for group in GROUPS for key in group.keys}
# Set on pages of their own: the logo where it is chosen, and why a step of the first-run guide is not for this school.
ON_OTHER_PAGES = {
    Key.LOGO: "school-logo",
    Key.WITHOUT_LOOK: "first-run",
    Key.WITHOUT_SURVEY: "first-run",
    Key.WITHOUT_SCHOOL_ACCOUNTS: "first-run",
    Key.WITHOUT_BACKUPS: "first-run",
}
SOURCES: dict[Key, str] = {
    Key.SCHOOL_NAME: OWN,
    Key.OFFICE_PHONE: OWN,
    Key.OFFICE_EMAIL: OWN,
    Key.MAIN_COLOUR: "Your own choice, within WCAG 2.2 AA.",
    Key.SECOND_COLOUR: "Your own choice, within WCAG 2.2 AA.",
    Key.COLOUR_LINKS: OWN,
    Key.LOGO_WORDS: "WCAG 2.2, 1.1.1: what a picture shows is said in words.",
    Key.LESSONS_BEGIN: "The school day. Policy A6 speaks of lesson times.",
    Key.LESSONS_END: "The school day. Policy A6 speaks of lesson times.",
    Key.TOLD_TO_COVER_DAYS: "Policy A10: nothing lies with somebody who is away.",
    Key.TOLD_TO_CHAIR_DAYS: "Policy A10: nothing lies with somebody who is away.",
    Key.PRIVACY_CHECKUPS: "Policy A8.",
    Key.PICTURE_ADVICE: "Advice of many schools: face and name never together.",
    Key.HELPERS_LINE: "Policy C1.",
    Key.SURVEY_EXPECTED: "Policy A11: permission is asked for each school year.",
    Key.PERMISSION_BASIS: "UK GDPR, article 6.",
    Key.PARENTS_MAY_GIVE: "Policy A11 speaks of a survey. The headteacher decides.",
    Key.REMOVAL_HOURS: "UK GDPR, article 7(3): stopping is as easy as giving.",
    Key.REMOVAL_HEAD_HOURS: OWN,
    Key.ACCOUNT_REVIEW_MONTHS: "Policy A4.",
    Key.PICTURE_LOOK_MONTHS: OWN,
    **dict.fromkeys(
        (Key.LEAD_PHONE, Key.LEAD_COVER_PHONE, Key.CHAIR_PHONE, Key.LADO_PHONE),
        "Keeping children safe in education: staff know whom to tell.",
    ),
    Key.INCIDENT_DECISION_DAYS: "Policy A10; the usual figure of schools.",
    Key.LETTER_LOOK_DAYS: "Policy C1.",
    Key.ALIKE_DAYS: OWN,
    Key.COMPLAINT_ANONYMOUS: "Your complaints procedure.",
    Key.COMPLAINTS_TO_CLERK: "Your complaints procedure.",
    Key.COMPLAINT_MONTHS: "Best practice guidance of the Department for Education: three months.",
    Key.COMPLAINT_ACKNOWLEDGE_DAYS: PROCEDURE,
    Key.COMPLAINT_ANSWER_DAYS: PROCEDURE,
    Key.COMPLAINT_NEXT_STAGE_DAYS: PROCEDURE,
    Key.COMPLAINT_CLOSING_DAYS: OWN,
    Key.COMPLAINT_PANEL_DAYS: PROCEDURE,
    Key.COMPLAINT_LETTER_DAYS: PROCEDURE,
    Key.COMPLAINT_DATA_DAYS: "Data (Use and Access) Act 2025: at most thirty days.",
    Key.COMPLAINT_DAYS_AGREED: "The governing body, which agrees the procedure (Education Act 2002, section 29).",
    Key.IS_ACADEMY: "Education (Independent School Standards) Regulations 2014, part 7.",
    Key.MORNING_MAIL_AT: OWN,
    **dict.fromkeys(
        (Key.SCHOOL_ADDRESS, Key.DPO_NAME, Key.DPO_EMAIL, Key.DPO_PHONE),
        "UK GDPR, article 13: who answers for the data.",
    ),
    Key.ICO_NUMBER: "Data Protection (Charges and Information) Regulations 2018.",
    Key.SERVER_KEPT_BY: "UK GDPR, articles 13 and 28: who else handles the data.",
    Key.SERVER_PLACE: "UK GDPR, article 30: the records of processing.",
    Key.ACCESSIBILITY_TRIED_ON: ACCESSIBILITY,
    Key.ACCESSIBILITY_READ_ON: ACCESSIBILITY,
    Key.BUNDLE_DAYS: "UK GDPR, article 5(1)(e): no longer than it is needed.",
    Key.SECOND_STEP_ROLES: "Cyber security standards of the Department for Education.",
    Key.IDLE_MINUTES: SECURITY,
    Key.IDLE_MINUTES_LEADING: SECURITY,
    Key.SIGNED_IN_HOURS: SECURITY,
    Key.DRAFT_DAYS: "UK GDPR, article 5(1)(e): held no longer than needed.",
}
