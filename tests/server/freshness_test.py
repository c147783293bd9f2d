#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What becomes of a post when its page changes, fails or asks not to be read."""
import concurrent.futures, contextlib, http.client, sys, time

from service import PATIENCE_S, Blog, Service, mp3_frames, page, run


def test_a_failing_page_is_not_fetched_at_each_click():
    for status, body in ((404, b"gone"), (500, b"broken"), (200, b"<html><body></body></html>")):
        with contextlib.closing(Blog()) as blog, Service(blog, failure_fresh_s=600) as s:
            blog.pages["/post"] = (status, "text/html", body)
            replies = [s.manifest(blog.url("/post")) for _ in range(5)]
            assert all(r.status in (404, 422, 502) for r in replies), [r.status for r in replies]
            assert 1 <= int(replies[-1].fields["Retry-After"]) <= 600
            assert blog.asked == ["/post"], blog.asked


def test_an_error_page_is_no_post_and_is_tried_again():
    with contextlib.closing(Blog()) as blog, Service(blog, failure_fresh_s=0) as s:
        blog.pages["/post"] = (503, "text/html", page())
        r = s.manifest(blog.url("/post"))
        assert r.status == 502 and r.json()["error"]["code"] == "fetch_status"
        blog.pages["/post"] = (200, "text/html", page())
        assert s.manifest(blog.url("/post")).json()["title"] == "A quiet harbour"


def test_a_page_that_asks_not_to_be_read_is_left_alone():
    with contextlib.closing(Blog()) as blog, Service(blog, failure_fresh_s=600) as s:
        wish = b'<meta name="listenpost" content="off"></head>'
        blog.pages["/post"] = (200, "text/html", page().replace(b"</head>", wish))
        replies = [s.manifest(blog.url("/post")) for _ in range(3)]
        assert all(r.status == 403 and r.json()["error"]["code"] == "opted_out" for r in replies)
        assert blog.asked == ["/post"] and s.metric("syntheses_total") == 0


def test_a_redirect_to_a_site_that_is_not_allowed_is_refused():
    with contextlib.closing(Blog()) as blog, contextlib.closing(Blog()) as other:
        ports = blog.site.split(":")[1] + "," + other.site.split(":")[1]
        with Service(blog, fetch_ports=ports) as s:
            def redirect(handler):
                handler.send_response(302)
                handler.send_header("Location", other.url("/post"))
                handler.send_header("Content-Length", "0")
                handler.end_headers()
            blog.pages["/post"] = redirect
            other.pages["/post"] = (200, "text/html", page())
            r = s.manifest(blog.url("/post"))
            assert r.status == 403 and r.json()["error"]["code"] == "url_refused", r.status
            assert other.asked == []


def test_an_edit_costs_only_its_paragraph():
    with contextlib.closing(Blog()) as blog, Service(blog, post_fresh_s=0) as s:
        blog.pages["/post"] = (200, "text/html", page())
        s.ask(s.manifest(blog.url("/post")).json()["audio"])
        s.wait_for("posts_making", 0)
        said = s.metric('steps_total{step="say"}'.replace("{", r"\{").replace("}", r"\}"))
        blog.pages["/post"] = (200, "text/html", page().replace(b"part 3 of", b"part three, edited, of"))
        s.ask(s.manifest(blog.url("/post")).json()["audio"])
        s.wait_for("posts_making", 0)
        assert s.metric('steps_total{step="say"}'.replace("{", r"\{").replace("}", r"\}")) == said + 1


def test_a_listener_of_the_old_text_hears_it_to_its_end():
    with contextlib.closing(Blog()) as blog, Service(blog, post_fresh_s=0, plan_budget_ms=0) as s:
        blog.pages["/post"] = (200, "text/html", page(paragraphs=40))
        old = s.manifest(blog.url("/post")).json()
        connection = http.client.HTTPConnection("127.0.0.1", s.port, timeout=PATIENCE_S)
        connection.request("GET", old["audio"])
        response = connection.getresponse()
        heard = response.read(4096)
        blog.pages["/post"] = (200, "text/html", page(paragraphs=40, note=" It was edited."))
        new = s.manifest(blog.url("/post")).json()
        assert new["key"] != old["key"]
        assert s.ask(new["audio"]).whole
        heard += response.read()
        connection.close()
        assert mp3_frames(heard) > 1000
        assert len(s.ask(old["audio"]).body) == len(heard)


