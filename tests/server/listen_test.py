#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A reader listens: manifest, link, audio while it is made and after, marks, one synthesis for many."""
import concurrent.futures, contextlib, shutil, socket, subprocess, sys

from service import Blog, Service, mp3_frames, page, run

FRAME = 576  # samples


def test_finds_a_post_by_its_address():
    with contextlib.closing(Blog()) as blog, Service(blog) as s:
        blog.pages["/post"] = (200, "text/html", page())
        r = s.manifest(blog.url("/post"))
        m = r.json()
        assert r.status == 200 and r.fields["Content-Type"] == "application/json"
        assert r.fields["Cache-Control"] == "no-cache" and r.fields["ETag"]
        assert (m["title"], m["language"], m["state"], m["duration_ms"]) == ("A quiet harbour", "en", "new", None), m
        assert m["url"] == blog.url("/post") and m["blocks"] >= 6 and m["voice"]
        assert m["audio"] == f"/v1/audio/{m['key']}.mp3" and m["marks"] == f"/v1/audio/{m['key']}.json"
        assert s.manifest(blog.url("/post#part")).json()["key"] == m["key"]
        assert blog.asked == ["/post"]


def test_a_plain_link_leads_to_audio():
    with contextlib.closing(Blog()) as blog, Service(blog) as s:
        blog.pages["/post"] = (200, "text/html", page())
        r = s.ask("/v1/audio?url=" + blog.url("/post"))
        assert r.status == 302 and r.body == b"" and r.fields["Cache-Control"] == "no-store"
        audio = s.ask(r.fields["Location"])
        assert audio.status == 200 and audio.fields["Content-Type"] == "audio/mpeg" and audio.whole
        assert mp3_frames(audio.body) > 500


def make(s, blog, path="/post"):
    blog.pages.setdefault(path, (200, "text/html", page()))
    m = s.manifest(blog.url(path)).json()
    return m, s.ask(m["audio"])


def test_the_stream_of_a_post_in_the_making_decodes_whole():
    with contextlib.closing(Blog()) as blog, Service(blog, plan_budget_ms=0) as s:
        m, streamed = make(s, blog)
        assert streamed.fields["Cache-Control"] == "no-store" and streamed.whole
        frames = mp3_frames(streamed.body)
        s.wait_for("posts_making", 0)
        ready = s.manifest(blog.url("/post")).json()
        assert ready["state"] == "ready" and ready["duration_ms"] > 10000
        finished = s.ask(m["audio"])
        assert len(finished.body) == len(streamed.body) and mp3_frames(finished.body) == frames
        # the Info frame and two frames for the encoder's delay are no part of the post
        assert abs((frames - 3) * FRAME * 1000 / 22050 - ready["duration_ms"]) < 30
        for name in ("ffmpeg", "mpg123"):
            decoder = shutil.which(name)
            if decoder:
                options = ["-v", "error", "-i", "-", "-f", "null", "-"] if name == "ffmpeg" else ["-q", "-t", "-"]
                done = subprocess.run([decoder] + options, input=streamed.body, capture_output=True)
                assert done.returncode == 0 and not done.stderr, done.stderr


def test_the_length_is_exact_when_it_is_known_in_time():
    with contextlib.closing(Blog()) as blog, Service(blog, plan_budget_ms=10000) as s:
        m, first = make(s, blog)
        assert int(first.fields["Content-Length"]) == len(first.body) and first.whole
        assert first.fields["Accept-Ranges"] == "bytes" and first.fields["ETag"] == f'"{m["key"]}"'
        s.wait_for("posts_making", 0)
        assert s.ask(m["audio"]).body == first.body


def test_finished_audio_is_immutable_and_answers_ranges():
    with contextlib.closing(Blog()) as blog, Service(blog) as s:
        m, _ = make(s, blog)
        s.wait_for("posts_making", 0)
        whole = s.ask(m["audio"])
        assert whole.fields["Cache-Control"] == "public, max-age=31536000, immutable"
        part = s.ask(m["audio"], fields={"Range": "bytes=1000-1999"})
        assert part.status == 206 and part.body == whole.body[1000:2000]
        assert part.fields["Content-Range"] == f"bytes 1000-1999/{len(whole.body)}"
        assert s.ask(m["audio"], fields={"If-None-Match": whole.fields["ETag"]}).status == 304
        head = s.ask(m["audio"], "HEAD")
        assert int(head.fields["Content-Length"]) == len(whole.body) and head.body == b""


def test_twenty_listeners_one_synthesis():
    with contextlib.closing(Blog()) as blog, Service(blog) as s, concurrent.futures.ThreadPoolExecutor(20) as pool:
        blog.pages["/post"] = (200, "text/html", page(paragraphs=12))
        audio = s.manifest(blog.url("/post")).json()["audio"]
        replies = list(pool.map(lambda _: s.ask(audio), range(20)))
        assert all(r.status == 200 and r.whole and mp3_frames(r.body) for r in replies)
        # a stream that began without its length has another head than the finished file, of the same size
        assert len({r.body[4096:] for r in replies}) == 1 and len({len(r.body) for r in replies}) == 1
        assert s.metric("syntheses_total") == 1 and blog.asked == ["/post"]


