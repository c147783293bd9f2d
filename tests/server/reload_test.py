#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An operator changes the settings of a running server: SIGHUP takes over what can change, tells what cannot, and keeps
everything when the file is wrong."""
import contextlib, hashlib, http.client, os, re, signal, sys, time

from service import PATIENCE_S, ROOT, Blog, Service, page, run


class Configured(Service):
    """Sites and keys stand in a file, so that they can be changed."""

    def __init__(self, file, **settings):
        self.file = file
        self.write("log_level = info\n")
        super().__init__(config=file, fetch_private="yes", api_keys=None, **settings)

    def write(self, text):
        with open(self.file, "w", encoding="utf-8") as out:
            out.write(text)

    def hang_up(self, expected):
        """Sends SIGHUP and waits until the log says so; the lines on reloads since then."""
        told = []

        def give_up(*_):
            raise AssertionError(f"no {expected!r} in {told}")

        signal.signal(signal.SIGALRM, give_up)
        signal.alarm(PATIENCE_S)
        self.process.send_signal(signal.SIGHUP)
        while not any(re.search(expected, line) for line in told):
            line = self.log.readline()
            told += [line] if " reload: " in line else []
            time.sleep(0 if line else 0.01)
        signal.alarm(0)
        return "".join(told)


@contextlib.contextmanager
def configured(**settings):
    blog = Blog()
    blog.pages["/post"] = (200, "text/html", page())
    file = os.path.join(os.environ.get("TMPDIR", "/tmp"), f"listenpost-reload-{os.getpid()}.conf")
    try:
        settings.setdefault("fetch_ports", blog.site.split(":")[1])
        with Configured(file, **settings) as s:
            yield blog, s
    finally:
        blog.close()
        with contextlib.suppress(OSError):
            os.unlink(file)


def test_sites_limits_and_the_log_level_change_without_a_restart():
    with configured() as (blog, s):
        assert s.manifest(blog.url("/post")).status == 403
        s.write(f"log_level = info\nsites = {blog.site}\nbody_max_bytes = 2000\n")
        assert "info reload: body_max_bytes, sites\n" in s.hang_up("info reload: ")
        assert s.manifest(blog.url("/post")).status == 200
        s.write("log_level = info\n")
        s.hang_up("info reload: ")
        assert s.manifest(blog.url("/post")).status == 403


def test_an_api_key_is_taken_and_withdrawn():
    with configured() as (_, s):
        assert s.speak({"text": "Hello."}, key="new").status == 401
        s.write("log_level = info\napi_keys = " + hashlib.sha256(b"new").hexdigest())
        s.hang_up("info reload: api_keys")
        assert s.speak({"text": "Hello."}, key="new").status == 200
        assert s.speak({"text": "x" * 5000}, key="new").status == 200
        s.write("log_level = info\nbody_max_bytes = 2000\n")
        s.hang_up("info reload: ")
        assert s.speak({"text": "Hello."}, key="new").status == 401


def test_a_connection_that_is_open_lives_on():
    with configured() as (blog, s), contextlib.closing(http.client.HTTPConnection("127.0.0.1", s.port, timeout=PATIENCE_S)) as c:
        for text in ("log_level = info\n", f"log_level = info\nsites = {blog.site}\n"):
            s.write(text)
            s.hang_up("info reload: ")
            c.request("GET", "/v1/posts?url=" + blog.url("/post"))
            r = c.getresponse()
            r.read()
        assert r.status == 200


def test_what_needs_a_restart_is_told():
    with configured() as (_, s):
        s.write("log_level = info\njobs_max = 7\nvoice = en-us\nplan_budget_ms = 9\n")
        told = s.hang_up("warn reload: ")
        assert "info reload: plan_budget_ms\n" in told and "warn reload: a restart is needed for voice, jobs_max\n" in told, told


def test_a_wrong_file_changes_nothing_and_the_log_says_why():
    with configured() as (blog, s):
        s.write(f"log_level = info\nsites = {blog.site}\n")
        s.hang_up("info reload: ")
        for wrong, word in (("sites = blog.example.com\nrate = fast\n", ":2: rate"), ("sites =\napi_keys = plain\n", "api_keys"),
                            ("log_level = loud\nsites =\n", "log_level"), ("drop = .promo\nsites =\n", "drop"), ("nonsense\n", ":1:")):
            s.write(wrong)
            told = s.hang_up("error reload: ")
            assert "everything stays as it was" in told and word in told, told
            assert s.manifest(blog.url("/post")).status == 200
        os.unlink(s.file)
        assert s.file in s.hang_up("error reload: ")
        assert s.manifest(blog.url("/post")).status == 200


def test_the_page_on_operating_lists_what_can_change():
    live = re.findall(r"^LIVE\((\w+)\)$", open(os.path.join(ROOT, "src/http/live.def")).read(), re.M)
    text = open(os.path.join(ROOT, "docs/operating.md")).read()
    told = re.search(r"taken over at once: (.*?)\.", text, re.S)[1]
    assert live and re.findall(r"`(\w+)`", told) == live, told


def test_without_a_file_it_ends_with_its_terminal():
    with Service() as s:
        s.process.send_signal(signal.SIGHUP)
        s.process.communicate(timeout=PATIENCE_S)
        assert s.process.returncode == 0


if __name__ == "__main__":
    sys.exit(run(globals()))
