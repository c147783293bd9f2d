#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server is killed at any moment while posts are handed over, deleted and listened to. What it acknowledged holds.

usage: crash_test.py [--cycles N] [--seed N]

Each cycle: start in the same folders, look whether everything acknowledged is there, let writers work, kill -9. In the
end everything is made and compared with what a server that was never killed makes of it. 300 cycles take some five
minutes; without an argument it is a sample."""
import argparse, contextlib, glob, json, os, random, subprocess, sys, threading, time, urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "server"))
from posts_test import SITE, wait_for_state
from service import BINARY, PATIENCE_S, SENTENCES, Service
from webhook_test import Mailbox, service

WRITERS, POSTS_EACH = 4, 3
LOAD_S = (0.02, 0.6)  # a cycle's load ends somewhere in between


class Post:
    """One writer's post: what it was told last, and what it asked for when the server died. None: no such post."""

    def __init__(self, name):
        self.name, self.version, self.told, self.asked = name, 0, None, []

    def next_document(self):
        self.version += 1
        text = f"This is version {self.version} of {self.name}. {SENTENCES[self.version % len(SENTENCES)]}"
        return {"url": f"http://{SITE}/{self.name}", "title": f"{self.name} {self.version}", "text": text}


class Writer(threading.Thread):
    """Hands its posts over, deletes some, listens to some, until the server is gone."""

    def __init__(self, service, posts, seed, counts):
        super().__init__(daemon=True)
        self.service, self.posts, self.chance, self.counts, self.wrong = service, posts, random.Random(seed), counts, None

    def run(self):
        try:
            while True:
                self.step(self.chance.choice(self.posts))
        except (OSError, EOFError):
            pass  # killed
        except Exception as e:
            if self.service.process.poll() is None:
                self.wrong = e

    def step(self, post):
        kind = self.chance.random()
        if kind < 0.6:
            self.change(post, post.next_document(), lambda d: self.service.put(post.name, d), (200, 201, 202))
        elif kind < 0.7:
            self.change(post, None, lambda d: self.service.post(post.name, "DELETE"), (204, 404))
        elif kind < 0.85:
            self.listen(post)
        else:
            reply = self.service.speak({"text": f"Once, number {self.chance.random()}. {SENTENCES[0]}"})
            assert reply.status == 200, reply.status
            self.counts["spoken"] += reply.whole

    def change(self, post, document, ask, good):
        post.asked.append(document)
        reply = ask(document)
        if not reply.whole:
            raise EOFError
        assert reply.status in good, (reply.status, reply.body)
        post.told, post.asked = document, []
        self.counts["acknowledged"] += 1

    def listen(self, post):
        reply = self.service.ask("/v1/posts?url=" + urllib.parse.quote(f"http://{SITE}/{post.name}", safe=""))
        if reply.whole and reply.status == 200 and reply.json()["audio"]:
            audio = self.service.ask(reply.json()["audio"])
            self.counts["heard"] += audio.whole and audio.status == 200


def descendants(pid):
    """(process, start time) of all that come from it."""
    parents = {}
    for path in glob.glob("/proc/[0-9]*/stat"):
        with contextlib.suppress(OSError), open(path) as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
            parents.setdefault(int(fields[1]), []).append((int(path.split("/")[2]), fields[19]))
    found, new = [], [pid]
    while new:
        children = parents.get(new.pop(), [])
        found += children
        new += [child for child, _ in children]
    return found


