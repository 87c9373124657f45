"""An account by hand, for whoever runs the server: the first ones of a new school, and what no page does."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from audit.commands import PlainCommand
from people.actions.accounts import (
    AccountUnchanged,
    LastOfRole,
    create_account,
    edit_account,
    end_account,
    invite,
    refuse_last,
    reopen_account,
)  # fmt: skip
from people.actions.addresses import AccountIsOver, AccountTaken, account_of
from people.actions.joining import join_accounts
from people.actions.proposals import CONFIRMERS
from people.actions.roles import RoleEndedAlready, RoleHeldAlready, end_role, give_role
from people.actions.sign_in import NothingToTakeOff, reset_second_step
from people.barred import UnderCourtOrder
from people.models import User
from people.roles import GIVEN_ALONE, Role

FAULTS = (
    AccountIsOver, AccountTaken, AccountUnchanged, LastOfRole, NothingToTakeOff, RoleEndedAlready,
    RoleHeldAlready, UnderCourtOrder, ValidationError,
)  # fmt: skip


class Command(PlainCommand):
    help = (
        "Make an account, give or end a role, invite, change the address, join another, end it, open it again. While "
        "anybody is head or chair, roles other than staff and parent are asked for on the pages, where a second person "
        "confirms them. "
        "Exit 2: it cannot be done, the line on standard error says why, and nothing was changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address of the account")
        parser.add_argument("--new", action="store_true", help="make it; needs --surname")
        for name in ("title", "forename", "surname"):
            parser.add_argument(f"--{name}", default=None)
        parser.add_argument("--give", choices=[str(role) for role in Role], help="give this role from today on")
        parser.add_argument("--take", choices=[str(role) for role in Role], help="end this role at once")
        parser.add_argument("--address", help="from now on the person signs in with this address")
        parser.add_argument("--join", help="the other account of the same person, by its address: it ends in this one")
        parser.add_argument("--reset-second-step", action="store_true", help="after a lost device; the person is told")
        parser.add_argument("--invite", action="store_true", help="write the invitation")
        parser.add_argument("--end", action="store_true", help="end the account at once, and all its sessions")
        parser.add_argument("--reopen", action="store_true", help="open it again; its roles are given anew")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                self._carry_out(options)
        except FAULTS as fault:
            said = str(fault) or str(type(fault).__doc__)
            words = "; ".join(fault.messages) if isinstance(fault, ValidationError) else said
            raise CommandError(f"{options['email']}: {words}", returncode=2) from None
        self.stdout.write(f"{options['email']}: done")

    def _carry_out(self, options: dict[str, Any]) -> None:
        names = {n: options[n] for n in ("title", "forename", "surname") if options[n] is not None}
        user = self._new(options["email"], names) if options["new"] else account_of(options["email"])
        if user is None:
            raise CommandError(f"{options['email']}: no account has this address. Make it with --new.", returncode=2)
        if options["reopen"]:
            user = reopen_account(user=user, by=None)
        if options["address"] or (names and not options["new"]):
            if options["address"]:
                validate_email(options["address"])
            user = edit_account(user=user, by=None, email=options["address"], **names)
        if options["join"]:
            self._join(user, options["join"])
        self._roles(user, options)
        if options["reset_second_step"]:
            reset_second_step(user=user, by=None)
        if options["invite"]:
            invite(user=user, by=None)
        if options["end"]:
            end_account(user=user, by=None)

    def _join(self, user: User, address: str) -> None:
        other = account_of(address)
        if other is None:
            raise CommandError(f"{address}: no account has this address.", returncode=2)
        join_accounts(kept=user, other=other, by=None)

    def _new(self, email: str, names: dict[str, str]) -> User:
        validate_email(email)
        if not names.get("surname"):
            raise CommandError(f"{email}: give --surname too.", returncode=2)
        return create_account(email=email, by=None, **names)

    def _roles(self, user: User, options: dict[str, Any]) -> None:
        if options["give"]:
            self._alone(options["give"])
            give_role(user=user, role=Role(options["give"]), by=None)
        if options["take"]:
            self._alone(options["take"])
            refuse_last(user, Role(options["take"]))
            held = user.assignments.in_force_on(timezone.localdate()).filter(role=options["take"])
            if not held:
                raise CommandError(f"{user.email}: does not hold this role today.", returncode=2)
            for assignment in held:
                end_role(assignment=assignment, by=None)

    def _alone(self, role: str) -> None:
        """Refuses what a second person confirms, once the school has somebody who can."""
        if Role(role) not in GIVEN_ALONE and User.objects.holding(*CONFIRMERS).exists():
            words = "the school has a headteacher or chair, so the office asks for this role on the account’s page"
            raise CommandError(f"{role}: {words}, and they confirm it.", returncode=2)
