#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stranger's URL against the address guard: the program reads each of guard_urls.tsv where every address of the world is
this machine. That is a network namespace with nothing but loopback, to which all of IPv4 and IPv6 is routed; a canary
listens everywhere, and names are resolved by a server of our own. None may reach it; to show that the traps are real,
more than half do with the guard off ('fetch_private', which an operator must set)."""
import ast
import hashlib
import http.client
import ipaddress
import json
import os
import re
import select
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import checks  # noqa: E402

PROGRAM = os.path.join(os.environ.get("LISTENPOST_BUILD", ""), "listenpost")
INSIDE = "LISTENPOST_INSIDE_NAMESPACE"
PATIENCE_S = 60
PORTS = (80, 443, 22, 25, 6379, 8080, 11211)
ALL_PORTS = ",".join(map(str, PORTS))
WORLD = {}  # the canary and the resolver, inside the namespace

# Where a stranger's page may be; 'dead' answers nothing, so that the next address is tried.
OPEN, OPEN6, DEAD = "1.2.3.4", "2606:4700::1", "5.6.7.8"
SEVERAL = {  # what a name resolves to, the first time and after that
    "open.example": [[OPEN]], "open6.example": [[OPEN6]],
    "rebind.example": [[OPEN], ["127.0.0.1"]], "rebind6.example": [[OPEN], ["::1"]],
    "metadata.example": [["169.254.169.254"]], "inner.example": [["127.0.0.1"]], "inner6.example": [["::1"]],
    "mapped.example": [["::ffff:127.0.0.1"]], "ula.example": [["fd00:ec2::254"]], "nat64.example": [["64:ff9b::7f00:1"]],
    "sixtofour.example": [["2002:7f00:1::1"]], "teredo.example": [["2001:0:808:808::1"]], "zero.example": [["0.0.0.0"]],
    "private.example": [["10.1.2.3"]], "many.example": [[DEAD, "127.0.0.1"]], "both.example": [[DEAD, "::1"]],
    "list.example": [[DEAD, "192.168.1.1", "10.0.0.1"]], "site.localhost.example": [["127.0.0.1"]],
    "xn--bcher-kva.example": [["127.0.0.1"]], "a.b": [["127.0.0.1"]],
    "allowed.example": [["127.0.0.1"]],
}
ALIASES = {"alias.example": "inner.example", "alias2.example": "alias.example", "alias-metadata.example": "metadata.example"}


def read_table():
    """URL and what it tries, with Python's escapes: a table cannot hold a line break as it is."""
    rows = []
    for line in open(os.path.join(HERE, "guard_urls.tsv"), encoding="utf-8"):
        if line.strip() and not line.startswith("#"):
            url, what = line.rstrip("\n").split("\t")
            rows.append((ast.literal_eval(f'"{url}"').replace("{long}", "a" * 5000), what))
    return rows


class Canary:
    """Listens on every address. What comes to an address or port that is not for strangers is written down."""

    def __init__(self):
        self.reached, self.passed, self.seen = [], 0, threading.Condition()
        self.listeners = {}
        for port in PORTS:
            s = socket.socket(socket.AF_INET6)
            s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
            s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            s.bind(("::", port))
            s.listen(64)
            self.listeners[port] = s
            threading.Thread(target=self.accept, args=(s, port), daemon=True).start()

    def accept(self, listener, port):
        while True:
            connection, _ = listener.accept()
            address = connection.getsockname()[0].split("%")[0]
            address = address[7:] if address.startswith("::ffff:") else address
            with self.seen:
                if address in (OPEN, OPEN6) and port in (80, 443):
                    self.passed += 1
                else:
                    self.reached.append((address, port))
                self.seen.notify_all()
            threading.Thread(target=self.serve, args=(connection, port), daemon=True).start()

    def barrier(self):
        """Returns when everything that connected before was written down."""
        for port in PORTS:
            with self.seen:
                before = len(self.reached)
            with socket.create_connection(("127.0.0.9", port), PATIENCE_S), self.seen:
                assert self.seen.wait_for(lambda: ("127.0.0.9", port) in self.reached[before:], PATIENCE_S)
        with self.seen:
            self.reached = [hit for hit in self.reached if hit[0] != "127.0.0.9"]

    def serve(self, connection, port):
        with connection:
            connection.settimeout(PATIENCE_S)
            head = b""
            try:
                while b"\r\n\r\n" not in head:
                    piece = connection.recv(4096)
                    if not piece:
                        return
                    if port == 443:  # no TLS here: who came this far has reached us
                        return
                    head += piece
                connection.sendall(answer(head.split(b" ")[1].decode("latin-1")))
            except OSError:
                pass


