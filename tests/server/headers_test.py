#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The header fields that every answer has, and those that only some may have: every route, good and bad answers."""
import json, re, sys

from service import KEY, SENTENCES, Service, run

NO_DOCUMENT = "default-src 'none'; frame-ancestors 'none'"
AUDIO_POLICY = "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'"
EXPOSED = {"Content-Range", "Accept-Ranges", "Content-Length", "ETag", "Last-Modified", "Retry-After"}

# Who asks: a page of any origin, a program with a key, the operator or a visitor of the server's own pages.
PAGES = {"manifest", "listen", "audio", "opus", "wav", "flac", "marks", "captions", "chapters", "voices", "models", "player",
         "module", "openapi"}
OTHERS = {"post", "put_post", "delete_post", "speak", "speech", "demo", "demo_list", "demo_file", "health", "ready", "metrics"}

WITH_KEY = {"Authorization": "Bearer " + KEY}
WITH_BODY = WITH_KEY | {"Content-Type": "application/json"}
POST = json.dumps({"url": "https://blog.example/a", "text": "The ferry is late. " * 3})


def operations(s):
    for path, methods in s.ask("/openapi.json").json()["paths"].items():
        for method, operation in methods.items():
            yield operation["operationId"], method.upper(), path


def requests_of(s):
    """id -> (target, fields, body) that succeeds, and one that fails."""
    s.put("7", {"url": "https://blog.example/a", "text": " ".join(SENTENCES)})
    manifest = s.manifest("/").json()
    stem = manifest["audio"].removesuffix(".mp3")
    reader = {"Origin": "https://blog.example"}
    good = {"manifest": "/v1/posts?url=/", "listen": "/v1/audio?url=/", "voices": "/v1/audio/voices", "models": "/v1/models",
            "player": "/player.js", "module": "/listen-post-more.js", "openapi": "/openapi.json", "demo": "/",
            "demo_list": "/demo/", "demo_file": "/demo/demo.css", "health": "/healthz", "ready": "/readyz", "metrics": "/metrics",
            "marks": stem + ".json", "captions": stem + ".vtt", "chapters": stem + ".chapters.json"}
    good |= {kind: f"{stem}.{ending}" for kind, ending in
             [("audio", "mp3"), ("opus", "opus"), ("wav", "wav"), ("flac", "flac")]}
    bad = {kind: re.sub("[0-9a-f]{64}", "0" * 64, target) for kind, target in good.items() if stem in target}
    bad |= {"manifest": "/v1/posts", "listen": "/v1/audio?url=nonsense", "module": "/listen-post-nothing.js",
            "demo_file": "/demo/nothing"}
    good = {kind: (target, reader, None) for kind, target in good.items()}
    bad = {kind: (target, reader, None) for kind, target in bad.items()}
    for kind in good.keys() - bad.keys():  # a condition that cannot hold
        bad[kind] = (good[kind][0], reader | {"If-Match": '"other"'}, None)
    one = "/v1/posts/7?site=blog.example"
    good |= {"post": (one, WITH_KEY, None), "put_post": ("/v1/posts/8", WITH_BODY, POST), "delete_post": (one, WITH_KEY, None),
             "speak": ("/v1/audio", WITH_BODY, '{"text": "Good morning."}'),
             "speech": ("/v1/audio/speech", WITH_BODY, '{"input": "Good morning."}')}
    bad |= {kind: (target, reader, body) for kind, (target, fields, body) in good.items() if "Authorization" in fields}
    del bad["ready"]  # it fails only when the server is busy, and takes no conditions
    return good, bad


def policy_of(kind, ok):
    if kind in ("player", "module") and ok:
        return None
    if kind in ("audio", "opus", "wav", "flac", "listen", "speak", "speech") and ok:
        return AUDIO_POLICY
    return NO_DOCUMENT


def check(kind, r, ok):
    fields, told = r.fields, (kind, r.status, dict(r.fields))
    assert fields["X-Content-Type-Options"] == "nosniff", told
    policy = fields.get("Content-Security-Policy")
    if kind.startswith("demo") and ok:
        assert policy.startswith("default-src 'none'; script-src 'self';") and "frame-ancestors 'none'" in policy, told
    else:
        assert policy == policy_of(kind, ok), told
    assert re.fullmatch(r"answer;dur=\d+\.\d{3}", fields["Server-Timing"]) and fields["X-Request-Id"], told
    open_to_all = kind in PAGES
    assert fields["Cross-Origin-Resource-Policy"] == ("cross-origin" if open_to_all else "same-origin"), told
    for name in ("Access-Control-Allow-Origin", "Timing-Allow-Origin"):
        assert fields.get_all(name) == (["*"] if open_to_all else None), told
    exposed = fields.get("Access-Control-Expose-Headers")
    assert set(exposed.split(", ")) == EXPOSED if open_to_all else exposed is None, told
    rest = {name for name in fields if name.startswith("Access-Control-")}
    assert rest <= {"Access-Control-Allow-Origin", "Access-Control-Expose-Headers"}, told
    assert "Set-Cookie" not in fields and fields["Cache-Control"], told


