# SPDX-License-Identifier: GPL-3.0-or-later
"""Two commands in turn, A B A B, each as a whole process tree: wall time, CPU time, and the ratio pair by pair."""
import os
import resource
import statistics
import subprocess
import time


def run_once(command, cwd):
    """Wall and CPU seconds (of the command and all descendants that were waited for)."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    subprocess.run(command, shell=isinstance(command, str), cwd=cwd, check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    wall = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def alternate(ours, peer, pairs, cwd):
    """One run of each not counted, then pairs. Returns [(ours, peer)] of (wall, cpu)."""
    run_once(ours, cwd), run_once(peer, cwd)
    return [(run_once(ours, cwd), run_once(peer, cwd)) for _ in range(pairs)]


def spread(values):
    return f"{statistics.median(values):.2f} ({min(values):.2f} to {max(values):.2f})"


def print_row(name, results, targets=()):
    """targets: for the ratios of wall and CPU time, None where there is none; without any the table has no such column."""
    for index, what in ((0, "wall"), (1, "CPU")):
        ours = statistics.median(o[index] for o, _ in results)
        peer = statistics.median(p[index] for _, p in results)
        ratios = [o[index] / p[index] for o, p in results if p[index]]
        target = f" {targets[index] or ''} |" if targets else ""
        print(f"| {name} | {what} | {ours:.3f} s | {peer:.3f} s | {spread(ratios)} |{target}", flush=True)


def idle_share(seconds=1.0):
    """Share of the machine's CPU time that was idle in the next moment: figures of a busy machine mean little."""
    def ticks():
        fields = [int(x) for x in open("/proc/stat").readline().split()[1:9]]
        return fields[3] + fields[4], sum(fields)
    idle, total = ticks()
    time.sleep(seconds)
    idle2, total2 = ticks()
    return (idle2 - idle) / max(1, total2 - total)


def cpu_of(pids):
    """CPU seconds used so far by these processes."""
    tick = os.sysconf("SC_CLK_TCK")
    total = 0
    for pid in pids:
        fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
        total += (int(fields[11]) + int(fields[12])) / tick
    return total
