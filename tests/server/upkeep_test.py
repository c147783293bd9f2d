#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An operator works beside a running server: looks after its cache."""
import contextlib, glob, json, os, subprocess, sys, threading, time

from service import BINARY, PATIENCE_S, Blog, Service, run


def cache(s, *args):
    done = subprocess.run([BINARY, "cache", *args, "--json", "--cache-dir", os.path.join(s.folder, "cache")],
                          capture_output=True, text=True, timeout=PATIENCE_S)
    return done.returncode, json.loads(done.stdout)


def test_the_cache_is_looked_after_beside_a_running_server():
    with Service(hot_max_bytes=0) as s:
        audio = s.speak({"text": "The ferry is late. Nobody knows why."}).fields["Content-Location"]
        s.wait_for("posts_making", 0)
        first = s.ask(audio).body
        assert cache(s, "stat")[1]["audio"]["files"] == 1
        path, = glob.glob(os.path.join(s.folder, "cache", "audio", "*", "*"))
        with open(path, "r+b") as out:
            out.seek(-10, os.SEEK_END)
            out.write(b"0123456789")
        status, told = cache(s, "verify")
        assert status == 1 and told["damaged"]["files"] == 1 and not os.path.exists(path), told
        assert s.ask(audio).body == first
        s.wait_for("posts_making", 0)
        assert cache(s, "gc", "--to", "0")[1]["left"]["files"] == 0
        assert s.ask(audio).body == first
        s.wait_for("posts_making", 0)
        assert cache(s, "verify")[0] == 0 and s.ask("/healthz").json()["storing"]


def test_is_not_ready_while_the_queue_is_full():
    held = threading.Event()
    with contextlib.closing(Blog()) as blog, Service(blog, jobs_max=1, queue_max=1) as s:
        blog.pages.update({path: lambda handler: held.wait(PATIENCE_S) for path in ("/1", "/2")})
        r = s.ask("/readyz")
        assert r.status == 200 and r.fields["Cache-Control"] == "no-store" and "Retry-After" not in r.fields
        assert r.json() == {"ready": True, "reason": None, "storing": True, "reads_waiting": 0, "posts_waiting": 0}, r.body
        waiting = [threading.Thread(target=s.manifest, args=(blog.url(path),)) for path in ("/1", "/2")]
        waiting[0].start()
        while blog.asked != ["/1"]:
            time.sleep(0.01)
        waiting[1].start()
        s.wait_for("reads_waiting", 1)
        r = s.ask("/readyz")
        assert r.status == 503 and r.fields["Retry-After"] == "2", r.fields
        assert (r.json()["ready"], r.json()["reason"], r.json()["reads_waiting"]) == (False, "queue_full", 1), r.body
        assert s.ask("/healthz").status == 200
        held.set()
        for thread in waiting:
            thread.join()
        s.wait_for("reads_waiting", 0)
        assert s.ask("/readyz").status == 200


if __name__ == "__main__":
    sys.exit(run(globals()))
