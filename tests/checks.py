# SPDX-License-Identifier: GPL-3.0-or-later
"""For the tests written in Python, what check.h is for those in C: a test is a sentence, a function marked @checks.test
that gets an empty folder; check() fails it, Skip ends it with a reason; main() runs all (or those whose name contains an
argument) and returns the exit status."""
import os
import re
import subprocess
import sys
import tempfile
import traceback

_tests = []


class Failed(Exception):
    pass


class Skip(Exception):
    pass


def test(function):
    _tests.append(function)
    return function


def check(condition, detail=""):
    if not condition:
        raise Failed(str(detail)[:2000])


def bench(name, *arguments):
    """Runs bench/NAME with the program that was built; its output and its errors are in .stdout."""
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    program = os.path.join(os.environ["LISTENPOST_BUILD"], "listenpost")
    return subprocess.run([os.path.join(root, "bench", name), "--program", program, *arguments],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def not_sanitized(why):
    """Ends the test as skipped in a build with the sanitizers."""
    cache = os.path.join(os.environ.get("LISTENPOST_BUILD", ""), "CMakeCache.txt")
    if os.path.exists(cache) and re.search(r"^SANITIZE:\w+=(ON|thread)$", open(cache, encoding="utf-8").read(), re.M):
        raise Skip(why)


def _run(function):
    with tempfile.TemporaryDirectory(prefix="listenpost-") as folder:
        try:
            function(folder)
            print(f"ok {function.__name__}", flush=True)
            return True
        except Skip as reason:
            print(f"skip {function.__name__}: {reason}", flush=True)
            return True
        except Exception:  # a test that breaks has failed
            print(traceback.format_exc())
            print(f"FAIL {function.__name__}", flush=True)
            return False


def main():
    chosen = [t for t in _tests if all(word in t.__name__ for word in sys.argv[1:])]
    return 0 if all([_run(t) for t in chosen]) else 1
