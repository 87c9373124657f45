"""What is not in the export of everything, each with the reason. A test proves that every table is in it or here."""

# Tables that are left out whole.
TABLES = {
    "sessions.Session": "Who is signed in at this moment: whoever reads it could take their place.",
    "usersessions.UserSession": "Devices that are signed in at this moment, by their session.",
    "account.EmailConfirmation": "Keys of mails that confirm an address. The portal uses none.",
    "socialaccount.SocialToken": "Keys to accounts elsewhere. The portal keeps none.",
    "socialaccount.SocialApp": "The keys of other sign-in services. They are settings of the server.",
    "mfa.Authenticator": "The secrets of second steps: phone apps, passkeys, recovery codes.",
    "incidents.Receipt": "Digests of the access codes of complaints: they open nothing but help to guess.",
    "incidents.MailedCode": "Digests of codes that were mailed and run out within minutes.",
    "incidents.ComplaintDraft": "Complaints that were never sent. They go after 24 hours; nobody in school reads them.",
    "incidents.WaitingBlackout": "Names of people who were destroyed, sealed until the last is blacked out.",
    "audit.RowLeave": "Leave for one deed on one row: gone with the transaction that gave it.",
    "incidents.DraftFile": "Files of complaints that were never sent.",
    "incidents.ReportDraft": "Reports that were never sent. Nobody but who writes one reads it.",
    "consent.StagedSurvey": "Surveys uploaded and not saved yet, in a form of the program's own. They go soon.",
    "django_tasks_database.DBTaskResult": "Jobs of the portal itself, such as reading a long survey.",
    "contenttypes.ContentType": "A list of the program's own tables, made anew with each installation.",
    "auth.Permission": "A list of the program's own, unused: who may do what follows from the roles.",
    "auth.Group": "Unused.",
    "auth.Group_permissions": "Unused.",
}

# Columns of tables that are in it.
COLUMNS = {
    "people.User.password": "The digest of the password.",
    "people.User.session_stamp": "Part of what a sign-in is known by.",
    "people.SharedDevice.code_digest": "The digest of the code by which a tablet is set up.",
    "people.SharedDevice.secret_digest": "The digest of the secret that a tablet keeps.",
    "people.Notification.sealed": "Texts of mails with a code or a link, sealed under DATA_KEY.",
    "people.SchoolLogo.content": "The picture of the logo; it is public, and stands on every page.",
    "people.RollImport.staged": "A list that was uploaded and not loaded yet, in a form of the program's own.",
    "consent.SurveyImport.repeats": "Row numbers in a form of the program's own: which answers a later file repeated.",
    "socialaccount.SocialAccount.extra_data": "What another sign-in service said of the account.",
}

# What is in the database and no table of the program's.
OTHERWISE = {
    "portal_cache": "Counters of sign-in attempts.",
    "portal_worker": "The sign of life of the worker.",
    "django_migrations": "Which updates ran; the manifest lists them.",
    "search indexes": "Made out of the tables, and made again from them.",
    "triggers": "What guards tables that are only added to.",
}
FILES = (
    "Evidence that was sealed stays out: nobody opens it again. Files of complaints that were never sent stay out too."
)
