#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many posts into a folder: names, collisions, what is up to date, failures, the report, an interrupt."""
import json
import os
import pty
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import checks  # noqa: E402
from checks import check  # noqa: E402
from program import BINARY, refused, run, write  # noqa: E402


def post(name, body="The harbour was lit by lamps."):
    return f"---\ntitle: {name}\n---\n\n{body} This is what {name} says about it.\n\n## Left\n\nTwo of them still burn.\n"


def posts(folder, *names):
    return [write(folder, name + ".md", post(name)) for name in names]


def report(*args):
    done = run("speak", "--json", *args)
    return done, json.loads(done.stdout)


def states(told):
    return [row["state"] for row in told["posts"]]


def read(*parts):
    with open(os.path.join(*parts), "rb") as file:
        return file.read()


@checks.test
def makes_a_file_of_each_input_in_a_folder_that_it_makes(folder):
    inputs = posts(folder, "anchor", "buoy", "capstan")
    out = os.path.join(folder, "new", "audio") + "/"
    done, told = report(*inputs, "-o", out)
    check(done.returncode == 0 and not done.stderr, done.stderr.decode())
    check(sorted(os.listdir(out)) == ["anchor.mp3", "buoy.mp3", "capstan.mp3"], os.listdir(out))
    check([row["input"] for row in told["posts"]] == inputs and states(told) == ["made"] * 3, told)
    for row in told["posts"]:
        check(row["output"] in [out + n for n in os.listdir(out)] and row["error"] is None, row)
        check(row["bytes"] == os.path.getsize(row["output"]) and row["duration_ms"] > 3000 and row["words"] > 15, row)
    check(told["totals"]["made"] == 3 and told["totals"]["bytes"] == sum(r["bytes"] for r in told["posts"]), told)
    single = os.path.join(folder, "single.mp3")
    run("speak", inputs[1], "-o", single)
    check(read(single) == read(out, "buoy.mp3"), "alone it has other bytes")
    again = os.path.join(folder, "again") + "/"
    run("speak", *inputs, "-o", again, "--workers", "1", "--jobs-max", "1")
    check(all(read(again, n) == read(out, n) for n in os.listdir(out)), "one at a time it has other bytes")


@checks.test
def what_is_up_to_date_stays_and_a_changed_text_or_setting_is_made_anew(folder):
    inputs, out = posts(folder, "anchor", "buoy"), os.path.join(folder, "out")
    os.mkdir(out)
    first = report(*inputs, "-o", out)[1]
    os.utime(inputs[0], (0, 0))
    os.utime(os.path.join(out, "buoy.mp3"), (0, 0))
    second = report(*inputs, "-o", out)[1]
    check(states(second) == ["fresh", "fresh"], second)
    for before, now in zip(first["posts"], second["posts"]):
        check({**before, "state": "fresh"} == now, (before, now))
    check(os.path.getmtime(os.path.join(out, "buoy.mp3")) == 0, "the file was touched")
    before = os.stat(inputs[1])
    write(folder, "buoy.md", post("buoy", "The harbour was lit by waves."))
    os.utime(inputs[1], ns=(before.st_atime_ns, before.st_mtime_ns))
    check(states(report(*inputs, "-o", out)[1]) == ["fresh", "made"], "another text of the same time")
    check(states(report(*inputs, "-o", out, "--rate", "200")[1]) == ["made", "made"], "another rate")
    check(states(report(*inputs, "-o", out)[1]) == ["made", "made"], "the rate of before")
    check(states(report(*inputs, "-o", out, "--force")[1]) == ["made", "made"], "--force")
    cover = write(folder, "cover.png", b"\x89PNG\r\n\x1a\n" + b"0" * 64)
    check(states(report(*inputs, "-o", out, "--cover", cover)[1]) == ["made", "made"], "a cover")
    write(out, "buoy.mp3", read(out, "buoy.mp3")[:3] + b"\xff" * 500)
    write(out, "anchor.mp3", b"")
    check(states(report(*inputs, "-o", out, "--cover", cover)[1]) == ["made", "made"], "broken files")


