# SPDX-License-Identifier: GPL-3.0-or-later
"""Chromium by the WebDriver protocol (W3C), with Python's standard library alone.

    with Browser() as browser:
        browser.open("http://127.0.0.1:8080/")
        browser.click(browser.find("listen-post", "[part=play]"))
"""
import base64
import http.client
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
SHADOW = "shadow-6066-11e4-a52e-4f735466cecf"
FLAGS = ("--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
         "--disable-component-update --disable-sync --disable-dev-shm-usage --mute-audio --hide-scrollbars "
         "--force-color-profile=srgb").split()
KEYS = {"Left": "\ue012", "Up": "\ue013", "Right": "\ue014", "Down": "\ue015", "Tab": "\ue004", "Enter": "\ue007",
        "Home": "\ue011", "End": "\ue010", "Space": " ", "Shift": "\ue008"}


def missing():
    """Why no browser can be started; None when one can."""
    for program in ("chromium", "chromedriver"):
        if not shutil.which(program):
            return f"{program} is not installed"
    return None


class Failure(Exception):
    pass


def wait(what, condition, seconds=20):
    """The first truthy value of condition(), asked again and again."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    raise Failure(f"waited {seconds} s for: {what}")


class Browser:
    def __init__(self, flags=(), size=(1200, 900), prefs=None):
        self.folder = tempfile.mkdtemp(prefix="listenpost-browser-")
        log = os.path.join(self.folder, "log")
        with open(log, "wb") as out:
            # A group of its own, so that the browser's processes end with it.
            self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=out, stderr=out, start_new_session=True,
                                           env=dict(os.environ, HOME=self.folder, XDG_CONFIG_HOME=self.folder))
        self.session = None
        try:
            self.port = wait("chromedriver", lambda: self._port(log))
            options = {"binary": shutil.which("chromium"), "prefs": prefs or {},
                       "args": FLAGS + [f"--user-data-dir={self.folder}/profile", f"--window-size={size[0]},{size[1]}", *flags]}
            wants = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
            made = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": wants}})
            self.session = "/session/" + made["sessionId"]
        except BaseException:
            self.close()
            raise

    def _port(self, log):
        with open(log, encoding="utf-8", errors="replace") as lines:
            for line in lines:
                if "started successfully on port" in line:
                    return int(line.split("on port")[1].strip(" .\n"))
        return None

    def _ask(self, method, path, body=None):
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            link.request(method, path, None if method != "POST" else json.dumps(body or {}), {"Content-Type": "application/json"})
            value = json.loads(link.getresponse().read())["value"]
        finally:
            link.close()
        if isinstance(value, dict) and "error" in value:
            raise Failure(f"{value['error']}: {value['message']}")
        return value

    def ask(self, method, path, body=None):
        return self._ask(method, self.session + path, body)

    def close(self):
        try:
            if self.session:
                self._ask("DELETE", self.session)
        except (OSError, Failure, ValueError):
            pass  # the group is ended below in any case
        try:
            os.killpg(self.driver.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.driver.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def open(self, url):
        self.ask("POST", "/url", {"url": url})

    def url(self):
        return self.ask("GET", "/url")

    def find(self, selector, *inside):
        """The first element that fits; each further selector is looked up in the shadow root of the one before."""
        found = self.ask("POST", "/element", {"using": "css selector", "value": selector})[ELEMENT]
        for inner in inside:
            root = self.ask("GET", f"/element/{found}/shadow")[SHADOW]
            found = self.ask("POST", f"/shadow/{root}/element", {"using": "css selector", "value": inner})[ELEMENT]
        return found

    def click(self, element):
        self.ask("POST", f"/element/{element}/click")

    def label(self, element):
        """The accessible name, as a screen reader is told it."""
        return self.ask("GET", f"/element/{element}/computedlabel")

    def role(self, element):
        return self.ask("GET", f"/element/{element}/computedrole")

    def rect(self, element):
        return self.ask("GET", f"/element/{element}/rect")

    def keys(self, *keys):
        """Presses and releases each key, one after the other, where the focus is."""
        actions = [{"type": kind, "value": KEYS.get(key, key)} for key in keys for kind in ("keyDown", "keyUp")]
        self.ask("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def point(self, element):
        """Moves the mouse over the middle of the element."""
        origin = {ELEMENT: element}
        move = {"type": "pointerMove", "duration": 0, "x": 0, "y": 0, "origin": origin}
        self.ask("POST", "/actions", {"actions": [{"type": "pointer", "id": "mouse", "actions": [move]}]})

    def run(self, script, *args):
        return self.ask("POST", "/execute/sync", {"script": script, "args": list(args)})

    def devtools(self, command, **params):
        return self.ask("POST", "/goog/cdp/execute", {"cmd": command, "params": params})

    def complaints(self):
        """What the browser has said since the last call about scripts that failed or broke the page's policy."""
        return [e["message"] for e in self.ask("POST", "/se/log", {"type": "browser"}) if e["source"] in ("javascript", "security")]

    def size(self, width, height):
        self.devtools("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def media(self, **features):
        """Emulates media features, e.g. prefers_color_scheme='dark'."""
        self.devtools("Emulation.setEmulatedMedia", features=[{"name": k.replace("_", "-"), "value": v} for k, v in features.items()])

    def screenshot(self, path, clip=None, scale=1):
        params = {"clip": dict(zip(("x", "y", "width", "height"), clip), scale=scale)} if clip else {}
        shot = self.devtools("Page.captureScreenshot", format="png", **params)
        with open(path, "wb") as out:
            out.write(base64.b64decode(shot["data"]))
