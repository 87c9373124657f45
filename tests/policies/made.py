"""Policies and files for tests of the lists."""

import datetime as dt
import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from policies.actions import approve_version, draft_version, publish_version, submit_version
from policies.content import PolicyText
from policies.files import WORD
from policies.models import Policy, PolicyVersion

from .wordings import a_rule, a_wording

PDF_BYTES = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def word_bytes(*, kind: str = f"{WORD}.main+xml", more: dict[str, bytes] | None = None) -> bytes:
    """A Word document as far as its package goes."""
    parts = {
        "[Content_Types].xml": f'<Types><Override PartName="/word/a.xml" ContentType="{kind}"/></Types>'.encode(),
        "word/document.xml": b"<w:document/>",
        **(more or {}),
    }
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return kept.getvalue()


def uploaded(content: bytes = PDF_BYTES, name: str = "policy.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def a_policy(
    slug: str,
    wording: PolicyText,
    *,
    head,
    chair,
    review_due_on: dt.date | None = None,
    since: dt.date | None = None,
    is_minor: bool = False,
) -> PolicyVersion:
    """A policy in force since today, or since a day before; a mere correction where `is_minor`."""
    policy, _ = Policy.objects.get_or_create(slug=slug, defaults={"title": slug.replace("-", " ").capitalize()})
    version, today = draft_version(policy=policy, wording=wording, by=head), timezone.localdate()
    PolicyVersion.objects.filter(pk=version.pk).update(is_minor=is_minor)
    submit_version(version=version, by=head)
    approve_version(version=version, approved_on=today, approved_by_text="the board", minute_reference="1", by=chair)
    return publish_version(version=version, effective_from=since or today, review_due_on=review_due_on, by=head)


def published(slug: str, rules: int, *, head, chair) -> PolicyVersion:
    """A policy of so many rules, each with a document, in force since today."""
    policy, _ = Policy.objects.get_or_create(slug=slug, defaults={"title": slug.title()})
    wording = a_wording(*(a_rule(f"A{n}", related=(f"Document {n}",)) for n in range(1, rules + 1)))
    version = draft_version(policy=policy, wording=wording, by=head)
    today = timezone.localdate()
    version = submit_version(version=version, by=head)
    version = approve_version(
        version=version, approved_on=today, approved_by_text="the board", minute_reference="", by=chair
    )
    return publish_version(version=version, effective_from=today, review_due_on=None, by=head)
