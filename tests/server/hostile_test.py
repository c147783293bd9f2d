#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests that two readers could read differently, or that are not HTTP at all, byte for byte over a socket: what is refused
is refused for good, and nothing that stands behind it is taken for another request."""
import random, re, sys, threading

from service import KEY, Service, run

HOST = b"Host: a\r\n"
BEHIND = b"GET /openapi.json HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"  # smuggled
GET = b"GET /healthz HTTP/1.1\r\n"
POST = b"POST /v1/audio HTTP/1.1\r\n" + HOST + b"Authorization: Bearer " + KEY.encode() + b"\r\nContent-Type: application/json\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"


def get(target=b"/healthz", fields=HOST, version=b"HTTP/1.1"):
    return b"GET " + target + b" " + version + b"\r\n" + fields + b"\r\n"


# What is refused and ends the connection: name, request, status. 0: closed without an answer, or with 400 by the library.
REFUSED = [
    ("two hosts", get(fields=b"Host: a\r\nHost: b\r\n"), 400),
    ("the same host twice", get(fields=HOST + HOST), 400),
    ("no host", get(fields=b""), 400),
    ("an empty host", get(fields=b"Host:\r\n"), 400),
    *((f"host {bad}", get(fields=b"Host: " + bad + b"\r\n"), 400)
      for bad in (b"a@b", b"a b", b"a/b", b"a?b", b"a#b", b"a,b", b"a:b", b"a:123456", b"[::1", b"<a>", b"\xff", b"a%41", b"\\a")),
    ("two lengths", POST + b"Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", 400),
    ("two other lengths", POST + b"Content-Length: 2\r\nContent-Length: 50\r\n\r\n{}", 400),
    ("length and coding", POST + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    ("coding and length", POST + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400),
    *((f"length {bad}", POST + b"Content-Length: " + bad + b"\r\n\r\n{}", 400)
      for bad in (b"+2", b"-2", b"0x2", b"2,2", b"2 2", b"", b"2.0", b"two")),
    ("a length past 64 bits", POST + b"Content-Length: 18446744073709551617\r\n\r\n{}", 413),
    *((f"coding {bad}", POST + b"Transfer-Encoding: " + bad + b"\r\n\r\n0\r\n\r\n", 501)
      for bad in (b"gzip", b"xchunked", b"chunked, identity", b"gzip, chunked", b"identity", b"")),
    ("a coding behind a control byte", POST + b"Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n", 400),
    ("two codings", POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    ("a coding in HTTP/1.0", CHUNKED.replace(b"1.1", b"1.0", 1) + b"0\r\n\r\n", 400),
    ("a body where none is taken", GET + HOST + b"Content-Length: 3\r\n\r\nabc", 413),
    ("chunks where none are taken", GET + HOST + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 413),
    ("NUL in a value", get(fields=HOST + b"X: a\0b\r\n"), 400),
    ("NUL at the end of a value", get(fields=HOST + b"X: a\0\r\n"), 400),
    ("NUL in a name", get(fields=HOST + b"X\0Y: a\r\n"), 400),
    ("NUL in the target", get(b"/heal\0thz"), 400),
    ("NUL at the end of the target", get(b"/healthz\0"), 400),
    ("NUL in the method", b"G\0ET" + get()[3:], 400),
    ("NUL in the version", get(version=b"HTTP/1.1\0"), 400),
    ("a control byte", get(fields=HOST + b"X: a\x01b\r\n"), 400),
    ("DEL", get(fields=HOST + b"X: a\x7fb\r\n"), 400),
    ("%00 in the path", get(b"/healthz%00"), 400),
    ("%00 in the query", get(b"/v1/posts?url=%00"), 400),
    ("%00 in a query that nobody reads", get(b"/healthz?a=%00"), 400),
    ("a broken escape", get(b"/healthz%2"), 400),
    ("an escaped line end", get(b"/healthz%0d%0aX:y"), 400),
    ("bytes that are no UTF-8", get(b"/\xff"), 400),
    ("a fragment", get(b"/healthz#x"), 400),
    ("LF behind the request line", b"GET /healthz HTTP/1.1\n" + HOST + b"\r\n", 400),
    ("LF behind a field", get(fields=b"Host: a\nX: b\r\n"), 400),
    ("LF behind the last field", get(fields=b"Host: a\n"), 400),
    ("LF for the empty line", GET + HOST + b"\n", 400),
    ("LF everywhere", b"GET /healthz HTTP/1.1\nHost: a\n\n", 400),
    ("LF and no field", b"GET /healthz HTTP/1.0\n\n", 400),
    ("CR in a value", get(fields=b"Host: a\rX: b\r\n"), 400),
    ("two CR", get(fields=HOST + b"X: a\r\r\n"), 400),
    ("a folded field", get(fields=HOST + b"X: a\r\n b\r\n"), 400),
    ("a field folded by a tab", get(fields=HOST + b"X: a\r\n\tb\r\n"), 400),
    ("a folded first line", get(fields=b" Host: a\r\n"), 400),
    ("a blank for the empty line", GET + HOST + b" \r\n\r\n", 400),
    ("a blank in front of the colon", get(fields=b"Host : a\r\n"), 400),
    ("a tab in front of the colon", get(fields=b"Host\t: a\r\n"), 400),
    ("no colon", get(fields=HOST + b"X\r\n"), 400),
    ("no name", get(fields=HOST + b": a\r\n"), 400),
    ("a blank in a name", get(fields=HOST + b"X Y: a\r\n"), 400),
    ("a name beyond ASCII", get(fields=HOST + b"X\xe9: a\r\n"), 400),
    ("absolute form with a user", get(b"http://x@a/healthz"), 400),
    ("absolute form without a host", get(b"http:///healthz"), 400),
    ("absolute form of another host", get(b"http://b:80/healthz"), 400),
    ("a query with a bare CR", get(b"/healthz?a\rb"), 400),
    ("a query with a blank", get(b"/healthz?a b"), 0),
    ("absolute form of FTP", get(b"ftp://a/healthz"), 400),
    ("CONNECT", b"CONNECT a:80 HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    ("two blanks", get(b" /healthz"), 400),
    ("a blank behind the version", get(version=b"HTTP/1.1 "), 400),
    ("a blank in the target", get(b"/heal thz"), 0),
    ("tabs for blanks", b"GET\t/healthz\tHTTP/1.1\r\n" + HOST + b"\r\n", 0),
    ("a blank in front", b" " + get(), 0),
    ("a method that is no token", b"G(T" + get()[3:], 400),
    ("no version", b"GET /healthz\r\n\r\n", 400),
    ("a version in small letters", get(version=b"http/1.1"), 400),
    ("HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
    ("HTTP/0.9", get(version=b"HTTP/0.9"), 505),
    ("HTTP/1.10", get(version=b"HTTP/1.10"), 400),
    ("TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"x" * 50 + b"\r\n\r\n", 0),
    ("noise", b"\xff\xfe\r\n\r\n", 0),
    ("chunk beyond 64 bits", CHUNKED + b"fffffffffffffffff\r\n{}\r\n0\r\n\r\n", 413),
    ("chunk of 2^64 - 1", CHUNKED + b"ffffffffffffffff\r\n{}\r\n0\r\n\r\n", 0),
    *((f"chunk {bad}", CHUNKED + bad + b"\r\n{}\r\n0\r\n\r\n", 400) for bad in (b"-2", b"0x2", b" 2", b"2 ", b"+2", b"", b"1", b"x")),
    ("no line end behind a chunk", CHUNKED + b"2\r\n{}0\r\n\r\n", 400),
    # Framing that the library takes leniently: answered, but nothing behind it is.
    ("LF in chunks", CHUNKED + b"2\n{}\n0\n\n", 400),
    ("LF in a chunk's extension", CHUNKED + b"2;\n{}\r\n0\r\n\r\n", 400),
    ("NUL in a chunk's extension", CHUNKED + b"2;\0\r\n{}\r\n0\r\n\r\n", 400),
    ("a chunk's extension", CHUNKED + b"2;a=b\r\n{}\r\n0\r\n\r\n", 400),
    ("an endless extension", CHUNKED + b"2;" + b"x" * 40000 + b"\r\n{}\r\n0\r\n\r\n", 500),
    ("a length in the trailer", CHUNKED + b"2\r\n{}\r\n0\r\nContent-Length: 50\r\n\r\n", 400),
    ("zeros in front of a chunk's size", CHUNKED + b"0" * 30 + b"2\r\n{}\r\n0\r\n\r\n", 400),
    ("a packed body", POST + b"Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}", 415),
    ("a body packed twice", POST + b"Content-Encoding: identity\r\nContent-Encoding: br\r\nContent-Length: 2\r\n\r\n{}", 415),
    ("a body over the limit", POST + b"Content-Length: 99999999\r\n\r\n", 413),
    ("one that asks first", POST + b"Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n", 413),
    ("chunks over the limit", CHUNKED + (b"1000\r\n" + b"x" * 4096 + b"\r\n") * 3 + b"0\r\n\r\n", 413),
    ("a target too long", get(b"/" + b"a" * 20000), 414),
    ("a method too long", b"A" * 20000 + get()[3:], 414),
    ("a field too long", get(fields=HOST + b"X: " + b"a" * 20000 + b"\r\n"), 431),
    ("a name too long", get(fields=HOST + b"X" * 20000 + b": a\r\n"), 431),
    ("too many fields", get(fields=HOST + b"".join(b"X%d: y\r\n" % i for i in range(3000))), 431),
]

# What is answered, and the connection goes on: name, request, status.
ANSWERED = [
    ("absolute form", get(b"http://a/healthz"), 200),  # RFC 9112 section 3.2.2: must be accepted, as the host is that of Host
    ("a host with a port", get(fields=b"Host: a:8080\r\n"), 200),
    ("an IPv6 host", get(fields=b"Host: [::1]:80\r\n"), 200),
    ("empty lines in front", b"\r\n\r\n" + get(), 200),
    ("a later HTTP/1", get(version=b"HTTP/1.2"), 200),
    ("HTTP/1.0 kept alive", get(fields=b"Connection: keep-alive\r\n", version=b"HTTP/1.0"), 200),
    ("a wish for HTTP/2", get(fields=HOST + b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n"), 200),
    ("an empty value", get(fields=HOST + b"X:\r\n"), 200),
    ("a value of blanks", get(fields=HOST + b"X: \t \r\n"), 200),
    ("a long target", get(b"/" + b"a" * 9000), 404),
    ("an unknown method", b"BREW" + get()[3:], 405),
    ("a method in small letters", b"get" + get()[3:], 405),
    ("TRACE", b"TRACE" + get()[3:], 405),
    ("PATCH", b"PATCH /v1/audio HTTP/1.1\r\n" + HOST + b"\r\n", 405),
    ("a body that is not packed", POST + b"Content-Encoding: identity\r\nContent-Length: 2\r\n\r\n{}", 400),
    ("zeros in front of a length", POST + b"Content-Length: 0002\r\n\r\n{}", 400),
    ("one that asks first and may", POST + b"Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}", 100),
]


def statuses(got):
    """Of the answers that came: each begins where a header begins, not in a body."""
    return [int(x) for x in re.findall(rb"HTTP/1\.[01] (\d\d\d) [^\r]*\r\nDate|HTTP/1\.1 (100) ", got) for x in x if x]


def test_nothing_behind_a_refused_request_is_answered():
    with Service(body_max_bytes=8192, header_timeout_ms=4000) as s:
        for name, request, status in REFUSED:
            got = s.raw(request + BEHIND)
            assert got is not None, f"{name}: it stays open"
            assert b'"openapi"' not in got, f"{name}: what stands behind it is answered"
            told = statuses(got)
            assert set(told) == {status} or (status == 0 and set(told) <= {400}), (name, told, got[:300])
            if got:
                assert b"Connection: close" in got, (name, got[:300])
        assert s.ask("/healthz").status == 200


def test_what_is_only_odd_is_answered():
    with Service() as s:
        for name, request, status in ANSWERED:
            got = s.raw(request + BEHIND)
            assert got and statuses(got)[0] == status and b'"openapi"' in got, (name, got and got[:300])
            assert status != 405 or b"Allow: " in got, name
        last = s.raw(get(fields=b"", version=b"HTTP/1.0") + BEHIND)
        assert statuses(last) == [200] and b'"openapi"' not in last, last


def test_a_packed_body_is_told_what_to_do():
    with Service() as s:
        got = s.raw(POST + b"Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}")
        assert b"Accept-Encoding: identity\r\n" in got and b'"media_type"' in got, got


def mutations(seed, n):
    """Requests of the tables, cut, doubled, flipped and joined; the same at every run."""
    chance = random.Random(seed)
    requests = [r for _, r, _ in REFUSED + ANSWERED if len(r) < 2000]
    odd = [b"\0", b"\n", b"\r", b"\r\n", b" ", b":", b"\xff", b"chunked", b"Content-Length: 1\r\n", b"%00", b"0\r\n\r\n"]
    for _ in range(n):
        r = bytearray(chance.choice(requests))
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(r) + 1)
            cut = at + chance.randint(0, 8)
            r[at:cut] = chance.choice([b"", chance.choice(odd), bytes([chance.randrange(256)]), bytes(r[:at])])
        yield bytes(r)


def test_mutated_requests_do_not_end_the_server():
    with Service(header_timeout_ms=500) as s:
        work = list(mutations(6, 400))
        threads = [threading.Thread(target=lambda part: [s.raw(r + BEHIND) for r in part], args=(work[i::8],)) for i in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert s.ask("/healthz").status == 200
        assert s.stop() == 0, s.errors


if __name__ == "__main__":
    sys.exit(run(globals()))
