"""The guides of those who work in school."""

from .shape import SIGN_IN, STANDS_IN, Guide, Step

OF_SCHOOL: tuple[Guide, ...] = (
    Guide(
        "head",
        "Headteacher",
        "What waits for you stands on your start page and in one mail each morning.",
        (
            SIGN_IN,
            Step(
                "Look at today",
                "Each number leads to what it counts. Overdue things come first. A mail each school morning says the "
                "same; you choose how often.",
                "dashboard",
                "Today",
                "head-today",
            ),
            Step(
                "Deal with an incident",
                "Open it, look who can see it, give it to somebody or take a step yourself. Whatever leaves the "
                "school is shown to you once more before. Close it with an outcome.",
                "incidents:incidents",
                "Incidents",
            ),
            Step(
                "Answer a complaint",
                "Say that you have it, look into it, answer. The days run by your own procedure. One about you never "
                "comes to you: the chair has it.",
                "incidents:complaints",
                "Complaints",
            ),
            Step(
                "Confirm what takes two",
                "Roles that lead, and the end of such accounts: the office asks, you or the chair confirm. Never what "
                "you asked for yourself.",
                "people:proposals",
                "To confirm",
            ),
            Step(
                "Publish a policy",
                "You draft it with the clerk, the governors approve it, you publish it. Everybody who should read it "
                "is told.",
                "policies:library",
                "Policies",
            ),
            Step(
                "Report to governors",
                "One page of numbers for each term. Check it for names, write beside it, release it. It cannot change "
                "after that.",
                "incidents:governors-reports",
                "Reports",
                "head-report",
            ),
            Step(
                "A data breach",
                "Write it down at once: 72 hours run from when you knew. The page asks what the law asks.",
                "incidents:breaches",
                "Data breaches",
            ),
            STANDS_IN,
        ),
    ),
    Guide(
        "safeguarding-lead",
        "Safeguarding lead",
        "You read every incident that may mean harm, and mark what nobody may publish.",
        (
            SIGN_IN,
            Step(
                "Danger comes first",
                "Somebody who reports danger is told to ring you before anything is typed. You hear by mail at once, "
                "and again after 24 and 48 hours.",
            ),
            Step(
                "Read what is new",
                "Mark an incident as safeguarding, write notes, take steps. Child-protection notes themselves stay in "
                "your own system; here stands their number.",
                "incidents:incidents",
                "Incidents",
                "lead-incidents",
            ),
            Step(
                "Not to be published",
                "Set the mark on the child’s page. It beats every permission, and teachers never learn why.",
                "people:pupils",
                "Pupils",
            ),
            Step(
                "A court order",
                "Mark the contact on the child’s page. Their account ends at once, and no mail goes there.",
                "people:pupils",
                "Pupils",
            ),
            Step(
                "Evidence",
                "Seal what nobody may look at any more. It is destroyed on the word of two people: you are one of "
                "them.",
                "incidents:incidents",
                "Incidents",
            ),
            STANDS_IN,
        ),
    ),
    Guide(
        "office",
        "School office",
        "You keep the lists, the answers about pictures and the accounts in order.",
        (
            SIGN_IN,
            Step(
                "Look after the school’s pages",
                "Accounts, calendar, class tablets, what is missing: all under School.",
                "people:school",
                "School",
                "office-settings",
            ),
            Step(
                "Load the pupil list",
                "After every change, at least each half-term. You see what would change before it is saved.",
                "people:lists",
                "Pupil and staff lists",
            ),
            Step(
                "Load the survey",
                "Export the answers as a spreadsheet, match the questions once, look before saving. You can take a "
                "load back.",
                "consent:imports",
                "Load the survey",
                "office-loads",
            ),
            Step(
                "Sort out answers",
                "What is not certain waits for you, with guesses and reasons. Until then it counts as No.",
                "consent:review",
                "Answers to sort out",
            ),
            Step(
                "Letters and calls",
                "Enter what a parent told you on the child’s page. A stop counts at once.",
                "consent:paper",
                "Paper answers",
            ),
            Step(
                "Pictures to remove",
                "Tick each that is down. The hours stand beside it; let the parents see how far it is.",
                "consent:takedowns",
                "Pictures to remove",
            ),
            Step(
                "Accounts",
                "Invite staff and parents, take off a lost second step. Roles that lead wait for a second person.",
                "people:accounts",
                "Accounts",
            ),
            Step(
                "Somebody complains by telephone",
                "Write it down in their words and read the access code to them.",
                "incidents:complaint-on-behalf",
                "Write down a complaint for somebody",
            ),
        ),
    ),
    Guide(
        "teacher",
        "Teacher and other staff",
        "Ask before a picture goes out. Report what worries you.",
        (
            SIGN_IN,
            Step(
                "Can I use this picture?",
                "Say where it goes, tap who is in it. Yes, No or Ask the office: it stands where your thumb was. It "
                "also works on the class tablet.",
                "consent:check",
                "Can I use this picture?",
                "teacher-check",
            ),
            Step(
                "Keep the answer",
                "Record the check if the picture goes out, and enter it as posted. Then it is found when a permission "
                "ends.",
                "consent:check",
                "Can I use this picture?",
            ),
            Step(
                "Report an incident",
                "It takes two minutes. In danger ring first: the numbers stand on top. You see later that it was "
                "read, and closed.",
                "incidents:new",
                "Report an incident",
                "teacher-report",
            ),
            Step(
                "Read the policy",
                "What is new comes first. Say that you agree, or that you cannot and why.",
                "policies:library",
                "Policies",
            ),
            Step(
                "Twice a year: your privacy check-up",
                "A list for your own accounts. The school keeps the day, nothing else.",
                "policies:privacy-checkup",
                "Your privacy check-up",
            ),
        ),
    ),
)
