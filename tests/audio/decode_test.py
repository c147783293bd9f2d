#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real decoders on our MP3 streams: each gives exactly the frames that went in, without a warning."""
import glob, json, os, re, shutil, subprocess, sys, tempfile

RATE_HZ, MP3_FRAME = 22050, 576
BUILD = os.environ.get("LISTENPOST_BUILD", "build")


def output(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


def streams(folder):
    for path in sorted(glob.glob(folder + "/*.mp3")):
        yield path, int(re.search(r"-(\d+)\.mp3$", path).group(1))


def wrong_ffmpeg(path, frames):
    status, pcm, said = output("ffmpeg", "-nostdin", "-v", "warning", "-i", path, "-f", "s16le", "-")
    if status or said:
        return f"status {status}: {said}"
    return f"{len(pcm) // 2} frames, not {frames}" if len(pcm) != 2 * frames else ""


def wrong_mpg123(path, frames):
    status, pcm, said = output("mpg123", "-q", "-s", "-e", "s16", path)
    if status or said:
        return f"status {status}: {said}"
    return f"{len(pcm) // 2} frames, not {frames}" if len(pcm) != 2 * frames else ""


def wrong_mp3val(path, frames):
    status, said, _ = output("mp3val", path)
    said = said.decode("utf-8", "replace")
    return said if status or "WARNING" in said or "ERROR" in said or "PROBLEM" in said else ""


def wrong_ffprobe(path, frames):
    status, said, errors = output("ffprobe", "-v", "warning", "-show_format", "-of", "json", path)
    if status or errors:
        return f"status {status}: {errors}"
    form = json.loads(said)["format"]
    # Before version 6 it counts the two frames that a decoder needs to get everything out.
    exact = [frames / RATE_HZ, (frames + 2 * MP3_FRAME) / RATE_HZ]
    if all(abs(float(form["duration"]) - s) > 1e-5 for s in exact):
        return f"{form['duration']} s, not {exact}"
    tags = form.get("tags", {})
    if "full" in path and (tags.get("title"), tags.get("date")) != ("Käse & “Quotes” — a title", "2024-05-06T07:08:09"):
        return f"tags {tags}"
    return ""


def main():
    status = 0
    checks = [("ffmpeg_decodes_exactly_the_frames_that_went_in", "ffmpeg", wrong_ffmpeg),
              ("mpg123_decodes_exactly_the_frames_that_went_in", "mpg123", wrong_mpg123),
              ("mp3val_finds_nothing_wrong", "mp3val", wrong_mp3val),
              ("ffprobe_shows_the_exact_duration_and_the_tags", "ffprobe", wrong_ffprobe)]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([os.path.join(BUILD, "tests", "test_audio_mp3_stream"), "--write", folder], check=True)
        for name, program, wrong in checks:
            if not shutil.which(program):
                print(f"skip {name}: {program} is not installed")
                continue
            found = [(os.path.basename(p), w) for p, frames in streams(folder) if (w := wrong(p, frames))]
            if found or not list(streams(folder)):
                status = 1
                print("\n".join(f"  {p}: {w}" for p, w in found))
            print(f"{'FAIL' if status and found else 'ok'} {name}")
    return status


if __name__ == "__main__":
    sys.exit(main())
