"""Make a draft of a policy from a file (contract 2)."""

import hashlib
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import CommandParser
from django.db import transaction

from audit.commands import PlainCommand
from policies.actions import WrongStatus, import_policy
from policies.addresses import RESERVED
from policies.content import BadWording, PolicyText
from policies.importing import NotAPolicy, Proposal, proposal_of
from policies.kept import wording_of
from policies.models import Policy, PolicyVersion
from policies.words import for_whom

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_SLUG, _LONGEST_TITLE = 60, 120


class Command(PlainCommand):
    help = (
        "Make a draft of a policy from a Word document (.docx), plain text (.txt) or Markdown (.md); print the "
        "sections, rules and strengths found. Exit 2: the file is at fault, the line on standard error says why, and "
        "nothing was changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="the document of the policy")
        parser.add_argument("--slug", required=True, help="the policy's name in its address, e.g. social-media")
        parser.add_argument("--title", required=True, help="the policy's title, e.g. 'Social media policy'")

    def handle(self, *args: Any, file: Path, slug: str, title: str, **options: Any) -> None:
        self._check(slug, title)
        content = self._content(file)
        try:
            proposal = proposal_of(content, file.name, self._known(slug))
            with transaction.atomic():
                policy, is_new = Policy.objects.get_or_create(slug=slug, defaults={"title": title.strip()})
                version = import_policy(
                    policy=policy,
                    proposal=proposal,
                    file_name=file.name,
                    sha256=hashlib.sha256(content).hexdigest(),
                    by=None,
                )
        except (NotAPolicy, BadWording, WrongStatus) as fault:
            self._refuse(f"{file.name}: {fault}")
        if not is_new and policy.title != title.strip():
            self.stdout.write(f"note: this policy is kept as “{policy.title}”; its title was not changed.")
        self._tell(version, proposal)

    def _check(self, slug: str, title: str) -> None:
        if not _SLUG.fullmatch(slug) or len(slug) > _LONGEST_SLUG:
            self._refuse(
                f"--slug {slug}: write small letters, figures and single hyphens, {_LONGEST_SLUG} at most, "
                "such as social-media."
            )
        if slug in RESERVED:
            self._refuse(f"--slug {slug}: the portal has a page of its own at this address. Choose another name.")
        if not title.strip() or len(title.strip()) > _LONGEST_TITLE:
            self._refuse(f"--title: write a title of 1 to {_LONGEST_TITLE} characters.")

    def _content(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as fault:
            self._refuse(f"{path.name}: cannot be read ({fault.strerror}). Check the name and the folder.")

    def _known(self, slug: str) -> PolicyText | None:
        """The wording whose rules may go on in the new one: the one in force, else the last one."""
        versions = PolicyVersion.objects.filter(policy__slug=slug).with_wording()
        before = versions.published().first() or versions.first()
        return wording_of(before) if before else None

    def _refuse(self, why: str) -> NoReturn:
        self.stderr.write(" ".join(why.split()))
        sys.exit(2)

    def _tell(self, version: PolicyVersion, proposal: Proposal) -> None:
        """Sections, rules and strengths, what to look at, and that no sentence was lost."""
        wording = proposal.wording
        write = self.stdout.write
        write(f"{version} ({version.get_status_display()}): {len(wording.areas)} sections, {len(wording.rules)} rules")
        for area in wording.areas:
            write(f"{area.code}. {area.title} ({for_whom(area.audiences)})")
            for rule in area.rules:
                write(f"  {rule.code}  {rule.strength}  ({for_whom(rule.audiences)})  {_short(rule.text)}")
        counts = Counter(str(rule.strength) for rule in wording.rules)
        write("strengths: " + ", ".join(f"{strength} {count}" for strength, count in sorted(counts.items())))
        for doubt in proposal.doubts:
            write(f"look at: {doubt.text}")
        left_out = [placed for placed in proposal.sentences if placed.is_left_out]
        for placed in left_out:
            write(f"{placed.words}: “{_short(placed.text)}”")
        kept = len(proposal.sentences) - len(left_out)
        write(f"{len(proposal.sentences)} sentences: {kept} in the draft, {len(left_out)} left out")


def _short(text: str) -> str:
    return text if len(text) <= 70 else text[:69].rstrip() + "…"
