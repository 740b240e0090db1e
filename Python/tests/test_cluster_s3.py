"""Recordings and prompts in a store that speaks the protocol of S3."""

from __future__ import annotations

import json
import shutil
import subprocess
import urllib.request
from pathlib import Path

import pytest
from conftest import (
    CLUSTER,
    Store,
    Workers,
    await_true,
    cluster,
    prompts,
    ran,
    recording,
    recordings,
    voiceprompt,
)

pytestmark = pytest.mark.usefixtures("environment")

NOWHERE = "tcp://127.0.0.1:9"


def test_a_run_whose_worker_is_killed_gives_the_bytes_of_one_process(
    store: Store, tmp_path: Path
) -> None:
    source, target = store.bucket(), store.bucket()
    store.fill(source, recordings(tmp_path / "in", 200))
    assert voiceprompt("convert", tmp_path / "in", "-o", tmp_path / "one").status == 0

    own = Workers(tmp_path, 2)
    try:
        process = subprocess.Popen(
            [
                *CLUSTER,
                "convert",
                f"s3://{source}/",
                f"s3://{target}/",
                "--workers",
                "2",
                "--scheduler",
                own.address,
                "--shard-size",
                "10",
            ],
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        await_true(lambda: store.keys(target, ".voiceprompt/"), "the first record")
        own.workers[0].kill()
        assert len(store.keys(target, ".voiceprompt/")) < 20, "it was over before the kill"
        errors = process.communicate(timeout=500)[1]
    finally:
        own.end()
    assert process.returncode == 0, errors
    # The shard that the killed worker had may be there already, without its record.
    assert errors.startswith("200 of 200 files converted")
    assert errors.count("\n") == 1
    assert store.prompts(target) == prompts(tmp_path / "one")
    assert len(store.keys(target, ".voiceprompt/")) == 20

    # Nothing is left to do, so nobody is asked to do it.
    again = cluster("convert", f"s3://{source}", f"s3://{target}", "--scheduler", NOWHERE)
    assert (again.status, again.errors) == (0, "0 of 200 files converted, 200 unchanged\n")

    # The command itself understands the records.
    for key in store.keys(target):
        path = tmp_path / "copy" / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(store.get(target, key))
    own_update = voiceprompt("convert", tmp_path / "in", "-o", tmp_path / "copy", "--update")
    assert "0 of 200 files converted, 200 unchanged" in own_update.errors


def test_what_has_changed_is_made_again_and_nothing_else(
    store: Store, workers: Workers, tmp_path: Path
) -> None:
    source, target = store.bucket(), store.bucket()
    store.fill(source, recordings(tmp_path / "in", 6))

    def convert(*options: str) -> tuple[int, str]:
        ended = cluster(
            *("convert", f"s3://{source}/", f"s3://{target}/", "--scheduler", workers.address),
            *("--shard-size", "2", *options),
        )
        return ended.status, ended.errors

    assert convert()[0] == 0
    first = store.prompts(target)

    recording(tmp_path / "new.wav", seed=99)
    store.put(source, "0/r0003.wav", (tmp_path / "new.wav").read_bytes())
    status, errors = convert()
    assert (status, errors.split(":")[0]) == (0, "1 of 6 files converted, 5 unchanged")
    second = store.prompts(target)
    assert {key for key in first if first[key] != second[key]} == {"0/r0003.wav"}

    store.s3.delete_object(Bucket=target, Key="0/r0001.wav")
    assert convert()[1].startswith("1 of 6 files converted, 5 unchanged")
    assert store.prompts(target) == second

    # Put again with the same content: the store says nothing of that, and the command sees it.
    store.put(source, "0/r0002.wav", store.get(source, "0/r0002.wav"))
    assert convert() == (0, "0 of 6 files converted, 6 unchanged\n")

    # One that somebody has changed stays, until it may go.
    store.put(target, "0/r0000.wav", b"edited")
    status, errors = convert()
    assert status == 1
    assert "[edited-prompt]" in errors
    assert "5 unchanged, 1 failed" in errors
    assert store.get(target, "0/r0000.wav") == b"edited"
    assert convert("--force")[0] == 0
    assert store.prompts(target) == second

    assert convert("--gain", "-3")[1].startswith("6 of 6 files converted")
    third = store.prompts(target)
    assert all(third[key] != second[key] for key in second)
    assert convert("--gain", "-3", "-f") == (0, "0 of 6 files converted, 6 unchanged\n")


def test_a_prompt_of_which_nothing_is_known_stays(
    store: Store, workers: Workers, tmp_path: Path
) -> None:
    source, target = store.bucket(), store.bucket()
    store.fill(source, recordings(tmp_path / "in", 2))
    store.put(target, "0/r0000.wav", b"of somebody else")
    ended = cluster("convert", f"s3://{source}/", f"s3://{target}/", "--scheduler", workers.address)
    assert ended.status == 1
    assert "[output-exists]" in ended.errors
    assert store.get(target, "0/r0000.wav") == b"of somebody else"
    assert "0/r0001.wav" in store.keys(target)


def test_a_damaged_recording_fails_alone(store: Store, workers: Workers, tmp_path: Path) -> None:
    source, target = store.bucket(), store.bucket()
    folder = recordings(tmp_path / "in", 4)
    damaged = folder / "0" / "r0002.wav"
    damaged.write_bytes(damaged.read_bytes()[:5000])
    store.fill(source, folder)
    ended = cluster(
        *("convert", f"s3://{source}/", f"s3://{target}/", "--scheduler", workers.address),
        *("--shard-size", "2", "--json"),
    )
    assert ended.status == 1
    rows = {row["source"]: row for row in map(json.loads, ended.output.splitlines())}
    failed = rows.pop(f"s3://{source}/0/r0002.wav")
    alone = voiceprompt("convert", damaged, "-o", tmp_path / "out", "--json")
    assert failed["errors"] == json.loads(alone.output)["errors"]
    assert failed["error"]["message"] in ended.errors
    assert [row["status"] for row in rows.values()] == ["converted"] * 3
    assert {row["output"] for row in rows.values()} == {
        f"s3://{target}/{key}" for key in store.prompts(target)
    }


def test_recordings_that_want_one_name_are_refused_as_by_one_process(
    store: Store, workers: Workers, tmp_path: Path
) -> None:
    source, target = store.bucket(), store.bucket()
    folder = tmp_path / "in"
    for number, name in enumerate(("a.wav", "b/Hold.wav", "b/hold.flac.wav", "b/z.wav")):
        recording(folder / name, number)
    for name in ("a.mp3", "b/HOLD.ogg", "z.mp3"):
        shutil.copy(folder / "a.wav", folder / name)
    store.fill(source, folder)
    for _ in range(2):
        # Also once the others are done.
        ended = cluster(
            *("convert", f"s3://{source}/", f"s3://{target}/", "--scheduler", workers.address),
            *("--shard-size", "1", "--json"),
        )
        alone = voiceprompt("convert", folder, "-o", tmp_path / "out", "--update", "--json")
        assert (ended.status, alone.status) == (1, 1)

        def refused(output: str, place: str) -> dict[str, str]:
            rows = [json.loads(line) for line in output.splitlines()]
            return {
                row["source"].removeprefix(place): row["error"]["id"]
                for row in rows
                if row["error"]
            }

        expected = refused(alone.output, f"{folder}/")
        assert set(expected) == {"a.wav", "a.mp3", "b/Hold.wav", "b/HOLD.ogg"}
        assert refused(ended.output, f"s3://{source}/") == expected
        assert store.prompts(target) == prompts(tmp_path / "out")

    # One that is done, and a newcomer that wants its name.
    store.put(source, "b/Z.mp3", (folder / "a.wav").read_bytes())
    ended = cluster("convert", f"s3://{source}/", f"s3://{target}/", "--scheduler", workers.address)
    assert "b/z.wav" in ended.errors
    assert "b/Z.mp3" in ended.errors


def test_keys_that_are_no_paths_are_refused_and_others_are_converted(
    store: Store, workers: Workers, tmp_path: Path
) -> None:
    source, target = store.bucket(), store.bucket()
    recording(tmp_path / "r.wav")
    content = (tmp_path / "r.wav").read_bytes()
    hostile = [
        *("../x.wav", "a/../../x.wav", "/etc/x.wav", "a//x.wav", "./x.wav"),
        *("n/" + "x" * 300 + ".wav", "v.wav?versionId=1.wav", "both.wav"),
    ]
    odd = ["with space/x y.wav", "等待音.wav", "\x1b[1m.wav", "-o.wav", "$(id).wav", "%2e%2e.wav"]
    for key in (*hostile, *odd, "both.wav/x.wav", "fine.wav"):
        store.put(source, key, content)
    for key in ("folder/", "audio.wav/", ".hidden.wav", ".h/x.wav", "notes.txt"):
        store.put(source, key, b"")
    ended = cluster(
        *("convert", f"s3://{source}/", f"s3://{target}/", "--scheduler", workers.address),
        *("--json", "--profile", "asterisk-alaw"),
    )
    assert ended.status == 1
    assert "skipped: 2 hidden, 1 without an audio extension" in ended.errors
    rows = [json.loads(line) for line in ended.output.splitlines()]
    ids = {
        row["source"].removeprefix(f"s3://{source}/"): row["error"] and row["error"]["id"]
        for row in rows
    }
    assert {key for key, code in ids.items() if code == "object-name"} == set(hostile)

    # What the command says of the others in one process.
    for key in (*odd, "both.wav/x.wav", "fine.wav"):
        recording(tmp_path / "in" / key)
    alone = voiceprompt(
        *("convert", tmp_path / "in", "-o", tmp_path / "out", "--json"),
        *("--profile", "asterisk-alaw"),
    )
    expected = {
        row["source"].removeprefix(f"{tmp_path / 'in'}/"): row["error"] and row["error"]["id"]
        for row in map(json.loads, alone.output.splitlines())
    }
    assert {key: code for key, code in ids.items() if key not in hostile} == expected
    assert store.prompts(target) == prompts(tmp_path / "out")
    # What a terminal would take for an order is shown.
    text = cluster("convert", f"s3://{source}/", f"s3://{target}/", "--scheduler", workers.address)
    assert "\\x1b[1m.wav" in text.errors
    assert "\x1b" not in text.errors


def test_prompts_are_judged_as_by_one_process(
    store: Store, workers: Workers, tmp_path: Path
) -> None:
    bucket = store.bucket()
    folder = tmp_path / "prompts"
    recordings(tmp_path / "in", 5)
    voiceprompt("convert", tmp_path / "in", "-o", folder)
    recording(folder / "1" / "r0000.wav")  # 16 kHz, and a name that another folder has
    recording(folder / "1" / "R0000.wav")
    (folder / "1" / "empty.wav").touch()
    store.fill(bucket, folder)
    own = cluster(
        *("validate", f"s3://{bucket}/", "--scheduler", workers.address, "--json"),
        *("--shard-size", "1"),
    )
    alone = ran(["voiceprompt", "validate", "prompts", "--format", "json"], tmp_path)
    assert own.status == alone.status == 1
    document, expected = json.loads(own.output), json.loads(alone.output)
    for file in document["files"]:
        file["path"] = file["path"].replace(f"s3://{bucket}/", "prompts/")
    for found in (document, expected):
        found["files"].sort(key=lambda file: str(file["path"]))
        for file in found["files"]:
            # Which of several names is named depends on the order.
            for finding in file["findings"]:
                del finding["message"]
    assert document == expected

    text = cluster("validate", f"s3://{bucket}", "--scheduler", workers.address)
    assert text.status == 1
    assert "error: 2 files [sample-rate]; convert the recording again" in text.errors
    assert text.errors.splitlines()[-1].startswith("5 of 8 files fit for the platform: ")


def test_a_bucket_that_refuses_writes_ends_the_batch_with_a_message(
    store: Store, tmp_path: Path
) -> None:
    source, target = store.bucket(), store.bucket()
    store.fill(source, recordings(tmp_path / "in", 4))
    iam = store.client("iam")
    iam.create_user(UserName="reader")
    key = iam.create_access_key(UserName="reader")["AccessKey"]
    statement = {"Effect": "Allow", "Action": ["s3:Get*", "s3:List*"], "Resource": "*"}
    iam.put_user_policy(
        UserName="reader",
        PolicyName="read",
        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
    )

    def require_permissions(after: str) -> None:
        address = f"{store.endpoint}/moto-api/reset-auth"
        request = urllib.request.Request(  # noqa: S310
            address, after.encode(), {"Content-Type": "text/plain"}
        )
        urllib.request.urlopen(request).close()  # noqa: S310

    require_permissions("0")
    try:
        ended = cluster(
            *("convert", f"s3://{source}/", f"s3://{target}/", "--workers", "1"),
            AWS_ACCESS_KEY_ID=key["AccessKeyId"],
            AWS_SECRET_ACCESS_KEY=key["SecretAccessKey"],
        )
    finally:
        require_permissions("inf")
    assert ended.status == 2
    assert ended.errors.startswith(f"error: s3://{target} refuses to write: ")
    assert "s3:PutObject" in ended.errors
    assert ended.errors.count("\n") == 1
    assert store.keys(target) == []


@pytest.mark.parametrize(
    "place",
    [
        ("s3://no-such-bucket/", "s3://{}/", {}, "error: there is no bucket no-such-bucket ("),
        ("s3://{}/", "s3://no-such-bucket/", {}, "error: there is no bucket no-such-bucket ("),
        ("s3://{}/none/", "s3://{}/out/", {}, "error: no recordings in s3://{}/none"),
        ("s3://{}/a.wav", "s3://{}/out/", {}, "error: s3://{}/a.wav is a single object; "),
        (
            *("s3://{}/", "s3://{}/out/", {"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}),
            "error: cannot list s3://{}: Could not connect to the endpoint URL",
        ),
        (
            *("s3://{}/", "s3://{}/out/"),
            {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""},
            "error: s3://{} needs credentials: ",
        ),
        ("s3://key:word@{}/", "s3://{}/", {}, "error: s3://…@{}/ has credentials in it, "),
        ("s3://{}/", "s3://{}/", {}, "error: s3://{} holds the recordings; "),
        ("s3://{}/in/", "s3://{}/", {}, "error: s3://{} holds the recordings; "),
        ("sftq://{}/in/", "s3://{}/", {}, "error: sftq://{}/in cannot be opened: "),
    ],
)
def test_a_place_that_will_not_do_is_told_in_one_line(
    store: Store, tmp_path: Path, place: tuple[str, str, dict[str, str], str]
) -> None:
    source, target, variables, message = place
    bucket = store.bucket()
    recording(tmp_path / "a.wav")
    store.put(bucket, "a.wav", (tmp_path / "a.wav").read_bytes())
    ended = cluster(
        *("convert", source.format(bucket), target.format(bucket), "--scheduler", NOWHERE),
        folder=None,
        **variables,
    )
    assert ended.status == 2
    assert ended.errors.startswith(message.format(bucket)), ended.errors
    assert ended.errors.count("\n") == 1
    assert "key:word" not in ended.errors