def steps(s, step):
    return s.metric(r'steps_total\{step="%s"\}' % step)


def again(s, outcome):
    return s.metric(f"revalidations_{outcome}_total")


class Dated:
    """A page whose server can tell whether it has changed."""

    def __init__(self, body, etag='"1"', modified="Sun, 01 Feb 2026 10:00:00 GMT", **fields):
        self.body, self.etag, self.modified, self.fields = body, etag, modified, fields
        self.answered, self.asked_by = [], []

    def __call__(self, handler):
        asked = handler.headers.get("If-None-Match"), handler.headers.get("If-Modified-Since")
        known = (self.etag and asked[0] == self.etag) or (not self.etag and self.modified and asked[1] == self.modified)
        self.asked_by.append(asked)
        self.answered.append(304 if known else 200)
        handler.send_response(self.answered[-1])
        for name, value in (("ETag", self.etag), ("Last-Modified", self.modified), *self.fields.items()):
            if value:
                handler.send_header(name.replace("_", "-"), value)
        if not known:
            handler.send_header("Content-Type", "text/html")
            handler.send_header("Content-Length", str(len(self.body)))
        handler.end_headers()
        if not known:
            handler.wfile.write(self.body)


def test_a_page_that_has_not_changed_costs_one_question():
    for validators in ({}, {"etag": None}, {"modified": None}):
        with contextlib.closing(Blog()) as blog, Service(blog, post_fresh_s=0) as s:
            blog.pages["/post"] = dated = Dated(page(), **validators)
            first = s.manifest(blog.url("/post")).json()
            assert s.ask(first["audio"]).whole
            s.wait_for("posts_making", 0)
            cost = [steps(s, step) for step in ("read", "say", "encode")]
            for _ in range(3):
                assert s.manifest(blog.url("/post")).json()["key"] == first["key"]
            assert dated.answered == [200, 304, 304, 304] and again(s, "unchanged") == 3
            assert [steps(s, step) for step in ("read", "say", "encode")] == cost
            assert s.ask(first["audio"]).whole and s.metric("syntheses_total") == 1


def test_the_same_bytes_sent_again_are_not_read_again():
    with contextlib.closing(Blog()) as blog, Service(blog, post_fresh_s=0) as s:
        blog.pages["/post"] = (200, "text/html", page())
        keys = {s.manifest(blog.url("/post")).json()["key"] for _ in range(3)}
        assert len(keys) == 1 and len(blog.asked) == 3 and steps(s, "read") == 1 and again(s, "unchanged") == 2


def test_a_page_that_has_changed_is_read_and_its_old_audio_stays_for_its_listeners():
    with contextlib.closing(Blog()) as blog, Service(blog, post_fresh_s=0) as s:
        blog.pages["/post"] = Dated(page())
        old = s.manifest(blog.url("/post")).json()
        blog.pages["/post"] = dated = Dated(page(note=" It was edited."), etag='"2"')
        new = s.manifest(blog.url("/post")).json()
        assert dated.asked_by == [('"1"', "Sun, 01 Feb 2026 10:00:00 GMT")]
        assert new["key"] != old["key"] and again(s, "changed") == 1
        assert s.ask(old["audio"]).whole and s.ask(new["audio"]).whole
        assert s.manifest(blog.url("/post")).json()["key"] == new["key"] and dated.answered == [200, 304]


def test_a_page_that_holds_longer_is_not_asked_for_until_then():
    for field, most, asked in (("max-age=3600", 600, 1), ("max-age=3600", 0, 3), ("no-cache", 600, 3),
                               ("s-maxage=3600", 600, 3)):
        with contextlib.closing(Blog()) as blog, Service(blog, post_fresh_s=0, post_fresh_max_s=most) as s:
            blog.pages["/post"] = dated = Dated(page(), Cache_Control=field)
            for _ in range(3):
                assert s.manifest(blog.url("/post")).status == 200
            assert len(dated.answered) == asked, (field, most, dated.answered)


