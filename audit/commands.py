"""What every command of the portal has in common: a fault is one line that says what to do, and exit code 2."""

import re
import sys
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser, SystemCheckError


class PlainParser(CommandParser):
    """Says in one line what is wrong with the words of a command, never a dump of everything it could be."""

    def error(self, message: str) -> NoReturn:
        """Stop with exit code 2; called from a program, raise CommandError."""
        words = " ".join(self._in_words(message).split())
        if not self.called_from_command_line:
            raise CommandError(words, returncode=2)
        sys.stderr.write(f"{words}\n")
        sys.exit(2)

    def _in_words(self, message: str) -> str:
        if found := re.fullmatch(r"argument (\S+): invalid int value: '(.*)'", message):
            return f"{found[1]} {found[2]}: write a number in figures{self._about(found[1])}."
        if found := re.fullmatch(r"argument (\S+): invalid choice: '(.*)' \(choose from (.*)\)", message):
            return f"{found[1]} {found[2]}: choose one of {found[3]}."
        if found := re.fullmatch(r"argument (\S+): expected .*", message):
            return f"{found[1]} needs a value{self._about(found[1])}. Write it after {found[1]}."
        if found := re.fullmatch(r"the following arguments are required: (.*)", message):
            missing = [f"{name}{self._about(name)}" for name in found[1].split(", ")]
            return f"Add what is missing: {', '.join(missing)}."
        if found := re.fullmatch(r"unrecognized arguments: (.*)", message):
            return f"{found[1]}: there is no such option. `{self.prog} --help` names those there are."
        return message.removeprefix("argument ")

    def _about(self, name: str) -> str:
        """What one argument is, in brackets, as the help has it."""
        for action in self._actions:
            if action.help and name in (*action.option_strings, action.dest, action.metavar):
                return f" ({action.help})"
        return ""


class PlainCommand(BaseCommand):
    """A command for whoever runs the server (contract 2). `is_typed`: not called by a program, but by a person."""

    is_typed = False

    def run_from_argv(self, argv: list[str]) -> None:
        """Carry out what was typed."""
        self.is_typed = True
        super().run_from_argv(argv)

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Django names the class of the parser itself; this one differs only in how it refuses."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.__class__ = PlainParser
        return parser

    def execute(self, *args: Any, **options: Any) -> str | None:
        """A fault is said in its own words, without the name of a class before them."""
        try:
            return super().execute(*args, **options)
        except SystemCheckError:
            raise
        except CommandError as fault:
            if not self.is_typed or options.get("traceback"):
                raise
            self.stderr.write(" ".join(str(fault).split()))
            sys.exit(2)
