#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every call on a file of the server fails once, in each of five ways: nothing acknowledged is lost, nothing corrupt served.

usage: faults_test.py [--all]

A preloaded library (shim.c) fails the n-th open, write, sync, rename, close, unlink or mkdir below the server's folders
while a post is handed over, heard, changed and deleted. Without --all it is a sample."""
import contextlib, errno as numbers, glob, mmap, os, random, re, struct, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from crash_test import check_cache, parts
from posts_test import document, wait_for_state
from service import BINARY
from webhook_test import Mailbox, service

SHIM = os.path.join(os.path.dirname(BINARY), "tests", "libfaults.so")
KINDS = {"open": ("EMFILE", "ENOSPC", "EROFS", "EACCES", "EIO"), "write": ("ENOSPC", "EDQUOT", "EIO", "EFBIG", "EROFS"),
         "sync": ("EIO", "ENOSPC", "EDQUOT", "EROFS", "EINTR"), "rename": ("ENOSPC", "EDQUOT", "EIO", "EROFS", "EACCES"),
         "close": ("EIO", "ENOSPC", "EDQUOT", "EROFS", "EINTR"), "unlink": ("EIO", "EROFS", "EACCES", "EPERM", "ENOSPC"),
         "mkdir": ("ENOSPC", "EDQUOT", "EIO", "EROFS", "EACCES")}
FOREVER = (1 << 31) - 1


class Faults:
    """The page that the shim looks at: struct faults of shim.c."""

    def __init__(self, path, folder):
        with open(path, "wb") as f:
            f.write(bytes(4096))
        with open(path, "r+b") as f:
            self.page = mmap.mmap(f.fileno(), 4096)
        self.page[48:48 + len(folder) + 1] = folder.encode() + b"\0"

    def arm(self, kinds=(), error="EIO", first=1, last=FOREVER):
        bits = sum(1 << list(KINDS).index(kind) for kind in kinds)
        self.page[0:4] = bytes(4)
        self.page[4:48] = struct.pack("iii7ii", getattr(numbers, error), first, last, *[0] * 8)
        self.page[0:4] = struct.pack("I", bits)

    def counts(self):
        return dict(zip(KINDS, struct.unpack("7i", self.page[16:44])))

    def hits(self):
        return struct.unpack("i", self.page[44:48])[0]


@contextlib.contextmanager
def faulty():
    os.environ["LISTENPOST_FAULTS"] = path = f"/tmp/listenpost-faults-{os.getpid()}"
    with contextlib.closing(Mailbox()) as box:
        try:
            with service(box) as s:
                s.kill()
                faults = Faults(path, s.folder)
                os.environ.update(LD_PRELOAD=SHIM, ASAN_OPTIONS="verify_asan_link_order=0")
                s.start()
                yield s, faults, box
        finally:
            for name in ("LD_PRELOAD", "LISTENPOST_FAULTS"):
                os.environ.pop(name, None)
            os.unlink(path)


def answered(reply, *good):
    """Success, or an error in the server's own form."""
    assert reply.whole and (reply.status in good or (500 <= reply.status < 600 and reply.json()["error"]["code"])), (reply.status, reply.body)
    return reply.status in good


def scenario(s, number):
    """What a client does with one post, again when it is refused; returns what was accepted last (None: no post)."""
    name, first, second = f"fault-{number:05}", document(f"/{number}", text=f"Fault {number}, first."), document(f"/{number}", text=f"Fault {number}, second.")
    if not answered(s.put(name, first), 201, 202):
        assert s.put(name, first).status in (200, 201, 202), "the same again is not accepted"
    reply = s.post(name)
    assert reply.status != 404, "an accepted post is gone"
    if reply.status == 200 and reply.json()["audio"]:
        answered(s.ask(reply.json()["audio"]), 200, 404)
    answered(s.speak({"text": f"Said at once, {number}."}), 200)
    if not answered(s.put(name, second), 200, 202):
        if number % 3 == 0:
            assert s.put(name, first).status in (200, 202), "back to the older text is not accepted"
            return name, first
        assert s.put(name, second).status in (200, 202), "the same again is not accepted"
    if number % 2 == 0:
        return name, second
    if answered(s.post(name, "DELETE"), 204):
        return name, None
    assert s.put(name, second).status in (200, 201, 202), "what could not be deleted is not accepted again"
    return name, second


