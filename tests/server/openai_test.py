#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What OpenAI's clients ask for."""
import base64, concurrent.futures, contextlib, http.client, io, json, os, shutil, signal, struct, subprocess, sys, threading
import time, wave

from service import KEY, PATIENCE_S, ROOT, SENTENCES, Blog, Service, mp3_frames, run


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

PHRASE = "Subscribe to our newsletter! March 3, 2024. <b>Three</b> ferries."


def speech(s, document, key=KEY):
    fields = {"Content-Type": "application/json", "Accept": "application/octet-stream"}
    fields |= {"Authorization": "Bearer " + key} if key else {}
    return s.ask("/v1/audio/speech", "POST", fields, json.dumps(document))


def expect_refusal(r, status, code, param, kind="invalid_request_error"):
    assert r.status == status, (r.status, r.body)
    error = r.json()["error"]
    assert (error["code"], error["param"], error["type"]) == (code, param, kind) and error["message"], error
    assert r.fields["X-Request-Id"], r.fields


def samples(wav):
    with wave.open(io.BytesIO(wav)) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) == (22050, 1, 2)
        return sound.getnframes(), sound.readframes(1 << 30)


def test_speaks_in_every_format_that_it_offers():
    with Service() as s:
        got = {}
        for name, media_type in [("mp3", "audio/mpeg"), ("opus", "audio/ogg; codecs=opus"), ("flac", "audio/flac"),
                                 ("wav", "audio/wav"), ("pcm", "audio/pcm")]:
            r = speech(s, {"model": "tts-1", "voice": "alloy", "input": PHRASE, "response_format": name})
            assert (r.status, r.whole, r.fields["Content-Type"]) == (200, True, media_type), (r.status, r.body)
            got[name] = r.body
        nframes, frames = samples(got["wav"])
        assert nframes * 2 == len(frames) == len(got["wav"]) - 44, "the head tells the length"
        assert abs(mp3_frames(got["mp3"]) * 576 - nframes) <= 3 * 576
        assert len(got["pcm"]) == 2 * round(nframes * 24000 / 22050), "resampled to 24,000 Hz"
        total = int.from_bytes(got["flac"][18:26], "big") & (1 << 36) - 1
        assert got["flac"][:4] == b"fLaC" and total == nframes, total
        serials, last = ogg_pages(got["opus"])
        assert serials == {1} and abs(last - nframes * 48000 / 22050) < 1000, (serials, last)
        again = speech(s, {"input": PHRASE, "response_format": "opus"})
        assert again.body == got["opus"], "the same text gives the same bytes"


def ogg_pages(data):
    """The streams' numbers and the last page's position, page by page to the very last byte."""
    at, serials, position = 0, set(), 0
    while at < len(data):
        assert data[at:at + 4] == b"OggS", at
        position, serial = struct.unpack_from("<qI", data, at + 6)
        serials.add(serial)
        last = data[at + 5] & 4
        count = data[at + 26]
        at += 27 + count + sum(data[at + 27:at + 27 + count])
    assert at == len(data) and last, "the last page ends the stream"
    return serials, position


def test_speaks_all_that_it_is_given_as_plain_text():
    with Service() as s:
        for text in ["Subscribe to our newsletter!", "March 3, 2024", "Share this", "# One", "<html><p>One</p></html>"]:
            assert speech(s, {"input": text}).status == 200, text


def test_takes_their_voices_and_ours_and_refuses_others():
    with Service() as s:
        default = speech(s, {"input": PHRASE}).body
        for voice in ["alloy", "shimmer", {"id": "nova"}, None]:
            assert speech(s, {"input": PHRASE, "voice": voice}).body == default, voice
        german = speech(s, {"input": PHRASE, "voice": "de"})
        assert german.status == 200 and german.body != default
        assert speech(s, {"input": PHRASE, "lang": "de"}).body != default
        expect_refusal(speech(s, {"input": PHRASE, "voice": "nobody"}), 400, "voice_unknown", "voice")
        expect_refusal(speech(s, {"input": PHRASE, "lang": "tlh"}), 400, "language_unknown", "lang")


def test_speed_changes_the_rate_within_what_a_voice_can_do():
    with Service() as s:
        length = {v: samples(speech(s, {"input": PHRASE, "response_format": "wav", "speed": v}).body)[0]
                  for v in (0.25, 0.26, 1, 1.25, 2, 3.9, 4)}
        assert length[0.25] == length[0.26] > length[1] > length[1.25] > length[2] > length[4] == length[3.9], length
        where = {v: speech(s, {"input": PHRASE, "speed": v}).fields["Content-Location"] for v in (0.25, 0.26, 3.9, 4)}
        assert len(set(where.values())) == 2, "beyond the bounds one audio is the same as another"
        assert length[1] == samples(speech(s, {"input": PHRASE, "response_format": "wav"}).body)[0]


def test_says_what_is_wrong_in_their_form():
    with Service(speech_max_characters=4096) as s:
        for document, param in [({}, "input"), ({"input": ""}, "input"), ({"input": 3}, "input"),
                                ({"input": "ä" * 4097}, "input"), ({"input": "a", "voice": 3}, "voice"),
                                ({"input": "a", "voice": {}}, "voice"), ({"input": "a", "speed": 0.2}, "speed"),
                                ({"input": "a", "speed": 4.1}, "speed"), ({"input": "a", "speed": "1"}, "speed"),
                                ({"input": "a", "response_format": "aac"}, "response_format"),
                                ({"input": "a", "stream_format": "lines"}, "stream_format"), ([], None)]:
            expect_refusal(speech(s, document), 400, "usage", param)
        aac = speech(s, {"input": "a", "response_format": "aac"}).json()["error"]["message"]
        assert "'aac' is not offered" in aac, aac
        expect_refusal(speech(s, {"input": "a"}, None), 401, "unauthorized", None, "authentication_error")
        assert speech(s, {"input": "ä. " * 1365, "what": {"is": "this"}, "instructions": "Shout."}).status == 200
        broken = s.ask("/v1/audio/speech", "POST", {"Content-Type": "application/json", "Authorization": "Bearer " + KEY}, "{")
        expect_refusal(broken, 400, "usage", None)


