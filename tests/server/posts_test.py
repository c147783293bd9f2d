#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A content management system hands its posts over, asks how it is with them, and takes them back."""
import glob, hashlib, json, os, sys, time

from request_test import check_error
from service import KEY, PATIENCE_S, SENTENCES, Service, mp3_frames, page, run

SITE = "blog.example"
OTHER_KEY = "another secret"


def sum_of(key):
    return hashlib.sha256(key.encode()).hexdigest()


def document(path="/ferry", **members):
    return {"url": f"http://{SITE}{path}", "text": " ".join(SENTENCES)} | members


def wait_for_state(s, name, state, query="?site=" + SITE):
    end = time.monotonic() + PATIENCE_S
    while (told := s.post(name, query=query).json())["state"] != state:
        assert time.monotonic() < end, told
        time.sleep(0.02)
    return told


def stored(s, pattern="*"):
    return [path for path in glob.glob(os.path.join(s.folder, "cache", "**", pattern), recursive=True)
            if os.path.isfile(path) and not path.split(os.sep)[-3].startswith("segment")]


def test_a_post_is_made_at_once_and_told():
    with Service(accept_budget_ms=60000) as s:
        r = s.put("7", document(title="A ferry", byline="Ada", language="en", rate=200))
        told = r.json()
        assert r.status == 201 and r.fields["Location"] == "/v1/posts/7?site=" + SITE, (r.status, told)
        assert (told["id"], told["site"], told["url"]) == ("7", SITE, f"http://{SITE}/ferry")
        assert (told["state"], told["error"], told["title"], told["byline"], told["rate"]) == ("ready", None, "A ferry", "Ada", 200), told
        assert told["duration_ms"] > 1000 and told["blocks"] >= 1
        assert "Access-Control-Allow-Origin" not in r.fields and r.fields["Cache-Control"] == "no-store"
        audio = s.ask(told["audio"])
        assert audio.status == 200 and mp3_frames(audio.body) > 20 and b"Ada" in audio.body[:2000]
        assert s.ask(told["marks"]).json()["duration_ms"] == told["duration_ms"]
        assert s.post("7").json() == told and s.ask(r.fields["Location"], fields={"Authorization": "Bearer " + KEY}).json() == told


def test_the_same_again_changes_nothing():
    with Service(accept_budget_ms=60000) as s:
        first = s.put("7", document())
        again = s.put("7", document())
        assert (first.status, again.status) == (201, 200) and first.json() == again.json()
        assert s.metric("syntheses_total") == 1
        changed = s.put("7", document(text="Nothing moved."))
        assert changed.status == 200 and changed.json()["key"] != first.json()["key"] and changed.json()["state"] == "ready"
        # Who is in the middle of the older audio hears its end.
        assert s.ask(first.json()["audio"], fields={"Range": "bytes=1000-1999"}).status == 206


def test_says_202_while_it_is_being_made():
    with Service(accept_budget_ms=0) as s:
        r = s.put("a post", document(text=" ".join(SENTENCES * 40)))
        assert r.status == 202 and r.fields["Location"] == "/v1/posts/a%20post?site=" + SITE, (r.status, r.fields)
        assert r.json()["state"] in ("queued", "making") and r.json()["audio"] is None
        told = wait_for_state(s, "a post", "ready")
        assert mp3_frames(s.ask(told["audio"]).body) > 500


def test_speaks_html_markdown_and_text():
    with Service(accept_budget_ms=60000) as s:
        for i, source in enumerate(({"html": page().decode()}, {"markdown": "# Hello\n\nThis is *it*."}, {"text": "Hello there."})):
            r = s.put(str(i), {"url": f"http://{SITE}/{i}"} | source)
            assert (r.status, r.json()["state"]) == (201, "ready"), r.body
            assert r.json()["title"] == ("A quiet harbour", "Hello", None)[i], r.body


def test_what_cannot_be_spoken_is_kept_and_says_why():
    with Service(accept_budget_ms=60000) as s:
        r = s.put("7", document(text=" \n "))
        assert r.status == 201 and r.json()["state"] == "failed" and r.json()["error"]["code"] == "no_text", r.body
        assert s.post("7").json()["error"] == r.json()["error"] and r.json()["audio"] is None
        assert s.put("8", document(voice="nobody")).json()["error"]["code"] == "voice_unknown"
        assert s.put("7", document()).json()["state"] == "ready"


def test_readers_hear_the_post_of_that_address():
    with Service(accept_budget_ms=60000) as s:
        check_error(s.manifest(f"http://{SITE}/ferry"), "url_refused")
        told = s.put("7", document(title="A ferry")).json()
        manifest = s.manifest(f"http://{SITE.upper()}:80/./ferry#part")
        assert manifest.status == 200 and manifest.fields["Access-Control-Allow-Origin"] == "*", manifest.body
        heard = manifest.json()
        assert heard.pop("stale") is False  # of pages only: what is handed over never is
        assert {name: told[name] for name in heard} == heard
        r = s.ask(f"/v1/audio?url=http%3A%2F%2F{SITE}%2Fferry")
        assert (r.status, r.fields["Location"]) == (302, told["audio"])
        assert s.speak({"url": f"http://{SITE}/ferry"}).status == 200
        changed = s.put("7", document(text="Nothing moved.")).json()
        assert s.manifest(f"http://{SITE}/ferry").json()["key"] == changed["key"] != told["key"]


