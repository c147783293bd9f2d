#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is read along with the audio: marks, captions, chapters."""
import gzip, re, sys, time

from service import PATIENCE_S, Blog, Service, page, run

TIME = r"(\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3})"
HEADINGS = ("<!DOCTYPE html><html lang=en><title>Three tides</title><body><article><h1>Three tides</h1>"
            + "".join(f"<h2>Tide {n} &amp; after</h2><p>The harbour was quiet before the ferry came in. Nobody had read the timetable.</p>"
                      for n in ("one", "two", "three")) + "</article></body></html>").encode()


def ms(parts):
    h, m, s, thousandths = map(int, parts)
    return ((h * 60 + m) * 60 + s) * 1000 + thousandths


def cues(text):
    """[(from, to, payload)] of a file of cues alone, by the W3C's grammar and no more lenient."""
    header, *blocks = text.split("\n\n")
    assert header == "WEBVTT" and text.endswith("\n") and "\r" not in text
    found = []
    for number, block in enumerate(blocks, 1):
        name, timing, *lines = block.rstrip("\n").split("\n")
        assert name == str(number) and len(lines) == 1 and lines[0].strip() and "-->" not in lines[0], block
        match = re.fullmatch(f"{TIME} --> {TIME}", timing)
        assert match, timing
        start, end = ms(match.groups()[:4]), ms(match.groups()[4:])
        assert start < end and (not found or start >= found[-1][1]), block
        inner, last = lines[0], start
        for tag in re.findall(r"<([^>]*)>", inner):
            at = ms(re.fullmatch(TIME, tag).groups())
            assert last < at < end, block
            last = at
        bare = re.sub(r"<[^>]*>", "", inner)
        assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", bare), bare
        found.append((start, end, bare))
    return found


def wait_until_ready(s, url):
    end = time.monotonic() + PATIENCE_S
    while s.manifest(url).json()["state"] != "ready":
        assert time.monotonic() < end
        time.sleep(0.02)


def listen(s, url):
    m = s.manifest(url).json()
    audio = s.ask(m["audio"])
    assert audio.whole and audio.status == 200
    wait_until_ready(s, url)
    return m


def within(s, blog):
    blog.pages["/post"] = (200, "text/html", HEADINGS)
    m = listen(s, blog.url("/post"))
    ready = s.manifest(blog.url("/post")).json()
    assert ready["state"] == "ready"
    return m, ready["duration_ms"]


def test_captions_are_strict_webvtt_within_the_audio():
    blog = Blog()
    with Service(blog) as s:
        m, duration_ms = within(s, blog)
        r = s.ask(m["captions"])
        found = cues(r.body.decode())
        assert r.fields["Content-Type"] == "text/vtt; charset=utf-8"
        assert len(found) == 10 and found[-1][1] <= duration_ms
        assert "Tide one &amp; after" in found[1][2] and found[0][2] == "Three tides"


def test_chapters_have_the_form_of_podcasts():
    blog = Blog()
    with Service(blog) as s:
        m, duration_ms = within(s, blog)
        r = s.ask(m["chapters"])
        told = r.json()
        assert r.fields["Content-Type"] == "application/json+chapters" and told["version"] == "1.2.0"
        assert [c["title"] for c in told["chapters"]] == ["Three tides"] + [f"Tide {n} & after" for n in ("one", "two", "three")]
        for before, after in zip(told["chapters"], told["chapters"][1:]):
            assert before["startTime"] < before["endTime"] == after["startTime"]
        assert told["chapters"][0]["startTime"] == 0 and told["chapters"][-1]["endTime"] * 1000 <= duration_ms + 1


def test_marks_rise_within_the_audio():
    blog = Blog()
    with Service(blog) as s:
        m, duration_ms = within(s, blog)
        marks = s.ask(m["marks"]).json()
        assert marks["duration_ms"] == duration_ms
        for name in "sentences", "words":
            times = [mark[0] for mark in marks[name]]
            assert times == sorted(times) and 0 <= times[0] and times[-1] < duration_ms
            for _, block, first, to in marks[name]:
                text = (marks["blocks"][block] if block >= 0 else marks["title"])["text"]
                assert 0 <= first < to <= len(text.encode("utf-16-le")) // 2
        spoken = [b for b in marks["blocks"] if b["start_ms"] is not None]
        assert all(a["end_ms"] == b["start_ms"] for a, b in zip(spoken, spoken[1:]))


def test_finished_texts_are_immutable_packed_and_open():
    blog = Blog()
    with Service(blog) as s:
        m, _ = within(s, blog)
        for name in "marks", "captions", "chapters":
            plain = s.ask(m[name])
            packed = s.ask(m[name], fields={"Accept-Encoding": "gzip"})
            assert gzip.decompress(packed.body) == plain.body and packed.fields["Content-Encoding"] == "gzip", name
            assert packed.fields["ETag"] != plain.fields["ETag"] and len(packed.body) < len(plain.body)
            for r, fields in (plain, {}), (packed, {"Accept-Encoding": "gzip"}):
                assert r.fields["Cache-Control"] == "public, max-age=31536000, immutable"
                assert r.fields["Vary"] == "Accept-Encoding" and r.fields["Access-Control-Allow-Origin"] == "*"
                assert r.fields["Cross-Origin-Resource-Policy"] == "cross-origin"
                again = s.ask(m[name], fields=fields | {"If-None-Match": r.fields["ETag"]})
                assert (again.status, again.body, again.fields["ETag"]) == (304, b"", r.fields["ETag"])
            head = s.ask(m[name], "HEAD")
            assert head.status == 200 and head.fields["Content-Length"] == str(len(plain.body))


def test_who_asks_for_captions_begins_the_audio_but_a_head_does_not():
    blog = Blog()
    blog.pages["/post"] = (200, "text/html", page())
    with Service(blog) as s:
        m = s.manifest(blog.url("/post")).json()
        assert s.ask(m["captions"], "HEAD").status == 404 and s.metric("syntheses_total") == 0
        assert cues(s.ask(m["captions"]).body.decode()) and s.metric("syntheses_total") == 1
        wait_until_ready(s, blog.url("/post"))
        assert s.ask(f"/v1/audio/{'0' * 64}.vtt").status == 404 and s.ask("/v1/audio/x.vtt").status == 404


def test_texts_survive_a_restart_and_go_with_the_post():
    with Service() as s:
        told = s.put("7", {"url": "http://blog.example/a", "markdown": "# Ferry\n\nIt is late.\n\n## Tide\n\nIt is low."}).json()
        wanted = {name: s.ask(told[name]).body for name in ("marks", "captions", "chapters")}
        s.stop()
        s.start()
        assert {name: s.ask(told[name]).body for name in wanted} == wanted
        assert s.post("7", "DELETE").status == 204
        assert all(s.ask(told[name]).status == 404 for name in wanted)


if __name__ == "__main__":
    sys.exit(run(globals()))
