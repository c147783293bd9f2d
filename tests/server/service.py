# SPDX-License-Identifier: GPL-3.0-or-later
"""The real binary over real sockets: what the tests of this folder share. Standard library only."""
import contextlib, hashlib, http.client, http.server, json, os, re, shutil, signal, socket, subprocess, sys
import tempfile, threading, time, traceback, urllib.parse

from interface import interface_of

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BINARY = os.path.join(os.environ.get("LISTENPOST_BUILD", os.path.join(ROOT, "build")), "listenpost")
KEY = "open sesame"
PATIENCE_S = 60

SENTENCES = ["The harbour was quiet before the ferry came in.",
             "Nobody on the quay had read the timetable, so everybody was surprised.",
             "A dog barked twice and then thought better of it."]


def page(title="A quiet harbour", paragraphs=6, note=""):
    """A blog post with the usual furniture around it."""
    body = "\n".join(f"<p>{' '.join(SENTENCES)} That was part {i + 1} of the story.{note}</p>" for i in range(paragraphs))
    return (f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>{title}</title></head><body>"
            f"<nav><a href=/>Home</a> <a href=/about>About</a></nav><article><h1>{title}</h1>{body}</article>"
            f"<footer>All rights reserved.</footer></body></html>").encode()


class Reply:
    def __init__(self, response):
        self.status, self.reason = response.status, response.reason
        self.fields = response.headers
        try:
            self.body, self.whole = response.read(), True
        except http.client.IncompleteRead as cut:
            self.body, self.whole = cut.partial, False

    def json(self):
        return json.loads(self.body)


class Blog:
    """A site of our own. pages: path -> (status, media type, bytes) or a function that answers by itself."""

    def __init__(self):
        blog, self.pages, self.asked = self, {}, []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                blog.asked.append(self.path)
                found = blog.pages.get(self.path, (404, "text/html", b"nothing"))
                if callable(found):
                    return found(self)
                status, media_type, body = found
                self.send_response(status)
                self.send_header("Content-Type", media_type)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                with contextlib.suppress(OSError):
                    self.wfile.write(body)

            def log_message(self, *args):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.site = "127.0.0.1:%d" % self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, path):
        return "http://" + self.site + path

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Service:
    """A running server; a context manager. settings: the flags, with underscores."""

    def __init__(self, blog=None, **settings):
        self.folder = tempfile.mkdtemp(prefix="listenpost-test-")
        flags = {"listen": "127.0.0.1:0", "cache_dir": os.path.join(self.folder, "cache"),
                 "store_dir": os.path.join(self.folder, "posts"), "api_keys": hashlib.sha256(KEY.encode()).hexdigest()}
        if blog:
            flags.update(sites=blog.site, fetch_private="yes", fetch_ports=blog.site.split(":")[1])
        flags.update(settings)
        self.command = [BINARY, "serve"]
        for name, value in flags.items():
            if value is None:  # left to the settings file
                continue
            self.command += ["--" + name.replace("_", "-"), str(value)]
        self.start()

    def start(self):
        log, path = tempfile.mkstemp()  # no pipe: that would fill up, and the server wait
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=log, text=True)
        self.log = open(path)
        os.close(log)
        os.unlink(path)
        line = self.process.stdout.readline()
        self.base = (re.search(r"http://[^\s/]+", line) or [""])[0]
        if not self.base:
            self.end()
            raise AssertionError("it did not start: " + self.errors)
        self.port = int(self.base.rsplit(":", 1)[1])

    def __enter__(self):
        return self

    def __exit__(self, *what):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.end()
        return self.process.returncode

    def kill(self):
        """Ends it as a crash does; start() begins anew in the same folders."""
        self.process.kill()
        self.end()

    def end(self):
        self.process.communicate(timeout=PATIENCE_S)
        if not self.log.closed:
            self.log.seek(0)
            self.errors = self.log.read()
            self.log.close()

    def ask(self, target, method="GET", fields={}, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        try:
            connection.request(method, target, body=body, headers=fields)
            reply = Reply(connection.getresponse())
        finally:
            connection.close()
        faults = interface_of(BINARY).faults(method, target, reply)
        assert not faults, f"not as /openapi.json says: {faults}"
        return reply

    def manifest(self, url):
        return self.ask("/v1/posts?url=" + urllib.parse.quote(url, safe=""))

    def speak(self, document, key=KEY, media_type="application/json"):
        fields = {"Content-Type": media_type} | ({"Authorization": "Bearer " + key} if key else {})
        body = document if isinstance(document, (bytes, str)) else json.dumps(document)
        return self.ask("/v1/audio", "POST", fields, body)

    def put(self, name, document, key=KEY, query=""):
        fields = {"Content-Type": "application/json"} | ({"Authorization": "Bearer " + key} if key else {})
        body = document if isinstance(document, (bytes, str)) else json.dumps(document)
        return self.ask("/v1/posts/" + urllib.parse.quote(name, safe="") + query, "PUT", fields, body)

    def post(self, name, method="GET", key=KEY, query="?site=blog.example"):
        fields = {"Authorization": "Bearer " + key} if key else {}
        return self.ask("/v1/posts/" + urllib.parse.quote(name, safe="") + query, method, fields)

    def metric(self, name):
        text = self.ask("/metrics").body.decode()
        return float(re.search(rf"^listenpost_{name} (\S+)$", text, re.M)[1])

    def wait_for(self, name, value):
        end = time.monotonic() + PATIENCE_S
        while self.metric(name) != value:
            assert time.monotonic() < end, f"{name} does not become {value}"
            time.sleep(0.02)

    def raw(self, data, patience_s=10):
        """Everything that comes back until the server closes; None: it stays open."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=patience_s) as s:
            s.sendall(data)
            got = b""
            try:
                while piece := s.recv(65536):
                    got += piece
            except socket.timeout:
                return None
            except ConnectionError:
                pass
            return got


def mp3_frames(data):
    """Frames and samples of an MP3 of ours, walked header by header to the very last byte."""
    at, frames = 0, 0
    if data[:3] == b"ID3":
        at = 10 + (data[6] << 21 | data[7] << 14 | data[8] << 7 | data[9])
    kbps = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
    while at < len(data):
        assert data[at] == 0xFF and data[at + 1] & 0xF6 == 0xF2, f"no MPEG-2 layer III frame at {at}"
        rate = [22050, 24000, 16000][data[at + 2] >> 2 & 3]
        at += 72000 * kbps[data[at + 2] >> 4] // rate + (data[at + 2] >> 1 & 1)
        frames += 1
    assert at == len(data), "the last frame is cut"
    return frames


def run(tests):
    """Runs the functions whose names begin with 'test_'; prints a line each."""
    wanted = sys.argv[1:]
    failed = 0
    if subprocess.run([BINARY, "serve", "--help"], capture_output=True).returncode != 0:
        print("skip server: this build has no 'serve'")
        return 0
    for name, test in list(tests.items()):
        if not name.startswith("test_") or (wanted and not any(w in name for w in wanted)):
            continue
        try:
            test()
            print("ok", name[5:], flush=True)
        except Exception:
            failed += 1
            traceback.print_exc(file=sys.stdout)
            print("FAIL", name[5:], flush=True)
    return 1 if failed else 0
