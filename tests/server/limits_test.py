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


# ---- tokens. The proxy is at 127.0.0.2; who comes from another address is a reader or a client.

PROXY = "127.0.0.2"


def ask(s, target, address="127.0.0.1", method="GET", fields={}, body=None):
    connection = http.client.HTTPConnection("127.0.0.1", s.port, timeout=PATIENCE_S, source_address=(address, 0))
    try:
        connection.request(method, target, body=body, headers=fields)
        return Reply(connection.getresponse())
    finally:
        connection.close()


@contextlib.contextmanager
def limited(**settings):
    """One token a minute is next to none: what is there at first is all there is."""
    settings = {"trusted_proxies": PROXY, "client_rate": 1, "client_burst": 3, "making_cost": 2, **settings}
    with contextlib.closing(SlowBlog()) as blog, Service(blog, sites=f"{blog.here}, {blog.there}", **settings) as s:
        yield s, lambda i, site=None: "/v1/posts?url=" + urllib.parse.quote(f"http://{site or blog.here}/{i}", safe="")


def test_an_address_that_asks_for_too_much_waits_and_others_do_not():
    with limited() as (s, post):
        assert [ask(s, post(i)).status for i in range(3)] == [200] * 3
        refused(ask(s, post(3)), 429, "limited", 50, 60)
        assert ask(s, post(3), "127.0.0.3").status == 200
        assert s.metric("limited_addresses_total") == 1 and s.metric("buckets") == 3  # two addresses, one site


def test_what_is_remembered_in_the_making_or_finished_costs_nothing():
    with limited() as (s, post):
        audio = ask(s, post(0)).json()["audio"]  # 1
        assert ask(s, audio).status == 200  # 2 more
        s.wait_for("posts_making", 0)
        for target in [post(0), audio, audio.replace(".mp3", ".json"), "/player.js", "/v1/models", post(0)] * 3:
            assert ask(s, target).status == 200, target
        refused(ask(s, post(1)), 429, "limited", 50, 60)
        other = ask(s, post(1), "127.0.0.3").json()["audio"]
        refused(ask(s, other), 429, "limited", 100, 120)  # 2 tokens at 1 a minute
        assert ask(s, other, method="HEAD").status == 200 and ask(s, other, "127.0.0.3").status == 200


def test_tokens_come_back_when_retry_after_says_so():
    with limited(client_rate=60, client_burst=1) as (s, post):
        assert ask(s, post(0)).status == 200
        wait_s = int(refused(ask(s, post(1)), 429, "limited", 1, 1).fields["Retry-After"])
        time.sleep(wait_s)
        assert ask(s, post(1)).status == 200


def test_a_trusted_proxy_tells_for_whom_it_asks_and_nobody_else():
    with limited(client_burst=1) as (s, post):
        def told(i, client, address=PROXY, name="X-Forwarded-For"):
            return ask(s, post(i), address, fields={name: client})

        assert told(0, "192.0.2.1").status == 200
        refused(told(1, "192.0.2.1"), 429, "limited")
        refused(told(1, "203.0.113.77, 192.0.2.1"), 429, "limited")  # the client's own word comes first
        refused(told(1, f"192.0.2.1, {PROXY}"), 429, "limited")
        assert told(1, "192.0.2.2").status == 200
        assert told(2, "2001:db8::1").status == 200
        refused(told(3, "2001:db8::ffff:2"), 429, "limited")  # the same /64
        assert told(3, "2001:db8:0:1::1").status == 200
        assert told(4, "192.0.2.9", "127.0.0.7").status == 200
        refused(told(5, "192.0.2.10", "127.0.0.7"), 429, "limited")  # no proxy of ours
        for i in range(5, 9):  # it names nobody: all readers would share one bucket
            assert ask(s, post(i), PROXY, fields={"Forwarded": "for=192.0.2.1"}).status == 200


