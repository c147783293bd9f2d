# SPDX-License-Identifier: GPL-3.0-or-later
"""The program run as its users run it, for the tests in this folder."""
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from checks import check  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BINARY = os.path.join(os.environ.get("LISTENPOST_BUILD", os.path.join(ROOT, "build", "release")), "listenpost")


def run(*args, stdin=b"", env=None, **options):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("LISTENPOST_")}
    environment.update(env or {})
    return subprocess.run([BINARY, *args], input=stdin, capture_output=True, timeout=120, env=environment, **options)


def write(folder, name, content):
    path = os.path.join(folder, name)
    with open(path, "wb") as out:
        out.write(content if isinstance(content, bytes) else content.encode())
    return path


def refused(done, status, *words):
    """The status, one clear line on standard error with these words, nothing on standard output."""
    text = done.stderr.decode()
    check(done.returncode == status, f"exit status {done.returncode}, want {status}: {text}")
    check(done.stdout == b"", f"standard output is {done.stdout[:80]!r}")
    check(len(text.splitlines()) == 1 and text.startswith("listenpost"), f"not one line: {text!r}")
    for word in words:
        check(word in text, f"no {word!r} in {text!r}")
