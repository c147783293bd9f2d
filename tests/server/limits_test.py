#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much one address, one site and one key may set the server to, and what the others have of it."""
import contextlib, http.client, os, re, sys, threading, time, urllib.parse

from service import KEY, PATIENCE_S, ROOT, Blog, Reply, Service, page, run


def refused(reply, status, code, least_s=1, most_s=86400):
    """Its error and, with 429 and 503, how long to wait."""
    assert (reply.status, reply.json()["error"]["code"]) == (status, code), (reply.status, reply.body)
    assert reply.fields["Cache-Control"] == "no-store", reply.fields
    if status in (429, 503):
        assert least_s <= int(reply.fields["Retry-After"]) <= most_s, (reply.fields["Retry-After"], least_s, most_s)
    return reply


class SlowBlog(Blog):
    """/slow is not answered before the gate opens; every other path is a post of its own. Two hosts: two sites."""

    def __init__(self):
        super().__init__()
        self.gate = threading.Event()
        self.here, self.there = self.site, "localhost:" + self.site.split(":")[1]
        self.pages["/slow"] = self.answer_late
        for i in range(40):
            self.pages[f"/{i}"] = (200, "text/html", page(f"Post {i}", paragraphs=1))

    def answer_late(self, handler):
        self.gate.wait(PATIENCE_S)
        body = page("Slow", paragraphs=1)
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)


@contextlib.contextmanager
def busy(**settings):
    """A server whose only reader is at work on /slow; ask() asks in a thread and returns when that waits."""
    with contextlib.closing(SlowBlog()) as blog, Service(blog, sites=f"{blog.here}, {blog.there}", jobs_max=1, **settings) as s:
        threads = []

        def ask(site, path, waiting):
            threads.append(threading.Thread(target=s.manifest, args=(f"http://{site}{path}",)))
            threads[-1].start()
            s.wait_for("reads_waiting", waiting)

        try:
            ask(blog.here, "/slow", 0)
            while "/slow" not in blog.asked:
                time.sleep(0.01)
            yield blog, s, ask
        finally:
            blog.gate.set()
            for thread in threads:
                thread.join(PATIENCE_S)


def test_a_site_with_many_posts_does_not_delay_another():
    with busy() as (blog, s, ask):
        for i in range(4):
            ask(blog.here, f"/{i}", i + 1)
        ask(blog.there, "/9", 5)
        blog.gate.set()
        s.wait_for("posts_read_total", 6)
        assert blog.asked == ["/slow", "/0", "/9", "/1", "/2", "/3"], blog.asked


def test_a_full_share_is_429_and_a_full_queue_503():
    with busy(queue_max=3, queue_site_max=2) as (blog, s, ask):
        ask(blog.here, "/0", 1)
        ask(blog.here, "/1", 2)
        refused(s.manifest(f"http://{blog.here}/2"), 429, "site_busy")
        ask(blog.there, "/3", 3)
        refused(s.manifest(f"http://{blog.there}/4"), 503, "busy")
        refused(s.manifest(f"http://{blog.here}/2"), 503, "busy")


def test_a_missing_key_and_a_wrong_one_are_told_apart():
    with Service() as s:
        for path, method in (("/v1/posts/7", "GET"), ("/v1/posts?site=a.example", "GET"), ("/v1/audio", "POST")):
            none, wrong, other = (s.ask(path, method, fields) for fields in (
                {}, {"Authorization": "Bearer " + KEY + "x"}, {"Authorization": "Basic b3BlbjpzZXNhbWU="}))
            refused(none, 401, "unauthorized")
            refused(other, 401, "unauthorized")
            refused(wrong, 401, "key_wrong")
            assert none.fields["WWW-Authenticate"] == "Bearer", none.fields
            assert wrong.fields["WWW-Authenticate"] == 'Bearer error="invalid_token"', wrong.fields


if __name__ == "__main__":
    sys.exit(run(globals()))
