#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every call on a file of the server fails once, in each of five ways: nothing acknowledged is lost, nothing corrupt served.

usage: faults_test.py [--all]

A preloaded library (shim.c) fails the n-th open, write, sync, rename, close, unlink or mkdir below the server's folders
while a post is handed over, heard, changed and deleted, its client is told and the cache is shrunk from outside. Without
--all it is a sample. What must be durable before it is acknowledged is in order_test.py."""
import contextlib, errno as numbers, glob, json, mmap, os, random, re, shutil, struct, subprocess, sys, time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from crash_test import check_cache, parts
from posts_test import document, wait_for_state
from service import BINARY, PATIENCE_S
from webhook_test import Mailbox, service

SHIM = os.path.join(os.path.dirname(BINARY), "tests", "libfaults.so")
KINDS = {"open": ("EMFILE", "ENFILE", "ENOMEM", "EACCES", "EIO"),
         "create": ("EMFILE", "ENOSPC", "EROFS", "EACCES", "EIO"), "write": ("ENOSPC", "EDQUOT", "EIO", "EFBIG", "EROFS"),
         "sync": ("EIO", "ENOSPC", "EDQUOT", "EROFS", "EINTR"), "rename": ("ENOSPC", "EDQUOT", "EIO", "EROFS", "EACCES"),
         "close": ("EIO", "ENOSPC", "EDQUOT", "EROFS", "EINTR"), "unlink": ("EIO", "EROFS", "EACCES", "EPERM", "ENOSPC"),
         "mkdir": ("ENOSPC", "EDQUOT", "EIO", "EROFS", "EACCES")}
FOREVER = (1 << 31) - 1
GC_BYTES = 3000000


class Faults:
    """The page that the shim looks at: struct faults of shim.c."""

    def __init__(self, path, folder):
        with open(path, "wb") as f:
            f.write(bytes(4096))
        with open(path, "r+b") as f:
            self.page = mmap.mmap(f.fileno(), 4096)
        self.page[52:52 + len(folder) + 1] = folder.encode() + b"\0"

    def arm(self, kinds=(), error="EIO", first=1, last=FOREVER):
        bits = sum(1 << list(KINDS).index(kind) for kind in kinds)
        self.page[0:4] = bytes(4)
        self.page[4:52] = struct.pack("iii8ii", getattr(numbers, error), first, last, *[0] * 9)
        self.page[0:4] = struct.pack("I", bits)

    def counts(self):
        return dict(zip(KINDS, struct.unpack("8i", self.page[16:48])))

    def hits(self):
        return struct.unpack("i", self.page[48:52])[0]


@contextlib.contextmanager
def faulty(part="", **settings):
    """A server whose calls below this part of its folder can fail."""
    os.environ["LISTENPOST_FAULTS"] = path = f"/tmp/listenpost-faults-{os.getpid()}"
    with contextlib.closing(Mailbox()) as box:
        try:
            with service(box, **settings) as s:
                s.kill()
                faults = Faults(path, os.path.join(s.folder, part).rstrip("/"))
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


def shrink_cache(s):
    """From outside, beside the server; the library is in this process, too."""
    done = subprocess.run([BINARY, "cache", "gc", "--to", str(GC_BYTES), "--cache-dir", os.path.join(s.folder, "cache")],
                          capture_output=True, text=True, timeout=PATIENCE_S)
    assert done.returncode in (0, 3, 5), (done.returncode, done.stderr)


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
    shrink_cache(s)
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


def check_letters(box, keys):
    """Everybody was told; who was told twice was told the same."""
    end = time.monotonic() + PATIENCE_S
    while missing := keys - {json.loads(letter[2])["data"].get("key") for letter in list(box.letters) if letter[3] == 204}:
        assert time.monotonic() < end, f"nobody was told of {missing}"
        time.sleep(0.05)


def check_size(s):
    """What the server counts is what lies there, give or take what was removed from outside."""
    files = glob.glob(os.path.join(s.folder, "cache", "*", "*", "*"))
    assert sum(os.path.getsize(f) for f in files) <= s.metric("cache_bytes"), "files that nobody counts"


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
        assert min(counts[kind] for kind in ("open", "create", "write", "sync", "rename", "close")) > 3, counts
        if not everything:
            cases = random.sample(cases, 40)
        outcomes, hits = [], 0
        for number, (kind, error, n) in enumerate(cases, 2):
            box.statuses += [500] * (number % 9 == 0)
            try:
                name, told, hit = one_fault(s, faults, number, kind, error, n)
                assert s.ask(kept["audio"]).body == body
            except Exception as e:
                raise AssertionError(f"{error} at {kind} {n}: {e}") from e
            outcomes.append((name, told, (kind, error, n)))
            hits += hit
        check_size(s)
        s.kill()
        s.start()
        for name, told, case in outcomes:
            try:
                check_outcome(s, name, told)
            except Exception as e:
                raise AssertionError(f"{case}, post {name}: {e}") from e
        check_letters(box, {wait_for_state(s, name, "ready")["key"] for name, told, _ in outcomes if told})
        s.wait_for("messages_waiting", 0)
        assert s.ask(kept["audio"]).body == body
        s.stop()
        check_cache(s)
        left = parts(s) | set(glob.glob(os.path.join(s.folder, "posts", "outbox", "*")))
        assert not left, left
        print(f"{len(cases)} faults, {hits} hit, {len(box.letters)} messages, calls a scenario: {counts}", flush=True)


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


def a_quota_is_lived_in(_):
    for error in ("ENOSPC", "EDQUOT"):
        with faulty("cache") as (s, faults, box):
            s.put("kept", document("/kept"))
            faults.arm(["write"], error, 1, 1)
            assert s.speak({"text": f"Within the quota, {error}."}).status == 200
            s.wait_for("posts_making", 0)
            assert faults.hits() == 1 and s.metric("cache_store_errors_total") == 0 and s.ask("/healthz").json()["storing"]
            assert s.metric("cache_evicted_total") > 0


def what_cannot_be_kept_is_told_as_such(_):
    with faulty("cache", hot_max_bytes=0) as (s, faults, box):
        faults.arm(["write"], "ENOSPC")
        s.put("7", document())
        told = wait_for_state(s, "7", "failed")
        assert told["error"]["code"] == "output" == json.loads(box.wait(1)[2])["data"]["code"], told
        assert s.metric("step_crashes_total") == 0 and not s.ask("/healthz").json()["storing"]
        faults.arm()
        assert s.put("7", document()).status in (200, 202)
        wait_for_state(s, "7", "ready")


def a_deletion_is_refused_while_the_audio_stays(_):
    with faulty("cache") as (s, faults, box):
        audio = s.put("7", document()).json()["audio"]
        for kind, error in (("unlink", "EIO"), ("unlink", "EROFS"), ("sync", "EIO")):
            faults.arm([kind], error)
            assert s.post("7", "DELETE").status == 500 and s.post("7").status == 200
        faults.arm()
        assert s.post("7", "DELETE").status == 204 and s.post("7").status == 404 and s.ask(audio).status == 404
        assert not glob.glob(os.path.join(s.folder, "cache", "audio", "*", "*"))


MOUNT = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && shift && exec "$@"'


def a_restart_on_a_read_only_disk_serves_what_is_there(_):
    if subprocess.run(["unshare", "-rm", "true"], stderr=subprocess.DEVNULL).returncode:
        print("skip a_restart_on_a_read_only_disk_serves_what_is_there: mounts are not allowed here")
        return
    with contextlib.closing(Mailbox()) as box, service(box) as s:
        kept = s.put("kept", document("/kept")).json()
        body = s.ask(kept["audio"]).body
        box.wait(1)
        s.stop()
        shutil.rmtree(os.path.join(s.folder, "posts", "outbox"))  # as if no message had been written yet
        os.unlink(os.path.join(s.folder, "posts", "lock"))
        s.command[:0] = ["unshare", "-rm", "sh", "-c", MOUNT, "sh", s.folder]
        s.start()
        assert s.ask(kept["audio"]).body == body and s.post("kept").json()["state"] == "ready"
        assert (s.put("new", document("/new")).status, s.post("kept", "DELETE").status) == (500, 500)
        assert s.post("kept").status == 200 and s.speak({"text": "All the same."}).status == 200
        assert not s.ask("/healthz").json()["storing"] and s.ask("/readyz").status == 200
        assert (s.metric("store_storing"), s.metric("cache_storing")) == (0, 0)
        subprocess.run(["nsenter", "-t", str(s.process.pid), "-U", "-m", "--preserve-credentials", "mount", "-o", "remount,bind,rw",
                        s.folder], check=True)
        assert s.put("new", document("/new")).status == 201 and s.ask("/healthz").json()["storing"]
        box.wait(2)


def main():
    failed = 0
    tests = (a_disk_that_fails_and_recovers, a_quota_is_lived_in, what_cannot_be_kept_is_told_as_such,
             a_deletion_is_refused_while_the_audio_stays, a_restart_on_a_read_only_disk_serves_what_is_there, every_call)
    for test in tests:
        try:
            test("--all" in sys.argv)
            print("ok", test.__name__, flush=True)
        except Exception as e:
            print(f"{type(e).__name__}: {e}\nFAIL {test.__name__}", flush=True)
            failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main())
