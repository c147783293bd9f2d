#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""tools/bench behind its shell: which rows, on what."""
import argparse
import os
import sys
import tempfile

import clean_speed
import pairs
import serve_speed
import speak_long
import speak_rate
import speak_server
import speak_speed

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHARED = os.path.join(os.path.dirname(ROOT), "shared", "corpus")


def first_existing(*paths):
    return next((p for p in paths if p and os.path.exists(p)), None)


def texts_of(pages, count=11):
    """That many pages of the folder, always the same."""
    names = sorted(name for name in os.listdir(pages) if name.endswith(".html"))
    return [os.path.join(pages, name) for name in names[:: max(1, len(names) // count)][:count]]


def main():
    args = argparse.ArgumentParser(prog="tools/bench")
    args.add_argument("build")
    args.add_argument("rows", nargs="*", metavar="ROW", help="speak, long, rate, clean, serve; default: all")
    args.add_argument("--pairs", type=int, default=5)
    args.add_argument("--article")
    args.add_argument("--pages")
    a = args.parse_intermixed_args()
    rows = a.rows or ["speak", "long", "rate", "clean", "serve"]
    demo = os.path.join(ROOT, "web-widget", "demo")
    article = first_existing(a.article, os.path.join(SHARED, "seed", "listen-to-this-post.txt"),
                             os.path.join(demo, "index.html"))
    pages = first_existing(a.pages, os.path.join(SHARED, "articles", "news", "html"), demo)
    binary = os.path.abspath(os.path.join(a.build, "listenpost"))
    print(f"{os.cpu_count()} cores, {100 * pairs.idle_share():.0f} % idle before the run; {a.pairs} alternating pairs; "
          "medians, ratios ours to peer as median (least to most)\n")
    with tempfile.TemporaryDirectory() as folder:
        if "speak" in rows:
            speak_speed.measure(binary, article, a.pairs, folder)
            speak_server.measure(binary, a.pairs, folder)
        if "long" in rows:
            speak_long.measure(binary, folder)
        if "rate" in rows:
            speak_rate.measure(binary, [article, *texts_of(pages)], folder)
        if "clean" in rows:
            clean_speed.measure(binary, pages, a.pairs, folder)
        if "serve" in rows:
            serve_speed.measure(binary, article, a.pairs, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
