#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An operator has the settings checked before a restart."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import checks  # noqa: E402
from checks import check  # noqa: E402
from program import run, write  # noqa: E402


def report(done):
    """What each row says: name -> [(ok or wrong, detail)]."""
    rows = {}
    for line in done.stdout.decode().splitlines():
        rows.setdefault(line[7:29].strip(), []).append((line[:6].strip(), line[30:]))
    return rows


@checks.test
def good_settings_pass_and_nothing_is_left_behind(folder):
    settings = write(folder, "good.conf", "sites = blog.example.com, *.example.org, localhost:8000\nlisten = [::1]:0\n"
                     f"cache_dir = {folder}/cache/below\ndrop = * .promo\napi_keys = {'0' * 64}\n")
    done = run("serve", "--check", "--config", settings)
    check(done.returncode == 0 and not done.stderr, done)
    rows = report(done)
    check({"settings", "listen", "sites", "api_keys", "cache_dir", "keep, drop", "voices, site_lexicons"} <= set(rows), rows)
    check(all(state == "ok" for row in rows.values() for state, _ in row), rows)
    check(os.listdir(folder) == ["good.conf"], os.listdir(folder))


@checks.test
def every_wrong_thing_is_told_at_once(folder):
    write(folder, "file", "in the way")
    lexicon = write(folder, "words.tsv", "a word without a tab\n")
    settings = write(folder, "bad.conf", f"rate = fast\nsights = blog.example.com\nsites = https://blog.example.com/\n"
                     f"listen = 8080\napi_keys = secret\npublic_url = ftp://a\nfetch_ports = 80,http\ncache_dir = {folder}/file/x\nstore_dir = {folder}/file\n"
                     f"drop = .promo\nsite_lexicons = {lexicon}\nstep_max_memory_bytes = 67108864\n")
    done = run("serve", "--check", "--config", settings)
    rows = report(done)
    check(done.returncode == 2, done)
    for name, word in (("listen", "ADDRESS:PORT"), ("sites", "https://blog.example.com/"), ("api_keys", "SHA-256"),
                       ("public_url", "ftp://a"), ("fetch_ports", "http"), ("cache_dir", "Not a directory"), ("store_dir", "Not a directory"),
                       ("keep, drop", "drop"), ("voices, site_lexicons", "words.tsv"),
                       ("step_max_memory_bytes", "parse_max_memory_bytes")):
        (state, detail), = rows[name]
        check(state == "wrong" and word in detail, (name, rows[name]))
    lines = [detail for state, detail in rows["settings"] if state == "wrong"]
    check(len(lines) == 2 and "bad.conf:1: rate" in lines[0] and "bad.conf:2:" in lines[1], lines)
    check(b"12 of" in done.stderr, done.stderr)


@checks.test
def what_is_wrong_is_told_with_its_line_and_what_to_do(folder):
    settings = write(folder, "bad.conf", "# mine\nsites = a.example\nsites = https://b.example/x\nrate = 20\nlisten = 8080\nno equals\n")
    rows = report(run("serve", "--check", "--config", settings, "--listen", "127.0.0.1:0"))
    (_, site), = rows["sites"]
    (_, rate), = rows["rate"]
    check(site.startswith(f"{settings}:3: sites: give hosts") and rate.startswith(f"{settings}:4: rate: give 80 to 449"), rows)
    check(rows["listen"][0][0] == "ok", "the flag goes before the file")
    check([detail for _, detail in rows["settings"]] == [f"{settings}:6: write 'name = value', not 'no equals'"], rows)


@checks.test
def a_voice_or_language_that_nobody_speaks_is_wrong(folder):
    done = run("serve", "--check", "--cache-dir", folder, "--voice", "nobody", "--default-lang", "zz")
    rows = report(done)
    check(done.returncode == 2 and rows["voice"][0][0] == "wrong" and rows["default_lang"][0][0] == "wrong", rows)
    check(run("serve", "--check", "--config", os.path.join(folder, "absent")).returncode == 3, "a file that is not there")


sys.exit(checks.main())