def check_outcome(s, name, told):
    files = [open(path, "rb").read() for path in glob.glob(os.path.join(s.folder, "posts", "*.post"))]
    mine = [body for body in files if name.encode() in body]
    assert s.post(name).status == (200 if told else 404), "lost" if told else "deleted and there again"
    assert len(mine) == (told is not None) and all(told["text"].encode() in body for body in mine), mine


def one_fault(s, faults, number, kind, error, n):
    faults.arm([kind], error, n, n)
    name, told = scenario(s, number)
    hit = faults.hits()
    faults.arm()
    assert s.process.poll() is None and s.ask("/healthz").status == 200, "the server died"
    return name, told, hit


def every_call(everything):
    with faulty() as (s, faults, box):
        kept = s.put("kept", document("/kept")).json()
        body = s.ask(kept["audio"]).body
        faults.arm()
        scenario(s, 1)
        counts = faults.counts()
        cases = [(kind, error, n) for kind in KINDS for n in range(1, counts[kind] + 1) for error in KINDS[kind]]
        assert min(counts[kind] for kind in ("open", "write", "sync", "rename", "close")) > 3, counts
        if not everything:
            cases = random.sample(cases, 40)
        outcomes, hits = [], 0
        for number, (kind, error, n) in enumerate(cases, 2):
            try:
                name, told, hit = one_fault(s, faults, number, kind, error, n)
                assert s.ask(kept["audio"]).body == body
            except Exception as e:
                raise AssertionError(f"{error} at {kind} {n}: {e}") from e
            outcomes.append((name, told, (kind, error, n)))
            hits += hit
        s.kill()
        s.start()
        for name, told, case in outcomes:
            try:
                check_outcome(s, name, told)
            except Exception as e:
                raise AssertionError(f"{case}, post {name}: {e}") from e
        for name, told, _ in outcomes:
            if told:
                wait_for_state(s, name, "ready")
        assert s.ask(kept["audio"]).body == body
        s.stop()
        check_cache(s)
        assert not parts(s), parts(s)
        print(f"{len(cases)} faults, {hits} hit, {counts}", flush=True)


def a_disk_that_fails_and_recovers(_):
    for error in ("ENOSPC", "EROFS", "EIO"):
        with faulty() as (s, faults, box):
            kept = s.put("kept", document("/kept")).json()
            body = s.ask(kept["audio"]).body
            faults.arm(["open", "write", "sync"] if error == "EIO" else ["write"], error)
            spoken = [s.speak({"text": f"While the disk fails, {i}."}) for i in range(3)]
            assert all(r.status == 200 and r.whole and len(r.body) > 1000 for r in spoken)
            assert s.put("new", document("/new")).status == 500
            s.wait_for("posts_making", 0)
            assert s.ask(kept["audio"]).body == body and not s.ask("/healthz").json()["storing"]
            faults.arm()
            assert s.put("new", document("/new")).status == 201 and s.ask("/healthz").json()["storing"]
            s.stop()
            for part in ("cache", "shelf"):
                for words in ("cannot be written", "can be written again"):
                    assert len(re.findall(rf" {part}: \S+ {words}", s.errors)) == 1, (part, words, s.errors)
            assert not parts(s), parts(s)


def main():
    failed = 0
    for test in (a_disk_that_fails_and_recovers, every_call):
        try:
            test("--all" in sys.argv)
            print("ok", test.__name__, flush=True)
        except Exception as e:
            print(f"{type(e).__name__}: {e}\nFAIL {test.__name__}", flush=True)
            failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main())