def test_marks_tell_when_words_are_spoken():
    with contextlib.closing(Blog()) as blog, Service(blog) as s:
        m, _ = make(s, blog)
        s.wait_for("posts_making", 0)
        r = s.ask(m["marks"])
        marks = r.json()
        assert r.status == 200 and r.fields["Content-Type"] == "application/json"
        assert marks["duration_ms"] == s.manifest(blog.url("/post")).json()["duration_ms"]
        assert s.ask(m["marks"], fields={"If-None-Match": r.fields["ETag"]}).status == 304


def test_what_was_made_outlives_a_restart():
    with contextlib.closing(Blog()) as blog, Service(blog) as s:
        m, first = make(s, blog)
        s.wait_for("posts_making", 0)
        finished = s.ask(m["audio"]).body
        assert s.stop() == 0
        with Service(blog, cache_dir=s.folder + "/cache") as again:
            r = again.ask(m["audio"])
            assert r.status == 200 and r.body == finished
            assert again.metric("syntheses_total") == 0
            assert again.manifest(blog.url("/post")).json()["state"] == "ready"


def test_an_edited_post_gets_other_audio():
    with contextlib.closing(Blog()) as blog, Service(blog, post_fresh_s=0) as s:
        m, _ = make(s, blog)
        blog.pages["/post"] = (200, "text/html", page(note=" It was edited."))
        assert s.manifest(blog.url("/post")).json()["key"] != m["key"]


def test_the_demo_is_a_post_of_this_server():
    with Service(demo="yes") as s:
        for url in ("/", s.base + "/", s.base):
            m = s.manifest(url).json()
            assert m["title"] and m["language"] == "en" and m["blocks"] > 3, m
        assert s.manifest("/other").status == 403
        r = s.ask(m["audio"])
        assert r.status == 200 and mp3_frames(r.body) > 1000
        home = s.ask("/")
        assert home.status == 200 and b"<listen-post " in home.body
        policy = home.fields["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe-inline" not in policy
        for path in ("/demo/", "/demo/demo.css", "/demo/cover.svg", "/demo/favicon.svg", "/demo/plain.html", "/demo/variants.css"):
            assert s.ask(path).status == 200, path
        part = s.ask("/demo/files.mp3", fields={"Range": "bytes=100-199"})
        assert part.status == 206 and part.body == s.ask("/demo/files.mp3").body[100:200], part
        assert part.fields["Content-Range"].startswith("bytes 100-199/"), part.fields
        for path in ("/demo/index.html", "/demo/../listen-post.js", "/demo/%2e%2e%2flisten-post.js"):
            assert s.ask(path).status == 404, path
    with Service() as s:
        assert s.ask("/").status == 404 and s.ask("/demo/demo.css").status == 404
        assert s.manifest("/").status == 403


def test_hands_out_the_player():
    with Service() as s:
        plain = s.ask("/player.js")
        assert plain.status == 200 and plain.fields["Content-Type"].startswith("text/javascript")
        assert plain.fields["Access-Control-Allow-Origin"] == "*" and plain.fields["Vary"] == "Accept-Encoding"
        packed = s.ask("/player.js", fields={"Accept-Encoding": "gzip"})
        assert packed.fields["Content-Encoding"] == "gzip" and len(packed.body) < len(plain.body) / 2
        assert packed.fields["ETag"] != plain.fields["ETag"]
        assert s.ask("/player.js", fields={"If-None-Match": plain.fields["ETag"]}).status == 304
        more = s.ask("/listen-post-more.js")
        assert more.status == 200 and more.fields["Content-Type"].startswith("text/javascript")
        assert more.fields["Access-Control-Allow-Origin"] == "*"
        assert s.ask("/listen-post-nothing.js").status == 404


def leave_early(s, address):
    with socket.create_connection(("127.0.0.1", s.port), timeout=60) as c:
        c.sendall(f"GET {address} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        while b"\r\n\r\n" not in c.recv(4096):
            pass


def test_what_much_remains_of_is_given_up_when_its_last_listener_has_left():
    blog = Blog()
    blog.pages["/post"] = (200, "text/html", page(paragraphs=300))
    with Service(blog, workers=1, plan_budget_ms=0, alone_patience_ms=0, finish_alone_max_ms=60000) as s:
        m = s.manifest(blog.url("/post")).json()
        leave_early(s, m["audio"])
        s.wait_for("syntheses_cancelled_total", 1)
        assert s.manifest(blog.url("/post")).json()["state"] == "new" and s.metric("syntheses_failed_total") == 0
        again = s.ask(m["audio"])
        assert again.whole and mp3_frames(again.body)


def test_what_little_remains_of_is_finished_for_the_next_listener():
    blog = Blog()
    blog.pages["/post"] = (200, "text/html", page(paragraphs=100))
    with Service(blog, workers=1, plan_budget_ms=0, alone_patience_ms=0, finish_alone_max_ms=86400000) as s:
        leave_early(s, s.manifest(blog.url("/post")).json()["audio"])
        s.wait_for("syntheses_finished_total", 1)


if __name__ == "__main__":
    sys.exit(run(globals()))
