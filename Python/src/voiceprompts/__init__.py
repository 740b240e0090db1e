"""Makes and judges voice prompts for telephone platforms, by the command `voiceprompt`.

    import voiceprompts

    for result in voiceprompts.convert("recordings", output="prompts", sound="speech"):
        for error in result["errors"]:
            print(result["source"], error["id"], error["message"])

    for file in voiceprompts.validate("prompts")["files"]:
        for finding in file["findings"]:
            print(file["path"], finding["rule"], finding["message"])

Options are those of the command, by their long names: `max_size="2MB"` is `--max-size 2MB`,
`force=True` is `--force`, `for_="waitVoice"` is `--for waitVoice`, and a list repeats its option.
"""

from voiceprompts._command import CommandError, Option, command, convert, validate
from voiceprompts._results import (
    Conversion,
    Error,
    Facts,
    File,
    Finding,
    Format,
    Heard,
    Note,
    Prepared,
    Validation,
)

__all__ = [
    "CommandError",
    "Conversion",
    "Error",
    "Facts",
    "File",
    "Finding",
    "Format",
    "Heard",
    "Note",
    "Option",
    "Prepared",
    "Validation",
    "command",
    "convert",
    "validate",
]
