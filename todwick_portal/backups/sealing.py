"""Encrypting to public keys, and the keys themselves. The one module that knows pyrage (age, x25519)."""

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pyrage
from django.utils import timezone

from .faults import CannotBackUp, CannotRestore

PRIVATE = "AGE-SECRET-KEY-"
OTHER_KEY = "This key does not open the archive. Take the one that belongs to a public key in BACKUP_RECIPIENTS then."
DAMAGED = "The archive is damaged or cut off. Take another copy of it, or an older one."


class Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class Writable(Protocol):
    def write(self, data: bytes, /) -> int: ...


class Stream:
    """Bytes that are made on demand, read as from a file. What went wrong while making them stays in `fault`."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces, self.rest = pieces, b""
        self.fault: BaseException | None = None

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes, and none only at the end."""
        try:
            while not self.rest and (piece := next(self.pieces, None)) is not None:
                self.rest = piece
        except BaseException as fault:
            self.fault = fault
            raise
        end = len(self.rest) if size < 0 else size
        given, self.rest = self.rest[:end], self.rest[end:]
        return given


def make_key(path: Path) -> str:
    """Write a new private key to `path`, for its owner alone, and give the public key that belongs to it.

    The file is one that the program age reads, too. Raises CannotBackUp where there is a file already: a key that
    was lost cannot be made again, so none is ever written over.
    """
    pair = pyrage.x25519.Identity.generate()
    public = str(pair.to_public())
    text = f"# made on {timezone.localdate()}\n# public key: {public}\n{pair}\n"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as fault:
        raise CannotBackUp(f"{path} exists already, and a key is never written over. Name another file.") from fault
    except OSError as fault:
        raise CannotBackUp(f"{path} cannot be written: {fault.strerror}.") from fault
    with os.fdopen(handle, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(handle)
    return public


def recipients(texts: Iterable[str]) -> list[Any]:
    """The public keys. Raises CannotBackUp for none, for one that is none, and for a private key."""
    wanted = [text.strip() for text in texts if text.strip()]
    if not wanted:
        raise CannotBackUp("To whom? Set BACKUP_RECIPIENTS, or name a public key with --to. --new-key makes one.")
    found = []
    for text in wanted:
        if text.upper().startswith(PRIVATE):
            raise CannotBackUp("That is a private key, which opens archives and must not be here. Name the public one.")
        try:
            found.append(pyrage.x25519.Recipient.from_str(text))
        except pyrage.RecipientError as fault:
            raise CannotBackUp(f"{text[:80]} is no public key: one begins with age1. Copy it once more.") from fault
    return found


def identities(text: str) -> list[Any]:
    """The private keys of a key file: a key a line; lines that begin with # are remarks.

    Raises CannotRestore for none, or for a slip: each key carries a check sum, so a wrong sign typed from paper shows.
    """
    lines = [line.strip().upper() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]
    if not lines:
        raise CannotRestore(f"There is no key in it. A private key is one line that begins with {PRIVATE}1.")
    try:
        return [pyrage.x25519.Identity.from_str("".join(line.split())) for line in lines]
    except pyrage.IdentityError as fault:
        raise CannotRestore(f"That is no private key: one begins with {PRIVATE}1. Compare it sign by sign.") from fault


def encrypt(source: Stream, target: Writable, to: list[Any]) -> None:
    """Encrypt all of `source` to `target`. Raises what `source` raised, else CannotBackUp."""
    try:
        pyrage.encrypt_io(source, target, to)
    except (pyrage.EncryptError, OSError) as fault:
        if source.fault:
            raise source.fault from None
        raise CannotBackUp(f"The archive cannot be written: {fault}.") from fault


def decrypt(source: Readable, target: Writable, keys: list[Any]) -> None:
    """Decrypt all of `source` to `target`. Raises CannotRestore for another key, and for a changed or missing byte."""
    try:
        with contextlib.suppress(pyrage.EncryptError):
            pyrage.decrypt_io(source, target, keys)
            return
    except pyrage.DecryptError as fault:
        raise CannotRestore(OTHER_KEY if "matching keys" in str(fault) else DAMAGED) from fault
    except OSError as fault:
        if fault.errno:
            raise CannotRestore(f"The archive cannot be unpacked: {fault.strerror}.") from fault
    raise CannotRestore(DAMAGED)