def test_many_who_ask_for_a_stale_page_ask_its_server_once():
    with contextlib.closing(Blog()) as blog, Service(blog, post_fresh_s=1) as s:
        dated = Dated(page())
        def slowly(handler):
            time.sleep(0.3)
            dated(handler)
        blog.pages["/post"] = slowly
        assert s.manifest(blog.url("/post")).status == 200
        time.sleep(1.1)
        with concurrent.futures.ThreadPoolExecutor(8) as readers:
            replies = list(readers.map(lambda _: s.manifest(blog.url("/post")), range(8)))
        assert all(r.status == 200 for r in replies) and dated.answered == [200, 304]


def broken(handler):
    handler.connection.close()


def test_a_server_out_of_order_leaves_its_last_good_post():
    for fault in ((500, "text/html", b"broken"), (429, "text/html", b"later"), broken, lambda h: time.sleep(1.5)):
        with contextlib.closing(Blog()) as blog, Service(
                blog, post_fresh_s=0, failure_fresh_s=0, fetch_timeout_ms=500, log_level="info") as s:
            blog.pages["/post"] = Dated(page())
            good = s.manifest(blog.url("/post")).json()
            assert good["stale"] is False
            blog.pages["/post"] = fault
            for _ in range(2):
                bad = s.manifest(blog.url("/post"))
                assert bad.status == 200 and bad.json()["stale"] is True and bad.json()["key"] == good["key"]
            assert s.ask(good["audio"]).whole and again(s, "stale") == 2
            blog.pages["/post"] = dated = Dated(page())
            assert s.manifest(blog.url("/post")).json()["stale"] is False and dated.answered == [304]
            s.stop()
            assert "out of order" in s.errors, s.errors


def test_a_last_good_post_is_not_good_for_ever():
    for most, status in ((0, 502), (86400, 200)):
        with contextlib.closing(Blog()) as blog, Service(
                blog, post_fresh_s=0, failure_fresh_s=0, post_stale_max_s=most) as s:
            blog.pages["/post"] = Dated(page())
            assert s.manifest(blog.url("/post")).status == 200
            blog.pages["/post"] = (503, "text/html", page())
            assert [s.manifest(blog.url("/post")).status for _ in range(2)] == [status, status]


def test_a_page_taken_away_is_forgotten():
    wish = page().replace(b"</head>", b'<meta name="listenpost" content="off"></head>')
    for answer, status, code in (((404, "text/html", b""), 404, "source_gone"), ((410, "text/html", b""), 404, "source_gone"),
                                 ((403, "text/html", b""), 403, "source_refused"), ((200, "text/html", wish), 403, "opted_out")):
        with contextlib.closing(Blog()) as blog, Service(blog, post_fresh_s=0, failure_fresh_s=0) as s:
            blog.pages["/post"] = Dated(page())
            good = s.manifest(blog.url("/post")).json()
            blog.pages["/post"] = answer
            r = s.manifest(blog.url("/post"))
            assert r.status == status and r.json()["error"]["code"] == code, (r.status, r.body)
            assert s.ask(good["audio"]).status == 404 and s.metric("syntheses_total") == 0
            assert again(s, "gone") == (code == "source_gone")
            blog.pages["/post"] = (500, "text/html", b"")
            assert s.manifest(blog.url("/post")).status == 502
            blog.pages["/post"] = Dated(page())
            assert s.manifest(blog.url("/post")).json()["key"] == good["key"]


def test_what_cannot_be_read_any_more_does_not_leave_the_old_text():
    with contextlib.closing(Blog()) as blog, Service(blog, post_fresh_s=0, failure_fresh_s=0) as s:
        blog.pages["/post"] = Dated(page())
        assert s.manifest(blog.url("/post")).status == 200
        blog.pages["/post"] = (200, "image/png", b"\x89PNG")
        assert s.manifest(blog.url("/post")).status == 415 and again(s, "failed") == 1


if __name__ == "__main__":
    sys.exit(run(globals()))
