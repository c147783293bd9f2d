#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A request is found again: its id in the answer, its line in the log, and nothing there that is nobody's business."""
import contextlib, json, re, subprocess, sys

from service import BINARY, PATIENCE_S, Blog, Service, page, run

MEMBERS = ["time", "level", "message", "request_id", "method", "route", "status", "bytes", "duration_ms"]


def requests(s):
    """The log's lines on requests; every line must be an object."""
    s.stop()
    lines = [json.loads(line) for line in s.errors.splitlines()]
    assert all(list(line)[:3] == MEMBERS[:3] for line in lines), lines
    return [line for line in lines if line["message"] == "request"]


def test_each_request_is_one_json_object():
    with contextlib.closing(Blog()) as blog, Service(blog, log_level="info", log_format="json") as s:
        blog.pages["/private-post"] = (200, "text/html", page("A secret harbour"))
        audio = s.manifest(blog.url("/private-post")).json()["audio"]
        body = s.ask(audio, fields={"X-Request-Id": "proxy-1:a/b=c"}).body
        s.ask("/healthz?token=hunter2", "HEAD")
        s.ask("/no/such/secret-path")
        s.speak({"text": "Confidential words."})
        s.speak({"text": "Confidential words."}, key=None)
        s.ask("/v1/posts/private-post", "PUT")
        s.ask("/healthz", "PATCH")
        lines = requests(s)
        assert all(list(line) == MEMBERS for line in lines), lines
        told = [(line["method"], line["route"], line["status"]) for line in lines]
        assert told == [("GET", "/v1/posts", 200), ("GET", "/v1/audio/{key}.mp3", 200), ("HEAD", "/healthz", 200), ("GET", "-", 404),
                        ("POST", "/v1/audio", 200), ("POST", "/v1/audio", 401), ("PUT", "/v1/posts/{id}", 401), ("-", "-", 405)], told
        assert lines[1]["request_id"] == "proxy-1:a/b=c" and lines[1]["bytes"] > len(body) > 0, lines[1]
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line["time"]) for line in lines)
        assert all(0 < line["duration_ms"] < 1e6 and line["bytes"] > 100 for line in lines), lines
        for word in ("private-post", "hunter2", "secret", "Confidential", audio):
            assert word not in s.errors, word


def test_every_answer_has_an_id_of_its_own():
    with contextlib.closing(Blog()) as blog, Service(blog, demo="yes", log_level="info") as s:
        blog.pages["/post"] = (200, "text/html", page())
        audio = s.manifest(blog.url("/post")).json()["audio"]
        replies = [s.ask(audio), s.wait_for("posts_making", 0) or s.ask(audio), s.ask(audio, fields={"Range": "bytes=0-9"}),
                   s.ask(audio, fields={"If-None-Match": '"%s"' % audio[10:74]}), s.ask(audio, "HEAD"), s.ask(audio, "OPTIONS"),
                   s.ask(audio, "DELETE"), s.ask("/nothing"), s.ask("/player.js"), s.ask("/"), s.ask("/readyz"),
                   s.ask("/v1/audio?url=" + blog.url("/post")), s.ask("/a%00b"), s.speak("", key=None)]
        assert [r.status for r in replies] == [200, 200, 206, 304, 200, 204, 405, 404, 200, 200, 200, 302, 400, 401]
        ids = [r.fields["X-Request-Id"] for r in replies]
        assert all(re.fullmatch("[0-9a-f]{16}", i) for i in ids) and len(set(ids)) == len(ids), ids
        s.stop()
        for i in ids:
            assert re.search(rf" info request request_id={i} method=\S+ route=\S+ status=\d+ bytes=\d+ duration_ms=[\d.]+$", s.errors, re.M), i


def test_only_a_sane_id_is_taken():
    with Service() as s:
        for sent in ("a", "Z" * 64, "0b5a-4c", "Root=1-67891233-abcdef"):
            assert s.ask("/healthz", fields={"X-Request-Id": sent}).fields["X-Request-Id"] == sent
        for sent in ("", "Z" * 65, "a b", "a,b", 'a"b', "caf\xe9", "<script>"):
            assert re.fullmatch("[0-9a-f]{16}", s.ask("/healthz", fields={"X-Request-Id": sent}).fields["X-Request-Id"]), sent
        s.stop()
        assert s.errors == "", s.errors


def test_finished_audio_from_memory_brings_the_id_that_was_sent():
    with Service() as s:
        audio = s.speak({"text": "Hello."}).fields["Content-Location"]
        s.wait_for("posts_making", 0)
        for _ in range(2):
            assert s.ask(audio, fields={"X-Request-Id": "mine"}).fields["X-Request-Id"] == "mine"


def test_a_failed_start_is_a_json_object_too():
    done = subprocess.run([BINARY, "serve", "--log-format", "json", "--listen", "nonsense"], capture_output=True, text=True,
                          timeout=PATIENCE_S)
    told = json.loads(done.stderr)
    assert done.returncode == 2 and told["level"] == "error" and "nonsense" in told["message"], done


if __name__ == "__main__":
    sys.exit(run(globals()))
