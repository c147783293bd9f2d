#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An operator looks after a cache's folder: counts it, has every file read, makes it smaller."""
import hashlib
import json
import os
import struct
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import checks  # noqa: E402
from checks import check  # noqa: E402
from program import refused, run  # noqa: E402

KINDS = ("audio", "marks", "segment")
HEADER = 116


def store(folder, kind, n, body, age_s=0):
    """A file as the cache writes it: magic, kind, length, key, checksum, bytes."""
    key = hashlib.sha256(b"%s %d" % (kind.encode(), n)).hexdigest()
    place = os.path.join(folder, kind, key[:2])
    os.makedirs(place, exist_ok=True)
    path = os.path.join(place, key)
    with open(path, "wb") as out:
        out.write(b"LPcache1" + struct.pack("<IQ", KINDS.index(kind), len(body)) + key.encode() +
                  hashlib.sha256(body).digest() + body)
    os.utime(path, (1700000000 - age_s,) * 2)
    return path


def cache(folder, *args):
    return run("cache", *args, "--cache-dir", folder)


def told(done):
    return json.loads(done.stdout)


@checks.test
def counts_files_and_bytes_by_kind(folder):
    store(folder, "audio", 1, b"a" * 1000)
    store(folder, "audio", 2, b"b" * 500)
    part = store(folder, "segment", 1, b"c" * 10)
    os.rename(part, part + ".part-1-0")
    done = cache(folder, "stat", "--json", "--cache-max-bytes", "5000")
    check(done.returncode == 0, done)
    others = "marks", "segment", "captions", "chapters", "opus", "wav", "flac"
    check(told(done) == dict.fromkeys(others, {"files": 0, "bytes": 0}) | {
        "folder": folder, "audio": {"files": 2, "bytes": 1500 + 2 * HEADER}, "total": {"files": 2, "bytes": 1500 + 2 * HEADER},
        "unfinished": {"files": 1, "bytes": 10 + HEADER}, "max_bytes": 5000}, told(done))
    rows = [line.split() for line in cache(folder, "stat").stdout.decode().splitlines()]
    check(rows[0] == [folder] and rows[1] == ["audio", "2", "files", str(1500 + 2 * HEADER), "bytes"], rows)
    check(os.path.exists(part + ".part-1-0"), "counting removed something")


@checks.test
def finds_every_damaged_file_and_removes_it(folder):
    good = [store(folder, kind, n, b"x" * 300) for n in range(3) for kind in KINDS]
    done = cache(folder, "verify", "--json")
    check(done.returncode == 0 and told(done)["findings"] == [], done)
    check(told(done)["good"] == {"files": 9, "bytes": 9 * (300 + HEADER)}, done)
    flipped, cut, moved, renamed = good[0], good[1], good[2], good[3]
    with open(flipped, "r+b") as out:
        out.seek(HEADER + 100)
        out.write(b"y")
    os.truncate(cut, HEADER + 299)
    other = os.path.join(folder, "audio", os.path.basename(moved)[:2], os.path.basename(moved))
    os.makedirs(os.path.dirname(other), exist_ok=True)
    os.rename(moved, other)
    wrong = renamed[:-1] + ("0" if renamed[-1] != "0" else "1")
    os.rename(renamed, wrong)
    done = cache(folder, "verify", "--json")
    check(done.returncode == 1 and b"4 of 9 files" in done.stderr, done)
    check({f["key"] for f in told(done)["findings"]} == {os.path.basename(p) for p in (flipped, cut, other, wrong)}, done)
    check(all(f["state"] == "removed" for f in told(done)["findings"]), done)
    check(not any(os.path.exists(p) for p in (flipped, cut, other, wrong)), "a damaged file is left")
    check(all(os.path.exists(p) for p in good[4:]), "a good file was removed")
    again = cache(folder, "verify")
    check(again.returncode == 0 and b"good                5 files" in again.stdout, again)


@checks.test
def tells_what_it_cannot_read_and_leaves_it(folder):
    path = store(folder, "marks", 1, b"m" * 50)
    os.chmod(path, 0)
    if os.access(path, os.R_OK):
        raise checks.Skip("this user may read everything")
    done = cache(folder, "verify", "--json")
    check(done.returncode == 1 and told(done)["unreadable"]["files"] == 1 and os.path.exists(path), done)


@checks.test
def makes_room_from_what_was_used_longest_ago(folder):
    paths = [store(folder, KINDS[n % 3], n, b"z" * (1000 - HEADER), age_s=n) for n in range(10)]
    done = cache(folder, "gc", "--json", "--cache-max-bytes", "7500")
    check(told(done)["removed"] == {"files": 3, "bytes": 3000} and told(done)["left"] == {"files": 7, "bytes": 7000}, done)
    check([os.path.exists(p) for p in paths] == [True] * 7 + [False] * 3, "not the oldest went")
    done = cache(folder, "gc", "--to", "2000")
    check(done.returncode == 0 and [os.path.exists(p) for p in paths] == [True] * 2 + [False] * 8, done)
    check(told(cache(folder, "gc", "--to", "0", "--json"))["left"] == {"files": 0, "bytes": 0}, "something is left")


@checks.test
def refuses_what_it_does_not_know(folder):
    refused(cache(folder), 2, "stat, verify and gc")
    refused(cache(folder, "purge"), 2, "stat, verify and gc")
    refused(cache(folder, "stat", "gc"), 2)
    refused(cache(folder, "stat", "--to", "5"), 2, "--to")
    for number in ("-5", "1G", "", "99999999999999999999999"):
        refused(cache(folder, "gc", "--to=" + number), 2, "number of bytes")
    refused(cache(os.path.join(folder, "absent"), "stat"), 3, "absent")


sys.exit(checks.main())
