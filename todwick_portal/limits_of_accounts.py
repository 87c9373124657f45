"""Honest limits: somebody else signs in as headteacher, officer or office."""

from .limit import Limit

ACCOUNTS = (
    Limit(
        "head",
        "The headteacher’s account is taken over",
        (
            "All that the headteacher may read, for as long as nobody notices.",
            "Reports, letters and answers in the headteacher’s name.",
            "Settings and how long records are kept: those the headteacher changes alone. Each change stands in the "
            "record.",
        ),
        (
            "Incidents and complaints about the headteacher: they are not there for that account.",
            "Nobody is made head, chair or clerk; nothing is destroyed and no part of a bundle goes out: that takes "
            "a second person.",
            "What was read cannot be hidden: the chair reads it by day, and the record cannot be changed.",
        ),
        (
            "Two people end it: the office asks, the chair confirms. Whoever runs the server can do it by a command.",
            "The chair reads under What the head opened what was looked at.",
        ),
        (
            "tests/people/test_accounts_two_people.py",
            "tests/trail/test_head.py",
            "tests/incidents/test_relations.py",
            "tests/disposal/test_two_people.py",
            "tests/incidents/rights/test_bundle.py",
            "tests/people/test_settings.py",
        ),
    ),
    Limit(
        "officer",
        "The data-protection officer’s account is taken over",
        (
            "The register of requests about data, and of those that the officer leads the finished bundle: "
            "everything about whoever asked, others blacked out.",
            "Data breaches, complaints about personal data, and the papers on data protection.",
            "Answers to requests in the officer’s name.",
        ),
        (
            "No incident, and of a bundle no part that comes from one before it is finished.",
            "No part of a bundle goes out by that account alone: a second person checks each.",
            "Nothing about the officer: the chair leads such a request.",
        ),
        (
            "The office or the headteacher ends the account.",
            "The record says which bundles were fetched: tell whoever they are about.",
            "Make a second step compulsory for that role under Settings, if it is not yet.",
        ),
        ("tests/incidents/rights/test_bundle.py", "tests/incidents/rights/test_requests.py"),
    ),
    Limit(
        "office",
        "An account of the office is taken over",
        (
            "The pupil list with families, all answers about pictures, requests about pictures, mails as they went.",
            "Answers entered in a parent’s name, with the office’s name beside them.",
            "The register of requests about data: who asks for what, about whom.",
        ),
        (
            "No incident and no complaint but to write one down; not why a child is not to be published.",
            "No role that leads: it waits for headteacher or chair.",
            "No bundle with somebody’s data, and no part of one.",
        ),
        (
            "The headteacher ends the account.",
            "What was entered since stands in the record by name, and can be put right child by child.",
        ),
        (
            "tests/project/test_walk_accounts.py",
            "tests/people/test_accounts_roles.py",
            "tests/incidents/rights/test_requests.py",
        ),
    ),
)
