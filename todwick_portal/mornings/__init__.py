"""The mails by which people hear what waits: each morning, and once a week."""
