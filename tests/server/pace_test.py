#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who takes an answer slowly, and who does not take it at all."""
import socket, sys, threading, time

from service import PATIENCE_S, Blog, Service, page, run

PACE = {"stalled_reader_s": 1, "stalled_reader_bytes": 4000}


def large(s, blog):
    """The address of a finished WAV of some megabytes, more than the kernel buffers, and its bytes."""
    blog.pages["/post"] = (200, "text/html", page(paragraphs=60))
    address = s.manifest(blog.url("/post")).json()["audio"][:-3] + "wav"
    end = time.monotonic() + PATIENCE_S
    while (r := s.ask(address)).fields["Cache-Control"] == "no-store":
        assert time.monotonic() < end
    assert len(r.body) > 12 << 20
    return address, r.body


def begin(s, address):
    c = socket.socket()
    c.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
    c.settimeout(PATIENCE_S)
    c.connect(("127.0.0.1", s.port))
    c.sendall(f"GET {address} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    return c


def test_who_takes_a_byte_now_and_then_is_hung_up_on():
    blog = Blog()
    with Service(blog, **PACE) as s:
        address, _ = large(s, blog)
        over = threading.Event()

        def drip(c):
            while not over.wait(0.05):
                try:
                    if not c.recv(1):
                        return
                except OSError:
                    return

        with begin(s, address) as c, begin(s, address):  # the other takes nothing
            thread = threading.Thread(target=drip, args=(c,))
            thread.start()
            s.wait_for("clients_gone_total", 2)
            over.set()
            thread.join()


def test_who_takes_it_at_the_pace_of_listening_is_not():
    blog = Blog()
    with Service(blog, **PACE) as s:
        address, body = large(s, blog)
        with begin(s, address) as c:
            got = bytearray()
            for _ in range(50):
                got += c.recv(4096)
                time.sleep(0.1)
            while piece := c.recv(1 << 20):
                got += piece
        assert got.partition(b"\r\n\r\n")[2] == body


def test_who_has_taken_all_there_is_may_wait_for_more():
    blog = Blog()
    blog.pages["/post"] = (200, "text/html", page())
    with Service(blog, watch_max_s=5, **PACE) as s:
        target = "/v1/posts?url=" + blog.url("/post")
        r = s.ask(target, fields={"Accept": "text/event-stream"})
        assert r.whole and b'"state":"new"' in r.body and s.metric("clients_gone_total") == 0


def test_a_silent_connection_is_closed_between_requests():
    with Service(idle_timeout_s=1, header_timeout_ms=500) as s:
        answer = s.raw(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", PATIENCE_S)
        assert answer is not None and answer.startswith(b"HTTP/1.1 200 ")


if __name__ == "__main__":
    sys.exit(run(globals()))
