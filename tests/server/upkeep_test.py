#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An operator works beside a running server: looks after its cache."""
import glob, json, os, subprocess, sys

from service import BINARY, PATIENCE_S, Service, run


def cache(s, *args):
    done = subprocess.run([BINARY, "cache", *args, "--json", "--cache-dir", os.path.join(s.folder, "cache")],
                          capture_output=True, text=True, timeout=PATIENCE_S)
    return done.returncode, json.loads(done.stdout)


def test_the_cache_is_looked_after_beside_a_running_server():
    with Service(hot_max_bytes=0) as s:
        audio = s.speak({"text": "The ferry is late. Nobody knows why."}).fields["Content-Location"]
        s.wait_for("posts_making", 0)
        first = s.ask(audio).body
        assert cache(s, "stat")[1]["audio"]["files"] == 1
        path, = glob.glob(os.path.join(s.folder, "cache", "audio", "*", "*"))
        with open(path, "r+b") as out:
            out.seek(-10, os.SEEK_END)
            out.write(b"0123456789")
        status, told = cache(s, "verify")
        assert status == 1 and told["damaged"]["files"] == 1 and not os.path.exists(path), told
        assert s.ask(audio).body == first
        s.wait_for("posts_making", 0)
        assert cache(s, "gc", "--to", "0")[1]["left"]["files"] == 0
        assert s.ask(audio).body == first
        s.wait_for("posts_making", 0)
        assert cache(s, "verify")[0] == 0 and s.ask("/healthz").json()["storing"]


if __name__ == "__main__":
    sys.exit(run(globals()))
