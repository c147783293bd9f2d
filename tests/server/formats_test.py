#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A post's audio in other formats, while it is made and kept."""
import concurrent.futures, io, json, os, shutil, subprocess, sys, time, wave

from service import KEY, PATIENCE_S, SENTENCES, Blog, Service, page, run

TYPES = {"opus": "audio/ogg; codecs=opus", "wav": "audio/wav", "flac": "audio/flac"}


def began(s, blog, **form):
    blog.pages["/post"] = (200, "text/html", page(**form))
    m = s.manifest(blog.url("/post")).json()
    return {name: m["audio"][:-3] + name for name in TYPES} | {"mp3": m["audio"], "json": m["marks"]}


def kept(s, address, first):
    """The finished one, when it is."""
    end = time.monotonic() + PATIENCE_S
    while (r := s.ask(address)).fields["Cache-Control"] == "no-store":
        assert time.monotonic() < end and r.body
        time.sleep(0.05)
    assert r.fields["Cache-Control"] == "public, max-age=31536000, immutable"
    return r


def test_every_format_is_made_kept_and_as_long_as_the_post():
    blog = Blog()
    with Service(blog) as s:
        where = began(s, blog)
        duration = s.ask(where["json"]).json()["duration_ms"]
        for name, media_type in TYPES.items():
            r = s.ask(where[name])
            assert (r.status, r.whole, r.fields["Content-Type"]) == (200, True, media_type), name
            done = kept(s, where[name], r)
            assert done.fields["Content-Type"] == media_type and done.fields["Accept-Ranges"] == "bytes"
            assert done.fields["Access-Control-Allow-Origin"] == "*" and done.fields["Cross-Origin-Resource-Policy"] == "cross-origin"
            assert len(done.body) == len(r.body) == int(done.fields["Content-Length"])
            part = s.ask(where[name], fields={"Range": "bytes=100-299"})
            assert part.status == 206 and part.body == done.body[100:300] and part.fields["Content-Type"] == media_type
            assert s.ask(where[name], fields={"If-None-Match": done.fields["ETag"]}).status == 304
            head = s.ask(where[name], "HEAD")
            assert head.fields["Content-Length"] == str(len(done.body)) and head.body == b""
            if shutil.which("ffprobe"):
                path = os.path.join(s.folder, "sound." + name)
                with open(path, "wb") as out:
                    out.write(done.body)
                told = json.loads(subprocess.run(["ffprobe", "-v", "error", "-show_format", "-of", "json", path], capture_output=True).stdout)
                assert abs(float(told["format"]["duration"]) * 1000 - duration) < 30, (name, told)
        s.stop()
        s.start()
        for name in TYPES:
            assert s.ask(where[name]).status == 200  # from the cache; the post was not read again


def test_wav_has_its_exact_length_and_ranges_while_it_is_made():
    blog = Blog()
    with Service(blog, plan_budget_ms=10000) as s:
        where = began(s, blog)
        part = s.ask(where["wav"], fields={"Range": "bytes=200000-200999"})
        assert part.status == 206 and part.fields["Cache-Control"] == "no-store"
        done = kept(s, where["wav"], part)
        assert part.body == done.body[200000:201000] and part.fields["Content-Range"] == f"bytes 200000-200999/{len(done.body)}"
        with wave.open(io.BytesIO(done.body)) as sound:
            assert sound.getnframes() * 2 + 44 == len(done.body) and sound.getframerate() == 22050


def test_a_wav_begun_without_its_length_is_kept_with_it():
    blog = Blog()
    with Service(blog, plan_budget_ms=0) as s:
        where = began(s, blog)
        r = s.ask(where["wav"])
        assert r.fields["Transfer-Encoding"] == "chunked" and r.body[4:8] == b"\xff\xff\xff\xff"
        done = kept(s, where["wav"], r)
        assert int.from_bytes(done.body[40:44], "little") + 44 == len(done.body) and done.body[44:] == r.body[44:]


def test_many_who_ask_for_one_format_share_the_work():
    blog = Blog()
    with Service(blog) as s:
        where = began(s, blog)
        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            bodies = list(pool.map(lambda _: s.ask(where["opus"]).body, range(16)))
        assert len(set(bodies)) == 1 and s.metric("syntheses_total") == 1


def speech(s, **members):
    fields = {"Authorization": "Bearer " + KEY, "Content-Type": "application/json"}
    return s.ask("/v1/audio/speech", "POST", fields, json.dumps({"input": " ".join(SENTENCES * 5)} | members))


def test_what_is_too_large_for_memory_is_made_in_a_file():
    blog = Blog()
    small = {"making_memory_bytes": 65536}
    with Service(blog) as s:
        where = began(s, blog, paragraphs=12)
        mp3 = kept(s, where["mp3"], s.ask(where["mp3"])).body
        pcm = speech(s, response_format="pcm").body
        assert min(len(mp3), len(pcm)) > 4 * 65536
    for plan_ms in 0, 10000:
        with Service(blog, plan_budget_ms=plan_ms, **small) as s:
            where = began(s, blog, paragraphs=12)
            r = s.ask(where["mp3"])
            assert r.whole and kept(s, where["mp3"], r).body == mp3
            assert speech(s, response_format="pcm").body == pcm


def test_what_has_no_room_anywhere_ends_as_broken():
    with Service(cache_max_bytes=0, making_memory_bytes=65536) as s:
        r = speech(s, response_format="pcm")
        assert not r.whole and s.metric("syntheses_failed_total") == 1
        assert speech(s, response_format="mp3", input="It is late.").whole
    assert "making_memory_bytes" in s.errors


def test_without_a_cache_formats_are_made_and_not_kept():
    blog = Blog()
    with Service(blog, cache_max_bytes=0) as s:
        where = began(s, blog)
        assert all(s.ask(where[name]).whole for name in TYPES)
        assert s.ask(where["wav"]).fields["Cache-Control"] == "no-store"


def test_after_a_restart_a_format_that_was_not_kept_says_what_to_do():
    blog = Blog()
    with Service(blog) as s:
        where = began(s, blog)
        kept(s, where["mp3"], s.ask(where["mp3"]))
        s.stop()
        s.start()
        assert s.ask(where["mp3"]).status == s.ask(where["json"]).status == 200
        r = s.ask(where["opus"])
        assert (r.status, r.json()["error"]["code"]) == (404, "not_read")
        assert s.manifest(blog.url("/post")).status == 200 and s.ask(where["opus"]).whole


def test_formats_go_with_the_post():
    with Service(accept_budget_ms=60000) as s:
        told = s.put("7", {"url": "http://blog.example/a", "text": "It is late. Go home."}).json()
        wav = told["audio"][:-3] + "wav"
        kept(s, wav, s.ask(wav))
        assert s.post("7", "DELETE").status == 204
        assert s.ask(wav).status == 404


if __name__ == "__main__":
    sys.exit(run(globals()))
