# SPDX-License-Identifier: GPL-3.0-or-later
"""An article to MP3: ours reads the article as it came (cleaning included); the peers get its text already cleaned."""
import os
import shlex
import subprocess

import pairs

PEERS = (
    ("espeak-ng | lame -b 48", "espeak-ng -f {text} --stdout | lame --quiet -b 48 - {out}"),
    ("espeak-ng | lame -q 7 --noreplaygain -b 48",
     "espeak-ng -f {text} --stdout | lame --quiet -q 7 --noreplaygain -b 48 - {out}"),
    ("espeak-ng | ffmpeg libmp3lame 48k",
     "espeak-ng -f {text} --stdout | ffmpeg -v error -y -i - -c:a libmp3lame -b:a 48k {out}"),
)


def measure(binary, article, count, folder):
    text = os.path.join(folder, "article.txt")
    with open(text, "wb") as out:
        subprocess.run([binary, "clean", article], stdout=out, check=True)
    ours = [binary, "speak", article, "-o", os.path.join(folder, "ours.mp3")]
    print(f"Article to MP3, 48 kb/s ({len(open(text, encoding='utf-8').read().split())} words)\n")
    print("| peer | | ours | peer | ratio |\n| --- | --- | --- | --- | --- |")
    for name, line in PEERS:
        peer = line.format(text=shlex.quote(text), out=shlex.quote(os.path.join(folder, "peer.mp3")))
        pairs.print_row(f"`{name}`", pairs.alternate(ours, peer, count, folder))
    print()
