"""Voice prompts for telephone platforms: the command `voiceprompt`, for Python."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

__all__ = ["command"]


def command() -> str:
    """Return the path of the command `voiceprompt`.

    It is what VOICEPROMPT in the environment says, else the one beside the interpreter, else the
    one on the PATH. Raises FileNotFoundError where there is none.
    """
    named = os.environ.get("VOICEPROMPT")
    if named:
        return named
    beside = Path(sys.executable).parent / "voiceprompt"
    if beside.is_file():
        return str(beside)
    found = shutil.which("voiceprompt")
    if found is None:
        raise FileNotFoundError("there is no command voiceprompt beside Python or on the PATH")
    return found
