"""What Django's own sending does here: a row in the outbox. The transport itself is MAIL_TRANSPORT."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from people.actions.mail import queue_message


class OutboxBackend(BaseEmailBackend):
    """EMAIL_BACKEND: stores every message. Nobody said whether it carries a code, so its text is sealed."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            queue_message(message)
        return len(email_messages)
