"""Folders of this machine and of object stores, by their addresses."""

# A walk over a million files has no time for a Path each.
# ruff: noqa: PTH100, PTH105, PTH110, PTH112, PTH116, PTH118, PTH123

from __future__ import annotations

import fcntl
import mimetypes
import os
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fsspec  # type: ignore[import-untyped]

from .errors import ClusterError, shown

# Requests to a store at a time: their time is waiting.
TRANSFERS = 8
# The command removes what a killed process left under such a name, once nobody holds its lock.
TEMPORARY = (".voiceprompt-", ".tmp")


@dataclass(frozen=True)
class Entry:
    """A file of a place: its path below it, and what tells one content from another."""

    key: str
    size: int
    stamp: str


@dataclass(frozen=True)
class Place:
    """A folder, or a bucket and a prefix of an object store.

    It holds no credentials: every machine takes its own from its environment and its files, as the
    store's library does by itself.
    """

    url: str

    @staticmethod
    def of(address: str) -> Place:
        """Return the place of an address as people write it: `s3://bucket/prefix/`, or a folder."""
        protocol, separator, rest = address.partition("://")
        if not separator:
            return Place(os.path.abspath(address))
        if protocol in ("file", "local"):
            return Place(os.path.abspath(rest))
        if "@" in rest.split("/")[0]:
            raise ClusterError(
                f"{protocol}://…@{shown(rest.split('@', 1)[1])} has credentials in it, and "
                "addresses go to the scheduler and its logs; give them by AWS_ACCESS_KEY_ID and "
                "AWS_SECRET_ACCESS_KEY, by ~/.aws or by the machine's role"
            )
        if "?" in rest or "::" in rest or rest[:1] in ("", "/"):
            raise ClusterError(
                f"{shown(address)} names no bucket; write it as {protocol}://bucket/prefix/"
            )
        return Place(f"{protocol}://{rest.strip('/')}")

    @property
    def is_local(self) -> bool:
        """Whether it is a folder of this machine, or one that all machines share."""
        return "://" not in self.url

    def address(self, key: str) -> str:
        """Return the address of a file of it, for people and records."""
        return f"{self.url.rstrip('/')}/{key}"

    def path_below(self, other: Place) -> str | None:
        """Return where it is below another one, empty for the same one; None where it is not."""
        own, base = (
            os.path.realpath(place.url) if place.is_local else place.url for place in (self, other)
        )
        if own == base:
            return ""
        base = base.rstrip("/") + "/"
        return own[len(base) :] if own.startswith(base) else None

    # MARK: Reading

    def entries(self, *, may_be_missing: bool = False) -> Iterator[Entry]:
        """Yield all files of it, with those below its folders.

        Raises ClusterError where it cannot be listed.
        """
        try:
            if self.is_local:
                yield from self._local_entries(may_be_missing)
            else:
                yield from self._remote_entries()
        except ClusterError:
            raise
        except Exception as error:
            raise self.refused("list", error) from error

    def _local_entries(self, may_be_missing: bool) -> Iterator[Entry]:
        if not os.path.exists(self.url) and may_be_missing:
            return
        if not os.path.isdir(self.url):
            found = "is not a folder" if os.path.exists(self.url) else "does not exist"
            raise ClusterError(f"{shown(self.url)} {found}; name a folder or s3://bucket/prefix/")

        def refuse(error: OSError) -> None:
            raise error

        # Links are followed, but no folder is entered twice.
        entered: set[tuple[int, int]] = set()
        for folder, folders, names in os.walk(self.url, followlinks=True, onerror=refuse):
            status = os.stat(folder)
            if (status.st_dev, status.st_ino) in entered:
                folders.clear()
                continue
            entered.add((status.st_dev, status.st_ino))
            for name in names:
                path = os.path.join(folder, name)
                try:
                    status = os.stat(path)
                except FileNotFoundError:
                    continue
                key = path[len(self.url.rstrip("/")) + 1 :]
                yield Entry(key, status.st_size, f"{status.st_size} {status.st_mtime_ns}")

    def _remote_entries(self) -> Iterator[Entry]:
        store, root = self._opened()
        for path, info in store.find(root, detail=True).items():
            if path == root:
                raise ClusterError(
                    f"{shown(self.url)} is a single object; name a bucket, or a prefix of several"
                )
            # What ends in a slash is a folder that a console has made.
            if info["type"] == "file" and not path.endswith("/"):
                yield Entry(path[len(root) + 1 :], int(info["size"]), _stamp(info))

    def fetch(self, key: str, path: Path) -> None:
        """Copy a file of it to `path`. Raises what the store raises."""
        path.parent.mkdir(parents=True, exist_ok=True)
        store, root = self._opened()
        store.get_file(f"{root}/{key}", str(path))

    def read(self, keys: list[str]) -> list[bytes]:
        """Return the contents of small files of it. Raises ClusterError."""
        try:
            store, root = self._opened()
            with ThreadPoolExecutor(TRANSFERS) as threads:
                return list(threads.map(store.cat_file, (f"{root}/{key}" for key in keys)))
        except Exception as error:
            raise self.refused("read", error) from error

    # MARK: Writing

    def put(self, path: Path, key: str) -> str:
        """Put a file there, whole or not at all, and return its stamp.

        Raises ClusterError where the place refuses it, and what the store raises for what may pass.
        """
        try:
            if self.is_local:
                return _put_locally(path, Path(self.url) / key)
            store, root = self._opened()
            target = f"{root}/{key}"
            if hasattr(store, "call_s3"):
                # The answer to what is sent in one piece has the ETag, which saves a request.
                content = path.read_bytes()
                kind = mimetypes.guess_type(key)[0] or "application/octet-stream"
                answer = store.pipe_file(target, content, ContentType=kind)
                if isinstance(answer, dict) and "ETag" in answer:
                    return _stamp({"size": len(content), **answer})
            else:
                store.put_file(str(path), target)
            return _stamp(store.info(target))
        except (PermissionError, FileNotFoundError, NotADirectoryError) as error:
            raise self.refused("write", error) from error

    def _opened(self) -> tuple[Any, str]:
        try:
            store, root = fsspec.core.url_to_fs(self.url, use_listings_cache=False)
        except (ImportError, ValueError) as error:
            raise ClusterError(
                f"{shown(self.url)} cannot be opened: {error}; S3 needs the package s3fs: "
                "pip install 'voiceprompts[cluster]'"
            ) from error
        return store, str(root)

    def refused(self, verb: str, error: Exception) -> ClusterError:
        """Return what to tell of an error of the store."""
        name = shown(self.url)
        reason = shown(" ".join(str(error).split())) or type(error).__name__
        if isinstance(error, PermissionError):
            need = (
                f"you need the right to {verb} there"
                if self.is_local
                else "the credentials need s3:ListBucket on both buckets, s3:GetObject on both and "
                "s3:PutObject on that of the prompts"
            )
            return ClusterError(f"{name} refuses to {verb}: {reason}; {need}")
        if isinstance(error, FileNotFoundError) and not self.is_local:
            bucket = self.url.split("://", 1)[1].split("/")[0]
            return ClusterError(
                f"there is no bucket {shown(bucket)} ({reason}); make it, or correct the address"
            )
        if "credentials" in reason.lower():
            return ClusterError(
                f"{name} needs credentials: {reason}; set AWS_ACCESS_KEY_ID and "
                "AWS_SECRET_ACCESS_KEY, or write ~/.aws/credentials, on every worker, too"
            )
        return ClusterError(
            f"cannot {verb} {name}: {reason}"
            + (
                ""
                if self.is_local
                else "; check the network, and AWS_ENDPOINT_URL for a store that is not Amazon's"
            )
        )


def _stamp(info: dict[str, Any]) -> str:
    """Return the size, and the ETag or what else the store has of the kind."""
    kinds = ("ETag", "etag", "md5Hash", "mtime", "LastModified", "created")
    mark = next((info[kind] for kind in kinds if info.get(kind)), "")
    return f"{info['size']} {str(mark).strip(chr(34))}"


def _put_locally(path: Path, target: Path) -> str:
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.parent / secrets.token_hex(8).join(TEMPORARY)
    try:
        with open(temporary, "xb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.write(path.read_bytes())
            file.flush()
            os.fsync(file.fileno())
            status = os.fstat(file.fileno())
            os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return f"{status.st_size} {status.st_mtime_ns}"
