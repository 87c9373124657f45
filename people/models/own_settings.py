"""What was set when, by whom, from what to what; the school's logo. Both are only ever added to."""

from django.db import models
from django.utils import timezone

from .users import User


class SettingChange(models.Model):
    """One change of one setting. `by` is empty where a command on the server did it.

    The record of everything keeps that a setting changed; this keeps what it was and is, for those who may set it.
    """

    key = models.CharField(max_length=60)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["key", "-id"])]

    def __str__(self) -> str:
        return self.key


class SchoolLogo(models.Model):
    """A logo as pages and papers show it: drawn anew in a child process, and small. Which one counts is a setting.

    It lies in the database, so that every application server shows it and every backup holds it. `content` is empty
    from the moment in which another takes its place, or it is taken off (`people/actions/logo.py`): the row says what
    hash it had, since when it was shown, and by whom.
    """

    digest = models.CharField(max_length=64, unique=True)
    content = models.BinaryField()
    content_type = models.CharField(max_length=20)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return "Logo of the school"