def answer(target):
    """/go/STATUS/URL redirects there, /chain/N/URL after N redirects, /meta/URL by the page itself."""
    kind, _, rest = target[1:].partition("/")
    status, location, body = 200, "", "<article><h1>Canary</h1>" + "<p>The canary sang in the mine for a while.</p>" * 5
    if kind == "go":
        code, _, location = rest.partition("/")
        status = int(code)
    elif kind == "chain":
        n, _, last = rest.partition("/")
        status, location = 302, f"/chain/{int(n) - 1}/{last}" if int(n) > 1 else last
    elif kind == "meta":
        body = f'<meta http-equiv=refresh content="0;url={rest}">' + body
    elif kind == "refresh":
        return plain(200, f"Refresh: 0;url={rest}\r\n", body)
    return plain(status, f"Location: {location}\r\n" if location else "", body)


def plain(status, fields, body):
    return (f"HTTP/1.1 {status} Canary\r\nContent-Type: text/html\r\n{fields}Content-Length: {len(body)}\r\n"
            f"Connection: close\r\n\r\n{body}").encode("latin-1")


class Resolver:
    """The one name server there is: answers A, AAAA and CNAME from the tables above."""

    def __init__(self):
        self.asked = {}
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 53))
        threading.Thread(target=self.run, daemon=True).start()

    def addresses(self, name, kind):
        turns = SEVERAL.get(name.lower(), [])
        if not turns:
            return []
        turn = self.asked.get((name, kind), 0)
        self.asked[name, kind] = turn + 1
        found = [ipaddress.ip_address(a) for a in turns[min(turn, len(turns) - 1)]]
        return [a.packed for a in found if a.version == (4 if kind == 1 else 6)]

    def reply(self, query):
        labels, at = [], 12
        while query[at]:
            labels.append(query[at + 1:at + 1 + query[at]].decode("latin-1"))
            at += 1 + query[at]
        name, question = ".".join(labels), query[12:at + 5]
        kind = struct.unpack(">H", query[at + 1:at + 3])[0]
        answers, owner = [], b"\xc0\x0c"
        while name.lower() in ALIASES:
            name = ALIASES[name.lower()]
            packed = b"".join(bytes([len(x)]) + x.encode() for x in name.split(".")) + b"\0"
            answers.append(owner + struct.pack(">HHIH", 5, 1, 0, len(packed)) + packed)
            owner = packed
        answers += [owner + struct.pack(">HHIH", kind, 1, 0, len(a)) + a for a in self.addresses(name, kind)]
        code = 0 if name.lower() in SEVERAL else 3
        return query[:2] + struct.pack(">HHHHH", 0x8180 | code, 1, len(answers), 0, 0) + question + b"".join(answers)

    def run(self):
        while True:
            query, client = self.socket.recvfrom(4096)
            self.socket.sendto(self.reply(query), client)


def flags(guarded):
    return [] if guarded else ["--fetch-private=yes", "--fetch-ports=" + ALL_PORTS]


def visit(url, guarded):
    """Reads it as a page; the exit status."""
    command = [PROGRAM, "clean", "--fetch-timeout-ms=5000", *flags(guarded), "--", url]
    done = subprocess.run(command, capture_output=True, timeout=PATIENCE_S)
    checks.check(done.returncode >= 0, f"{url!r} killed it: {done.stderr}")
    return done.returncode


def walk(canary, resolver, rows, guarded):
    """For each row: where it came to, and the program's exit status."""
    came = []
    for url, what in rows:
        resolver.asked.clear()
        canary.reached.clear()
        status = visit(url, guarded)
        if guarded:
            canary.barrier()
        came.append((url, what, list(canary.reached), status))
    return came


