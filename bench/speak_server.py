# SPDX-License-Identifier: GPL-3.0-or-later
"""What a reader or an author of a running server waits for: the first byte, the exact length, an edited post."""
import http.client
import http.server
import json
import os
import re
import statistics
import subprocess
import threading
import time

import pairs
import serve_speed
import texts

LONG_WORDS = 4000  # a post that is clearly too long for its length to be waited for
EDIT_PARAGRAPHS = 20


class Server:
    def __init__(self, binary, folder, key_sum, *flags):
        self.process = subprocess.Popen(
            [binary, "serve", "--listen=127.0.0.1:0", f"--cache-dir={folder}", f"--api-keys={key_sum}", *flags],
            stdout=subprocess.PIPE, text=True)
        self.port = int(re.search(r":(\d+)/", self.process.stdout.readline()).group(1))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=40)

    def ask(self, method, path, body=None, key=None):
        """Seconds to the answer's header, to its first byte and to its end; its header and body."""
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"} if key else {}
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        c.connect()
        began = time.monotonic()
        c.request(method, path, body, headers)
        answer = c.getresponse()
        header = time.monotonic() - began
        bytes_read = answer.read(1)
        first = time.monotonic() - began
        bytes_read += answer.read()
        end = time.monotonic() - began
        c.close()
        if answer.status != 200:
            raise RuntimeError(f"{method} {path}: {answer.status} {bytes_read[:200]!r}")
        return header, first, end, answer.headers, bytes_read

    def speak(self, key, paragraphs):
        return self.ask("POST", "/v1/audio", json.dumps({"text": texts.text(paragraphs), "voice": "en-us"}), key)

    def cpu(self):
        """CPU seconds of the front, the process that forks, and all children that have ended."""
        tick, total = os.sysconf("SC_CLK_TCK"), 0
        for pid in (self.process.pid, *children(self.process.pid)):
            fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
            total += sum(int(x) for x in fields[11:15]) / tick
        return total


def children(pid):
    try:
        return [int(x) for x in open(f"/proc/{pid}/task/{pid}/children").read().split()]
    except FileNotFoundError:
        return []


class Pages(http.server.BaseHTTPRequestHandler):
    """/N is a post of LONG_WORDS words, another one for each N."""
    def do_GET(self):
        paragraphs = texts.post(LONG_WORDS, self.path)
        body = ("<!DOCTYPE html><html lang=en><title>A post</title><article><h1>A post</h1>" +
                "".join(f"<p>{p}</p>" for p in paragraphs) + "</article>").encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def print_times(what, seconds, target):
    ms = sorted(1000 * s for s in seconds)
    print(f"| {what} | {statistics.median(ms):.1f} ms ({ms[0]:.1f} to {ms[-1]:.1f}) | {target} |", flush=True)


def first_bytes(binary, folder, key, key_sum, count):
    """Of a post that the server has read ('text in hand': its manifest was asked for, nobody has listened)."""
    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    host = f"127.0.0.1:{site.server_address[1]}"
    seconds, posted = [], []
    with Server(binary, f"{folder}/first", key_sum, f"--sites={host}", "--fetch-private=yes",
                f"--fetch-ports={site.server_address[1]}") as server:
        for n in range(count):
            manifest = json.loads(server.ask("GET", f"/v1/posts?url=http://{host}/{n}")[4])
            seconds.append(first_byte(server.port, manifest["audio"]))
        for n in range(count):
            posted.append(first_byte(server.port, "/v1/audio", key, texts.post(LONG_WORDS, f"posted {n}")))
    site.shutdown()
    print_times(f"first MP3 byte, {LONG_WORDS} words, the post read before", seconds, "10 ms")
    print_times(f"first MP3 byte, {LONG_WORDS} words in the request (reading them included)", posted, "-")


def first_byte(port, path, key=None, paragraphs=None):
    """Takes the rest as well: the next one finds the server idle."""
    body = json.dumps({"text": texts.text(paragraphs), "voice": "en-us"}) if paragraphs else None
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"} if key else {}
    c = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    c.connect()
    began = time.monotonic()
    c.request("POST" if body else "GET", path, body, headers)
    answer = c.getresponse()
    answer.read(1)
    seconds = time.monotonic() - began
    answer.read()
    c.close()
    return seconds


def lengths(binary, folder, key, key_sum, count):
    # By default a server waits 250 ms; and the speech of 5,000 words is larger than what it keeps before encoding.
    with Server(binary, f"{folder}/length", key_sum, "--plan-budget-ms=10000", f"--pcm-in-flight-bytes={1 << 27}") as server:
        server.speak(key, texts.post(50, "warm"))
        for nwords, target in ((1000, "250 ms"), (5000, "1200 ms")):
            seconds = []
            for n in range(count):
                header, _, _, headers, body = server.speak(key, texts.post(nwords, f"{nwords} {n}"))
                if int(headers["Content-Length"]) != len(body):
                    raise RuntimeError("the length told is not the length")
                seconds.append(header)
            print_times(f"exact length known, {nwords} words in the request", seconds, target)


def edits(binary, folder, key, key_sum, count):
    wall, cpu = [], []
    with Server(binary, f"{folder}/edit", key_sum) as server:
        server.speak(key, texts.post(50, "warm"))
        for n in range(count):
            paragraphs = texts.post(50 * EDIT_PARAGRAPHS, f"edit {n}")
            results = []
            for edited in (False, True):
                if edited:
                    paragraphs[EDIT_PARAGRAPHS // 2] = texts.post(50, f"new {n}")[0]
                before = server.cpu()
                seconds = server.speak(key, paragraphs)[2]
                time.sleep(0.1)  # the last child is counted when it has ended
                results.append((seconds, server.cpu() - before))
            wall.append(results[1][0] / results[0][0])
            cpu.append(results[1][1] / results[0][1])
    for what, ratios in (("wall", wall), ("CPU", cpu)):
        print(f"| one of {EDIT_PARAGRAPHS} paragraphs edited, to a fresh run, {what} | {pairs.spread(ratios)} | 0.12 |", flush=True)


def measure(binary, count, folder):
    key, key_sum = serve_speed.make_key(binary)
    print("A running server\n")
    print("| what | median (least to most) | target |\n| --- | --- | --- |")
    first_bytes(binary, folder, key, key_sum, count)
    lengths(binary, folder, key, key_sum, count)
    edits(binary, folder, key, key_sum, count)
    print()
