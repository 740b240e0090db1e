"""What the command prints as JSON, key by key as docs/json.md has it.

Every key is always there. Sizes are in bytes, durations in seconds, levels in dB relative to full
scale.
"""

from __future__ import annotations

from typing import Literal, TypedDict


class Error(TypedDict):
    """Why there is no result."""

    id: str
    message: str
    remedy: str | None


class Note(TypedDict):
    """What conversion noticed."""

    id: str
    message: str


class Format(TypedDict):
    """What a recording is."""

    container: str
    encoding: str
    sampleRate: int
    channels: int


class Prepared(TypedDict):
    """What conversion did to the sound."""

    highPass: bool
    noiseShaping: bool
    trimmedBefore: float
    trimmedAfter: float
    levelBefore: float | None
    levelAfter: float | None
    gain: float | None
    missing: float | None
    limited: float | None
    limitedShare: float | None


class Conversion(TypedDict):
    """What became of a recording."""

    schemaVersion: int
    source: str
    status: Literal["converted", "unchanged", "failed", "planned"]
    output: str | None
    format: Format | None
    decoder: str | None
    duration: float | None
    bytes: int | None
    sound: Prepared | None
    warnings: list[Note]
    notes: list[Note]
    error: Error | None
    errors: list[Error]


class Heard(TypedDict):
    """How a prompt sounds."""

    speechLevel: float | None
    activeLevel: float | None
    activity: float | None
    noiseFloor: float | None
    lowEnergy: float | None
    offset: float | None
    leadingSilence: float
    trailingSilence: float


class Facts(TypedDict):
    """What a prompt is."""

    bytes: int
    container: str
    formatTag: int | None
    sampleRate: int | None
    channels: int | None
    bitsPerSample: int | None
    chunks: list[str]
    duration: float | None
    peak: float | None
    rms: float | None
    sound: Heard | None


class Finding(TypedDict):
    """What a rule has against a file."""

    rule: str
    severity: Literal["error", "warning", "note"]
    message: str
    remedy: str | None
    profile: str | None
    basis: Literal["official", "code", "client", "third"] | None
    line: int | None
    column: int | None


class File(TypedDict):
    """A file that was judged."""

    path: str
    facts: Facts | None
    findings: list[Finding]
    omitted: int
    error: Error | None


class Validation(TypedDict):
    """Files that were judged, and how many findings there are of each severity."""

    schemaVersion: int
    errors: int
    warnings: int
    notes: int
    files: list[File]
