"""Objects in a bucket of S3-compatible storage. The one module that knows boto3 and django-storages (decision 23)."""

import base64
import errno
import hashlib
import io
import os
from collections.abc import Callable, Iterator
from functools import cache, wraps
from pathlib import Path
from threading import Lock
from typing import IO, Any

import boto3
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from storages.backends.s3 import S3Storage

from .stores import NO_ADDRESS, refuse_full_disk

NOT_FOUND = 404
LOCK = Lock()
EVERYBODY = (
    "http://acs.amazonaws.com/groups/global/AllUsers",
    "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
)
# The newer check sums are unknown to some S3-compatible servers; Content-MD5 is known to all of them.
HOW = {
    "connect_timeout": 5,
    "read_timeout": 20,
    "retries": {"max_attempts": 2, "mode": "standard"},
    "request_checksum_calculation": "when_required",
    "response_checksum_validation": "when_required",
}


class StorageDown(OSError):
    """The storage does not answer, or refuses what the portal must be able to do."""

    def __init__(self, why: str) -> None:
        super().__init__(errno.EIO, f"The file storage does not answer as it must: {why}")


def _in_our_words(method: Callable) -> Callable:
    """What the packages raise becomes an OSError; what is not there a FileNotFoundError. No key, no header is said."""

    @wraps(method)
    def asked(*args: Any, **kwargs: Any) -> Any:
        try:
            return method(*args, **kwargs)
        except ClientError as fault:
            answer = fault.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
            code = str(fault.response.get("Error", {}).get("Code", ""))
            if answer == NOT_FOUND and code != "NoSuchBucket":
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)) from None
            raise StorageDown(f"{code or answer}") from None
        except BotoCoreError as fault:
            raise StorageDown(type(fault).__name__) from None

    return asked


@cache
def _session(key: str, secret: str) -> boto3.session.Session:
    """One session of a process: it reads what is known of the service once, which takes longest."""
    return boto3.session.Session(key, secret)


def _md5() -> Any:
    return hashlib.md5(usedforsecurity=False)


