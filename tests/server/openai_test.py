#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What OpenAI's clients ask for."""
import sys

from service import Service, run


def test_lists_every_voice_that_can_be_asked_for():
    with Service() as s:
        r = s.ask("/v1/audio/voices")
        assert r.status == 200 and r.fields["Content-Type"] == "application/json", r.fields
        assert r.fields["Access-Control-Allow-Origin"] == "*", "a page may offer them"
        voices = r.json()["voices"]
        assert len(voices) > 50 and voices[0]["shipped"] and not voices[-1]["shipped"]
        assert all(80 <= v["rate"] <= 449 and v["language"] and v["title"] for v in voices), voices
        spoken = s.speak({"text": "Good morning.", "voice": voices[-1]["name"]})
        assert spoken.status == 200, spoken.body


def test_lists_its_one_model():
    with Service() as s:
        r = s.ask("/v1/models", fields={"Authorization": "Bearer whatever"})
        models = r.json()
        assert r.status == 200 and models["object"] == "list", models
        assert [(m["id"], m["object"]) for m in models["data"]] == [("listenpost", "model")], models
        assert isinstance(models["data"][0]["created"], int), models


if __name__ == "__main__":
    sys.exit(run(globals()))