def test_the_standard_field_is_read_where_it_is_set():
    with limited(client_burst=1, forwarded="forwarded") as (s, post):
        fields = {"Forwarded": 'for="[2001:db8::1]:4711";proto=https', "X-Forwarded-For": "192.0.2.7"}
        assert ask(s, post(0), PROXY, fields=fields).status == 200
        refused(ask(s, post(1), PROXY, fields={**fields, "X-Forwarded-For": "192.0.2.8"}), 429, "limited")


def test_all_readers_of_one_site_share_its_tokens():
    with limited(client_rate=0, site_rate=1, site_burst=2) as (s, post):
        there = "localhost:" + urllib.parse.unquote(post(0)).split(":")[-1].split("/")[0]
        assert [ask(s, post(i), f"127.0.0.{10 + i}").status for i in range(2)] == [200, 200]
        refused(ask(s, post(2), "127.0.0.20"), 429, "site_limited", 50, 60)
        assert ask(s, post(2, there), "127.0.0.20").status == 200
        assert s.metric("limited_sites_total") == 1


def test_many_addresses_do_not_grow_the_table():
    with limited(buckets_max=16, post_fresh_s=0) as (s, post):
        for i in range(60):
            assert ask(s, post(i % 40), PROXY, fields={"X-Forwarded-For": f"192.0.2.{i}"}).status == 200
        assert s.metric("buckets") == 16 + 1


# ---- keys


def by_key(s, key=KEY, address="127.0.0.1"):
    return ask(s, "/v1/posts?site=a.example", address, fields={"Authorization": "Bearer " + key})


def test_who_guesses_keys_is_stopped_and_nobody_else():
    with Service(trusted_proxies=PROXY, wrong_keys_rate=1, wrong_keys_burst=3) as s:
        for _ in range(5):
            refused(ask(s, "/v1/posts/7"), 401, "unauthorized")  # no guess
        for i in range(3):
            assert by_key(s).status == 200
            refused(by_key(s, f"guess {i}"), 401, "key_wrong")
        refused(by_key(s, "guess 4"), 429, "keys_limited", 50, 60)
        refused(by_key(s), 429, "keys_limited", 50, 60)  # or a right guess could be told
        refused(s.speak({"text": "a"}), 429, "keys_limited", 50, 60)
        assert by_key(s, address="127.0.0.3").status == 200
        assert s.metric("limited_keys_total") == 3


TEXT = "The ferry is late."


def test_a_key_has_its_characters_a_day():
    with Service(key_characters_a_day=2 * len(TEXT) + 5) as s:
        left_s = 86400 - time.time() % 86400
        assert s.speak({"text": TEXT}).status == 200
        s.wait_for("posts_making", 0)
        assert s.speak({"text": TEXT}).status == 200  # finished: costs nothing
        put = {"url": "https://blog.example/a", "text": TEXT}
        assert s.put("a", put).status in (201, 202)
        assert s.put("a", put).status in (200, 202)  # unchanged: costs nothing
        speech = {"Authorization": "Bearer " + KEY, "Content-Type": "application/json"}
        for refusal in (s.speak({"text": TEXT + "!"}), s.put("b", put | {"text": TEXT + "?"}),
                        s.ask("/v1/audio/speech", "POST", speech, '{"input": "The ferry is in."}')):
            refused(refusal, 429, "quota", max(1, left_s - 60), left_s + 1)
        assert s.speak({"text": "Hello"}).status == 200  # there are 5 left
        assert s.metric("limited_quotas_total") == 3


def test_a_text_that_cannot_be_read_costs_nothing():
    with Service(key_characters_a_day=len(TEXT)) as s:
        for _ in range(3):
            refused(s.speak({"text": "  -- ** --  "}), 422, "no_text")
        assert s.speak({"text": TEXT}).status == 200
        s.stop()
        s.start()
        refused(s.speak({"text": "Hi!"}), 429, "quota")


def test_a_page_that_a_key_names_counts_as_long_as_it_is():
    with contextlib.closing(SlowBlog()) as blog, Service(blog, key_characters_a_day=150) as s:
        refused(s.speak({"url": blog.url("/0")}), 429, "quota")
        assert s.speak({"text": TEXT}).status == 200


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
