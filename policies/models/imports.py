"""The document a draft was read from, sentence by sentence."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from .versions import PolicyVersion


class PolicyImport(models.Model):
    """A file that became a draft, and where each of its sentences went: no sentence is lost unseen (decision 1).

    `sentences` is a list of {"text", "place", "code"} in the order of the file: the sentence, one of the kinds of
    place that `policies.importing` knows, and the code of the rule or area it went to, if any. `doubts` is a list of
    {"about", "text", "code"}: what was guessed, in words for the person who corrects it. The file itself is not kept.
    """

    version = models.OneToOneField(PolicyVersion, on_delete=models.PROTECT, related_name="source")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    sentences = models.JSONField(default=list)
    doubts = models.JSONField(default=list)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    imported_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-imported_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.file_name} for {self.version}"