class BucketStore(S3Storage):
    """Private objects under names that the portal makes by chance. One request writes one object: there whole or not.

    A row is written with every object, and rows lie on the server's disk: so its floor holds here too. Takes the
    options of django-storages: bucket_name, endpoint_url, region_name, access_key, secret_key, location.
    """

    place_in_words = "the bucket of uploads"

    def __init__(self, **options: Any) -> None:
        style = "path" if options.get("endpoint_url") else "auto"
        how = Config(signature_version="s3v4", s3={"addressing_style": style}, **HOW)
        super().__init__(client_config=how, file_overwrite=False, default_acl=None, **options)

    @property
    def connection(self) -> Any:
        """The connection of this thread. Made by one thread at a time, since they share a session."""
        with LOCK:
            return super().connection

    def _create_session(self) -> boto3.session.Session:
        return _session(self.access_key, self.secret_key)

    @property
    def client(self) -> Any:
        """The client of this thread."""
        return self.connection.meta.client

    def _key(self, name: str) -> str:
        """Where `name` lies. Raises SuspiciousFileOperation for one that is no clean name."""
        if not is_clean_name(name):
            raise SuspiciousFileOperation("No name of a file of the portal.")
        return f"{self.location.strip('/')}/{name}".lstrip("/")

    @_in_our_words
    def _open(self, name: str, mode: str = "rb") -> ContentFile:
        """All of one object. Raises FileNotFoundError, StorageDown."""
        return ContentFile(self.client.get_object(Bucket=self.bucket_name, Key=self._key(name))["Body"].read(), name)

    def save(self, name: str | None, content: IO[Any], max_length: int | None = None) -> str:
        """Write one object. Raises OSError; StorageDown is one."""
        refuse_full_disk(Path(settings.VAR_DIR))
        return super().save(name, content, max_length)

    @_in_our_words
    def _save(self, name: str, content: IO[Any]) -> str:
        """Write one object, with a check sum that the storage compares. Raises StorageDown."""
        content.seek(0)
        self._written(name, io.BytesIO(content.read()))
        return name

    def _written(self, name: str, body: IO[bytes]) -> None:
        digest = hashlib.file_digest(body, _md5)  # type: ignore[arg-type]
        body.seek(0)
        self.client.put_object(
            Bucket=self.bucket_name, Key=self._key(name), Body=body, ContentType="application/octet-stream",
            ContentMD5=base64.b64encode(digest.digest()).decode(),
        )  # fmt: skip

    @_in_our_words
    def delete(self, name: str) -> None:
        """Take one object away; nothing where there is none."""
        self.client.delete_object(Bucket=self.bucket_name, Key=self._key(name))

    @_in_our_words
    def exists(self, name: str) -> bool:
        """Whether there is such an object. Raises StorageDown where nobody can say."""
        try:
            self.client.head_object(Bucket=self.bucket_name, Key=self._key(name))
        except ClientError as fault:
            if fault.response["ResponseMetadata"]["HTTPStatusCode"] == NOT_FOUND:
                return False
            raise
        return True

    listdir = _in_our_words(S3Storage.listdir)
    size = _in_our_words(S3Storage.size)
    get_modified_time = _in_our_words(S3Storage.get_modified_time)

    def url(self, name: str | None, *args: Any, **kwargs: Any) -> str:
        raise ValueError(NO_ADDRESS)

    # --- for backups and health ------------------------------------------------------------------------------

    @_in_our_words
    def _objects(self, most: int | None = None) -> list[str]:
        beginning = self._beginning
        pages = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket_name, Prefix=beginning, PaginationConfig={"MaxItems": most} if most else {}
        )
        return [one["Key"].removeprefix(beginning) for page in pages for one in page.get("Contents", ())]

    @property
    def _beginning(self) -> str:
        inside = self.location.strip("/")
        return f"{inside}/" if inside else ""

    def every_name(self) -> Iterator[str]:
        """The names of all objects, in a fixed order. What has no name that the portal gives is left out."""
        yield from (name for name in sorted(self._objects()) if is_clean_name(name))

    def is_empty(self) -> bool:
        """Whether there is no object. Raises StorageDown."""
        return not self._objects(most=1)

    @_in_our_words
    def put(self, name: str, source: Path) -> None:
        """Copy a file of this disk to exactly `name`. Raises StorageDown."""
        with source.open("rb") as file:
            self._written(name, file)

    @_in_our_words
    def fetch(self, name: str, target: Path) -> Path:
        """Copy the bytes of `name` to `target` on this disk. Raises FileNotFoundError, StorageDown."""
        body = self.client.get_object(Bucket=self.bucket_name, Key=self._key(name))["Body"]
        with target.open("wb") as out:
            for piece in body.iter_chunks(1024 * 1024):
                out.write(piece)
        return target

    def look(self) -> None:
        """Raise StorageDown where the bucket does not answer or may not be listed."""
        self._objects(most=1)

    # --- is it private? --------------------------------------------------------------------------------------

    def why_public(self) -> str:
        """Why strangers could read the bucket, as far as can be seen; nothing where none is seen. Raises StorageDown.

        Its policy, its grants, and one object asked for without a key. What the storage does not tell is not judged.
        """
        if self._said("get_bucket_policy_status").get("PolicyStatus", {}).get("IsPublic"):
            return "its policy lets everybody in"
        grants = self._said("get_bucket_acl").get("Grants", ())
        if any(grant.get("Grantee", {}).get("URI") in EVERYBODY for grant in grants):
            return "its grants let everybody in"
        first = next(iter(self._objects(most=1)), None)
        if first is not None and self._is_given_to_strangers(self._beginning + first):
            return "an object in it is given to whoever asks"
        return ""

    def _said(self, question: str) -> dict[str, Any]:
        try:
            return getattr(self.client, question)(Bucket=self.bucket_name)
        except (ClientError, BotoCoreError):
            return {}  # not every storage knows the question, and not every key may ask it

    def _is_given_to_strangers(self, key: str) -> bool:
        stranger = boto3.session.Session().client(
            "s3", region_name=self.region_name, endpoint_url=self.endpoint_url,
            config=Config(signature_version=UNSIGNED, s3={"addressing_style": "path"}, **HOW),
        )  # fmt: skip
        try:
            stranger.head_object(Bucket=self.bucket_name, Key=key)
        except (ClientError, BotoCoreError):
            return False
        return True


def is_clean_name(name: str) -> bool:
    """Whether a name stays where it belongs: parts of printable signs, none of them empty or made of dots alone."""
    parts = name.split("/")
    return all(part.strip(".") and part.isprintable() and "\\" not in part for part in parts)
