#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""--cover page: the picture that a page names, fetched from a server of our own on the loopback; and what a player reads of
every format's tags."""
import http.server
import json
import os
import shutil
import struct
import subprocess
import sys
import threading
import zlib

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import checks  # noqa: E402
from checks import check  # noqa: E402
from program import refused, run, write  # noqa: E402


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0)) + \
    chunk(b"IDAT", zlib.compress((b"\0" + b"\xff\0\0" * 16) * 16)) + chunk(b"IEND", b"")
PAGE = """<html lang="en"><head><title>Seven Lamps</title>%s</head><body><article><h1>Seven Lamps</h1>
<p>The harbour was lit by seven lamps, and each of them had a keeper who lived beside it through the winter.</p>
</article></body></html>"""
META = '<meta property="og:image" content="%s">'
LD = '<script type="application/ld+json">{"@type":"BlogPosting","headline":"Seven Lamps","image":%s}</script>'


class Handler(http.server.BaseHTTPRequestHandler):
    files = {"/red.png": ("image/png", PNG), "/lie.png": ("image/png", b"<svg/>"), "/text.png": ("text/html", PNG),
             "/big.png": ("image/png", PNG + b"0" * 5000)}
    asked = []

    def do_GET(self):
        self.asked.append(self.path)
        kind, body = self.files.get(self.path, ("text/plain", b"none"))
        self.send_response(200 if self.path in self.files else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Site:
    def __enter__(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.port = self.server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.options = ["--cover", "page", "--fetch-private", "--fetch-ports", str(self.port)]
        Handler.asked.clear()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def speak(path, out, *options):
    done = run("speak", path, "-o", out, "--json", *options)
    check(done.returncode == 0, done.stderr.decode())
    return json.loads(done.stdout)["posts"][0], done.stderr.decode(), open(out, "rb").read() if os.path.isfile(out) else b""


@checks.test
def a_page_gives_its_picture_by_meta_or_json_ld(folder):
    out = os.path.join(folder, "a.mp3")
    with Site() as site:
        address = site.url + "/red.png"
        heads = [META % address, LD % json.dumps(address), LD % json.dumps([{"@type": "ImageObject", "url": address}])]
        for head in heads:
            row, said, mp3 = speak(write(folder, "a.html", PAGE % head), out, *site.options)
            check(row["no_cover"] is None and said == "" and PNG in mp3, (head, row, said))
        article = json.loads(run("clean", "--json", write(folder, "b.html", PAGE % heads[0])).stdout)
        check(article["image"] == address, article["image"])
        Handler.files["/post.html"] = ("text/html", (PAGE % heads[0]).encode())
        check(PNG in speak(site.url + "/post.html", out, *site.options)[2], "of a page from the network")
        markdown = write(folder, "c.md", f"---\ntitle: Lamps\nimage: {address}\n---\n\nThe harbour was lit by lamps.\n")
        check(PNG in speak(markdown, out, *site.options)[2], "of front matter")


@checks.test
def what_cannot_be_had_is_told_and_the_audio_made_without_it(folder):
    out = os.path.join(folder, "a.mp3")
    with Site() as site:
        cases = [("", "names no picture"), (META % "/red.png", "names no picture"), (META % "file:///etc/passwd", "names no picture"),
                 (META % (site.url + "/missing.png"), "404"), (META % (site.url + "/lie.png"), "neither JPEG nor PNG"),
                 (META % (site.url + "/text.png"), "another kind"), (META % (site.url + "/big.png"), "large")]
        for head, words in cases:
            path = write(folder, "a.html", PAGE % head)
            row, said, mp3 = speak(path, out, *site.options, "--cover-max-bytes", "2000")
            check(row["state"] == "made" and b"APIC" not in mp3, (head, row))
            check(said.startswith(f"listenpost speak: {path}: no cover: ") and len(said.splitlines()) == 1, said)
            check((words in said or "exceeded" in said) and words[:3] and row["no_cover"], (words, said))
        guarded = write(folder, "a.html", PAGE % META % (site.url + "/red.png"))
        Handler.asked.clear()
        row, said, _ = speak(guarded, out, "--cover", "page", "--fetch-ports", str(site.port))
        check("not public" in said and not Handler.asked, (said, Handler.asked))
        refused(run("speak", guarded, "-o", os.path.join(folder, "a.wav"), *site.options), 2, "only an MP3")


@checks.test
def what_is_up_to_date_fetches_no_picture(folder):
    many = os.path.join(folder, "many/")
    with Site() as site:
        path = write(folder, "a.html", PAGE % META % (site.url + "/red.png"))
        check(speak(path, many, *site.options)[0]["state"] == "made" and Handler.asked == ["/red.png"], Handler.asked)
        check(speak(path, many, *site.options)[0]["state"] == "fresh" and Handler.asked == ["/red.png"], Handler.asked)
        kept = Handler.files.pop("/red.png")
        check(speak(path, many, *site.options, "--force")[0]["no_cover"], "a cover from nowhere")
        Handler.files["/red.png"] = kept
        row = speak(path, many, *site.options)[0]
        check(row["state"] == "made" and row["no_cover"] is None, row)


@checks.test
def players_read_the_tags_of_every_format(folder):
    if not shutil.which("ffprobe"):
        raise checks.Skip("no ffprobe")
    head = '<meta property="og:site_name" content="The Harbour"><meta name="author" content="Ann Keeper">' \
           '<meta property="og:url" content="https://harbour.example/lamps">' \
           '<meta property="article:published_time" content="2024-05-06T07:08:09Z">'
    path = write(folder, "a.html", PAGE % head)
    for ending in ("wav", "flac", "ogg", "opus"):
        out = os.path.join(folder, "a." + ending)
        check(run("speak", path, "-o", out).returncode == 0, ending)
        probe = subprocess.run(["ffprobe", "-v", "error", "-show_format", "-show_streams", "-of", "json", out], capture_output=True)
        told = json.loads(probe.stdout)
        tags = {k.lower(): v for part in (told["format"], *told["streams"]) for k, v in part.get("tags", {}).items()}
        want = {"title": "Seven Lamps", "artist": "Ann Keeper", "album": "The Harbour"}
        check(all(tags.get(k) == v for k, v in want.items()), (ending, tags))
        check(tags.get("date", "").startswith("2024-05-06"), (ending, tags))


sys.exit(checks.main())