def events_of(r):
    assert r.fields["Content-Type"] == "text/event-stream", (r.status, r.body)
    parts = r.body.decode().split("\n\n")
    assert parts.pop() == "" and all(p.startswith("data: ") for p in parts)
    return [json.loads(p[6:]) for p in parts]


def test_sends_the_same_audio_as_events():
    with Service() as s:
        for name in ("mp3", "wav"):
            bare = speech(s, {"input": PHRASE, "response_format": name}).body
            *deltas, done = events_of(speech(s, {"input": PHRASE, "response_format": name, "stream_format": "sse"}))
            assert {d["type"] for d in deltas} == {"speech.audio.delta"} and len(deltas) > 1
            assert b"".join(base64.b64decode(d["audio"], validate=True) for d in deltas) == bare
            usage = done["usage"]
            assert done["type"] == "speech.audio.done" and usage["input_tokens"] > 5 and usage["output_tokens"] > 20
            assert usage["total_tokens"] == usage["input_tokens"] + usage["output_tokens"]


def test_many_who_ask_for_the_same_format_share_the_work():
    text = " ".join(SENTENCES * 40)
    with Service() as s:
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            bodies = list(pool.map(lambda _: speech(s, {"input": text, "response_format": "flac"}).body, range(8)))
        assert len(set(bodies)) == 1 and bodies[0][:4] == b"fLaC"
        assert s.metric("syntheses_total") + s.metric("syntheses_shared_total") == 8
        assert s.metric("syntheses_shared_total") > 0


def test_a_failure_in_the_middle_ends_without_the_last_chunk():
    text = " ".join(SENTENCES * 90)
    for how in ({"stream_format": "sse"}, {"response_format": "wav"}):
        with Service(plan_budget_ms=0, workers=1, cache_max_bytes=0) as s:
            connection = http.client.HTTPConnection("127.0.0.1", s.port, timeout=PATIENCE_S)
            connection.request("POST", "/v1/audio/speech", json.dumps({"input": text} | how),
                               {"Content-Type": "application/json", "Authorization": "Bearer " + KEY})
            answer = connection.getresponse()
            assert answer.status == 200 and answer.headers["Transfer-Encoding"] == "chunked"
            assert answer.read(100)
            os.kill(zygote_of(s), signal.SIGKILL)
            try:
                answer.read()
                raise AssertionError("it came to an end")
            except (http.client.IncompleteRead, ConnectionError):
                pass
            s.process.communicate(timeout=PATIENCE_S)


def zygote_of(s):
    children = f"/proc/{s.process.pid}/task/{s.process.pid}/children"
    (pid,) = open(children).read().split()
    return int(pid)


def test_a_client_that_may_come_back_is_told_when():
    with Service(jobs_max=1, queue_max=1) as s, concurrent.futures.ThreadPoolExecutor(12) as pool:
        texts = [" ".join(SENTENCES * 60) + str(i) for i in range(12)]
        replies = list(pool.map(lambda t: speech(s, {"input": t, "response_format": "pcm"}), texts))
        refused = [r for r in replies if r.status == 503]
        assert refused and all(r.fields["Retry-After"] == "2" for r in refused), [r.status for r in replies]
        expect_refusal(refused[0], 503, "busy", None, "server_error")


CLIENT = os.path.join(ROOT, "tests/server/openai_client.mjs")


def their_client(s, *more):
    return subprocess.run(["node", CLIENT, s.base + "/v1", KEY, *more], capture_output=True, text=True, timeout=PATIENCE_S)


def test_their_own_client_is_content():
    if not there():
        return
    with Service() as s:
        done = their_client(s)
        assert done.returncode == 0, done


def test_their_own_client_knows_a_refusal_for_now_by_its_class():
    if not there():
        return
    with Service(key_characters_a_day=5) as s:
        done = their_client(s, "RateLimitError")
        assert done.returncode == 0, done
    held = threading.Event()
    with contextlib.closing(Blog()) as blog, Service(blog, jobs_max=1, queue_max=1) as s:
        blog.pages.update({path: lambda handler: held.wait(PATIENCE_S) for path in ("/1", "/2")})
        waiting = [threading.Thread(target=s.manifest, args=(blog.url(path),)) for path in ("/1", "/2")]
        waiting[0].start()
        while blog.asked != ["/1"]:
            time.sleep(0.01)
        waiting[1].start()
        s.wait_for("reads_waiting", 1)
        done = their_client(s, "InternalServerError")
        held.set()
        for thread in waiting:
            thread.join()
        assert done.returncode == 0, done


def there():
    if shutil.which("node") and subprocess.run(["node", CLIENT, "--there"], capture_output=True).returncode == 0:
        return True
    print("skip their_own_client: needs node and 'npm install openai' (elsewhere: NODE_PATH=FOLDER/node_modules)")
    return False


if __name__ == "__main__":
    sys.exit(run(globals()))
