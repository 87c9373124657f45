"""Honest limits: whoever has a backup, the server, the running program or the database."""

from .limit import Limit

SERVERS = (
    Limit(
        "backup",
        "A backup is stolen",
        (
            "That there is one, from when, and how large.",
            "The lists beside it, which can be read: destroyed.txt and sealed.txt say what was destroyed or sealed "
            "and when, by numbers and keys, without a name.",
            "With the private key too: everything in it, also what was destroyed since. An archive is kept for 35 "
            "days.",
        ),
        (
            "Without that key nothing in it. The key is on paper in school and not on the server.",
            "With it: no password that can be read, no sign-in, no second step that works elsewhere.",
        ),
        (
            "Find out whether the paper with the key is where it belongs. If it is, nobody has to be told of more.",
            "If not: take it for a stolen server, make a new pair of keys, and throw the old backups away.",
        ),
        (
            "tests/project/test_backup.py",
            "tests/people/test_sealed_sessions.py",
            "tests/project/test_erased_everywhere.py",
            "docs/operations.md",
        ),
    ),
    Limit(
        "server",
        "The server or its disk is stolen",
        (
            "Without encryption of the disk: all rows and files, whoever and whatever they are about.",
            "With the file of settings beside it: the keys too, so codes and sign-ins that were sealed.",
        ),
        (
            "Passwords: they are kept as digests that take long to guess.",
            "Backups: their private key is not there.",
        ),
        (
            "Tell headteacher and data-protection officer: the 72 hours run from now.",
            "Restore on another machine with new keys. Everybody sets a new password and a new second step.",
            "Encrypt the disk of the next one. The portal cannot do that for you.",
        ),
        ("docs/operations.md", "tests/project/test_restore.py"),
    ),
    Limit(
        "program",
        "Somebody gets into the running program",
        (
            "All rows and files, and the keys that the program works with: what is sealed with them too.",
            "All that any account may do, written down as the program would write it down.",
            "Rows that the database guards too: the program can give the leave that two people give.",
        ),
        (
            "Backups: their private key is not there.",
            "With the fences of our guide: no change of the program’s own files, no archive, no rights over the "
            "machine.",
            "With PostgreSQL and its two roles: the guards cannot be taken off and no table dropped or emptied, so "
            "no line of the record is changed or taken out. With SQLite nothing holds that.",
            "What the chair got by mail before: a record that was cut or changed does not fit those seals.",
        ),
        (
            "Stop web server and worker. Keep their logs and a copy of the disk for whoever looks into it.",
            "Tell headteacher and data-protection officer: the 72 hours run from now.",
            "Restore on another machine, with new keys, from a backup of before. Everybody sets a new password.",
        ),
        (
            "tests/deploy/test_files.py",
            "tests/deploy/test_postgresql.py",
            "tests/audit/test_erasing.py",
            "docs/deployment.md",
        ),
    ),
    Limit(
        "it",
        "Whoever runs the server, with all rights on it",
        (
            "Everything: all rows, all files, all keys. They could change the program itself.",
            "They could cut off or write anew the end of the record.",
            "Files that were destroyed, where they lie in a bucket that keeps old versions: for up to 30 days, for "
            "whoever keeps that bucket too.",
        ),
        (
            "In the portal they have no page of their own, and no account that opens everything.",
            "A record that was cut or changed does not fit the seals that the chair gets by mail.",
        ),
        (
            "Let the chair keep the mails with the seals, and compare one now and then.",
            "A contract that says what they may do (UK GDPR, Article 28), and no shared password.",
        ),
        (
            "tests/audit/test_verify_audit.py",
            "tests/trail/test_daily.py",
            "tests/project/test_permissions.py",
            "docs/operations.md",
        ),
    ),
    Limit(
        "database",
        "Whoever looks after the database, and not the server",
        (
            "All rows: names, answers, incidents, complaints.",
            "They can take off what guards the rows, and change them.",
        ),
        (
            "Codes, links, sign-ins and second steps: sealed with a key that the database does not hold.",
            "A changed record goes noticed: its seals need a key that the database does not hold.",
        ),
        ("Check the record (Is the record whole?), and restore what was changed from a backup beside it.",),
        ("tests/audit/test_chain.py", "tests/people/test_sealed_sessions.py", "tests/audit/test_triggers.py"),
    ),
)
