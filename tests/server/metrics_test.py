#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""GET /metrics as a strict reader of Prometheus' text format takes it, and what an operator must find there."""
import contextlib, re, socket, sys

from posts_test import document
from service import PATIENCE_S, Blog, Service, page, run
from webhook_test import Mailbox, service

SAMPLE = re.compile(r'(\w+)(?:\{(\w+="[^"\\\n]*"(?:,\w+="[^"\\\n]*")*)\})? (\d+(?:\.\d+)?)')
SUFFIXES = {"histogram": ("_bucket", "_sum", "_count"), "counter": ("",), "gauge": ("",)}

# What issue and handbook promise: a name each.
PROMISED = ["requests_total", "request_errors_total", "request_seconds", "posts_waiting", "reads_waiting", "steps_total",
            "step_crashes_total", "step_retries_total", "sentences_skipped_total", "cache_hits_total", "cache_misses_total",
            "cache_bytes", "cache_storing", "store_posts", "store_bytes", "store_storing", "store_unread", "store_posts_queued",
            "store_posts_making", "store_posts_unmade", "store_posts_made_total", "store_posts_failed_total", "messages_waiting",
            "messages_delivered_total", "messages_retried_total", "messages_dropped_total", "sent_bytes_total", "followers", "syntheses_total", "busy_total"]


def parse(text):
    """Families by name: type and samples; anything that is out of order is an error."""
    assert text.endswith("\n") and "\r" not in text
    families, name, kind = {}, None, None
    lines = iter(text.splitlines())
    for line in lines:
        if line.startswith("# HELP "):
            name, told = line[7:].split(" ", 1)
            assert re.fullmatch(r"listenpost_[a-z0-9_]+", name) and told.strip() and name not in families, line
            begin, again, kind = next(lines).rsplit(" ", 2)
            assert (begin, again) == ("# TYPE", name) and kind in SUFFIXES, line
            assert (kind == "counter") == name.endswith("_total"), line
            families[name] = (kind, {})
            continue
        sample = SAMPLE.fullmatch(line)
        assert sample and sample[1] in [name + suffix for suffix in SUFFIXES[kind]], line
        labelled = (sample[1], sample[2])
        assert labelled not in families[name][1], f"twice: {line}"
        families[name][1][labelled] = float(sample[3])
    for name, (kind, samples) in families.items():
        assert samples, name
        if kind == "histogram":
            check_histogram(name, samples)
    return families


def check_histogram(name, samples):
    buckets = [(label, value) for (sample, label), value in samples.items() if sample == name + "_bucket"]
    bounds = [float(re.fullmatch(r'le="(.*)"', label)[1]) for label, _ in buckets]
    counts = [value for _, value in buckets]
    assert bounds == sorted(set(bounds)) and bounds[-1] == float("inf"), bounds
    assert counts == sorted(counts) and counts[-1] == samples[name + "_count", None], counts


def value(families, name, label=None):
    return families["listenpost_" + name][1]["listenpost_" + name, label]


def test_a_strict_reader_finds_what_is_promised_and_counters_only_rise():
    with contextlib.closing(Blog()) as blog, Service(blog) as s:
        blog.pages["/post"] = (200, "text/html", page())
        before = parse(s.ask("/metrics").body.decode())
        assert not [name for name in PROMISED if "listenpost_" + name not in before], before.keys()
        audio = s.manifest(blog.url("/post")).json()["audio"]
        sent = len(s.ask(audio).body)
        s.ask("/nothing")
        s.wait_for("posts_making", 0)
        s.wait_for("followers", 0)
        after = parse(s.ask("/metrics").body.decode())
        assert after.keys() == before.keys()
        for name, (kind, samples) in after.items():
            for labelled, number in samples.items():
                if kind != "gauge":
                    assert number >= before[name][1].get(labelled, 0), labelled
        assert value(after, "request_errors_total") == value(before, "request_errors_total") + 1
        assert value(after, "steps_total", 'step="fetch"') == 1 and value(after, "syntheses_total") == 1
        assert value(after, "sent_bytes_total") - value(before, "sent_bytes_total") > sent
        took = after["listenpost_request_seconds"][1]
        assert took["listenpost_request_seconds_count", None] >= 4 and took["listenpost_request_seconds_sum", None] > 0


def test_posts_and_messages_are_counted():
    with contextlib.closing(Mailbox()) as box, service(box, webhook_attempts=2) as s:
        box.statuses = [204, 500, 204, 500, 500]
        s.put("1", document())
        s.wait_for("messages_delivered_total", 1)
        assert (s.metric("store_posts"), s.metric("store_posts_made_total"), s.metric("store_storing")) == (1, 1, 1)
        assert s.metric("store_bytes") > 50 and s.metric("store_unread") == 0
        s.put("2", document("/empty", text=" "))
        s.wait_for("store_posts_failed_total", 1)
        assert s.metric("store_posts_unmade") == 1
        s.wait_for("messages_delivered_total", 2)
        assert s.metric("messages_retried_total") == 1
        s.put("3", document("/third"))
        s.wait_for("messages_dropped_total", 1)
        s.wait_for("messages_waiting", 0)
        s.wait_for("store_posts_making", 0)
        assert (s.metric("store_posts"), s.metric("store_posts_queued"), s.metric("messages_delivered_total")) == (3, 0, 2)
        s.post("2", "DELETE")
        assert (s.metric("store_posts"), s.metric("store_posts_unmade")) == (2, 0)


def test_who_follows_is_counted_while_it_lasts():
    with contextlib.closing(Blog()) as blog, Service(blog, plan_budget_ms=0) as s:
        blog.pages["/post"] = (200, "text/html", page(paragraphs=400))
        audio = s.manifest(blog.url("/post")).json()["audio"]
        with socket.create_connection(("127.0.0.1", s.port), timeout=PATIENCE_S) as c:
            c.sendall(f"GET {audio} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
            assert c.recv(1)
            assert s.metric("followers") == 1
        s.wait_for("followers", 0)


if __name__ == "__main__":
    sys.exit(run(globals()))
