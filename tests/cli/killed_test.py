#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program's children killed at random while it makes a file of many segments."""
import json
import os
import random
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import checks  # noqa: E402
from checks import check  # noqa: E402
from program import BINARY, run, write  # noqa: E402

WORDS = ("Good", "Red", "Sea", "Boat", "Rope", "Wind", "Gull", "Wall", "Oak", "Day")
SEGMENTS = 600


def children(pid):
    try:
        with open(f"/proc/{pid}/task/{pid}/children") as file:
            return [int(x) for x in file.read().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


@checks.test
def a_file_of_many_segments_is_the_same_when_children_are_killed_at_random(folder):
    text = write(folder, "post.txt", "".join(f"{WORDS[i % len(WORDS)]}.\n\n" for i in range(SEGMENTS)))
    calm, killed = os.path.join(folder, "calm.mp3"), os.path.join(folder, "killed.mp3")
    check(run("speak", text, "-o", calm).returncode == 0, "undisturbed")
    busy = subprocess.Popen([BINARY, "speak", "--json", text, "-o", killed], stdout=subprocess.PIPE)
    draw, nkilled = random.Random(5), 0
    begun = time.monotonic() + 0.5  # by then it speaks: a reading step that is killed is an error of its own
    while busy.poll() is None:
        steps = [step for zygote in children(busy.pid) for step in children(zygote)]
        if steps and time.monotonic() > begun:
            try:
                os.kill(draw.choice(steps), signal.SIGKILL)
                nkilled += 1
            except ProcessLookupError:
                pass
        time.sleep(draw.uniform(0.005, 0.03))
    told = json.loads(busy.communicate()[0])["posts"][0]
    check(busy.returncode == 0 and told["skipped"] == 0, told)
    check(nkilled > 10, f"only {nkilled} were killed")
    check(open(calm, "rb").read() == open(killed, "rb").read(), "the bytes differ")


sys.exit(checks.main())
