# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for the server on 127.0.0.1: the pages of web-widget/ under a strict policy, and audio that a test directs.

Audio is MP3 of silence, written here: frames of 24 ms, all bits of which are zero after the header."""
import http.server
import json
import os
import re
import threading

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "web-widget")
POLICY = ("default-src 'none'; script-src {0}; style-src 'self'; img-src 'self'; media-src {0}; connect-src {0}; "
          "form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'")
FRAME = bytes.fromhex("fff364c0") + bytes(140)  # MPEG-2 layer III, 48 kb/s, 24 kHz, mono: 576 samples
FRAME_S = 0.024
TYPES = {".html": "text/html; charset=utf-8", ".css": "text/css", ".svg": "image/svg+xml", ".js": "text/javascript; charset=utf-8",
         ".mp3": "audio/mpeg", ".json": "application/json"}


def mp3(seconds):
    return FRAME * round(seconds / FRAME_S)


class Stage(http.server.ThreadingHTTPServer):
    """scene: how /v1/audio answers.
    ready    whole, with its length and ranges
    making   chunked: 'first_s' seconds at once, the rest when 'finish' is set
    planned  with its length and ranges; what lies behind 'first_s' is sent when 'finish' is set
    cut      as making, but the connection breaks then
    broken   500
    gone     the manifest is refused and so is the audio
    told: bodies of POST. lost: a path that is not there. marks: what is said of the words' times; None: nothing. pages: further ones, by path. friend: the origin that the pages' policy lets scripts, data and audio come from."""
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answer)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.reset()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def reset(self):
        self.scene, self.duration_s, self.first_s, self.finish, self.requests = "ready", 60.0, 2.0, threading.Event(), []
        self.told, self.lost = [], None
        self.open_answers, self.pages, self.friend, self.marks = 0, {}, "'self'", None

    def asked(self, prefix):
        return [path for path in self.requests if path.startswith(prefix)]

    def close(self):
        self.finish.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, *_):
        pass  # a browser that closes a connection is no fault


class Answer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.server.requests.append(self.path)
        path = self.path.split("?")[0]
        if path == "/v1/posts":
            self.manifest()
        elif path == "/v1/audio":
            self.give(302, "text/plain", b"", Location="/v1/audio/0123abcd.mp3", Cache_Control="no-store")
        elif path.startswith("/demo/"):
            self.page(path)
        elif path.endswith(".json"):
            self.give(200 if self.server.marks else 404, "application/json", json.dumps(self.server.marks).encode())
        elif path.startswith("/v1/audio/"):
            self.audio()
        else:
            self.page(path)

    def do_POST(self):
        self.server.told.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.give(204, "text/plain", b"")

    def give(self, status, kind, body, **headers):
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content_Length": len(body), "Content-Security-Policy": POLICY.format(self.server.friend), **headers}.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()
        self.wfile.write(body)

    def page(self, path):
        if path in self.server.pages:
            self.give(200, TYPES[".html"], self.server.pages[path].encode())
            return
        name = {"/": "demo/index.html", "/demo/": "variants/index.html", "/player.js": "listen-post.js"}.get(path)
        if re.fullmatch(r"/listen-post-\w+\.js", path) and os.path.exists(ROOT + path):
            name = path[1:]
        if not name and re.fullmatch(r"/demo/\w+\.(html|css|svg|js|mp3|json)", path):
            name = next((f for f in (f"demo{path[5:]}", f"variants{path[5:]}") if os.path.exists(f"{ROOT}/{f}")), None)
        if not name or path == self.server.lost:
            self.give(404, "text/plain", b"")
            return
        with open(f"{ROOT}/{name}", "rb") as file:
            body, kind = file.read(), TYPES[os.path.splitext(name)[1]]
        if kind == "audio/mpeg":
            self.ranges(body)
        else:
            self.give(200, kind, body)

    def manifest(self):
        stage = self.server
        if stage.scene == "gone":
            self.give(403, "application/json", b'{"error":{"code":"URL_REFUSED","message":"no"}}')
            return
        known = stage.scene in ("ready", "planned")
        answer = {"state": "ready" if known else "making", "title": "A title from the manifest", "language": "en", "voice": "en-us",
                  "duration_ms": round(stage.duration_s * 1000) if known else None,
                  "audio": "/v1/audio/0123abcd.mp3", "marks": "/v1/audio/0123abcd.json"}
        self.give(200, "application/json", json.dumps(answer).encode())

    def audio(self):
        stage = self.server
        if stage.scene in ("broken", "gone"):
            self.give(500, "application/json", b'{"error":{}}')
        elif stage.scene in ("making", "cut"):
            self.chunks(stage)
        else:
            self.ranges(mp3(stage.duration_s))

    def ranges(self, body):
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if not asked:
            self.give(200, "audio/mpeg", body, Accept_Ranges="bytes")
            return
        first, last = int(asked[1]), int(asked[2] or len(body) - 1)
        made = len(mp3(self.server.first_s)) if self.server.scene == "planned" else len(body)
        self.give(206, "audio/mpeg", body[first:min(last + 1, made)], Accept_Ranges="bytes",
                  Content_Range=f"bytes {first}-{last}/{len(body)}", Content_Length=last + 1 - first)
        if last >= made:
            self.wfile.flush()
            self.server.finish.wait(60)
            self.wfile.write(body[max(first, made):last + 1])

    def chunks(self, stage):
        body, first, cut = mp3(stage.duration_s), len(mp3(stage.first_s)), stage.scene == "cut"
        self.send_response(200)
        for name, value in (("Content-Type", "audio/mpeg"), ("Transfer-Encoding", "chunked"), ("Cache-Control", "no-store")):
            self.send_header(name, value)
        self.end_headers()
        stage.open_answers += 1
        try:
            self.chunk(body[:first])
            stage.finish.wait(60)
            if cut:
                self.close_connection = True
                return
            self.chunk(body[first:])
            self.wfile.write(b"0\r\n\r\n")
        finally:
            stage.open_answers -= 1

    def chunk(self, part):
        self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
        self.wfile.flush()
