# SPDX-License-Identifier: GPL-3.0-or-later
"""An article to MP3: ours reads the article as it came (cleaning included); the peers get its text already cleaned."""
import json
import os
import shlex
import subprocess

import pairs

# name, command, target for the ratio of wall time, of CPU time
PEERS = (
    ("espeak-ng | lame -b 48", "espeak-ng -f {text} --stdout | lame --quiet -b 48 - {out}", 0.25, 0.42),
    ("espeak-ng | lame -q 7 --noreplaygain -b 48",
     "espeak-ng -f {text} --stdout | lame --quiet -q 7 --noreplaygain -b 48 - {out}", 0.85, None),
    ("espeak-ng | ffmpeg libmp3lame 48k",
     "espeak-ng -f {text} --stdout | ffmpeg -v error -y -i - -c:a libmp3lame -b:a 48k {out}", 0.40, None),
)


def floor_command(binary, text, out):
    """eSpeak NG and LAME alone, with the settings of the default voice, in as many processes as there are cores."""
    voices = json.loads(subprocess.run([binary, "voices", "--json"], capture_output=True, check=True).stdout)
    voice = next(v for v in voices if v["name"] == "en-us")
    floor = os.path.join(os.path.dirname(binary), "bench", "speak_floor")
    return [floor, "-p", str(os.cpu_count()), voice["name"], str(voice["rate"]), "48", text, out]


def measure(binary, article, count, folder):
    text, out = os.path.join(folder, "article.txt"), os.path.join(folder, "peer.mp3")
    with open(text, "wb") as clean:
        subprocess.run([binary, "clean", article], stdout=clean, check=True)
    ours = [binary, "speak", article, "-o", os.path.join(folder, "ours.mp3")]
    print(f"Article to MP3, 48 kb/s ({len(open(text, encoding='utf-8').read().split())} words)\n")
    print("| peer | | ours | peer | ratio | target |\n| --- | --- | --- | --- | --- | --- |")
    for name, line, *targets in PEERS:
        peer = line.format(text=shlex.quote(text), out=shlex.quote(out))
        pairs.print_row(f"`{name}`", pairs.alternate(ours, peer, count, folder), targets)
    floor = floor_command(binary, text, out)
    pairs.print_row("floor: eSpeak NG and LAME alone, a process a core", pairs.alternate(ours, floor, count, folder), (None, None, ""))
    print()
