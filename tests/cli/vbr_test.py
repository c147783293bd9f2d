#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""--vbr: files at a bit rate that varies, as real decoders see them."""
import json
import os
import shutil
import struct
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import checks  # noqa: E402
from checks import check  # noqa: E402
from program import refused, run, write  # noqa: E402

POST = "# Seven Lamps\n\n" + "\n\n".join(
    f"The harbour was lit by {n} lamps, and each of them had a keeper who lived beside it through the winter.\n\n"
    f"## Lamp {n}\n\nIt burns." for n in range(2, 12))


def made(folder, name, *options):
    out = os.path.join(folder, name)
    done = run("speak", write(folder, "post.md", POST), "-o", out, *options)
    check(done.returncode == 0 and not done.stderr, done.stderr.decode())
    return out


def output(*command):
    done = subprocess.run(command, capture_output=True, timeout=60)
    said = done.stderr.decode("utf-8", "replace")
    check(done.returncode == 0 and not said.strip(), f"{command}: {said}")
    return done.stdout


def needs(*programs):
    for program in programs:
        if not shutil.which(program):
            raise checks.Skip(f"no {program}")


@checks.test
def same_bytes_for_any_number_of_workers_and_fewer_than_at_a_like_constant_rate(folder):
    files = {open(made(folder, f"{n}.mp3", "--vbr", "--workers", str(n)), "rb").read() for n in (1, 2, 4)}
    check(len(files) == 1, "the bytes differ")
    constant = os.path.getsize(made(folder, "constant.mp3", "--bitrate-kbps", "56"))
    size = len(files.pop())
    check(size < constant, (size, constant))
    best = os.path.getsize(made(folder, "best.mp3", "--vbr", "--vbr-quality", "0"))
    check(best > size * 1.3, (best, size))


@checks.test
def ffmpeg_decodes_the_samples_of_the_wav_and_ffprobe_shows_their_duration(folder):
    needs("ffmpeg", "ffprobe")
    mp3, wav = made(folder, "a.mp3", "--vbr"), made(folder, "a.wav", "--vbr")
    pcm = output("ffmpeg", "-nostdin", "-v", "warning", "-i", mp3, "-f", "s16le", "-")
    header_bytes = len(open(wav, "rb").read().split(b"data", 1)[0]) + 8
    want = (os.path.getsize(wav) - header_bytes) // 2
    check(len(pcm) // 2 == want, (len(pcm) // 2, want))
    told = json.loads(output("ffprobe", "-v", "warning", "-show_format", "-of", "json", mp3))["format"]
    exact = [want / 22050, (want + 2 * 576) / 22050]  # before version 6 it counts the flushing frames
    check(any(abs(float(told["duration"]) - s) < 1e-3 for s in exact), (told["duration"], exact))
    check(told["tags"]["title"] == "Seven Lamps", told["tags"])


@checks.test
def mpg123_decodes_exactly_the_samples_of_the_wav(folder):
    needs("mpg123")
    mp3 = made(folder, "a.mp3", "--vbr")
    whole = output("mpg123", "-q", "-s", "-e", "s16", mp3)
    wav = made(folder, "a.wav")
    data = open(wav, "rb").read().split(b"data", 1)[1]
    check(len(whole) == struct.unpack("<I", data[:4])[0], (len(whole), struct.unpack("<I", data[:4])))


@checks.test
def mpg123_lands_at_the_exact_sample_of_the_frame_it_seeks(folder):
    needs("mpg123")
    mp3, delay = made(folder, "a.mp3", "--vbr"), 576 + 529  # the encoder's and a decoder's, which are cut off
    whole = output("mpg123", "-q", "-s", "-e", "s16", mp3)
    for frame in (10, 100, 1000, 1500):
        rest = output("mpg123", "-q", "-k", str(frame), "-s", "-e", "s16", mp3)
        at = len(whole) - len(rest)
        check(at == 2 * (frame * 576 - delay), (frame, at // 2))
        ours, want = (struct.unpack(f"<{len(rest) // 2}h", part) for part in (rest, whole[at:]))
        far = [i for i, (a, b) in enumerate(zip(ours, want)) if abs(a - b) > 1]
        # The first frames may need bits from before them.
        check(not far or far[-1] < 2 * 576, f"frame {frame}: {len(far)} samples differ, up to {far[-1] if far else 0}")


@checks.test
def an_intro_joins_a_stream_that_varies(folder):
    needs("ffmpeg", "mp3val")
    intro = made(folder, "intro.wav")
    sounds = ["--intro", intro, "--outro", intro, "--intro-max-ms", "600000"]
    mp3, wav = made(folder, "a.mp3", "--vbr", *sounds), made(folder, "a.wav", *sounds)
    pcm = output("ffmpeg", "-nostdin", "-v", "warning", "-i", mp3, "-f", "s16le", "-")
    data = open(wav, "rb").read().split(b"data", 1)[1]
    check(len(pcm) == struct.unpack("<I", data[:4])[0], (len(pcm), struct.unpack("<I", data[:4])))
    check("WARNING" not in output("mp3val", mp3).decode(), "mp3val warns")


@checks.test
def mp3val_finds_nothing_wrong(folder):
    needs("mp3val")
    said = output("mp3val", made(folder, "a.mp3", "--vbr")).decode()
    check(not any(word in said for word in ("WARNING", "ERROR", "PROBLEM")) and "Xing header" in said, said)


@checks.test
def only_a_file_can_vary(folder):
    path = write(folder, "post.md", POST)
    refused(run("speak", path, "-o", "-", "--vbr"), 2, "--vbr is for files")
    many = os.path.join(folder, "many/")
    check(json.loads(run("speak", path, "-o", many, "--json").stdout)["posts"][0]["state"] == "made", "not made")
    for options, state in ((["--vbr"], "made"), (["--vbr"], "fresh"), (["--vbr", "--vbr-quality", "4"], "made"), ([], "made")):
        told = json.loads(run("speak", path, "-o", many, "--json", *options).stdout)["posts"][0]
        check(told["state"] == state, (options, told))
    check(open(many + "post.mp3", "rb").read() == open(made(folder, "b.mp3"), "rb").read(), "it still varies")


sys.exit(checks.main())
