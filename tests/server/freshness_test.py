#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What becomes of a post when its page changes, fails or asks not to be read."""
import contextlib, http.client, sys

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


if __name__ == "__main__":
    sys.exit(run(globals()))
