"""What the tests of the cluster share: recordings, a store, workers."""

from __future__ import annotations

import math
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import botocore.session  # type: ignore[import-untyped]
import pytest

SOURCES = Path(__file__).resolve().parent.parent / "src"


def recording(path: Path, seed: int = 1, seconds: float = 0.3) -> None:
    """A tone at 16 kHz, another one for each seed, of which nothing is to be said."""
    step = math.tau * (400 + seed) / 16_000
    samples = [round(4000 * math.sin(step * index)) for index in range(int(seconds * 16_000))]
    sound = struct.pack(f"<{len(samples)}h", *samples)
    header = struct.pack(
        *("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + len(sound), b"WAVE", b"fmt ", 16),
        *(1, 1, 16_000, 32_000, 2, 16, b"data", len(sound)),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(header + sound)


def recordings(folder: Path, count: int) -> Path:
    """So many of them, in folders of a hundred."""
    for number in range(count):
        recording(folder / f"{number // 100}" / f"r{number:04}.wav", number)
    return folder


def prompts(folder: Path) -> dict[str, bytes]:
    """What is in a folder of prompts, without what is hidden."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.parts[-3:])
    }


@dataclass
class Ended:
    """What a program that has ended has left."""

    status: int
    output: str
    errors: str


def ran(arguments: list[str], folder: Path | None = None, **environment: str) -> Ended:
    """Run a program to its end."""
    ended = subprocess.run(
        arguments,
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=500,
        check=False,
    )
    assert "Traceback" not in ended.stderr, ended.stderr
    return Ended(ended.returncode, ended.stdout, ended.stderr)


CLUSTER = [sys.executable, "-m", "voiceprompts.cluster"]


def cluster(*arguments: str | Path, folder: Path | None = None, **environment: str) -> Ended:
    """Run voiceprompt-cluster."""
    return ran([*CLUSTER, *map(str, arguments)], folder, **environment)


def voiceprompt(*arguments: str | Path) -> Ended:
    """Run one process of the command."""
    return ran(["voiceprompt", *map(str, arguments)])


def free_port() -> int:
    """Find a port that nobody listens at."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def await_true(condition: Callable[[], object], what: str) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + 300
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.05)


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The command under its name on the PATH, and no settings of whoever runs the tests."""
    folder = tmp_path_factory.mktemp("home")
    named = os.environ.get("VOICEPROMPT") or shutil.which("voiceprompt")
    assert named, "name the command in VOICEPROMPT"
    (folder / "bin").mkdir()
    (folder / "bin" / "voiceprompt").symlink_to(Path(named).resolve())
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("AWS_", "DASK_"))]:
            patch.delenv(name)
        patch.setenv("HOME", str(folder))
        patch.setenv("PATH", f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}")
        patch.setenv("VOICEPROMPT", str(folder / "bin" / "voiceprompt"))
        patch.setenv("PYTHONPATH", str(SOURCES))
        patch.setenv("AWS_ACCESS_KEY_ID", "tester")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "secret-of-the-tester")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        patch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        patch.setenv("DASK_TEMPORARY_DIRECTORY", str(folder))
        yield


@dataclass
class Store:
    """Moto's server, which speaks the protocol of S3."""

    endpoint: str
    number: int = 0
    s3: Any = field(init=False)

    def __post_init__(self) -> None:
        self.s3 = self.client("s3")

    def client(self, service: str) -> Any:  # noqa: ANN401 # botocore makes its classes as it runs
        """Speak to one of its services."""
        return botocore.session.get_session().create_client(service, endpoint_url=self.endpoint)

    def bucket(self) -> str:
        """Make a new one."""
        self.number += 1
        name = f"bucket-{self.number}"
        self.s3.create_bucket(Bucket=name)
        return name

    def fill(self, bucket: str, folder: Path) -> None:
        """Put what is in a folder."""
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                self.put(bucket, str(path.relative_to(folder)), path.read_bytes())

    def put(self, bucket: str, key: str, content: bytes) -> None:
        """Put an object."""
        self.s3.put_object(Bucket=bucket, Key=key, Body=content)

    def keys(self, bucket: str, prefix: str = "") -> list[str]:
        """List a bucket."""
        pages = self.s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
        return [found["Key"] for page in pages for found in page.get("Contents", [])]

    def get(self, bucket: str, key: str) -> bytes:
        """Read an object."""
        content: bytes = self.s3.get_object(Bucket=bucket, Key=key)["Body"].read()
        return content

    def prompts(self, bucket: str) -> dict[str, bytes]:
        """Read all that is not hidden."""
        return {key: self.get(bucket, key) for key in self.keys(bucket) if key[0] != "."}


@pytest.fixture(scope="session")
def store(
    environment: None,  # noqa: ARG001 # which comes first
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Store]:
    """A store that holds nothing yet, named in the environment as every program's own."""
    port = free_port()
    log = tmp_path_factory.mktemp("store") / "log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [Path(sys.executable).parent / "moto_server", "-H", "127.0.0.1", "-p", str(port)],
            stdout=output,
            stderr=output,
        )
    try:
        await_true(lambda: answers(port), f"the store: {log.read_text()}")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
            yield Store(f"http://127.0.0.1:{port}")
    finally:
        server.kill()
        server.wait()


def answers(port: int) -> bool:
    """Tell whether somebody listens."""
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


class Workers:
    """A scheduler of Dask and workers of one thread each."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder = folder
        port = free_port()
        self.address = f"tcp://127.0.0.1:{port}"
        self.scheduler = self._start(
            "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"
        )
        await_true(lambda: answers(port), "the scheduler")
        self.workers = [
            self._start("worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
            for _ in range(count)
        ]

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        with (self.folder / "log").open("a") as output:
            return subprocess.Popen(
                [sys.executable, "-m", "dask", *arguments],
                cwd=self.folder,
                stdout=output,
                stderr=output,
            )

    def end(self) -> None:
        """End them all."""
        for process in (*self.workers, self.scheduler):
            process.send_signal(signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="session")
def workers(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    """Two workers for all tests that lose none."""
    assert store.endpoint
    found = Workers(tmp_path_factory.mktemp("workers"), 2)
    yield found
    found.end()
