#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""listenpost voices --measure: how loud voices are, and the gain that their files should have."""
import json
import os
import shutil
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import checks  # noqa: E402
from checks import check  # noqa: E402
from program import ROOT, refused, run, write  # noqa: E402


def own_voices(folder, *lines):
    """A data folder of our own with one more voice, 'own', of these lines."""
    shutil.copytree(os.path.join(ROOT, "voices"), os.path.join(folder, "voices"))
    return write(os.path.join(folder, "voices"), "own.voice", "\n".join(lines) + "\n")


@checks.test
def measures_the_voices_that_are_named(folder):
    found = json.loads(run("voices", "--measure", "de", "en-us", "--json").stdout)
    check([v["name"] for v in found] == ["de", "en-us"], found)
    for v in found:
        check(abs(v["lufs"] + 19) <= 0.7 and v["true_peak_dbtp"] <= -1, v)
        check(abs(v["gain_db"] - 19 - v["lufs"] - v["gain_needed_db"]) < 0.06, v)
        check(v["duration_ms"] > 20000, v)
    text = run("voices", "--measure", "de", "en-us").stdout.decode().splitlines()
    check([line.split()[0] for line in text] == ["NAME", "de", "en-us"], text)


@checks.test
def measures_a_language_without_a_text_by_numbers(folder):
    found = json.loads(run("voices", "--measure", "ja", "--json").stdout)
    check(-25 < found[0]["lufs"] < -15 and found[0]["duration_ms"] > 20000, found)


@checks.test
def measures_all_that_have_a_file_when_none_is_named(folder):
    listed = [v["name"] for v in json.loads(run("voices", "--json").stdout) if v["shipped"]]
    found = json.loads(run("voices", "--measure", "--json").stdout)
    check([v["name"] for v in found] == listed, found)


@checks.test
def writes_the_gain_and_leaves_the_other_lines_alone(folder):
    path = own_voices(folder, "# Mine.", "language = de", "engine=gmw/de", "gain_db =  -3 ", "pitch = 40")
    first = json.loads(run("voices", "--data-dir", folder, "--measure", "own", "--write", "--json").stdout)[0]
    lines = open(path, encoding="utf-8").read().splitlines()
    check(lines[:3] == ["# Mine.", "language = de", "engine=gmw/de"] and lines[4:] == ["pitch = 40"], lines)
    check(lines[3] == f"gain_db = {first['gain_needed_db']:.1f}", lines)
    second = json.loads(run("voices", "--data-dir", folder, "--measure", "own", "--json").stdout)[0]
    check(abs(second["lufs"] + 19) < 0.5, second)
    check(sorted(os.listdir(os.path.join(folder, "voices"))) == sorted(os.listdir(os.path.join(ROOT, "voices")) + ["own.voice"]),
          "something is left in the folder")


@checks.test
def adds_the_gain_to_a_file_that_sets_none(folder):
    path = own_voices(folder, "language = de", "engine = gmw/de", "pitch_range = 20")
    run("voices", "--data-dir", folder, "--measure", "own", "--write")
    lines = open(path, encoding="utf-8").read().splitlines()
    check(len(lines) == 4 and lines[3].startswith("gain_db = "), lines)


@checks.test
def speaks_as_loud_as_it_is_told(folder):
    post = write(folder, "post.txt", "The lamps are lit, and the room moves closer together. Nobody talks.")
    names = [os.path.join(folder, f"{n}.wav") for n in ("default", "same", "quiet")]
    for name, flags in zip(names, ([], ["--loudness", "-19"], ["--loudness", "-25"])):
        run("speak", post, "-o", name, *flags)
    default, same, quiet = (open(n, "rb").read() for n in names)
    check(default == same and len(quiet) == len(default) and quiet != default)
    for wrong in ("-13", "-31", "loud"):
        refused(run("speak", post, "-o", names[0], "--loudness", wrong), 2, "loudness")


@checks.test
def refuses_what_it_cannot_measure_or_write(folder):
    refused(run("voices", "--measure", "nobody"), 2, "nobody")
    refused(run("voices", "--measure", "--write", "ja"), 2, "no file")
    refused(run("voices", "--write"), 2, "--measure")
    refused(run("voices", "de"), 2, "--measure")


@checks.test
def says_when_the_file_cannot_be_written(folder):
    own_voices(folder, "language = de", "engine = gmw/de", "gain_db = -3")
    if os.geteuid() == 0:
        raise checks.Skip("root may write everywhere")
    os.chmod(os.path.join(folder, "voices"), 0o555)
    try:
        refused(run("voices", "--data-dir", folder, "--measure", "own", "--write"), 5, "own.voice")
    finally:
        os.chmod(os.path.join(folder, "voices"), 0o755)


sys.exit(checks.main())
