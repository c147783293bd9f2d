#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A reader seeks into a part that does not exist yet."""
import select, socket, sys

from service import Blog, Service, page, run

LONG = {"paragraphs": 125}  # some 5,000 words
PLANNED = {"plan_budget_ms": 10000, "pcm_in_flight_bytes": 1 << 28, "workers": 1}


def begin(s, address, fields=""):
    c = socket.create_connection(("127.0.0.1", s.port), timeout=60)
    c.sendall(f"GET {address} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{fields}\r\n".encode())
    return c


def split(answer):
    head, _, body = bytes(answer).partition(b"\r\n\r\n")
    return head.decode(), body


def test_a_seek_ahead_is_heard_long_before_the_rest_is_made():
    blog = Blog()
    blog.pages["/post"] = (200, "text/html", page(**LONG))
    with Service(blog, **PLANNED) as s:
        address = s.manifest(blog.url("/post")).json()["audio"]
        whole = begin(s, address)
        got = {whole: bytearray()}
        while b"\r\n\r\n" not in got[whole]:
            got[whole] += whole.recv(65536)
        length = int(split(got[whole])[0].split("Content-Length: ")[1].split("\r\n")[0])
        first = length * 9 // 10
        tail = begin(s, address, f"Range: bytes={first}-{first + 9999}\r\n")
        got[tail], heard = bytearray(), None
        while got:
            ready, _, _ = select.select(list(got), [], [], 60)
            assert ready
            for c in ready:
                piece = c.recv(65536)
                got[c] += piece
                if c is tail and heard is None and b"\r\n\r\n" in got[tail] and split(got[tail])[1]:
                    heard = len(split(got[whole])[1])
                if not piece:
                    c.close()
                    if c is whole:
                        whole_body = split(got.pop(c))[1]
                    else:
                        tail_head, tail_body = split(got.pop(c))
        assert "206 Partial Content" in tail_head and f"bytes {first}-{first + 9999}/{length}" in tail_head
        assert len(whole_body) == length and tail_body == whole_body[first:first + 10000]
        assert heard < length // 2, (heard, length)  # made in its turn, nine tenths would have come before
        finished = s.ask(address)
        assert finished.body == whole_body


def test_several_seek_at_once_and_get_the_bytes_of_the_file():
    blog = Blog()
    blog.pages["/post"] = (200, "text/html", page(paragraphs=40))
    with Service(blog, **PLANNED) as s:
        address = s.manifest(blog.url("/post")).json()["audio"]
        probe = s.ask(address, fields={"Range": "bytes=0-1"})
        length = int(probe.fields["Content-Range"].split("/")[1])
        starts = [length * k // 7 for k in range(1, 7)]
        open_ones = [begin(s, address, f"Range: bytes={at}-\r\n") for at in starts]
        bodies = []
        for c in open_ones:
            answer = bytearray()
            while piece := c.recv(65536):
                answer += piece
            bodies.append(split(answer)[1])
        whole = s.ask(address).body
        assert len(whole) == length
        assert all(body == whole[at:] for at, body in zip(starts, bodies))


def test_marks_come_with_the_sound_when_no_length_was_told():
    blog = Blog()
    blog.pages["/post"] = (200, "text/html", page(**LONG))
    with Service(blog, plan_budget_ms=0, workers=1) as s:
        m = s.manifest(blog.url("/post")).json()
        c = begin(s, m["audio"])
        assert b"chunked" in c.recv(4096)
        first = s.ask(m["marks"])
        known = first.json()
        assert known["complete"] is False and known["duration_ms"] is None and first.fields["Cache-Control"] == "no-store"
        while c.recv(65536):
            pass
        done = s.ask(m["marks"]).json()
        assert done["complete"] is True and done["words"][:len(known["words"])] == known["words"]
        assert len(known["words"]) < len(done["words"])
        assert [b["text"] for b in known["blocks"]] == [b["text"] for b in done["blocks"]]


if __name__ == "__main__":
    sys.exit(run(globals()))