def test_a_draft_is_kept_and_neither_made_nor_shown():
    with Service(accept_budget_ms=60000) as s:
        r = s.put("7", document(draft=True))
        assert (r.status, r.json()["state"], r.json()["audio"]) == (201, "draft", None), r.body
        assert s.post("7").json()["state"] == "draft"
        check_error(s.manifest(f"http://{SITE}/ferry"), "url_refused")
        assert s.metric("syntheses_total") == 0 and s.metric("posts_read_total") == 0
        told = s.put("7", document()).json()
        assert told["state"] == "ready" and s.manifest(f"http://{SITE}/ferry").status == 200
        assert s.put("7", document(draft=True)).json()["state"] == "draft"
        check_error(s.manifest(f"http://{SITE}/ferry"), "url_refused")
        check_error(s.ask(told["audio"]), "not_found")
        assert not stored(s, told["key"])


def test_what_is_deleted_is_gone_with_its_audio():
    with Service(accept_budget_ms=60000) as s:
        keys = [s.put("7", document(text=text)).json()["key"] for text in ("The first.", "The second.")]
        assert len(stored(s, keys[0])) == len(stored(s, keys[1])) == 4
        s.kill()
        s.start()
        audio = s.manifest(f"http://{SITE}/ferry").json()["audio"]
        assert s.ask(audio).status == 200  # now it is in memory, too
        r = s.post("7", "DELETE")
        assert (r.status, r.body) == (204, b""), r.status
        check_error(s.post("7"), "not_found")
        check_error(s.post("7", "DELETE"), "not_found")
        check_error(s.manifest(f"http://{SITE}/ferry"), "url_refused")
        for key in keys:
            check_error(s.ask(f"/v1/audio/{key}.mp3"), "not_found")
            check_error(s.ask(f"/v1/audio/{key}.json"), "not_found")
            assert not stored(s, key)
        assert not glob.glob(os.path.join(s.folder, "posts", "*.*"))
        s.kill()
        s.start()
        check_error(s.post("7"), "not_found")
        assert s.put("7", document()).status == 201


def test_older_texts_are_gone_with_the_post():
    with Service(accept_budget_ms=60000) as s:
        keys = [s.put("7", document(text=text)).json()["key"] for text in ("The first.", "The second.", "The third.")]
        assert s.post("7", "DELETE").status == 204
        for key in keys:
            check_error(s.ask(f"/v1/audio/{key}.mp3"), "not_found")
        assert not stored(s, "?" * 64), stored(s)


def test_what_is_deleted_while_it_is_made_leaves_nothing():
    with Service(accept_budget_ms=0) as s:
        for i in range(5):
            assert s.put("7", document(text=f"Number {i}. " + " ".join(SENTENCES * 30))).status == 202
            if i % 2:
                wait_for_state(s, "7", "making")
            assert s.post("7", "DELETE").status == 204
        s.wait_for("posts_making", 0)
        check_error(s.manifest(f"http://{SITE}/ferry"), "url_refused")
        assert not stored(s, "?" * 64), stored(s)


def test_lists_the_posts_of_a_site_page_by_page():
    with Service(accept_budget_ms=0, list_max=4) as s:
        for i in range(10):
            s.put(f"n{i}", {"url": f"http://{'other.example' if i == 5 else SITE}/{i}", "text": "Hello.", "draft": i == 1})
        names, cursor = [], ""
        while cursor is not None:
            r = s.ask(f"/v1/posts?site={SITE}&limit=100" + (f"&cursor={cursor}" if cursor else ""),
                      fields={"Authorization": "Bearer " + KEY})
            assert r.status == 200 and len(r.json()["posts"]) <= 4, r.body
            names += [post["id"] for post in r.json()["posts"]]
            if not cursor:
                assert r.json()["posts"][1] == {"id": "n1", "site": SITE, "url": f"http://{SITE}/1", "state": "draft"}
                s.post("n3", "DELETE")
                s.put("late", document("/late"))
            cursor = r.json()["next"]
        assert names == ["n0", "n1", "n2", "n3", "n4", "n6", "n7", "n8", "n9", "late"], names
        check_error(s.ask("/v1/posts?site=" + SITE), "unauthorized")
        for query in ("&cursor=x", "&cursor=00000000000000zz", "&limit=0", "&limit=-1", "&limit=many"):
            check_error(s.ask(f"/v1/posts?site={SITE}{query}", fields={"Authorization": "Bearer " + KEY}), "usage")


