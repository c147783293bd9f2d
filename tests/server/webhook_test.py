#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server tells a client of its own accord what became of a post."""
import base64, contextlib, glob, hashlib, hmac, http.server, json, os, subprocess, sys, threading, time

from posts_test import SITE, document, wait_for_state
from service import KEY, PATIENCE_S, SENTENCES, Service, run

SECRET = "a secret of many bytes"


class Mailbox:
    """Takes messages; 'statuses' is what the next ones are answered with, then 204."""

    def __init__(self):
        box, self.letters, self.statuses = self, [], []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = box.statuses.pop(0) if box.statuses else 204
                self.send_response(status)
                if status // 100 == 3:
                    self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()
                box.letters.append((self.path, dict(self.headers.items()), body, status))

            def log_message(self, *args):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def wait(self, n):
        end = time.monotonic() + PATIENCE_S
        while len(self.letters) < n:
            assert time.monotonic() < end, self.letters
            time.sleep(0.02)
        return self.letters[n - 1]


def service(box, **settings):
    return Service(accept_budget_ms=60000, webhook_url=f"http://127.0.0.1:{box.port}/hook", webhook_secret=SECRET,
                   webhook_retry_s=1, fetch_private="yes", fetch_ports=box.port, **settings)


def outbox(s):
    return glob.glob(os.path.join(s.folder, "posts", "outbox", "*.letter"))  # one being written has another ending


def wait_until_empty(s):
    end = time.monotonic() + PATIENCE_S
    while outbox(s):
        assert time.monotonic() < end, outbox(s)
        time.sleep(0.02)


def check_letter(letter, kind):
    path, fields, body, _ = letter
    stamp, name = fields["webhook-timestamp"], fields["webhook-id"]
    told = json.loads(body)
    signed = hmac.new(SECRET.encode(), f"{name}.{stamp}.".encode() + body, hashlib.sha256).digest()
    assert fields["webhook-signature"] == "v1," + base64.b64encode(signed).decode()
    assert path == "/hook" and fields["Content-Type"] == "application/json" and abs(int(stamp) - time.time()) < PATIENCE_S
    assert told["type"] == kind and set(told) == {"type", "timestamp", "data"}, told
    return told["data"]


def test_tells_that_a_post_is_ready_once():
    with contextlib.closing(Mailbox()) as box, service(box) as s:
        made = s.put("7", document()).json()
        data = check_letter(box.wait(1), "post.ready")
        assert data == {name: made[name] for name in ("id", "site", "url", "key", "audio", "marks")}
        wait_until_empty(s)
        s.put("7", document())
        s.kill()
        s.start()
        changed = s.put("7", document(text="Nothing moved.")).json()
        assert check_letter(box.wait(2), "post.ready")["key"] == changed["key"] != made["key"]
        wait_until_empty(s)
        assert len(box.letters) == 2, box.letters


def test_tells_why_a_post_failed():
    with contextlib.closing(Mailbox()) as box, service(box) as s:
        s.put("7", document(text=" "))
        data = check_letter(box.wait(1), "post.failed")
        assert (data["id"], data["code"]) == ("7", "no_text") and data["message"] and "audio" not in data
        s.put("8", document(draft=True))
        wait_until_empty(s)
        s.kill()
        s.start()
        wait_for_state(s, "7", "failed")
        wait_until_empty(s)
        assert len(box.letters) == 1, box.letters


def test_sends_again_until_it_arrives_and_follows_no_redirect():
    with contextlib.closing(Mailbox()) as box, service(box) as s:
        box.statuses = [500, 302]
        s.put("7", document())
        box.wait(3)
        assert [letter[0] for letter in box.letters] == ["/hook"] * 3
        assert len({letter[1]["webhook-id"] for letter in box.letters}) == 1
        for letter in box.letters:
            check_letter(letter, "post.ready")
        wait_until_empty(s)


def test_a_message_survives_crashes():
    with contextlib.closing(Mailbox()) as box, service(box) as s:
        box.statuses = [503] * 3
        s.put("7", document())
        for cycle in range(3):
            box.wait(cycle + 1)
            s.kill()
            assert len(outbox(s)) == 1, outbox(s)
            s.start()
        letter = box.wait(4)
        check_letter(letter, "post.ready")
        assert letter[1]["webhook-id"] == box.letters[0][1]["webhook-id"] and letter[3] == 204
        wait_until_empty(s)


def test_gives_up_after_its_attempts():
    with contextlib.closing(Mailbox()) as box, service(box, webhook_attempts=2) as s:
        box.statuses = [500] * 9
        s.put("7", document())
        box.wait(2)
        wait_until_empty(s)
        s.kill()
        s.start()
        wait_for_state(s, "7", "ready")
        assert len(box.letters) == 2, box.letters
        assert "is dropped after 2 attempts: fetch_status" in s.errors, s.errors


def test_the_address_guard_holds_for_messages():
    for refused in ({"fetch_private": "no"}, {"fetch_ports": "80,443"}):
        with contextlib.closing(Mailbox()) as box, Service(
                accept_budget_ms=60000, webhook_url=f"http://127.0.0.1:{box.port}/hook", webhook_secret=SECRET, webhook_attempts=1,
                **({"fetch_private": "yes", "fetch_ports": box.port} | refused)) as s:
            assert s.put("7", document()).status == 201
            wait_until_empty(s)
            s.kill()
            assert "url_refused" in s.errors and not box.letters, (s.errors, box.letters)


def test_needs_a_secret_and_a_folder():
    for settings, word in (({"webhook_secret": "short"}, "webhook_secret"), ({"store_dir": ""}, "store_dir"), ({"webhook_url": "nonsense"}, "webhook_url")):
        try:
            Service(**({"webhook_url": "http://127.0.0.1/", "webhook_secret": SECRET} | settings)).stop()
            raise RuntimeError("it starts")
        except AssertionError as e:
            assert word in str(e), e


if __name__ == "__main__":
    sys.exit(run({name: test for name, test in globals().items() if name.startswith("test_")}))
