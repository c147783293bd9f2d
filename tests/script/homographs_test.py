#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Homographs in sentences of our own, homographs.tsv beside this file: a sentence with words in braces, and for each of
them the name of its reading, between tabs. '-' is a word on which nothing may be decided. A word without phonemes is heard
as the engine says it in that sentence, so espeak-ng is asked for it."""
import concurrent.futures
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TABLES = os.path.join(HERE, "..", "..", "src", "script", "en")
PROGRAM = os.path.join(os.environ["LISTENPOST_BUILD"], "listenpost")
RIGHT_LEAST = 0.97


def readings():
    """{word: {reading: phonemes or None}} of the tables."""
    text = ""
    for name in ("homograph_kinds.def", "homographs.def"):
        with open(os.path.join(TABLES, name), encoding="utf-8") as file:
            text += file.read()
    kinds = {kind: re.findall(r'"([a-z]+)"', names) for kind, names in re.findall(r"^KIND\(\s*(\w+),\s*\(([^)]*)\)", text, re.M)}
    table = {}
    for kind, word, phonemes in re.findall(r'^HOMOGRAPH\((\w+), "(\w+)", (.*)\)$', text, re.M):
        said = [p[1].lstrip("=") or None for p in re.findall(r'(NULL|"([^"]+)")', phonemes)]
        table[word] = dict(zip(kinds[kind], said))
    return table


def sentences():
    with open(os.path.join(HERE, "homographs.tsv"), encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#!") and line.strip():
                marked, *wanted = line.rstrip("\n").split("\t")
                places = [m.start() - 2 * i for i, m in enumerate(re.finditer(r"\{", marked))]
                plain = re.sub(r"[{}]", "", marked)
                yield plain, [len(re.findall(r"[\w']+", plain[:at])) for at in places], wanted


def heard(spoken):
    done = subprocess.run(["espeak-ng", "-q", "-x", "-v", "en-us", "--stdin"], input=spoken + "\n", text=True,
                          stdout=subprocess.PIPE, check=True)
    return done.stdout.replace(",", "").split()


def is_right(words, at, wanted, phonemes):
    said = words[at].strip(",;:.!?")
    if wanted == "-":
        return not said.startswith("[[")
    if said.startswith("[["):
        return said[2:-2] == phonemes
    if phonemes is None:
        return True
    return heard(" ".join(words)) == heard(" ".join(words[:at] + [words[at].replace(said, f"[[{phonemes}]]")] + words[at + 1:]))


def main():
    if not shutil.which("espeak-ng"):
        print("skip hears_the_right_reading: no espeak-ng")
        return 0
    table, rows = readings(), list(sentences())
    done = subprocess.run([PROGRAM, "script", "--lines", "--lang", "en"], input="".join(row[0] + "\n" for row in rows),
                          text=True, stdout=subprocess.PIPE, check=True)
    cases = []
    for (plain, places, wanted), spoken in zip(rows, done.stdout.split("\n")):
        words = spoken.split()
        assert len(words) == len(re.findall(r"[\w']+", plain)) and len(places) == len(wanted), (plain, spoken)
        for at, reading in zip(places, wanted):
            word = re.findall(r"[\w']+", plain)[at]
            by_word = table.get(word) or table.get(word.lower()) or {}
            assert reading == "-" or reading in by_word, (plain, word, reading)
            cases.append((plain, words, at, reading, by_word.get(reading)))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        right = list(pool.map(lambda case: is_right(*case[1:]), cases))
    decided = sum(case[1][case[2]].startswith("[[") for case in cases)
    for case, good in zip(cases, right):
        if not good:
            print(f"  {case[0]!r}: {case[1][case[2]]} for {case[3]}")
    print(f"  {sum(right)} of {len(right)} right ({100 * sum(right) / len(right):.1f} %), {decided} by phonemes")
    good = sum(right) >= RIGHT_LEAST * len(right)
    print(f"{'ok' if good else 'FAIL'} hears_the_right_reading")
    return 0 if good else 1


sys.exit(main())
