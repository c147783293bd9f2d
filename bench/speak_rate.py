# SPDX-License-Identifier: GPL-3.0-or-later
"""Words a minute of the default voice, as they are spoken: by the time of the whole file; by what is left of it without
the silences that we make (between sentences and blocks, at brackets, dashes, colons and ellipses; a comma's is the
engine's and stays); and, because texts differ, by the whole time in words of six characters, space included."""
import json
import os
import subprocess


def output(*command):
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def paces(binary, path, folder):
    """Spoken words and characters, minutes, minutes without our silences."""
    totals = output(binary, "speak", "--json", path, "-o", os.path.join(folder, "rate.mp3"))["totals"]
    segments = output(binary, "script", "--json", path)["segments"]
    silence_ms = sum(u["pause_ms"] for s in segments for u in s["utterances"])
    characters = sum(len(s["spoken"]) + 1 for s in segments)
    return totals["words"], characters, totals["duration_ms"] / 60000, (totals["duration_ms"] - silence_ms) / 60000


def measure(binary, paths, folder):
    print("Words a minute of the default voice\n")
    print("| text | spoken words | with all pauses | without ours | of six characters, with all | target |")
    print("| --- | ---: | ---: | ---: | ---: | --- |")
    rows = [(os.path.basename(path), paces(binary, path, folder)) for path in paths]
    rows.append(("together", tuple(map(sum, zip(*(row for _, row in rows))))))
    for name, (words, characters, whole, spoken) in rows:
        print(f"| {name} | {words} | {words / whole:.0f} | {words / spoken:.0f} | {characters / 6 / whole:.0f} | "
              "about 165 with all pauses |", flush=True)
    print()
