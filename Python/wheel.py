"""Puts the command and what it needs into the wheel, where script/package says where they are."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Tree(BuildHookInterface[Any]):
    """Takes `bin` of the folder VOICEPROMPT_TREE as scripts, and the rest of it as data.

    The wheel is for the platform VOICEPROMPT_PLATFORM. Without a folder it has the modules alone.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files of the folder to what is built."""
        folder = os.environ.get("VOICEPROMPT_TREE")
        if not folder or version == "editable":
            return
        for path in sorted(Path(folder).iterdir()):
            kind = "shared_scripts" if path.name == "bin" else "shared_data"
            for file in sorted(path.rglob("*")):
                if file.is_file():
                    name = file.relative_to(path if path.name == "bin" else folder)
                    build_data[kind][str(file)] = str(name)
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{os.environ['VOICEPROMPT_PLATFORM']}"
