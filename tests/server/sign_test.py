#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signed addresses: readers may listen to a post of any site with one, and only with a right one."""
import contextlib, hashlib, hmac, json, os, re, shutil, subprocess, sys, tempfile, time, urllib.parse

from reload_test import Configured
from service import BINARY, PATIENCE_S, ROOT, Blog, Service, page, run

OLD, NEW = "old:0123456789abcdef0123456789abcdef", "new:fedcba9876543210fedcba9876543210"
HOUR = 3600


def sign(key, url, expires, **more):
    """As docs/http-api.md says, by other means."""
    name, secret = key.split(":")
    query = {"url": url, "key": name, "expires": str(expires), **more}
    text = "listenpost-v1\n" + "".join(f"{n}={query[n]}\n" for n in sorted(query))
    query["signature"] = hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
    return urllib.parse.urlencode(query)


def in_an_hour():
    return int(time.time()) + HOUR


@contextlib.contextmanager
def signing(keys=(OLD,)):
    """A blog that is not one of 'sites', and a server with the keys in files, named in its settings file."""
    blog, folder = Blog(), tempfile.mkdtemp(prefix="listenpost-test-")
    blog.pages["/post"] = (200, "text/html", page())
    try:
        for key in (OLD, NEW):
            with open(os.path.join(folder, key.split(":")[0]), "w", encoding="ascii") as out:
                os.chmod(out.fileno(), 0o600)
                out.write(key + "\n")
        with Configured(os.path.join(folder, "settings"), fetch_ports=blog.site.split(":")[1]) as s:
            use(s, folder, keys)
            yield blog, s, folder
    finally:
        blog.close()
        shutil.rmtree(folder)


def use(s, folder, keys, expected="info reload: sign_keys"):
    files = ", ".join(os.path.join(folder, key.split(":")[0]) for key in keys)
    s.write(f"log_level = info\nsign_keys = {files}\n")
    return s.hang_up(expected)


def refused(reply, code):
    assert reply.status == 403 and reply.json()["error"]["code"] == code, (reply.status, reply.body)
    assert reply.fields["Cache-Control"] == "no-store", reply.fields


def test_a_signed_address_leads_to_a_post_of_any_site_and_an_unsigned_does_not():
    with signing() as (blog, s, _):
        refused(s.manifest(blog.url("/post")), "url_refused")
        query = sign(OLD, blog.url("/post"), in_an_hour())
        manifest = s.ask("/v1/posts?" + query)
        assert manifest.status == 200 and manifest.json()["title"] == "A quiet harbour", manifest.body
        link = s.ask("/v1/audio?" + query)
        assert link.status == 302 and link.fields["Location"] == manifest.json()["audio"]
        audio = s.ask(manifest.json()["audio"])  # what the manifest names needs no signature
        assert audio.status == 200 and audio.whole and len(audio.body) > 10000
        assert s.ask(manifest.json()["marks"]).status == 200
        refused(s.manifest(blog.url("/post")), "url_refused")  # though it is remembered
        assert "listenpost_signatures_right_total 2\n" in s.ask("/metrics").body.decode()


def test_changed_and_expired_addresses_are_refused():
    with signing() as (blog, s, _):
        blog.pages["/other"] = blog.pages["/post"]
        good = sign(OLD, blog.url("/post"), in_an_hour())
        for bad in (good.replace("post", "other"), good.replace("expires=", "expires=1"), good + "&voice=en-gb",
                    good + "&url=x", good[:-1], "u%72l=x&" + good, good.replace("key=old", "key=new"),
                    sign(NEW, blog.url("/post"), in_an_hour())):
            refused(s.ask("/v1/posts?" + bad), "signature")
        refused(s.ask("/v1/audio?" + sign(OLD, blog.url("/post"), int(time.time()))), "signature_expired")
        assert s.ask("/v1/posts?" + sign(OLD, "/", in_an_hour())).status == 400
        assert blog.asked == [] and "listenpost_signatures_refused_total 9\n" in s.ask("/metrics").body.decode()


def test_an_address_that_is_signed_for_too_long_is_refused():
    with signing() as (blog, s, folder):
        s.write(f"log_level = info\nsign_keys = {os.path.join(folder, OLD.split(':')[0])}\nsign_max_s = 600\n")
        s.hang_up("info reload: sign_max_s")
        refused(s.ask("/v1/posts?" + sign(OLD, blog.url("/post"), in_an_hour())), "signature_long")
        assert s.ask("/v1/posts?" + sign(OLD, blog.url("/post"), int(time.time()) + 500)).status == 200


