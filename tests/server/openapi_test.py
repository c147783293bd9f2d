#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""/openapi.json and the code say the same. That real answers are as it says is found out by every test of this folder: each
answer to Service.ask is held against it (interface.py)."""
import contextlib, glob, os, re, sys

from interface import faults, interface_of
from service import BINARY, KEY, ROOT, SENTENCES, Blog, Service, page, run

SOURCES = {path: open(path, encoding="utf-8").read() for path in glob.glob(os.path.join(ROOT, "src/http/*.c"))}
DOCUMENT = open(os.path.join(ROOT, "docs/http-api.md"), encoding="utf-8").read()

CODES = {name.lower() for name in re.findall(r"^ERROR\((\w+),", open(os.path.join(ROOT, "src/base/error.def")).read(), re.M)}

# Read by HTTP itself or described by OpenAPI's own members.
NOT_PARAMETERS = {"Accept", "Accept-Encoding", "Authorization", "Content-Encoding", "Content-Length", "Content-Type", "Forwarded",
                  "Host", "Transfer-Encoding", "X-Forwarded-For"}


def parameters(where):
    document = interface_of(BINARY).document
    return {p["name"] for methods in document["paths"].values() for operation in methods.values()
            for p in operation["parameters"] if p["in"] == where}


def test_tells_every_parameter_of_a_query_that_the_code_reads_and_no_other():
    read = {name for text in SOURCES.values() for name in re.findall(r'target_query\([^,]+, "(\w+)"', text)}
    grant = next(text for path, text in SOURCES.items() if path.endswith("/grant.c"))
    read |= set(re.findall(r'"(signature|expires|key)"', grant))
    assert read == parameters("query"), read ^ parameters("query")


def test_tells_every_field_of_a_header_that_the_code_reads_and_no_other():
    read = {name for text in SOURCES.values() for name in re.findall(r'exchange_field\(\w+, "([\w-]+)"', text)}
    assert read - NOT_PARAMETERS == parameters("header"), (read - NOT_PARAMETERS) ^ parameters("header")


def test_every_parameter_of_a_query_is_in_the_page():
    for name in parameters("query"):
        assert re.search(rf"`[?&]?{name}\b", DOCUMENT), name


def test_every_error_that_it_names_has_a_row_in_the_page():
    for methods in interface_of(BINARY).document["paths"].values():
        for operation in methods.values():
            for status, answer in operation["responses"].items():
                for code in CODES & set(re.findall(r"\b([a-z_]+): ", answer["description"])):
                    assert f"| `{code}` | {status} |" in DOCUMENT, (operation["operationId"], status, code)


def test_every_schema_is_used_and_its_answers_are_met():
    """One good answer at least of each type, so that no schema is only written down."""
    interface, met = interface_of(BINARY), set()

    def ask(target, *rest, **more):
        r = s.ask(target, *rest, **more)
        operation = interface.operation((rest or ("GET",))[0], target)
        met.add((operation["operationId"], r.fields.get("Content-Type", "").split(";")[0]))
        return r

    key = {"Authorization": "Bearer " + KEY}
    with contextlib.closing(Blog()) as blog, Service(blog, demo="yes") as s:
        blog.pages["/post"] = (200, "text/html", page())
        s.put("7", {"url": "https://blog.example/a", "text": " ".join(SENTENCES)})
        manifest = ask("/v1/posts?url=" + blog.url("/post")).json()
        for kind in ("audio", "marks", "captions", "chapters"):
            assert ask(manifest[kind]).status == 200, kind
        ask("/v1/posts?url=" + blog.url("/post"), fields={"Accept": "text/event-stream"})
        assert len(ask("/v1/posts?site=blog.example", fields=key).json()["posts"]) == 1
        assert ask("/v1/posts/7?site=blog.example", "GET", key).status == 200
        for target in ("/v1/audio/voices", "/v1/models", "/healthz", "/readyz", "/metrics", "/openapi.json"):
            assert ask(target).status == 200, target
        ask("/v1/audio/speech", "POST", key | {"Content-Type": "application/json"}, '{"input": "One.", "stream_format": "sse"}')
    wanted = {(operation["operationId"], kind) for methods in interface.document["paths"].values()
              for operation in methods.values() for status, answer in operation["responses"].items() if status == "200"
              for kind, content in answer.get("content", {}).items() if "schema" in content} - {("put_post", "application/json")}
    assert wanted <= met, wanted - met


def test_the_validator_finds_what_is_wrong():
    schemas = {"A": {"type": "object", "properties": {"n": {"type": ["integer", "null"]}, "l": {"type": "array", "items": {"type": "string"}}},
                     "required": ["n"]}}
    good = [{"n": 1}, {"n": None, "l": ["a"]}, {"n": 0, "l": []}]
    bad = [[], {}, {"n": "1"}, {"n": 1.5}, {"n": True}, {"n": 1, "l": [1]}, {"n": 1, "more": 2}]
    for value in good:
        assert faults({"$ref": "#/components/schemas/A"}, value, schemas) == [], value
    for value in bad:
        assert faults({"anyOf": [{"$ref": "#/components/schemas/A"}, {"type": "boolean"}]}, value, schemas), value


if __name__ == "__main__":
    sys.exit(run(globals()))
