#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for a post and watching its progress."""
import concurrent.futures, http.client, json, sys, time, urllib.parse

from service import PATIENCE_S, Blog, Service, page, run

EVENTS = {"Accept": "text/event-stream"}


def target(blog, more=""):
    return "/v1/posts?url=" + urllib.parse.quote(blog.url("/post"), safe="") + more


def with_post(**form):
    blog = Blog()
    blog.pages["/post"] = (200, "text/html", page(**form))
    return blog


def parse(stream):
    """[(event, id, data)] and the number of comments, as a browser's parser takes them."""
    found, comments, event, name, data = [], 0, "message", None, []
    for line in stream.decode().split("\n"):
        if line == "":
            if data:
                found.append((event, name, json.loads("\n".join(data))))
            event, name, data = "message", None, []
            continue
        key, colon, value = line.partition(":")
        value = value.removeprefix(" ")
        comments += key == ""
        assert key in ("", "event", "id", "data"), line
        if key == "event":
            event = value
        elif key == "id":
            name = value
        elif key == "data":
            data.append(value)
    return found, comments


def test_waits_until_the_audio_is_finished():
    blog = with_post(paragraphs=60)
    with Service(blog) as s, concurrent.futures.ThreadPoolExecutor() as pool:
        first = s.ask(target(blog)).json()
        waiting = pool.submit(s.ask, target(blog, "&wait=30"))
        s.ask(first["audio"])
        told = waiting.result().json()
        assert told["state"] == "ready" and told["duration_ms"] and told["key"] == first["key"]


def test_waits_no_longer_than_it_was_asked_for_or_is_allowed():
    blog = with_post()
    with Service(blog, wait_max_s=1) as s:
        for wait in "1", "99999999999999999999", "0", "-1", "x", "":
            r = s.ask(target(blog, "&wait=" + wait))
            assert (r.status, r.json()["state"]) == (200, "new"), wait
        assert s.metric("syntheses_total") == 0


def test_tells_progress_as_events_and_ends_when_it_is_ready():
    blog = with_post(paragraphs=60)
    with Service(blog, workers=1) as s, concurrent.futures.ThreadPoolExecutor() as pool:
        audio = s.ask(target(blog)).json()["audio"]
        watching = pool.submit(s.ask, target(blog), fields=EVENTS)
        listening = pool.submit(s.ask, audio)
        r = watching.result()
        assert listening.result().whole and r.whole
        assert r.fields["Content-Type"] == "text/event-stream" and r.fields["Cache-Control"] == "no-store"
        assert r.fields["Access-Control-Allow-Origin"] == "*" and r.fields["Cross-Origin-Resource-Policy"] == "cross-origin"
        events, _ = parse(r.body)
        last = events.pop()
        assert last[:2] == ("ready", "end") and last[2]["state"] == "ready" and last[2]["made"] == last[2]["segments"] == 61
        assert events and all(e[0] == "progress" and e[1] is None for e in events)
        made = [e[2]["made"] for e in events]
        assert made == sorted(made) and last[2]["duration_ms"] == s.ask(target(blog)).json()["duration_ms"]
        again = parse(s.ask(target(blog), fields=EVENTS | {"Last-Event-ID": "anything"}).body)[0]
        assert again == [last]
        assert s.ask(target(blog), fields=EVENTS | {"Last-Event-ID": "end"}).status == 204


def events_of(answer):
    """The stream's events as they come, one at a time."""
    text = b""
    while piece := answer.read1(4096):
        text += piece
        *whole, text = text.split(b"\n\n")
        for event in whole:
            yield from parse(event + b"\n\n")[0]


def test_who_watches_is_told_what_others_set_going():
    blog = with_post()
    with Service(blog, watch_max_s=PATIENCE_S) as s:
        audio = s.ask(target(blog)).json()["audio"]
        c = http.client.HTTPConnection("127.0.0.1", s.port, timeout=10)  # shorter than the heartbeat
        c.request("GET", target(blog), headers=EVENTS)
        events = events_of(c.getresponse())
        assert next(events)[2]["state"] == "new"
        s.ask(audio)
        told = [e[2] for e in events]
        assert [t["state"] for t in told[:-1]] == ["making"] * (len(told) - 1) and told[-1]["state"] == "ready"
        c.close()


def test_a_failure_is_told_with_its_reason_and_for_a_while():
    blog = with_post(paragraphs=60)
    with Service(blog, job_max_ms=10000, failure_fresh_s=2) as s, concurrent.futures.ThreadPoolExecutor() as pool:
        audio = s.ask(target(blog)).json()["audio"]
        c = http.client.HTTPConnection("127.0.0.1", s.port, timeout=10)
        c.request("GET", target(blog), headers=EVENTS)
        events = events_of(c.getresponse())
        assert next(events)[2]["error"] is None
        waiting = pool.submit(s.ask, target(blog, "&wait=30"))
        assert s.ask(audio).status == 413  # its length is known before it begins
        while (told := next(events)[2])["state"] != "failed":
            assert told["state"] == "making"
        assert told["error"]["code"] == "limit" and 0 < told["error"]["retry_after_s"] <= 2
        failed = waiting.result().json()
        assert failed["state"] == "failed" and failed["error"]["code"] == "limit" and failed["error"]["message"]
        end = time.monotonic() + PATIENCE_S
        while (m := s.ask(target(blog)).json())["state"] == "failed":
            assert time.monotonic() < end
            time.sleep(0.05)
        assert (m["state"], m["error"]) == ("new", None)
        c.close()


def test_a_stream_ends_in_time_though_nobody_listens():
    blog = with_post()
    with Service(blog, watch_max_s=1) as s:
        r = s.ask(target(blog), fields=EVENTS)
        events, _ = parse(r.body)
        assert r.whole and [(e[0], e[2]["state"], e[2]["made"]) for e in events] == [("progress", "new", 0)]
        assert s.metric("syntheses_total") == 0


def test_no_more_watch_than_may_and_who_leaves_makes_room():
    blog = with_post()
    with Service(blog, watchers_max=2) as s:
        s.ask(target(blog))
        watchers = []
        for _ in range(2):
            c = http.client.HTTPConnection("127.0.0.1", s.port, timeout=PATIENCE_S)
            c.request("GET", target(blog), headers=EVENTS)
            assert c.getresponse().status == 200
            watchers.append(c)
        for more in {"fields": EVENTS}, {}:
            r = s.ask(target(blog, "" if more else "&wait=5"), **more)
            assert r.status == 503 and r.fields["Retry-After"] and r.json()["error"]["code"] == "busy"
        assert s.ask(target(blog)).status == 200
        for c in watchers:
            c.close()
        end = time.monotonic() + PATIENCE_S
        while s.ask(target(blog, "&wait=1")).status != 200:
            assert time.monotonic() < end
            time.sleep(0.05)


def test_a_server_that_stops_ends_its_streams():
    blog = with_post()
    with Service(blog, drain_timeout_s=30) as s, concurrent.futures.ThreadPoolExecutor() as pool:
        s.ask(target(blog))
        watching = pool.submit(s.ask, target(blog), fields=EVENTS)
        waiting = pool.submit(s.ask, target(blog, "&wait=30"))
        time.sleep(0.3)
        assert s.stop() == 0
        assert watching.result().whole and waiting.result().status == 200


if __name__ == "__main__":
    sys.exit(run(globals()))
