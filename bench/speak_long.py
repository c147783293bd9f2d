# SPDX-License-Identifier: GPL-3.0-or-later
"""A very long text at the command line: is the time linear, how much memory do all processes together hold, how many
files are open, is progress shown?"""
import os
import pty
import subprocess
import threading
import time

import texts

SHORT, LONG = 25000, 100000  # words
MEMORY_MB, FILES = 64, 400


def tree(pid):
    pids = [pid]
    for parent in pids:
        try:
            for task in os.listdir(f"/proc/{parent}/task"):
                pids += [int(x) for x in open(f"/proc/{parent}/task/{task}/children").read().split()]
        except (FileNotFoundError, ProcessLookupError):
            pass
    return pids


def memory_kb(pid):
    """Proportional set size: what processes share is counted once."""
    try:
        for line in open(f"/proc/{pid}/smaps_rollup"):
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        pass
    return 0


def files_of(pid):
    try:
        return len(os.listdir(f"/proc/{pid}/fd"))
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return 0


def drain(terminal, seen):
    """What a person would see on the terminal."""
    try:
        while piece := os.read(terminal, 4096):
            seen.append(piece)
    except OSError:
        pass


def run(binary, nwords, folder):
    text = os.path.join(folder, f"{nwords}.txt")
    with open(text, "w", encoding="utf-8") as out:
        out.write(texts.text(texts.post(nwords, nwords, 80)))
    ours, theirs = pty.openpty()
    began, seen, memory, files = time.monotonic(), [], 0, 0
    process = subprocess.Popen([binary, "speak", text, "-o", os.path.join(folder, "long.mp3")], stderr=theirs)
    os.close(theirs)
    reader = threading.Thread(target=drain, args=(ours, seen))
    reader.start()
    while process.poll() is None:
        pids = tree(process.pid)
        memory = max(memory, sum(map(memory_kb, pids)))
        files = max(files, sum(map(files_of, pids)))
        time.sleep(0.2)
    wall = time.monotonic() - began
    reader.join()
    os.close(ours)
    if process.returncode:
        raise RuntimeError(f"{nwords} words: exit status {process.returncode}")
    used = os.times()
    return wall, used.children_user + used.children_system, memory / 1024, files, b"".join(seen).count(b"\r")


def measure(binary, folder):
    before = os.times()
    base = before.children_user + before.children_system
    short = run(binary, SHORT, folder)
    long = run(binary, LONG, folder)
    short_cpu, long_cpu = short[1] - base, long[1] - short[1]
    times = LONG / SHORT
    print(f"{LONG} words at the command line ({long[0]:.1f} s, {long_cpu:.1f} s of CPU)\n")
    print("| what | measured | target |\n| --- | --- | --- |")
    print(f"| CPU to {SHORT} words | {long_cpu / short_cpu:.2f} | {times:.0f} (linear) |")
    print(f"| wall time to {SHORT} words | {long[0] / short[0]:.2f} | {times:.0f} (linear) |")
    print(f"| memory of all processes together | {long[2]:.0f} MB | {MEMORY_MB} MB |")
    print(f"| open files of all processes together | {long[3]} | {FILES} |")
    print(f"| progress shown | {long[4]} times | yes |\n", flush=True)