def test_an_address_is_valid_until_its_second():
    with signing() as (blog, s, _):
        query = sign(OLD, blog.url("/post"), int(time.time()) + 2)
        first, deadline = s.ask("/v1/posts?" + query), time.monotonic() + PATIENCE_S
        assert first.status in (200, 403), first.body
        while s.ask("/v1/posts?" + query).status == 200 and time.monotonic() < deadline:
            time.sleep(0.1)
        refused(s.ask("/v1/posts?" + query), "signature_expired")


def test_keys_change_without_a_gap():
    with signing() as (blog, s, folder):
        old, new = (sign(key, blog.url("/post"), in_an_hour()) for key in (OLD, NEW))
        refused(s.ask("/v1/posts?" + new), "signature")
        use(s, folder, (OLD, NEW))
        assert [s.ask("/v1/posts?" + query).status for query in (old, new)] == [200, 200]
        use(s, folder, (NEW,))
        refused(s.ask("/v1/posts?" + old), "signature")
        assert s.ask("/v1/posts?" + new).status == 200


def test_a_key_that_others_may_read_is_not_taken_over():
    with signing() as (blog, s, folder):
        os.chmod(os.path.join(folder, "new"), 0o644)
        told = use(s, folder, (OLD, NEW), "reload: everything stays")
        assert "chmod 600" in told, told
        assert s.ask("/v1/posts?" + sign(OLD, blog.url("/post"), in_an_hour())).status == 200
        checked = subprocess.run([BINARY, "serve", "--check", "--sign-keys", os.path.join(folder, "new")],
                                 capture_output=True, text=True, timeout=PATIENCE_S)
        assert checked.returncode == 2 and re.search("wrong +sign_keys .*chmod 600", checked.stdout), checked.stdout


def test_a_redirect_may_not_lead_from_a_signed_address_to_another_site():
    def lead_away(handler):
        handler.send_response(302)
        handler.send_header("Location", f"http://localhost:{handler.server.server_port}/post")
        handler.end_headers()

    with signing() as (blog, s, _):
        blog.pages["/away"] = lead_away
        refused(s.ask("/v1/posts?" + sign(OLD, blog.url("/away"), in_an_hour())), "url_refused")
        assert blog.asked == ["/away"], blog.asked


def test_the_command_signs_what_the_server_takes():
    with signing() as (blog, s, folder):
        command = [BINARY, "sign", blog.url("/post"), "--key-file", os.path.join(folder, "old"), "--expires"]
        done = subprocess.run(command + ["1h", "--public-url", s.base + "/"], capture_output=True, text=True, timeout=PATIENCE_S)
        assert done.returncode == 0 and done.stdout.startswith(s.base + "/v1/posts?"), done
        assert s.ask(done.stdout.strip()[len(s.base):]).status == 200
        told = json.loads(subprocess.run(command + ["@1893456000", "--json"], capture_output=True, timeout=PATIENCE_S).stdout)
        assert told["expires"] == 1893456000 and told["audio"] == "/v1/audio?" + told["query"], told
        for wrong in (["1"], ["h"], ["-1h"], ["@1h"], ["1y"], ["0h"]):
            assert subprocess.run(command + wrong, capture_output=True, timeout=PATIENCE_S).returncode == 2, wrong
        made = [subprocess.run([BINARY, "sign", "--make-key"], capture_output=True, text=True, timeout=PATIENCE_S).stdout for _ in "ab"]
        assert made[0] != made[1] and all(re.fullmatch("[0-9a-f]{8}:[0-9a-f]{64}\n", key) for key in made), made


def test_the_recipes_of_the_document_sign_as_the_server_does():
    text = open(os.path.join(ROOT, "docs/http-api.md"), encoding="utf-8").read()
    url, signature = "https://blog.example/fähre?a=1&b=2", "18b113357b4f21a022a003eeefb0db83854ce73d0241e15d218f3d09f862178c"
    assert sign("2026a:0123456789abcdef0123456789abcdef", url, 1893456000).endswith(signature) and signature in text
    assert f"    url={url}\n" in text and "    expires=1893456000\n" in text
    if not shutil.which("node"):
        return print("skip the recipe in JavaScript: there is no node")
    recipe = re.search("```js\n(.*?)```", text, re.S).group(1).replace("Math.floor(Date.now() / 1000) + 3600", "1893456000")
    script = ('const { createHmac } = require("node:crypto"); const server = "", id = "2026a", '
              f'secret = "0123456789abcdef0123456789abcdef", url = {json.dumps(url)};\n{recipe}\nconsole.log(manifest)')
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, timeout=PATIENCE_S)
    assert done.stdout.strip().endswith("signature=" + signature), done


if __name__ == "__main__":
    sys.exit(run(globals()))