@checks.test
def every_format_remembers_what_it_was_made_of(folder):
    inputs, out = posts(folder, "anchor"), os.path.join(folder, "out/")
    for ending in ("wav", "flac", "opus", "ogg", "MP3"):
        args = (*inputs, "-o", out, "--format", ending)
        made, kept = (report(*args)[1] for _ in range(2))
        check(made["posts"][0]["output"] == out + "anchor." + ending.lower(), made)
        check(states(made) == ["made"] and states(kept) == ["fresh"], (ending, made, kept))
        times = [told["posts"][0]["duration_ms"] for told in (made, kept)]
        check(abs(times[0] - times[1]) < 100, (ending, times))


@checks.test
def companions_lie_beside_the_audio_and_belong_to_it(folder):
    inputs, out = posts(folder, "anchor", "buoy"), os.path.join(folder, "out/")
    forms = ["--marks", "json", "--captions", "vtt", "--chapters", "json"]
    check(states(report(*inputs, "-o", out)[1]) == ["made", "made"], "nothing made")
    check(states(report(*inputs, "-o", out, *forms)[1]) == ["made", "made"], "no companions beside fresh audio")
    want = [n + e for n in ("anchor", "buoy") for e in (".chapters.json", ".json", ".mp3", ".vtt")]
    check(sorted(os.listdir(out)) == want, os.listdir(out))
    check(json.loads(read(out, "buoy.chapters.json"))["chapters"][-1]["title"] == "Left", "chapters")
    check(states(report(*inputs, "-o", out, *forms)[1]) == ["fresh", "fresh"], "not fresh")
    os.remove(out + "anchor.vtt")
    check(states(report(*inputs, "-o", out, *forms)[1]) == ["made", "fresh"], "a companion is missing")
    check(sorted(os.listdir(out)) == want, os.listdir(out))
    more = report(*inputs, "-o", os.path.join(folder, "more/"), "--marks", "jsonl", "--chapters", "vtt")
    check(more[0].returncode == 0, more[0].stderr.decode())
    check(sorted(os.listdir(folder + "/more"))[:3] == ["anchor.chapters.vtt", "anchor.jsonl", "anchor.mp3"], "forms")
    refused(run("speak", *inputs, "-o", out, "--marks", "xml"), 2, "--marks xml", "json or jsonl")
    refused(run("speak", *inputs, "-o", out, "--captions", "a.vtt"), 2, "--captions a.vtt", "give vtt")


@checks.test
def refuses_inputs_that_would_become_one_file(folder):
    one, out = posts(folder, "anchor")[0], os.path.join(folder, "out/")
    other = write(folder, "anchor.html", "<p>The anchor was raised at noon, and the ship left.</p>")
    refused(run("speak", one, other, "-o", out), 2, one, other, "anchor.mp3")
    refused(run("speak", one, one, "-o", out), 2, "would both become")
    chapters = write(folder, "anchor.chapters.md", post("chapters"))
    refused(run("speak", one, chapters, "-o", out, "--marks", "json", "--chapters", "json"), 2, "anchor.chapters.json")
    text = write(folder, "notes.json", "The anchor was raised at noon, and the ship left.")
    refused(run("speak", text, "-o", folder + "/", "--marks", "json"), 2, "overwritten", "notes.json")
    refused(run("speak", "-", "-o", out), 2, "has no name")
    refused(run("speak", one, "-o", out, "--format", "aac"), 2, "--format aac")
    refused(run("speak", one, chapters, "-o", out, "--title", "One for all"), 2, "title")
    refused(run("speak", one, chapters, "-o", os.path.join(folder, "x.mp3")), 2, "folder", chapters)
    refused(run("speak", one, "-o", os.path.join(folder, "x.mp3"), "--force"), 2, "folder")
    refused(run("speak", one, "-o", "-", "--json"), 2, "standard output")
    check(not os.path.exists(out), "a folder was made for nothing")
    refused(run("speak", one, "-o", os.path.join(one, "")), 5, "anchor.md")
    for name in ("v1.2 notes", "release 1.2", ".hidden"):
        run("speak", write(folder, name, post("name")), "-o", out)
        check(os.path.exists(out + name + ".mp3"), os.listdir(out))


