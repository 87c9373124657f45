"""Words of the data dictionary for what the program's own names do not say plainly enough."""

from django.db import models

# Types in the order in which they are asked: a field is the first of these that fits.
TYPES = (
    (models.BooleanField, "true or false"),
    (models.DateTimeField, "moment in UTC, as ISO 8601 writes it"),
    (models.DateField, "day, as ISO 8601 writes it"),
    (models.TimeField, "time of day"),
    (models.DurationField, "seconds"),
    (models.UUIDField, "identifier by chance (UUID)"),
    (models.JSONField, "list or object in JSON"),
    (models.BinaryField, "bytes, in base64"),
    (models.DecimalField, "number"),
    (models.FloatField, "number"),
    (models.IntegerField, "whole number"),
    (models.FileField, "name of a file under files/"),
    (models.Field, "text"),
)

# Where the rows of a part of the portal come from.
SOURCES = {
    "people": "Pupil, contact and staff lists that the office loaded; what office, head and chair entered since.",
    "consent": "Surveys that the office loaded, paper answers, what parents said in the portal, checks by staff.",
    "policies": "What head and clerk wrote or imported, what governors decided, who has read it.",
    "incidents": "Reports and complaints that people sent, and what those who deal with them wrote.",
    "audit": "Written by the portal itself with every act.",
    "account": "Addresses of accounts, as the package for signing in keeps them.",
    "socialaccount": "Accounts elsewhere with which somebody signed in.",
}

# By the name of the column; also by table, where the program says nothing of it. More: `column_words.py`.
KNOWN = {
    "id": "The number of the row. Other tables name the row by it.",
    "public_id": "The name of the row in addresses, by chance, so that no number tells how many there are.",
    "form_key": "One for each form shown: sent twice, it is one row.",
    "school_year": "The school year by its first part: 2026 is 2026/27.",
    "starts_in": "The school year by its first part: 2026 is 2026/27.",
    "upn": "Unique pupil number.",
    "sha256": "The SHA-256 of the file.",
    "sha256_kept": "The SHA-256 of what lies in the storage.",
    "sha256_received": "The SHA-256 of what was sent; that itself is not kept.",
    "kept_as": "The name of the file under files/, by chance.",
    "size_bytes": "How large the file is, in bytes.",
    "content_type": "What kind of file it is, as the web names it.",
    "key_id": "The fingerprint of the key that sealed the event.",
    "revision": "Goes up with every change, so that two people do not write over one another.",
    "verb": "What happened.",
    "seal": "The seal of the event: an HMAC over it and the seal before.",
    "previous_seal": "The seal of the event before.",
    "sequence": "The number of the event, without a gap.",
    "actor": "What kind of hand it was: a person, the public, a command, the worker.",
    "target_model": "Which kind of record it was about.",
    "target_id": "The number of that record.",
    "details": "Counts and keys, never a name or free text.",
    "suggestions": "Children it could be, the best first: number, how alike, why.",
    "year_groups": "The year groups in it: R for reception, 1 to 6.",
    "account.EmailAddress": "The address of an account, as the package for signing in keeps it.",
    "socialaccount.SocialAccount": "An account elsewhere with which somebody signed in.",
}
