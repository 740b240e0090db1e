"""Dask.distributed: shards go out to workers, and what came of them comes back."""

from __future__ import annotations

import asyncio
import concurrent.futures
import logging
import os
import secrets
import signal
import time
import warnings
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker

import dask
from distributed import (
    Client,
    Future,
    KilledWorker,
    LocalCluster,
    Security,
    wait,
)

from .errors import ClusterError, shown
from .shards import Shard
from .tasks import Job, Outcome, Task

# A shard whose attempt fails, as by a network that is away, is tried so many times more.
RETRIES = 2
# What is raised where a scheduler or a result cannot be reached.
GONE = (OSError, asyncio.CancelledError, concurrent.futures.CancelledError)


@contextmanager
def workers(scheduler: str | None, count: int | None) -> Iterator[Client]:
    """Yield workers of a scheduler, or of a cluster on this machine that lasts as long as this.

    Raises ClusterError where there are none.
    """
    # What the engine has to say is said here, in one line.
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    os.environ.setdefault("PYTHONWARNINGS", "ignore")
    if scheduler is None:
        with _cluster(count) as cluster, Client(cluster) as client:
            yield client
        return
    try:
        client = Client(scheduler, timeout=_patience())
    except (OSError, ValueError, TypeError) as error:
        raise ClusterError(
            f"no scheduler answers at {shown(scheduler)}: {shown(str(error))}; the address is what "
            "dask scheduler prints, as tcp://10.0.0.5:8786, and the network must let it through"
        ) from error
    with client:
        _await_workers(client, scheduler, count or 1)
        yield client


def _cluster(count: int | None) -> LocalCluster:
    # A terminal sends its interruptions to all processes. This one alone is to heed them and to end
    # the others, which ignore them, because they begin while they are ignored here. One that comes
    # meanwhile waits, as no thread takes it: the tracker would unblock it in the thread in which it
    # begins.
    resource_tracker.ensure_running()
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    heeding = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        # Others on this machine can reach its ports; only who has the key may send it work, and
        # there are no pages to look at. A worker has one shard at a time, so that one that is lost
        # speaks against no other.
        dask.config.set(
            {
                "distributed.scheduler.http.routes": [],
                "distributed.scheduler.worker-saturation": 1.0,
                # It looks a hundred times a second at what a worker does, which is waiting.
                "distributed.worker.profile.enabled": False,
            }
        )
        return LocalCluster(
            n_workers=count or _cores(),
            threads_per_worker=1,
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
            protocol="tls://",
            security=Security.temporary(),
        )
    except (OSError, RuntimeError, asyncio.TimeoutError) as error:
        raise ClusterError(
            f"workers cannot be started on this machine: {shown(str(error))}; it may lack memory "
            "or room in the temporary folder: take fewer with --workers, or set TMPDIR"
        ) from error
    finally:
        signal.signal(signal.SIGINT, heeding)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _cores() -> int:
    """Return how many this process may use, where the system tells."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _patience() -> float:
    """Return how long to wait for a scheduler and for workers: as Dask's settings say."""
    setting = dask.config.get("distributed.comm.timeouts.connect")
    return float(dask.utils.parse_timedelta(setting))


def _await_workers(client: Client, scheduler: str, count: int) -> None:
    deadline = time.monotonic() + _patience()
    while (found := len(client.nthreads())) < count:
        if time.monotonic() > deadline:
            raise ClusterError(
                f"the scheduler at {shown(scheduler)} has {found} workers, and {count} "
                f"{'is' if count == 1 else 'are'} required; start them with "
                f"dask worker {shown(scheduler)}"
            )
        time.sleep(0.2)


def run(
    client: Client, task: Task, job: Job, shards: list[Shard]
) -> Iterator[tuple[Shard, Outcome | None]]:
    """Run a task on every shard, and yield each as it ends.

    A shard whose worker is lost runs again on another one; one with which worker after worker is
    lost has no outcome.

    Raises ClusterError where the batch cannot go on; nothing is left under way then.
    """
    waiting = deque(shards)
    running: dict[Future[Outcome], Shard] = {}
    try:
        alive = time.monotonic()
        threads = sum(client.nthreads().values())
        while True:
            # Few are sent ahead, so that a scheduler has little to hold.
            while waiting and len(running) < 2 * threads + 2:
                shard = waiting.popleft()
                # Another batch on the same scheduler may have the same shard.
                key = f"voiceprompt-{shard.name}-{secrets.token_hex(4)}"
                future = client.submit(
                    task,
                    job,
                    shard,
                    key=key,
                    retries=RETRIES,
                    pure=False,
                )
                running[future] = shard
            if not running:
                return
            for future in _ended(client, list(running)):
                shard = running.pop(future)
                try:
                    outcome = _outcome(future)
                except GONE:
                    if client.status != "running":
                        raise
                    # What came of it was lost with its worker.
                    waiting.append(shard)
                    continue
                if outcome is not None and outcome.obstacle is not None:
                    raise ClusterError(outcome.obstacle)
                yield shard, outcome
            threads = sum(client.nthreads().values())
            if threads:
                alive = time.monotonic()
            elif time.monotonic() > alive + _patience():
                raise ClusterError(
                    "all workers have gone; start others and run this again: what is done "
                    "stays done"
                )
    except GONE as error:
        raise ClusterError(
            "the scheduler has gone; start it and run this again: what is done stays done"
        ) from error
    finally:
        if running:
            client.cancel(list(running), force=True)


def _ended(client: Client, running: list[Future[Outcome]]) -> list[Future[Outcome]]:
    """Wait a second for some to end, or to get lost."""
    try:
        return list(wait(running, timeout=1, return_when="FIRST_COMPLETED").done)
    except (TimeoutError, asyncio.TimeoutError):
        return []
    except GONE:
        if client.status != "running":
            raise
        return [future for future in running if future.status in ("cancelled", "lost")]


def _outcome(future: Future[Outcome]) -> Outcome | None:
    """Return what came of a shard; None where every worker that ran it was lost."""
    if future.status in ("cancelled", "lost"):
        raise OSError("it no longer knows the work")
    try:
        outcome: Outcome = future.result()
        return outcome
    except KilledWorker:
        return None
    except ModuleNotFoundError as error:
        raise ClusterError(
            f"a worker lacks a package: {error}; install voiceprompts[cluster] in the Python that "
            "runs the workers"
        ) from error
    except RuntimeError as error:
        raise ClusterError(
            f"{shown(str(error))}, {RETRIES + 1} times; run this again: what is done stays done"
        ) from error
