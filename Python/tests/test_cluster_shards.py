"""How a batch is cut, and what is told from addresses and records, without any process."""

from __future__ import annotations

import pytest

from voiceprompts.cluster import records
from voiceprompts.cluster.errors import ClusterError, shown
from voiceprompts.cluster.places import Entry, Place
from voiceprompts.cluster.shards import SHARD_BYTES, cut, prompt_names, shared_name


def entries(*keys: str, size: int = 1) -> list[Entry]:
    return [Entry(key, size, "stamp") for key in keys]


def test_shards_have_about_so_many_files_and_all_of_them() -> None:
    files = entries(*(f"{number:03}.wav" for number in range(120)))
    shards = list(cut(reversed(files), 50, prompt_names))
    assert [len(shard.files) for shard in shards] == [50, 50, 20]
    assert [file for shard in shards for file in shard.files] == files
    assert len({shard.name for shard in shards}) == 3
    assert [shard.name for shard in cut(files, 50, prompt_names)] == [s.name for s in shards]


def test_long_recordings_make_short_shards() -> None:
    files = entries("a.wav", "b.wav", "c.wav", size=SHARD_BYTES)
    assert [len(shard.files) for shard in cut(files, 50, prompt_names)] == [1, 1, 1]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a.wav", "a.mp3"),
        ("x/a.wav", "x/A.WAV"),
        ("README.md", "README.md.wav"),
        ("caf\u00e9.wav", "cafe\u0301.mp3"),
        ("X/a.wav", "x/a.mp3"),
    ],
)
def test_what_may_want_one_name_is_in_one_shard(first: str, second: str) -> None:
    files = entries(first, "m.wav", second, "n.wav")
    shards = [{file.key for file in shard.files} for shard in cut(files, 1, prompt_names)]
    assert {first, second} in shards
    assert len(shards) == 3


@pytest.mark.parametrize(
    ("first", "second"), [("a.wav", "b.wav"), ("x/a.wav", "y/a.wav"), ("1.1.wav", "1.2.wav")]
)
def test_what_wants_other_names_need_not_be(first: str, second: str) -> None:
    assert len(list(cut(entries(first, second), 1, prompt_names))) == 2


def test_prompts_of_one_name_are_judged_beside_each_other() -> None:
    files = entries("x/a.wav", "x/b.wav", "y/A.wav")
    assert [len(shard.files) for shard in cut(files, 1, shared_name)] == [2, 1]


def test_an_address_is_below_another_one_or_not() -> None:
    place = Place.of("s3://bucket/in/")
    assert Place.of("s3://bucket/in/out").path_below(place) == "out"
    assert Place.of("s3://bucket/in").path_below(place) == ""
    assert Place.of("s3://bucket/inner").path_below(place) is None
    assert Place.of("s3://other/in/x").path_below(place) is None
    assert Place.of("/x/../y").path_below(Place.of("file:///y/")) == ""


@pytest.mark.parametrize("address", ["s3://", "s3:///x", "s3://bucket?x=y", "s3://a:b@bucket/x"])
def test_an_address_without_a_bucket_or_with_a_secret_is_refused(address: str) -> None:
    with pytest.raises(ClusterError) as refusal:
        Place.of(address)
    assert "a:b" not in refusal.value.message


def test_lines_that_make_no_sense_are_passed_over() -> None:
    good = b'{"prompt":{"name":"a.wav"},"recordVersion":1}\n'
    bad = b'{"recordVersion":2,"prompt":{"name":"x"}}\n[]\n{"recordVersion":1}\n\xff\n{"prom'
    assert [line["prompt"]["name"] for line in records.lines(good + bad)] == ["a.wav"]


def test_a_name_is_shown_in_one_line() -> None:
    assert shown("等 a\n\x1b[1m\udcff") == "等 a\\n\\x1b[1m\\udcff"