@checks.test
def an_index_gets_the_name_of_its_folder(folder):
    inputs = []
    for name in ("anchor", "release 1.2"):
        os.mkdir(os.path.join(folder, name))
        inputs.append(write(os.path.join(folder, name), "index.md", post(name)))
    out = os.path.join(folder, "out/")
    check(states(report(*inputs, "-o", out)[1]) == ["made", "made"], "not made")
    check(sorted(os.listdir(out)) == ["anchor.mp3", "release 1.2.mp3"], os.listdir(out))
    refused(run("speak", inputs[0], *posts(folder, "anchor"), "-o", out), 2, "would both become")
    check(run("speak", "index.md", "-o", out, cwd=os.path.join(folder, "anchor")).returncode == 0, "no folder named")
    check(run("speak", "./index.md", "-o", out, "--force", cwd=os.path.join(folder, "anchor")).returncode == 0, "no name")
    check("index.mp3" in os.listdir(out), os.listdir(out))


@checks.test
def one_that_fails_does_not_stop_the_others(folder):
    good = posts(folder, "anchor", "buoy", "capstan")
    empty, missing = write(folder, "empty.md", "\n"), os.path.join(folder, "missing.md")
    done, told = report(good[0], empty, good[1], missing, good[2], "-o", os.path.join(folder, "out/"))
    check(states(told) == ["made", "failed", "made", "failed", "made"], told)
    check([row["error"] and (row["error"]["code"], row["error"]["status"]) for row in told["posts"]] ==
          [None, ("no_text", 4), None, ("input_missing", 3), None], told)
    lines = done.stderr.decode().splitlines()
    check(done.returncode == 1 and len(lines) == 3 and "2 of 5" in lines[-1], lines)
    check(any(empty in line and "no text" in line for line in lines) and any(missing in line for line in lines), lines)
    check(sorted(os.listdir(folder + "/out")) == ["anchor.mp3", "buoy.mp3", "capstan.mp3"], os.listdir(folder + "/out"))
    alone, told = report(missing, "-o", os.path.join(folder, "x.mp3"))
    check(alone.returncode == 3 and told["posts"][0]["error"]["code"] == "input_missing", told)


@checks.test
def an_interrupt_leaves_finished_files_and_nothing_half(folder):
    text = "\n\n".join(f"This is paragraph {i}, and it says something at length." for i in range(5000))
    short = posts(folder, "anchor")
    longs = [write(folder, f"long{i}.txt", text) for i in range(6)]
    out = os.path.join(folder, "out/")
    busy = subprocess.Popen([BINARY, "speak", "--json", *short, *longs, "-o", out], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    for _ in range(600):
        if os.path.exists(out + "anchor.mp3") and any("part" in n for n in os.listdir(out)):
            break
        time.sleep(0.05)
    check(busy.poll() is None, "nothing was running")
    busy.send_signal(signal.SIGINT)
    printed, errors = busy.communicate(timeout=60)
    check(busy.returncode == 1 and len(errors.splitlines()) == 1, errors.decode())
    check(os.listdir(out) == ["anchor.mp3"], os.listdir(out))
    check(states(json.loads(printed)) == ["made"] + ["failed"] * 6, printed)


@checks.test
def a_terminal_sees_how_many_are_done(folder):
    main, side = pty.openpty()
    subprocess.run([BINARY, "speak", *posts(folder, "anchor", "buoy"), "-o", folder + "/out/"], stderr=side, timeout=60)
    os.close(side)
    seen = os.read(main, 65536).decode()
    os.close(main)
    check("2 of 2 posts" in seen and "2 made, 0 up to date, 0 failed" in seen, seen)


sys.exit(checks.main())
