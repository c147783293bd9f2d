#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is played before and after a post: in the sound, in all times, in the key."""
import array
import json
import math
import os
import re
import shutil
import subprocess
import sys
import wave

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import checks  # noqa: E402
from checks import check  # noqa: E402
from program import refused, run, write  # noqa: E402

RATE_HZ, MP3_FRAME, PAUSE = 22050, 576, 11025
POST = "# The lamps\n\nThe lamps are lit. Nobody talks.\n\n## Later\n\nThe room moves closer together.\n"


def tone(folder, name, seconds, rate=44100, channels=2, hz=440):
    path = os.path.join(folder, name)
    n = int(seconds * rate)
    sound = array.array("h", (int(9000 * math.sin(2 * math.pi * hz * i / rate)) for i in range(n) for _ in range(channels)))
    with wave.open(path, "wb") as out:
        out.setparams((channels, 2, rate, n, "NONE", ""))
        out.writeframes(sound.tobytes())
    return path


def frames_of(seconds):
    """Of a clip in the post: its sound and pause, as near as whole MP3 frames come."""
    return (int(seconds * RATE_HZ) + PAUSE + MP3_FRAME // 2) // MP3_FRAME * MP3_FRAME


def speak(folder, name, *flags):
    done = run("speak", os.path.join(folder, "post.md"), "-o", os.path.join(folder, name), *flags)
    check(done.returncode == 0, done.stderr.decode())
    return open(os.path.join(folder, name), "rb").read()


def pcm(folder, name):
    with wave.open(os.path.join(folder, name)) as file:
        return file.readframes(file.getnframes())


@checks.test
def plays_them_before_and_behind_the_post(folder):
    write(folder, "post.md", POST)
    intro, outro = tone(folder, "in.wav", 1.5), tone(folder, "out.wav", 0.8, 8000, 1)
    speak(folder, "plain.wav")
    speak(folder, "both.wav", "--intro", intro, "--outro", outro)
    plain, both = pcm(folder, "plain.wav"), pcm(folder, "both.wav")
    before, behind = 2 * frames_of(1.5), 2 * frames_of(0.8)
    check(len(both) == before + len(plain) + behind, (len(both), before, len(plain), behind))
    check(both[before:before + len(plain)] == plain, "the post itself has changed")
    check(any(both[:before]) and any(both[before + len(plain):]), "they are silent")


@checks.test
def shifts_all_times_by_the_intro(folder):
    write(folder, "post.md", POST)
    intro, ms = tone(folder, "in.wav", 1.5), frames_of(1.5) * 1000 / RATE_HZ
    found = []
    for name, flags in (("plain", ()), ("shifted", ("--intro", intro))):
        beside = [os.path.join(folder, name + e) for e in (".json", ".vtt", ".chapters.json")]
        speak(folder, name + ".mp3", *flags, "--marks", beside[0], "--captions", beside[1], "--chapters", beside[2])
        marks, captions, chapters = (open(n, encoding="utf-8").read() for n in beside)
        marks = json.loads(marks)
        times = [t for b in marks["blocks"] for t in (b["start_ms"], b["end_ms"])] + [marks["duration_ms"]]
        cues = [60000 * int(m) + 1000 * int(s) + int(f) for m, s, f in re.findall(r"00:(\d\d):(\d\d)\.(\d\d\d)", captions)]
        starts = [1000 * c["startTime"] for c in json.loads(chapters)["chapters"]]
        found.append(times + cues + starts)
    check(len(found[0]) == len(found[1]) > 12, found)
    check(all(abs(b - a - ms) <= 1.001 for a, b in zip(*found)), found)


@checks.test
def counts_them_in_the_file(folder):
    if not shutil.which("ffprobe") or not shutil.which("ffmpeg"):
        raise checks.Skip("ffmpeg is not installed")
    write(folder, "post.md", POST)
    both = ("--intro", tone(folder, "in.wav", 1.5), "--outro", tone(folder, "out.wav", 0.8))
    speak(folder, "post.mp3", *both, "--marks", os.path.join(folder, "post.json"))
    speak(folder, "post.wav", *both)
    path, frames = os.path.join(folder, "post.mp3"), len(pcm(folder, "post.wav")) // 2
    done = subprocess.run(["ffmpeg", "-nostdin", "-v", "warning", "-i", path, "-f", "s16le", "-"], capture_output=True)
    check(not done.stderr and len(done.stdout) == 2 * frames, (done.stderr, len(done.stdout) // 2, frames))
    told = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "format=duration:format_tags=TLEN", "-of", "json", path],
                          capture_output=True).stdout
    seconds = float(json.loads(told)["format"]["duration"])
    # Before version 6 it counts the two frames that a decoder needs to get everything out.
    check(min(abs(seconds - frames / RATE_HZ), abs(seconds - (frames + 2 * MP3_FRAME) / RATE_HZ)) < 1e-4, seconds)
    marks = json.load(open(os.path.join(folder, "post.json"), encoding="utf-8"))
    check(marks["duration_ms"] == frames * 1000 // RATE_HZ, marks["duration_ms"])


@checks.test
def joins_them_at_a_bit_rate_that_varies_too(folder):
    if not shutil.which("ffmpeg"):
        raise checks.Skip("ffmpeg is not installed")
    write(folder, "post.md", POST)
    both = ("--intro", tone(folder, "in.wav", 1.5), "--outro", tone(folder, "out.wav", 0.8))
    speak(folder, "post.mp3", *both, "--vbr")
    speak(folder, "post.wav", *both)
    done = subprocess.run(["ffmpeg", "-nostdin", "-v", "warning", "-i", os.path.join(folder, "post.mp3"), "-f", "s16le", "-"],
                          capture_output=True)
    check(not done.stderr and len(done.stdout) == len(pcm(folder, "post.wav")), (done.stderr, len(done.stdout)))


@checks.test
def makes_the_same_bytes_however_it_is_made(folder):
    write(folder, "post.md", POST * 12)
    both = ("--intro", tone(folder, "in.wav", 1.5), "--outro", tone(folder, "out.wav", 0.8))
    planned = speak(folder, "a.mp3", *both, "--workers", "1")
    # More than may be in memory: the audio begins before its length is known.
    streamed = speak(folder, "b.mp3", *both, "--workers", "3", "--pcm-in-flight-bytes", "1048576")
    check(planned == streamed)


@checks.test
def makes_a_post_anew_when_one_of_them_changes(folder):
    write(folder, "post.md", POST)
    out, keys = os.path.join(folder, "out") + "/", set()
    os.mkdir(out)
    for hz in (440, 441, 441):
        flags = ("--intro", tone(folder, "in.wav", 0.5, hz=hz), "--marks", "json", "--json")
        done = run("speak", os.path.join(folder, "post.md"), "-o", out, *flags)
        check(done.returncode == 0, done.stderr.decode())
        keys.add(json.load(open(out + "post.json", encoding="utf-8"))["key"])
    check(len(keys) == 2, keys)


@checks.test
def refuses_what_it_cannot_play(folder):
    post, out = write(folder, "post.md", POST), os.path.join(folder, "post.mp3")
    text = write(folder, "text.wav", "Not a sound.\n")
    empty = write(folder, "empty.wav", b"")
    none = tone(folder, "none.wav", 0)
    long = tone(folder, "long.wav", 61, 4000, 1)
    junk = write(folder, "junk.mp3", b"\xff\xfbjunk" * 9)
    for path, why in ((text, "no sound file"), (empty, "no sound file"), (none, "nothing to hear"), (long, "longer than"),
                      (junk, "junk.mp3"), (os.path.join(folder, "missing.wav"), "No such file"), (folder, "directory")):
        for option in ("intro", "outro"):
            done = run("speak", post, "-o", out, "--" + option, path)
            said = done.stderr.decode().splitlines()[-1]
            check(done.returncode == 2 and option in said and why in said, (path, said))
    refused(run("speak", post, "-o", out, "--intro", long, "--intro-max-bytes", "10000"), 2, "intro", "10000")
    check(not os.path.exists(out), "something was written")


sys.exit(checks.main())
