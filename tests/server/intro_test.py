#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A site with an intro and an outro: in the stream, in the exact length, in the marks."""
import array, contextlib, math, os, shutil, tempfile, wave

from service import Blog, Service, mp3_frames, page, run

RATE_HZ, FRAME, PAUSE = 22050, 576, 11025


@contextlib.contextmanager
def sounds(*seconds):
    folder = tempfile.mkdtemp(prefix="listenpost-intro-")
    names = []
    for i, length in enumerate(seconds):
        names.append(os.path.join(folder, f"{i}.wav"))
        with wave.open(names[-1], "wb") as out:
            n = int(length * RATE_HZ)
            out.setparams((1, 2, RATE_HZ, n, "NONE", ""))
            out.writeframes(array.array("h", (int(9000 * math.sin(k / 8)) for k in range(n))).tobytes())
    yield names
    shutil.rmtree(folder)


def clip_frames(seconds):
    return (int(seconds * RATE_HZ) + PAUSE + FRAME // 2) // FRAME


def listen(**settings):
    """Frames of the audio, the answer, marks."""
    with contextlib.closing(Blog()) as blog, Service(blog, **settings) as s:
        blog.pages["/post"] = (200, "text/html", page())
        m = s.manifest(blog.url("/post")).json()
        audio = s.ask(m["audio"])
        assert audio.status == 200 and audio.whole, audio.status
        s.wait_for("posts_making", 0)
        finished = s.ask(m["audio"])
        assert mp3_frames(finished.body) == mp3_frames(audio.body)
        part = s.ask(m["audio"], fields={"Range": "bytes=70000-70999"})
        assert part.status == 206 and part.body == finished.body[70000:71000]
        return mp3_frames(audio.body), audio, finished, s.ask(m["marks"]).json()


def test_an_intro_and_an_outro_are_in_the_stream_the_length_and_the_marks():
    plain_frames, _, _, plain = listen(plan_budget_ms=0)
    with sounds(1.5, 0.7) as (intro, outro):
        both = {"intro": intro, "outro": outro}
        frames, streamed, finished, marks = listen(plan_budget_ms=0, **both)
        exact_frames, exact, exact_finished, _ = listen(plan_budget_ms=10000, **both)
    assert frames == exact_frames == plain_frames + clip_frames(1.5) + clip_frames(0.7), (frames, plain_frames)
    assert int(exact.fields["Content-Length"]) == len(exact.body) == len(streamed.body)
    assert exact.body == exact_finished.body and len(exact.body) == len(finished.body)
    shift = clip_frames(1.5) * FRAME * 1000 / RATE_HZ
    for before, after in zip(plain["blocks"], marks["blocks"]):
        assert abs(after["start_ms"] - before["start_ms"] - shift) <= 1, (before["start_ms"], after["start_ms"], shift)


if __name__ == "__main__":
    import sys
    sys.exit(run(globals()))
