#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A client speaks texts; and everything that can be wrong with a request gets its own answer."""
import contextlib, gzip, json, os, re, signal, socket, subprocess, sys, threading, time

from service import BINARY, KEY, PATIENCE_S, ROOT, Blog, Service, mp3_frames, page, run

ERRORS = {name.lower(): (int(status), sentence) for name, status, sentence in re.findall(
    r'^ERROR\((\w+), (\d+), \d+, "(.*)"\)$', open(os.path.join(ROOT, "src/base/error.def")).read(), re.M)}

# What no request can cause: faults of the machine, of the settings, of the command line; a stage of another day.
UNREACHABLE = {"internal", "config", "input_missing", "inputs_failed", "output", "crashed", "cancelled", "listen",
               "forbidden", "no_store", "store_full"}  # these three in posts_test.py
UNREACHABLE |= {"cache_damaged"}
UNREACHABLE |= {"signature_expired", "signature_long"}  # in sign_test.py
UNREACHABLE |= {"not_read"}  # in formats_test.py
UNREACHABLE |= {"site_busy", "limited", "site_limited", "quota", "keys_limited"}  # in limits_test.py


def check_error(reply, code, **fields):
    status, sentence = ERRORS[code]
    assert (reply.status, reply.json()["error"]["code"]) == (status, code), (code, reply.status, reply.body)
    message = reply.json()["error"]["message"]
    assert set(reply.json()) == {"error"} and set(reply.json()["error"]) == {"code", "message", "type", "param"}, reply.body
    assert message == sentence or (code in ("usage", "lexicon") and message.startswith(sentence + " (")), reply.body
    assert reply.fields["Cache-Control"] == "no-store" and reply.fields["X-Content-Type-Options"] == "nosniff"
    for name, value in fields.items():
        assert reply.fields[name.replace("_", "-")] == value, (name, reply.fields)
    return code


def test_speaks_text_html_and_markdown():
    with Service() as s:
        for document in ({"text": "Hello there. How are you?"}, {"markdown": "# Hello\n\nThis is *it*."},
                         {"html": page().decode()}, {"text": "Guten Tag.", "lang": "de", "rate": 200, "title": "Gruß"}):
            r = s.speak(document)
            assert r.status == 200 and r.fields["Content-Type"] == "audio/mpeg" and r.whole, r.body
            assert mp3_frames(r.body) > 20
            s.wait_for("posts_making", 0)
            kept = s.ask(r.fields["Content-Location"])
            assert kept.status == 200 and len(kept.body) == len(r.body)
        assert s.metric("syntheses_total") == 4


def test_a_lexicon_changes_the_words_and_the_key_of_the_audio():
    with Service() as s:
        keys = []
        for lexicon in ("", "zorbo\tzor bow\n", "zorbo\tzor bow\n", "zorbo\t[[z'O@bu:]]\n"):
            r = s.speak({"text": "Zorbo is here.", "lexicon": lexicon})
            assert r.status == 200 and r.whole, r.body
            keys.append(r.fields["Content-Location"])
        assert keys[1] == keys[2] and len(set(keys)) == 3, keys
        assert "lexicon:1: put a tab" in s.speak({"text": "a", "lexicon": "zorbo"}).json()["error"]["message"]


def test_speaks_a_page_of_an_allowed_site():
    with contextlib.closing(Blog()) as blog, Service(blog) as s:
        blog.pages["/post"] = (200, "text/html", page())
        r = s.speak({"url": blog.url("/post")})
        assert r.status == 200 and mp3_frames(r.body) > 500


