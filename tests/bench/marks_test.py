#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Marks lie where the sound begins, and bench/marks would see it if they did not."""
import importlib.machinery
import importlib.util
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path[:0] = [os.path.dirname(HERE), os.path.join(ROOT, "bench")]
import checks  # noqa: E402

_loader = importlib.machinery.SourceFileLoader("marks", os.path.join(ROOT, "bench", "marks"))
marks = importlib.util.module_from_spec(importlib.util.spec_from_loader("marks", _loader))
_loader.exec_module(marks)

SENTENCES = ("He hired seven men.", "She thought of the sea (and of home).", "Fifty ships came in; none left.",
             "“Who pays?” asked the clerk.", "It cost $3.5M in 1884.", "After that, the harbour was closed.")
PAGE = "<html lang='en'><head><title>The harbour</title></head><body><article><h1>The harbour</h1>{}</article></body></html>"


def make_corpus(folder):
    html = os.path.join(folder, "news", "html")
    os.makedirs(html)
    paragraphs = "".join(f"<p>{' '.join(SENTENCES[i:] + SENTENCES[:i])}</p><h2>Part {i + 1} of it</h2>" for i in range(5))
    with open(os.path.join(html, "one.html"), "w", encoding="utf-8") as file:
        file.write(PAGE.format(paragraphs + "<p>That is all.</p>"))
    with open(os.path.join(folder, "news", "ground-truth.json"), "w", encoding="utf-8") as file:
        json.dump({"one": {"articleBody": ""}}, file)


@checks.test
def every_sentence_begins_where_its_mark_says(folder):
    make_corpus(folder)
    done = checks.bench("marks", "--articles", "1", folder)
    checks.check(done.returncode == 0 and "100.0%  yes" in done.stdout, done.stdout)
    sentences = int(done.stdout.splitlines()[-1].split()[1])
    checks.check(sentences >= 35, done.stdout)


@checks.test
def a_mark_beside_the_sound_is_seen(folder):
    sound = [0] * 4000 + [900] * 2000 + [0] * 4000 + [900] * 2000
    found = marks.onsets(sound)
    checks.check([round(o) for o in found] == [181, 454], found)
    far = list(marks.distances({"sentences": [[0, 0, 0, 1], [454, 0, 2, 3], [400, 0, 4, 5], [2000, 0, 6, 7]]}, found))
    checks.check([d if d is None else round(d) for d in far] == [0, 54, None], far)


@checks.test
def marks_that_fall_or_overlap_are_seen(folder):
    good = {"duration_ms": 90, "words": [[0, 0, 0, 2], [10, 0, 3, 5], [20, 1, 0, 2]], "sentences": [[0, 0, 0, 5]]}
    checks.check(marks.in_order(good), "good marks")
    for bad in ([10, 0, 1, 5], [95, 1, 0, 2]):
        checks.check(not marks.in_order({**good, "words": [[0, 0, 0, 2], bad, [20, 1, 0, 2]]}), bad)


if __name__ == "__main__":
    sys.exit(checks.main())