def is_alive(process):
    with contextlib.suppress(OSError), open(f"/proc/{process[0]}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
        return fields[19] == process[1] and fields[0] != "Z"
    return False


def check_nobody_is_left(processes):
    end = time.monotonic() + PATIENCE_S
    while left := [p for p in processes if is_alive(p)]:
        assert time.monotonic() < end, f"processes are left: {left}"
        time.sleep(0.01)
    assert not glob.glob("/dev/shm/*listenpost*")


def parts(s):
    return set(glob.glob(os.path.join(s.folder, "**", "*.part-*"), recursive=True))


def check_cache(s):
    done = subprocess.run([BINARY, "cache", "verify", "--cache-dir", os.path.join(s.folder, "cache")],
                          capture_output=True, text=True, timeout=PATIENCE_S)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not glob.glob(os.path.join(s.folder, "posts", "damaged", "*"))


def check_posts(s, posts):
    """What lies on the disk and what the server says of it: the last that was told, or what was asked for after it."""
    files = [open(path, "rb").read() for path in glob.glob(os.path.join(s.folder, "posts", "*.post"))]
    for post in posts:
        mine = [body for body in files if f"http://{SITE}/{post.name}".encode() in body]
        allowed = [post.told] + post.asked
        found = [d for d in allowed if d and any(d["text"].encode() in body for body in mine)]
        assert len(found) == len(mine) <= 1, (post.name, len(mine), allowed)
        assert found or None in allowed, f"{post.name} is lost"
        reply = s.post(post.name)
        assert reply.status == (200 if found else 404), (post.name, reply.status)
        post.told, post.asked = (found or [None])[0], []


def one_cycle(s, posts, chance, counts):
    left = parts(s)
    s.start()
    assert not left & parts(s), left & parts(s)
    check_posts(s, posts)
    writers = [Writer(s, posts[i::WRITERS], chance.random(), counts) for i in range(WRITERS)]
    for writer in writers:
        writer.start()
    time.sleep(chance.uniform(*LOAD_S))
    processes = descendants(s.process.pid)
    s.kill()
    for writer in writers:
        writer.join(PATIENCE_S)
        assert writer.wrong is None and not writer.is_alive(), writer.wrong
    check_nobody_is_left(processes)
    check_cache(s)
    counts["leftovers"] += bool(parts(s))


def check_all_is_made(s, posts, box):
    """Every accepted post becomes ready, is told, and sounds as it does on a server that was never killed."""
    with Service(accept_budget_ms=60000) as calm:
        for post in posts:
            if post.told is None:
                assert s.post(post.name).status == 404
                continue
            told, expected = wait_for_state(s, post.name, "ready"), calm.put(post.name, post.told).json()
            assert told["key"] == expected["key"], post.name
            for member in ("audio", "marks"):
                assert s.ask(told[member]).body == calm.ask(expected[member]).body, (post.name, member)
            end = time.monotonic() + PATIENCE_S
            while not any(json.loads(letter[2])["data"].get("key") == told["key"] for letter in list(box.letters)):
                assert time.monotonic() < end, f"nobody was told that {post.name} is ready"
                time.sleep(0.05)


def crash(cycles, seed):
    chance = random.Random(seed)
    posts = [Post(f"post-{i:02}") for i in range(WRITERS * POSTS_EACH)]
    counts = {"acknowledged": 0, "heard": 0, "spoken": 0, "leftovers": 0}
    with contextlib.closing(Mailbox()) as box, service(box, http_threads=2, jobs_max=3) as s:
        s.command += ["--accept-budget-ms", "0"]
        s.kill()
        for cycle in range(cycles):
            try:
                one_cycle(s, posts, chance, counts)
            except Exception as e:
                raise AssertionError(f"cycle {cycle} of seed {seed}: {e}") from e
        s.start()
        check_posts(s, posts)
        check_all_is_made(s, posts, box)
        s.stop()
        check_cache(s)
        assert not parts(s), parts(s)
        assert counts["acknowledged"] >= cycles, counts
        print(f"{cycles} cycles, seed {seed}: {counts}, {len(box.letters)} messages", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--cycles", type=int, default=20)
    arguments.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    given = arguments.parse_args()
    name = "nothing_acknowledged_is_lost_when_killed_at_any_moment"
    try:
        crash(given.cycles, given.seed)
        print("ok", name)
    except Exception as e:
        print(f"{type(e).__name__}: {e}")
        print("FAIL", name)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
