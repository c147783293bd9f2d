#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many clients at once. As a test: small numbers, and what they get, not how soon. With --full: the numbers that the server
is built for, a table of what was measured beside what it must reach, and status 1 where it does not.

usage: tests/load/load_test.py [--full] [burst] [follow] [idle] [drip]      (the build: $LISTENPOST_BUILD)"""
import json, os, re, signal, subprocess, sys, threading, time, urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "server"))
from service import BINARY, KEY, Blog, Service, page, run

LOAD = os.path.join(os.path.dirname(BINARY), "tests", "load")
UNLIMITED = {"client_rate": 0, "site_rate": 0, "watchers_max": 100000}


def load(mode, service, clients, target, *more):
    done = subprocess.run([LOAD, mode, str(service.port), str(clients), target, *map(str, more)],
                          capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def children(pid):
    return [int(x) for t in os.listdir(f"/proc/{pid}/task") for x in open(f"/proc/{pid}/task/{t}/children").read().split()]


def pss_bytes(pid):
    """Of the process and those that it started; one that ends meanwhile counts nothing."""
    try:
        text = open(f"/proc/{pid}/smaps_rollup").read()
        return 1024 * int(re.search(r"^Pss:\s+(\d+)", text, re.M)[1]) + sum(map(pss_bytes, children(pid)))
    except OSError:
        return 0


def manifest_target(url):
    return "/v1/posts?url=" + urllib.parse.quote(url, safe="")


def audio_target(service, url):
    return service.manifest(url).json()["audio"].replace(service.base, "")


def burst(clients, **settings):
    """All ask for a page that nobody has read, then all for its audio that nobody has made."""
    blog = Blog()
    blog.pages["/new"] = (200, "text/html", page(paragraphs=12))
    try:
        with Service(blog, **UNLIMITED, **settings) as service:
            manifests = load("fetch", service, clients, manifest_target(blog.url("/new")))
            audio = load("fetch", service, clients, audio_target(service, blog.url("/new")))
            return manifests, audio, blog.asked.count("/new"), service.metric("syntheses_total")
    finally:
        blog.close()


class Paced:
    """Lets a server make audio only now and then, as a slow machine does: what forks its steps is stopped in between."""

    def __init__(self, service):
        self.pids = children(service.process.pid)
        self.ending = threading.Event()
        self.thread = threading.Thread(target=self.pace)
        self.signal(signal.SIGSTOP)

    def signal(self, number):
        for pid in self.pids:
            os.kill(pid, number)

    def pace(self):
        while not self.ending.wait(0.15):
            self.signal(signal.SIGCONT)
            time.sleep(0.01)
            self.signal(signal.SIGSTOP)
        self.signal(signal.SIGCONT)

    def end(self):
        self.ending.set()
        if self.thread.is_alive():
            self.thread.join()
        self.signal(signal.SIGCONT)


def follow(clients, paragraphs=12, **settings):
    """All listen to a post while it is made."""
    blog = Blog()
    blog.pages["/long"] = (200, "text/html", page(paragraphs=paragraphs))
    try:
        with Service(blog, **UNLIMITED, **settings) as service:
            target = audio_target(service, blog.url("/long"))
            paced = Paced(service)
            try:
                command = [LOAD, "fetch", str(service.port), str(clients), target, str(service.process.pid)]
                program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
                service.wait_for("followers", clients)
                paced.thread.start()
                return json.loads(program.communicate()[0])
            finally:
                paced.end()
    finally:
        blog.close()


def speak_something(service, paragraphs=4):
    """The path of finished audio."""
    text = "\n\n".join(f"The ferry came in at {n} o'clock, and nobody was surprised." for n in range(paragraphs))
    return service.speak({"text": text}).fields["Content-Location"]


def idle(clients, **settings):
    """What the program and the server say of them, and what memory the server had before and with them."""
    with Service(**settings) as service:
        target = speak_something(service)
        before = pss_bytes(service.process.pid)
        program = subprocess.Popen([LOAD, "idle", str(service.port), str(clients), target], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, text=True)
        first = json.loads(program.stdout.readline())
        memory = pss_bytes(service.process.pid)
        answered = service.ask(target).status == 200
        last = json.loads(program.communicate()[0])
        return first["whole"], last["open"], answered, before, memory


def drip(clients, seconds=0, **settings):
    """What becomes of each kind; with seconds: beside normal requests, whose times alone and with them are told as well."""
    with Service(**settings) as service:
        target = speak_something(service, 400)
        normal = speak_something(service)
        alone = load("ask", service, 20, normal, seconds) if seconds else None
        command = [LOAD, "drip", str(service.port), str(clients), target, KEY]
        program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        beside = load("ask", service, 20, normal, seconds) if seconds else None
        return json.loads(program.communicate()[0]), alone, beside


# ---- small numbers

def test_reads_and_makes_a_post_once_for_all_who_ask_at_once():
    manifests, audio, reads, syntheses = burst(60)
    assert manifests["whole"] == audio["whole"] == 60, (manifests, audio)
    assert reads == 1 and syntheses == 1, (reads, syntheses)


def test_gives_all_who_follow_a_post_in_the_making_the_same_bytes():
    for budget in (0, 10000):
        told = follow(50, plan_budget_ms=budget)
        assert told["whole"] == 50 and told["kinds"] == 1, told


def test_keeps_idle_connections_and_answers_beside_them():
    whole, still, answered, _, _ = idle(300)
    assert whole == still == 300 and answered, (whole, still)


# ---- the numbers that the server is built for

ROWS = []


def row(what, got, target, good):
    ROWS.append(good)
    print(f"| {what} | {got} | {target} | {'yes' if good else 'NO'} |", flush=True)


def full_burst():
    for budget in (250, 0):
        manifests, audio, reads, syntheses = burst(1000, plan_budget_ms=budget)
        got = (f"{reads:.0f} page read, {syntheses:.0f} synthesis; {manifests['whole']} manifests; {audio['whole']} bodies "
               f"of {audio['kinds']} kind, the last after {audio['slowest_ms']} ms")
        row(f"1,000 ask for a new post, budget {budget} ms", got, "1 synthesis, 1,000 whole, 1 kind",
            reads == syntheses == audio["kinds"] == 1 and audio["whole"] == manifests["whole"] == 1000)


def full_follow():
    for budget in (0, 10000):
        t = follow(5000, plan_budget_ms=budget)
        each = t["cpu_us"] / max(1, t["pieces"])
        got = (f"{t['whole']} whole of {t['kinds']} kind; {each:.1f} us a piece, {t['pieces'] / 5000:.0f} pieces of "
               f"{t['bytes'] / max(1, t['pieces']):.0f} bytes each, {t['cpu_us'] / 1e6:.1f} s")
        row(f"5,000 follow a post, {'chunked' if budget == 0 else 'length known'}", got, "all whole, 1 kind, 15 us",
            t["whole"] == 5000 and t["kinds"] == 1 and each <= 15)


def full_idle():
    whole, still, answered, before, memory = idle(10000)
    got = f"{whole} answered, {still} stay; {memory / 1e6:.0f} MB, {(memory - before) / 10000:.0f} bytes each"
    row("10,000 idle connections", got, "none refused, 128 MB", whole == still == 10000 and answered and memory <= 128e6)


def full_drip():
    kinds, alone, beside = drip(1000, 10)
    for name, k in kinds.items():
        row(f"{k['clients']} drip, {name}", f"{k['dropped']} dropped, the last after {k['slowest_ms']} ms", "all, 12 s",
            k["dropped"] == k["clients"] and k["slowest_ms"] <= 12000)
    got = " and ".join(f"p50 {t['p50_us'] / 1000:.2f} ms, p99 {t['p99_us'] / 1000:.2f} ms, {t['failed']} failed"
                       for t in (alone, beside))
    row("normal requests, alone and beside them", got, "p99 less than doubled",
        beside["failed"] == 0 and beside["p99_us"] < 2 * alone["p99_us"])


def full(names):
    print("| what | measured | target | reached |\n| --- | --- | --- | --- |")
    for name, function in list(globals().items()):
        if name.startswith("full_") and (not names or name[5:] in names):
            function()
    return 0 if all(ROWS) else 1


if __name__ == "__main__":
    sys.exit(full(sys.argv[2:]) if sys.argv[1:2] == ["--full"] else run(globals()))