def test_every_error_that_a_request_can_cause_has_its_own_answer():
    seen = set()
    with contextlib.closing(Blog()) as blog, Service(
            blog, page_max_bytes=200000, body_max_bytes=400000, fetch_timeout_ms=500, job_max_ms=10000) as s:
        blog.pages.update({
            "/broken": (500, "text/html", b""), "/members": (403, "text/html", b""), "/picture": (200, "image/png", b"\x89PNG"), "/blank": (200, "text/html", b" \n "),
            "/large": (200, "text/html", b"x" * 300000), "/tangle": (200, "text/html", "".join(f"<p><b class={n}>" for n in range(5000)).encode()),
            "/chrome": (200, "text/html", b"<html><body><nav>" + b"<a href=/x>Link</a> " * 30 + b"</nav></body></html>"),
            "/off": (200, "text/html", b"<html><head><meta name=listenpost content=off></head><body><p>A post for the eye alone, and it is long enough to be read.</p></body></html>"),
            "/odd": (200, "text/html; charset=x-unknown-set", b"caf\xe9 au lait \xff and more of it"),
            "/silent": lambda h: time.sleep(1.5), "/cut": lambda h: h.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf"),
        })
        fetched = {"fetch_status": "/broken", "source_gone": "/absent", "source_refused": "/members", "input_binary": "/picture", "input_too_large": "/large", "no_text": "/blank",
                   "no_article": "/chrome", "timeout": "/silent", "fetch_failed": "/cut", "input_charset": "/odd",
                   "page_too_complex": "/tangle", "opted_out": "/off"}
        for code, path in fetched.items():
            seen.add(check_error(s.manifest(blog.url(path)), code, Access_Control_Allow_Origin="*"))
        seen.add(check_error(s.ask("/v1/posts"), "usage"))
        seen.add(check_error(s.ask("/a%00b"), "usage"))
        seen.add(check_error(s.ask("/v1/posts?signature=0"), "signature"))
        seen.add(check_error(s.manifest("nonsense"), "url_invalid"))
        seen.add(check_error(s.manifest("http://elsewhere.example/"), "url_refused"))
        seen.add(check_error(s.ask("/nothing"), "not_found"))
        seen.add(check_error(s.ask("/v1/audio/" + "0" * 64 + ".mp3"), "not_found"))
        seen.add(check_error(s.ask("/v1/posts", "DELETE"), "method", Allow="GET, HEAD, OPTIONS"))
        seen.add(check_error(s.speak({"text": "a"}, key=None), "unauthorized", WWW_Authenticate="Bearer"))
        seen.add(check_error(s.speak({"text": "a"}, key="wrong"), "key_wrong"))
        seen.add(check_error(s.speak("text", media_type="text/plain"), "media_type"))
        seen.add(check_error(s.speak({"text": "x" * 500000}), "body_too_large"))
        seen.add(check_error(s.speak({"text": "a", "voice": "../../etc/passwd"}), "voice_unknown"))
        seen.add(check_error(s.speak({"text": "a", "lang": "zz-unknown"}), "language_unknown"))
        seen.add(check_error(s.speak({"text": "a", "lexicon": "a word without a tab\n"}), "lexicon"))
        seen.add(check_error(s.speak({"text": "This sentence is repeated. " * 200}), "limit"))
        audio = s.speak({"text": "Hello."}).fields["Content-Location"]
        s.wait_for("posts_making", 0)
        size = len(s.ask(audio).body)
        seen.add(check_error(s.ask(audio, fields={"Range": f"bytes={size}-"}), "range", Content_Range=f"bytes */{size}"))
        seen.add(check_error(s.ask(audio, fields={"If-Match": '"other"'}), "condition"))
        coded = s.raw(b"POST /v1/audio HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: rot13\r\n\r\n")
        assert coded.startswith(b"HTTP/1.1 501 ") and b'"coding"' in coded
        seen.add("coding")
    seen.add(busy())
    assert seen == set(ERRORS) - UNREACHABLE, set(ERRORS) - UNREACHABLE ^ seen


def busy():
    """One page is being read, one waits, the third is too much."""
    held = threading.Event()

    def hold(handler):
        held.wait(PATIENCE_S)

    with contextlib.closing(Blog()) as blog, Service(blog, jobs_max=1, queue_max=1) as s:
        blog.pages.update({"/1": hold, "/2": hold})
        waiting = [threading.Thread(target=s.manifest, args=(blog.url(path),)) for path in ("/1", "/2")]
        waiting[0].start()
        while blog.asked != ["/1"]:
            time.sleep(0.01)
        waiting[1].start()
        s.wait_for("reads_waiting", 1)
        code = check_error(s.manifest(blog.url("/3")), "busy", Retry_After="2")
        held.set()
        for thread in waiting:
            thread.join()
    return code


def test_refuses_bodies_that_are_not_as_documented():
    with Service() as s:
        for document in ("", "{", "[]", {}, {"text": "a", "html": "b"}, {"text": 5}, {"text": "a", "rate": 10},
                         {"text": "a", "speed": 2}, b'{"text":"a","text":"b"}', b'{"text":"\xff"}'):
            check_error(s.speak(document), "usage")
        check_error(s.speak({"text": " \n "}), "no_text")


def test_refuses_a_bomb_and_counts_what_it_unpacks_to():
    def bomb(handler):
        body = gzip.compress(b"\0" * (64 << 20))
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n"
                            b"Content-Length: %d\r\n\r\n" % len(body) + body)

    with contextlib.closing(Blog()) as blog, Service(blog) as s:
        blog.pages["/bomb"] = bomb
        check_error(s.manifest(blog.url("/bomb")), "input_too_large")


