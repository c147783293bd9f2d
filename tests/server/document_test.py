#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/http-api.md says what the server does: its examples run, its tables are the code's."""
import os, re, shutil, subprocess, sys, tempfile

from service import KEY, PATIENCE_S, ROOT, Service, run


def read(path):
    return open(os.path.join(ROOT, path), encoding="utf-8").read()


DOCUMENT = read("docs/http-api.md")
OBJECTS = read("docs/json.md")  # that are files of the command line, too


def test_every_route_has_its_section():
    routes = {f"{method} {path}" for method, path in re.findall(r'^ROUTE\(\w+, (\w+), "([^"]+)"', read("src/http/route.def"), re.M)}
    assert routes and routes == set(re.findall(r"^### `(.+)`$", DOCUMENT, re.M))


def test_every_member_is_in_the_table():
    rows = re.findall(r'^FIELD\((\w+), (\w+), "([^"]+)", \w+, "(.*)"\)$', read("src/http/schema.def"), re.M)
    for schema, name, kind, meaning in rows:
        meaning = meaning.replace('\\"', '"')
        row = f"| `{name}` | {kind.replace('?', ' or null')} | {meaning} |"
        assert schema in ("Error", "Failure") or row in DOCUMENT + OBJECTS, row


def test_every_error_is_in_the_table():
    rows = re.findall(r'^ERROR\((\w+), (\d+), \d+, "(.*)"\)$', read("src/base/error.def"), re.M)
    private = {"CONFIG", "INPUT_MISSING", "INPUTS_FAILED", "LISTEN", "FORBIDDEN", "CACHE_DAMAGED"}  # of the command line, or of another day
    for name, status, sentence in rows:
        assert name in private or f"| `{name.lower()}` | {status} | {sentence} |" in DOCUMENT, name


def test_the_examples_run():
    examples = re.findall(r"^```sh\n(.*?)^```$", DOCUMENT, re.M | re.S)
    assert len(examples) >= 9
    if not shutil.which("curl"):
        return print("skip the examples: there is no curl")
    with Service(demo="yes") as s, tempfile.TemporaryDirectory() as folder:
        for example in examples:
            done = subprocess.run(["bash", "-euo", "pipefail", "-c", example], cwd=folder, capture_output=True,
                                  text=True, timeout=PATIENCE_S, env=dict(os.environ, LISTENPOST=s.base, KEY=KEY))
            assert done.returncode == 0, (example, done)


if __name__ == "__main__":
    sys.exit(run(globals()))
