"""Connects two people: voice callback."""
import json
import urllib.request

PRE_VOICE = "pre_voice.wav"


def call(base, headers, caller, callee):
    body = {
        "displayNbr": "+8610000000001",
        "callerNbr": caller,
        "displayCalleeNbr": "+8610000000001",
        "calleeNbr": callee,
        "maxDuration": 60,
        "lastMinVoice": "last_minute.wav",
        "playPreVoice": "true",
        "preVoice": PRE_VOICE,
        "waitVoice": "wait_voice.wav",
        "recordFlag": "true",
        "recordHintTone": "record_hint.wav",
    }
    request = urllib.request.Request(
        base + "/rest/httpsessions/click2Call/v2.0", json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request) as response:
        return json.load(response)