def test_every_answer_has_the_fields_of_its_audience_and_kind():
    with Service(demo="yes", log_level="info") as s:
        good, bad = requests_of(s)
        seen = set()
        for kind, method, path in operations(s):
            assert (kind in PAGES) != (kind in OTHERS), f"{kind} is in neither list"
            seen.add(kind)
            refused = kind in bad and s.ask(bad[kind][0], method, bad[kind][1], bad[kind][2])
            if refused:
                assert 400 <= refused.status < 500 and refused.json()["error"]["code"], (kind, refused.status, refused.body)
                check(kind, refused, False)
                assert refused.fields["Cache-Control"] == "no-store", kind
        for kind, method, path in sorted(operations(s), key=lambda o: o[1] == "DELETE"):
            r = s.ask(good[kind][0], method, good[kind][1], good[kind][2])
            assert r.status < 400, (kind, r.status, r.body)
            check(kind, r, True)
        assert seen == PAGES | OTHERS


def test_only_paths_of_readers_answer_a_preflight():
    fields = {"Origin": "https://blog.example", "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "range"}
    with Service(demo="yes") as s:
        readers = {path for kind, method, path in operations(s) if kind in PAGES}
        for path in {path for kind, method, path in operations(s)}:
            r = s.ask(re.sub(r"\{.*?\}", "a", path), "OPTIONS", fields)
            cors = {name: value for name, value in r.fields.items() if name.startswith(("Access-Control-", "Timing-"))}
            assert r.status == 204 and "OPTIONS" in r.fields["Allow"] and r.fields["X-Content-Type-Options"] == "nosniff", path
            if path not in readers:
                assert not cors and r.fields["Cross-Origin-Resource-Policy"] == "same-origin", (path, cors)
                continue
            assert cors["Access-Control-Allow-Origin"] == "*" and cors["Access-Control-Allow-Methods"] == "GET, HEAD", path
            assert "Range" in cors["Access-Control-Allow-Headers"].split(", ") and cors["Access-Control-Max-Age"], path
            assert "authorization" not in cors["Access-Control-Allow-Headers"].lower(), "keys do not belong into pages"
            assert "Access-Control-Allow-Credentials" not in cors, path
        r = s.ask("*", "OPTIONS", fields)
        assert r.status == 204 and not [name for name in r.fields if name.startswith("Access-Control-")], r.fields
        assert s.ask("/nothing", "OPTIONS", fields).status == 404


def test_what_is_not_here_is_open_to_nobody():
    with Service() as s:
        for target, method, status in [("/nothing", "GET", 404), ("/a%00", "GET", 400), ("/v1/posts/7", "PATCH", 405)]:
            r = s.ask(target, method, {"Origin": "https://blog.example"})
            assert r.status == status and "Access-Control-Allow-Origin" not in r.fields, (target, r.status, r.fields)
            assert r.fields["Content-Security-Policy"] == NO_DOCUMENT and r.fields["X-Content-Type-Options"] == "nosniff"


def test_answers_tell_which_field_of_the_request_they_depend_on():
    with Service(demo="yes") as s:
        manifest = s.manifest("/").json()
        s.ask(manifest["audio"])
        s.wait_for("posts_making", 0)
        for target, vary in [("/v1/posts?url=/", "Accept"), ("/player.js", "Accept-Encoding"), (manifest["marks"], "Accept-Encoding"),
                             (manifest["captions"], "Accept-Encoding"), (manifest["audio"], None), ("/v1/models", None)]:
            first = s.ask(target)
            assert first.fields["Vary"] == vary, (target, dict(first.fields))
            again = s.ask(target, fields={"If-None-Match": first.fields["ETag"]})
            assert again.status == 304 and again.fields["Vary"] == vary, (target, dict(again.fields))
        events = s.ask("/v1/posts?url=/", fields={"Accept": "text/event-stream"})
        assert events.fields["Content-Type"] == "text/event-stream" and events.fields["Vary"] == "Accept"


if __name__ == "__main__":
    sys.exit(run(globals()))
