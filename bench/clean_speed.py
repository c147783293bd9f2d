# SPDX-License-Identifier: GPL-3.0-or-later
"""Cleaning pages in one process: ours (bench/clean_speed.c) beside Debian's python3-readability, same pages, same order."""
import glob
import os
import subprocess

import pairs

PEER = """
import sys
from readability import Document
for path in sys.argv[1:]:
    Document(open(path, encoding='utf-8', errors='replace').read()).summary()
"""
MOST_PAGES = 40
TARGETS = "targets: 300 pages of 174 KB a CPU-second, slowest page 15 ms, 8 MB above the page's size"


def measure(binary, folder_of_pages, count, folder):
    pages = sorted(glob.glob(os.path.join(folder_of_pages, "*.html")))[:MOST_PAGES]
    size = sum(os.path.getsize(p) for p in pages)
    ours = [os.path.join(os.path.dirname(binary), "bench", "clean_speed"), *pages]
    results = pairs.alternate(ours, ["/usr/bin/python3", "-c", PEER, *pages], count, folder)
    print(f"Cleaning {len(pages)} pages, {size // max(1, len(pages)) // 1000} KB each, one process\n")
    print("| peer | | ours | peer | ratio |\n| --- | --- | --- | --- | --- |")
    pairs.print_row("python3-readability", results)
    cpu = sorted(o[1] for o, _ in results)[len(results) // 2]
    print(f"\nours: {len(pages) / cpu:.0f} pages a CPU-second, process start included; without it, one core:\n", flush=True)
    every = sorted(glob.glob(os.path.join(folder_of_pages, "*.html")))
    subprocess.run([ours[0], "-r", "3", "-m", *every], check=True)
    print(f"  {TARGETS}\n")
