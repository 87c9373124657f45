"""S3-compatible storage for tests: a server of its own over HTTP, and a line to it that breaks when it is told to."""

import secrets
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any

import boto3
from botocore.config import Config
from django.conf import settings
from django.test import override_settings

from people.buckets import BucketStore
from tests.ports import free_port

KEYS = {"access_key": "portal", "secret_key": "a secret of the storage"}
READY_WITHIN = 60


@contextmanager
def storage_server() -> Iterator[str]:
    """A server in a process of its own; gives its address."""
    port = free_port()
    command = [sys.executable, "-c", "from moto.server import main; main()", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    end = time.monotonic() + READY_WITHIN
    while time.monotonic() < end:
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/moto-api/data.json", timeout=5):
            return
        time.sleep(0.1)
    raise TimeoutError("The storage server did not start.")


class Line:
    """Passes everything on to the server, until `cut`: then each connection ends unanswered. `left` cuts by itself
    after so many requests that write."""

    def __init__(self, address: str) -> None:
        self.server = ("127.0.0.1", int(address.rpartition(":")[2]))
        self.is_cut, self.left, self.lock = False, -1, threading.Lock()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.socket.accept()
                threading.Thread(target=self._pass_on, args=(client,), daemon=True).start()

    def _pass_on(self, client: socket.socket) -> None:
        with client, suppress(OSError), socket.create_connection(self.server) as server:
            back = threading.Thread(target=self._copy, args=(server, client), daemon=True)
            back.start()
            while (piece := client.recv(65536)) and self._lets_through(piece):
                server.sendall(piece)

    @staticmethod
    def _copy(server: socket.socket, client: socket.socket) -> None:
        with suppress(OSError):
            while piece := server.recv(65536):
                client.sendall(piece)

    def _lets_through(self, piece: bytes) -> bool:
        with self.lock:
            if piece.startswith(b"PUT") and self.left >= 0:
                self.left -= 1
                self.is_cut = self.is_cut or self.left < 0
            return not self.is_cut

    def close(self) -> None:
        self.socket.close()


@cache
def _client(address: str) -> Any:
    return boto3.session.Session(KEYS["access_key"], KEYS["secret_key"]).client(
        "s3", endpoint_url=address, region_name="us-east-1", config=Config(s3={"addressing_style": "path"})
    )


class Bucket:
    """One new bucket, and the portal's settings for it."""

    def __init__(self, address: str, name: str = "", prefix: str = "portal") -> None:
        self.name, self.address, self.prefix = name or f"school-{secrets.token_hex(6)}", address, prefix
        self.client = _client(address)

    def make(self) -> "Bucket":
        self.client.create_bucket(Bucket=self.name)
        return self

    @property
    def options(self) -> dict[str, Any]:
        return {
            "bucket_name": self.name, "endpoint_url": self.address, "region_name": "us-east-1", "location": self.prefix,
            **KEYS,
        }  # fmt: skip

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Inside, the portal keeps its files here."""
        kept = {"BACKEND": "people.buckets.BucketStore", "OPTIONS": self.options}
        with override_settings(STORAGES=settings.STORAGES | {"default": kept, "evidence": kept}):
            yield

    def store(self) -> BucketStore:
        return BucketStore(**self.options)

    def objects(self) -> dict[str, bytes]:
        """Everything in it, whoever put it there."""
        listed = self.client.list_objects_v2(Bucket=self.name).get("Contents", ())
        keys = [one["Key"] for one in listed]
        return {key: self.client.get_object(Bucket=self.name, Key=key)["Body"].read() for key in keys}