def test_a_key_is_for_its_sites():
    keys = f"{sum_of(KEY)} {SITE} *.more.example, {sum_of(OTHER_KEY)} other.example"
    with Service(accept_budget_ms=60000, api_keys=keys) as s:
        assert s.put("7", document()).status == 201
        check_error(s.put("7", document(), key=OTHER_KEY), "forbidden")
        check_error(s.put("7", document(), key=None), "unauthorized")
        check_error(s.put("7", document(), key="wrong"), "key_wrong")
        for method in ("GET", "DELETE"):
            check_error(s.post("7", method, key=OTHER_KEY), "forbidden")
            check_error(s.post("7", method, key=OTHER_KEY, query=""), "not_found")
            check_error(s.post("7", method, query=""), "usage")
        check_error(s.ask("/v1/posts?site=" + SITE, fields={"Authorization": "Bearer " + OTHER_KEY}), "forbidden")
        assert s.put("7", {"url": "http://a.more.example/", "text": "Hello."}).status == 201
        assert s.put("7", {"url": "http://other.example/", "text": "Hello."}, key=OTHER_KEY).status == 201
        assert s.post("7", key=OTHER_KEY, query="").json()["site"] == "other.example"
        check_error(s.speak({"url": f"http://{SITE}/ferry"}, key=OTHER_KEY), "forbidden")
        assert s.post("7").json()["url"] == f"http://{SITE}/ferry"


def test_any_id_is_a_name():
    with Service(accept_budget_ms=0) as s:
        names = ["..", "../../etc/passwd".replace("/", "\\"), ".", "a b", "Größe 🙂", "%", "?", "a" * 500, "lock", "-rf", "con.post"]
        for name in names:
            r = s.put(name, document("/x", draft=True))
            assert r.status == 201 and r.json()["id"] == name, (name, r.body)
        for name in names:
            assert s.post(name).json()["id"] == name
        check_error(s.put("a" * 501, document()), "usage")
        check_error(s.put("a/b", document()), "not_found")
        check_error(s.put("a\0b", document()), "usage")
        assert os.listdir(s.folder) == ["posts"] or sorted(os.listdir(s.folder)) == ["cache", "posts"]


def test_refuses_posts_that_are_not_as_documented():
    with Service(accept_budget_ms=0, body_max_bytes=100000) as s:
        for wrong in ("", "{", "[]", {}, {"text": "a"}, {"url": f"http://{SITE}/"}, document(html="b"), document(text=5),
                      document(rate=10), document(draft="yes"), document(speed=2), document(title="x" * 1001), document(url=5),
                      b'{"url":"http://blog.example/","text":"a","text":"b"}'):
            check_error(s.put("7", wrong), "usage")
        for url in ("nonsense", "/ferry", "ftp://blog.example/", ""):
            check_error(s.put("7", document(url=url)), "usage" if not url else "url_invalid")
        check_error(s.put("7", document(text="x" * 200000)), "body_too_large")
        check_error(s.ask("/v1/posts/7", "PUT", {"Authorization": "Bearer " + KEY, "Content-Type": "text/plain"}, b"x"), "media_type")
        check_error(s.ask("/v1/posts/7", "POST", {"Content-Length": "0"}), "method", Allow="GET, HEAD, PUT, DELETE, OPTIONS")
        check_error(s.post("7"), "not_found")


def test_keeps_no_more_than_its_limits_and_nothing_without_a_folder():
    with Service(accept_budget_ms=0, store_max_posts=2) as s:
        assert [s.put(name, document("/" + name, draft=True)).status for name in "abc"] == [201, 201, 507]
        check_error(s.put("c", document()), "store_full")
        assert s.post("a", "DELETE").status == 204 and s.put("c", document(draft=True)).status == 201
    with Service(store_dir="") as s:
        check_error(s.put("7", document()), "no_store")
        check_error(s.post("7"), "no_store")
        check_error(s.ask("/v1/posts?site=" + SITE, fields={"Authorization": "Bearer " + KEY}), "no_store")


def test_what_was_accepted_before_a_crash_is_made_after_it():
    text = " ".join(SENTENCES * 25)
    made_after = 0
    with Service(accept_budget_ms=0) as s, Service(accept_budget_ms=60000) as calm:
        for cycle in range(10):
            post = document(f"/{cycle}", text=f"Number {cycle}. {text}")
            assert s.put(str(cycle), post).status == 202
            time.sleep(0.03 * (cycle % 4))
            s.kill()
            s.start()
            told = wait_for_state(s, str(cycle), "ready")
            made_after += s.metric("syntheses_total")
            audio, expected = s.ask(told["audio"]), calm.put(str(cycle), post).json()
            assert audio.whole and told["key"] == expected["key"]
            assert audio.body == calm.ask(expected["audio"]).body, cycle
        assert made_after >= 5, made_after


def test_what_is_made_is_not_made_again_after_a_restart():
    with Service(accept_budget_ms=60000) as s:
        key = s.put("7", document()).json()["key"]
        s.kill()
        s.start()
        assert wait_for_state(s, "7", "ready")["key"] == key
        assert s.metric("syntheses_total") == 0


if __name__ == "__main__":
    sys.exit(run({name: test for name, test in globals().items() if name.startswith("test_")}))
