"""The guides of governors, clerk and data-protection officer."""

from .shape import SIGN_IN, Guide, Step

OF_GOVERNORS: tuple[Guide, ...] = (
    Guide(
        "chair",
        "Chair and vice-chair of governors",
        "You decide what is about the headteacher, and you are the second person.",
        (
            SIGN_IN,
            Step(
                "A complaint or incident about the headteacher",
                "It comes to you alone. The headteacher sees no number, no mail and no trace of it. One about the "
                "chair goes to the vice-chair or the clerk.",
                "incidents:complaints",
                "Complaints",
            ),
            Step(
                "A data breach about the headteacher and the data-protection officer",
                "The chair alone keeps it, with its 72 hours: opened out of the incident, or by hand. All others the "
                "two keep.",
                "incidents:breaches",
                "Data breaches",
            ),
            Step(
                "Approve a policy",
                "Read what changed, remark on it, approve it or ask for changes. Never what you wrote yourself.",
                "policies:library",
                "Policies",
            ),
            Step(
                "Confirm roles",
                "Head, chair and clerk are given and ended by two. The chair confirms what the office or the head "
                "asked for.",
                "people:proposals",
                "To confirm",
            ),
            Step(
                "Is the record whole?",
                "A seal comes to the chair by mail each day. Keep these mails: they prove that nothing was taken out.",
                "record:chain",
                "Is the record whole?",
                "chair-record",
            ),
            Step(
                "What the head opened",
                "By day and kind, without names. The headteacher does not see that page.",
                "record:head",
                "What the head opened",
            ),
            Step("Legal action", "Only where the headteacher asked the governors. You see the papers without names."),
        ),
    ),
    Guide(
        "clerk",
        "Clerk to the governors",
        "You keep policies, panels and the governors’ decisions moving.",
        (
            SIGN_IN,
            Step(
                "Draft a policy with the headteacher",
                "Write, settle remarks, send it to the governors. Record what the board decided, with its minute.",
                "policies:library",
                "Policies",
            ),
            Step(
                "Arrange a panel",
                "Name three governors who had no part in it, offer days, put the papers together. Names are blacked "
                "out.",
                "incidents:complaint-panels",
                "Panels of governors",
                "clerk-panels",
            ),
            Step(
                "Complaints that come to you",
                "About governors, about the chair, or all of them first where the school wants it so.",
                "incidents:complaints",
                "Complaints",
            ),
            Step(
                "The confidential part",
                "What governors need to know about cases about the headteacher: you write it, the headteacher never "
                "reads it.",
                "incidents:governors-reports",
                "Reports",
            ),
            Step("Laws that may apply", "Record which ones the governors confirmed.", "policies:desk", "Policy desk"),
        ),
    ),
    Guide(
        "governor",
        "Governor",
        "You see how the policy works, in numbers, and read a case only when you are asked.",
        (
            SIGN_IN,
            Step(
                "Read the report",
                "One term on one page, three questions you may want to ask; a school year is one click from it. Small "
                "numbers are hidden on purpose.",
                "incidents:governors-reports",
                "Reports",
                "governor-report",
            ),
            Step(
                "Look at a draft policy",
                "Remark on a rule or the whole. What changed is marked.",
                "policies:desk",
                "Policy desk",
            ),
            Step(
                "Sit on a panel",
                "You read the papers without names, and decide with two others. It ends with the letter.",
                "incidents:complaint-panels",
                "Panels of governors",
            ),
            Step("Report what worries you", "Like everybody who works here.", "incidents:new", "Report an incident"),
        ),
    ),
    Guide(
        "data-protection-officer",
        "Data-protection officer",
        "You find here what is done with data, and what the school has to show.",
        (
            SIGN_IN,
            Step(
                "Records and impact assessment",
                "Both are filled with what the portal really does. Write your advice, put a version before the "
                "headteacher, who approves it.",
                "data:index",
                "Data protection",
                "officer-papers",
            ),
            Step(
                "Requests about data",
                "One month from the day it came. You gather the data; whoever may read a part looks through it, and a "
                "second person checks it. Then you hand it over.",
                "incidents:data-requests",
                "Requests about data",
            ),
            Step(
                "Keep or destroy",
                "How long each kind is kept, what is due, and somebody who asks to be erased. Two others decide.",
                "disposal:overview",
                "Keep or destroy",
            ),
            Step(
                "What leaves this server",
                "Every way out, as it is set up now.",
                "data:outgoing",
                "What leaves this server",
            ),
            Step(
                "Data breaches",
                "Each with its 72 hours, what was decided and why.",
                "incidents:breaches",
                "Data breaches",
            ),
            Step(
                "Complaints about personal data",
                "They come to you where the school gives them to you; 30 days are the law’s, in holidays too.",
                "incidents:complaints",
                "Complaints",
            ),
            Step(
                "Honest limits", "What somebody gets who has a laptop, a backup, the server.", "limits", "Honest limits"
            ),
        ),
    ),
)
