"""Puts the command and what it needs into the wheel, where script/package says where they are."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Tree(BuildHookInterface[Any]):
    """Takes scripts, libraries and manual pages from the folder VOICEPROMPT_TREE.

    The wheel is for the platform VOICEPROMPT_PLATFORM. Without a folder it has the modules alone.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files of the folder to what is built."""
        if version == "editable" or "VOICEPROMPT_TREE" not in os.environ:
            return
        tree = Path(os.environ["VOICEPROMPT_TREE"])
        for file in sorted((tree / "bin").iterdir()):
            build_data["shared_scripts"][str(file)] = file.name
        for folder in (tree / "lib" / "voiceprompts", tree / "share" / "man" / "man1"):
            for file in sorted(folder.iterdir()) if folder.exists() else ():
                build_data["shared_data"][str(file)] = str(file.relative_to(tree))
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{os.environ['VOICEPROMPT_PLATFORM']}"