def test_a_redirect_may_not_leave_the_allowed_sites():
    def redirect(handler):
        handler.send_response(302)
        handler.send_header("Location", "http://elsewhere.example/")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    with contextlib.closing(Blog()) as blog, Service(blog) as s:
        blog.pages["/away"] = redirect
        check_error(s.manifest(blog.url("/away")), "url_refused")


BAD_FRAMING = [
    b"GET /healthz HTTP/1.1\r\n\r\n", b"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    b"POST /v1/audio HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx",
    b"POST /v1/audio HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"GET /healthz HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n", b"GET /healthz HTTP/1.1\r\nHost: a\r\nX: a\0b\r\nY: c\r\n\r\n",
    b"GET /healthz HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", b"GET /healthz HTTP/1.1\nHost: a\r\nX: b\r\n\r\n",
    b"GET /healthz HTTP/1.1\r\nHost: a\n\0X\n", b"GET /healthz HTTP/1.1\r\nHost: a\n\0\nX: b\r\n\r\n",
    b"GET /healthz HTTP/1.1\r\nHost: a\r\nX: b\r\n folded\r\n\r\n", b"GET /healthz HTTP/1.1\r\nHost : a\r\n\r\n",
    b"GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
]


def test_refuses_messages_that_two_readers_could_read_differently():
    with Service() as s:
        for message in BAD_FRAMING:
            got = s.raw(message)
            assert got and got.startswith(b"HTTP/1.1 400 "), (message, got)
        assert s.ask("/healthz").status == 200


def test_answers_absolute_form_only_when_its_host_is_the_host_field():
    with Service() as s:
        for target, host, status in [(b"http://a.example:80", b"a.example:80", 200), (b"HTTP://A.example", b"a.Example", 200),
                                     (b"http://b.example", b"a.example", 400), (b"http://a.example", b"a.example:80", 400)]:
            request = b"GET " + target + b"/healthz HTTP/1.1\r\nHost: " + host + b"\r\n\r\n"
            got = s.raw(request + b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            assert got.startswith(b"HTTP/1.1 %d " % status), (request, got)
            answers = got.count(b"HTTP/1.1 ")
            assert answers == (2 if status == 200 else 1), "what stands behind a refused one is not read"
        assert b" 400 " in s.raw(b"GET http://a.example/healthz HTTP/1.0\r\n\r\n").split(b"\r\n")[0], "no Host at all"


def test_answers_pipelined_requests():
    with Service() as s:
        got = s.raw(b"GET http://a/healthz HTTP/1.1\r\nHost: a\r\n\r\n"
                    b"HEAD /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert got.count(b"HTTP/1.1 200 OK") == 3 and got.count(b'"status":"ok"') == 2


def test_sigterm_lets_running_answers_end():
    with contextlib.closing(Blog()) as blog, Service(blog, plan_budget_ms=0) as s:
        blog.pages["/post"] = (200, "text/html", page(paragraphs=60))
        audio = s.manifest(blog.url("/post")).json()["audio"]
        with socket.create_connection(("127.0.0.1", s.port), timeout=PATIENCE_S) as c:
            c.sendall(f"GET {audio} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
            got = c.recv(65536)
            s.process.terminate()
            while piece := c.recv(65536):
                got += piece
        assert got.endswith(b"0\r\n\r\n") or b"Content-Length" in got.split(b"\r\n\r\n")[0]
        status = s.stop()
        assert status == 0, (status, s.errors)
        with contextlib.suppress(ConnectionRefusedError):
            s.ask("/healthz")
            raise AssertionError("it still answers")


def test_tells_when_the_port_is_taken():
    with Service() as s:
        command = s.command[:]
        command[command.index("--listen") + 1] = f"127.0.0.1:{s.port}"
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S)
        assert done.returncode == 1 and str(s.port) in done.stderr and not done.stdout, done


def test_ends_with_an_error_when_it_can_speak_no_more():
    with Service() as s:
        zygotes = [int(pid) for pid in os.listdir("/proc") if pid.isdigit() and parent_of(pid) == s.process.pid]
        assert len(zygotes) == 1, zygotes
        os.kill(zygotes[0], signal.SIGKILL)
        s.end()
        assert s.process.returncode == 1 and "start the server again" in s.errors, (s.process.returncode, s.errors)


def parent_of(pid):
    try:
        return int(open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()[1])
    except OSError:
        return 0


def test_metrics_and_health_and_the_interface_are_told():
    with Service() as s:
        assert s.ask("/healthz").json()["status"] == "ok"
        metrics = s.ask("/metrics")
        assert metrics.fields["Content-Type"].startswith("text/plain; version=0.0.4")
        assert s.ask("/openapi.json").json()["openapi"] == "3.1.0"


if __name__ == "__main__":
    sys.exit(run(globals()))
