"""The parts of a version: its areas, how school and families talk with one another, what is not settled."""

from django.db import models

from policies import words

from .versions import PolicyVersion


class Section(models.Model):
    """An area of a policy, A to D. `title` stands in lists; `long_title`, if there is one, over the text.

    `level` is 1 for an area, 2 and 3 for parts inside the one before (3.1 under 3). `revision` grows with every
    edit of a draft.
    """

    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="sections")
    code = models.CharField(max_length=12)
    level = models.PositiveSmallIntegerField(default=1)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    long_title = models.CharField(max_length=200, blank=True)
    audiences = models.JSONField(default=list)
    introduction = models.TextField(blank=True, help_text="Paragraphs with an empty line between them.")
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["version_id", "order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="section_code_once_in_a_version"),
            models.UniqueConstraint(fields=["version", "order"], name="section_order_once_in_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.code}. {self.title}"

    @property
    def heading(self) -> str:
        """What stands over the area's text."""
        return self.long_title or self.title

    @property
    def for_whom(self) -> str:
        return words.for_whom(self.audiences)


class CommunicationMethod(models.Model):
    """A way in which school and families talk with one another, and how to use it."""

    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="methods")
    slug = models.SlugField(max_length=40)
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    how_to_use = models.CharField(max_length=300)

    class Meta:
        ordering = ["version_id", "order"]
        constraints = [models.UniqueConstraint(fields=["version", "slug"], name="method_once_in_a_version")]

    def __str__(self) -> str:
        return self.name


class OpenPoint(models.Model):
    """Something the wording leaves open, and who is to settle it. What `gaps.py` finds is not stored."""

    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="open_points")
    order = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    waits_for = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["version_id", "order"]

    def __str__(self) -> str:
        return self.text
