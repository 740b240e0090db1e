"""`voiceprompt-cluster`: options, batch, report, exit status."""

from __future__ import annotations

import os
import signal
import sys
from importlib.util import find_spec
from types import FrameType

from . import arguments, report
from .errors import ClusterError


class Interrupted(BaseException):
    """A signal asks the batch to end."""

    def __init__(self, number: int) -> None:
        """Take the signal."""
        super().__init__(number)
        self.number = number


def _interrupt(number: int, _frame: FrameType | None) -> None:
    # Once is enough: what follows must be able to end what is under way.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    raise Interrupted(number)


def main() -> int:
    """Run the command line: 0 all is well, 1 a file failed, 2 the batch could not be done."""
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, _interrupt)
    lacking = [name for name in ("distributed", "fsspec") if find_spec(name) is None]
    if lacking:
        report.say(
            f"error: the package {lacking[0]} is missing; install all that the cluster needs: "
            "pip install 'voiceprompts[cluster]'"
        )
        return 2
    import fsspec.asyn  # type: ignore[import-untyped] # noqa: PLC0415

    from . import batch  # noqa: PLC0415

    # The thread that talks to stores leaves signals to this one.
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    fsspec.asyn.get_loop()
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)
    try:
        status = batch.run(arguments.parse(sys.argv[1:]))
        sys.stdout.flush()
        return status
    except ClusterError as error:
        report.say(f"error: {error.message}")
        return 2
    except BrokenPipeError:
        # Whoever has closed the pipe wants to hear no more of it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except Interrupted as interruption:
        report.say("interrupted; what is done stays done: run this again to go on")
        signal.signal(interruption.number, signal.SIG_DFL)
        os.kill(os.getpid(), interruption.number)
        return 2


if __name__ == "__main__":
    sys.exit(main())