def webhook_walk(canary, folder, url, guarded):
    """Is a message to that address delivered?"""
    key, store = "open sesame", tempfile.mkdtemp(dir=folder)
    command = [PROGRAM, "serve", "--listen=127.0.0.1:0", "--api-keys=" + hashlib.sha256(key.encode()).hexdigest(),
               "--cache-dir=" + os.path.join(store, "cache"), "--store-dir=" + os.path.join(store, "posts"),
               "--webhook-url=" + url, "--webhook-secret=0123456789abcdef", "--webhook-attempts=1",
               "--accept-budget-ms=60000", *flags(guarded)]
    canary.reached.clear()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        line = server.stdout.readline()
        port = int(re.search(r":(\d+)", line)[1])
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
        connection.request("PUT", "/v1/posts/1", json.dumps({"url": "https://blog.example/a", "text": "Hello."}),
                           {"Content-Type": "application/json", "Authorization": "Bearer " + key})
        checks.check(connection.getresponse().status in (200, 201, 202), url)
        late = time.monotonic() + PATIENCE_S  # it arrives, or the log says that it is dropped after its one attempt
        while not canary.reached and not select.select([server.stderr], [], [], 0.05)[0] and time.monotonic() < late:
            pass
        server.terminate()
        told = server.communicate(timeout=PATIENCE_S)[1]
    canary.barrier()
    return bool(canary.reached), told


@checks.test
def no_hostile_url_reaches_what_is_not_public(_):
    canary, resolver, rows = WORLD["canary"], WORLD["resolver"], read_table()
    checks.check(len(rows) >= 100 and len({url for url, _ in rows}) == len(rows), len(rows))
    checks.check(visit("http://open.example/", True) == 0 and visit("http://open6.example/", True) == 0, "the world is not there")
    checks.check(visit("http://open.example/go/302/http://open6.example/", True) == 0 and canary.passed == 4, canary.passed)
    on = walk(canary, resolver, rows, True)
    off = walk(canary, resolver, rows, False)
    kept = [row for row in on if not row[2]]
    refused = [row for row in kept if row[3]]  # the others were led to a public page
    reach = [row for row in off if row[2]]
    print(f"{len(kept)} of {len(on)} kept away ({len(refused)} refused), {len(reach)} reach with the guard off")
    for url, what, reached, _ in on:
        checks.check(not reached, f"{url!r} ({what}) reached {reached}")
    checks.check(2 * len(reach) >= len(off), [url for url, _, reached, _ in off if not reached])


@checks.test
def no_message_goes_where_no_page_is_read(folder):
    canary = WORLD["canary"]
    urls = ["http://127.0.0.1/hook", "http://[::ffff:169.254.169.254]/hook", "http://2130706433/hook", "http://inner.example/hook",
            "http://alias.example/hook", "http://many.example/hook"]
    for url in urls:
        reached, told = webhook_walk(canary, folder, url, True)
        checks.check(not reached and "url_refused" in told, (url, told))
    for url in urls[:2]:
        checks.check(webhook_walk(canary, folder, url, False)[0], url)


def outside():
    """Runs this program anew where loopback is all there is: why it cannot, and its status."""
    command = ["unshare", "--user", "--map-root-user", "--mount", "--net", "--fork", "--kill-child"]
    if not shutil.which("unshare") or not shutil.which("ip"):
        return "there is no 'unshare' or no 'ip'", 0
    if subprocess.run([*command, "true"], capture_output=True).returncode != 0:
        return "namespaces are not to be had here", 0
    return None, subprocess.run([*command, sys.executable, __file__, *sys.argv[1:]], env=dict(os.environ, **{INSIDE: "1"})).returncode


def furnish(folder):
    """Every address leads here; names are asked of 127.0.0.1. Nothing of it outlives the namespace."""
    files = {"resolv.conf": "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n", "hosts": "127.0.0.1 localhost\n::1 localhost\n",
             "nsswitch.conf": "hosts: files dns\n"}
    for name, text in files.items():
        path = os.path.join(folder, name)
        with open(path, "w", encoding="ascii") as out:
            out.write(text)
        subprocess.run(["mount", "--bind", path, os.path.realpath("/etc/" + name)], check=True)
    for line in ("link set lo up", "route add local 0.0.0.0/0 dev lo", "-6 route add local ::/0 dev lo",
                 f"route add unreachable {DEAD}/32 table local"):
        subprocess.run(["ip", *line.split()], check=True)


def main():
    if not os.environ.get(INSIDE):
        why, status = outside()
        if why:
            print(f"skip guard: {why}")
        return status
    interfaces = [line.split(":")[0].strip() for line in open("/proc/net/dev", encoding="ascii") if ":" in line]
    assert interfaces == ["lo"], interfaces  # a guard with a hole must not reach anything real
    with tempfile.TemporaryDirectory(prefix="listenpost-guard-") as folder:
        furnish(folder)
        WORLD.update(canary=Canary(), resolver=Resolver())
        return checks.main()


if __name__ == "__main__":
    sys.exit(main())
