"""Write one version of a policy to a JSON file (contract 5), or as Markdown that loads again."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from audit.commands import PlainCommand
from policies.export import exported
from policies.kept import wording_of
from policies.markdown import written
from policies.models import Policy, PolicyVersion


class Command(PlainCommand):
    help = (
        "Write a policy with its areas and rules to a JSON file, or to Markdown if the name ends in .md: the version "
        "in force today, or --version N."
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Django keeps `--version` for itself; here it names the policy's version, as the contract has it."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", metavar="SLUG", help="the policy's name in its address, e.g. social-media")
        parser.add_argument("--version", type=int, metavar="N", help="which version; the newest if none is in force")
        parser.add_argument("--out", required=True, metavar="OUT.json", help="the file to write: .json or .md")

    def handle(self, *args: Any, slug: str, version: int | None, out: str, **options: Any) -> None:
        chosen = self._version(slug, version)
        try:
            Path(out).write_text(self._text(chosen, out), encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{out}: {error.strerror}. Choose another file.", returncode=2) from error
        self.stdout.write(f"{chosen} ({chosen.get_status_display()}): written to {out}")

    def _text(self, version: PolicyVersion, out: str) -> str:
        if out.lower().endswith((".md", ".markdown")):
            return written(version.policy.title, wording_of(version))
        return json.dumps(exported(version), ensure_ascii=False, indent=2) + "\n"

    def _version(self, slug: str, number: int | None) -> PolicyVersion:
        policy = Policy.objects.filter(slug=slug).first()
        if policy is None:
            known = ", ".join(Policy.objects.values_list("slug", flat=True))
            instead = f"Choose one of: {known}." if known else "No policy is kept here yet."
            raise CommandError(f"There is no policy {slug}. {instead}", returncode=2)
        versions = policy.versions.with_wording().exclude(status=PolicyVersion.Status.DISCARDED)
        if number is None:
            found = versions.in_force_on(timezone.localdate()).first() or versions.first()
        else:
            found = versions.filter(number=number).first()
        if found is None:
            raise CommandError(f"{policy} has no version {number or 'yet'}. Choose another.", returncode=2)
        return found
