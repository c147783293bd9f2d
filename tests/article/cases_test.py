#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small pages of our own, one a kind of thing that a listener should or should not hear: cases/NAME.html, NAME.md or
NAME.txt, and beside each what is heard, NAME.heard. A page of HTML is read twice: as written, and with every class and
id replaced by words that tell nothing. What is heard is the same, but for pages on which only names tell: for these
NAME.hashed.heard says what is heard then. UPDATE_GOLDEN=1 writes the expected texts anew."""
import glob
import hashlib
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, ".."))
import checks  # noqa: E402

BINARY = os.path.join(os.environ["LISTENPOST_BUILD"], "listenpost")
CASES = os.path.join(HERE, "cases")
NAMES = re.compile(r"\b(class|id|for|aria-labelledby|aria-describedby|data-testid|data-component|data-role)=\"([^\"]*)\"")


def meaningless(name):
    return "x" + hashlib.sha256(name.encode()).hexdigest()[:6]


def hashed(html):
    """The page as a build tool would leave it: 'author-bio' becomes 'x3f21b9', links to ids follow."""
    html = NAMES.sub(lambda m: f'{m[1]}="{" ".join(meaningless(n) for n in m[2].split())}"', html)
    return re.sub(r'href="([^"#]*)#([^"]+)"', lambda m: f'href="{m[1]}#{meaningless(m[2])}"', html)


def heard(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    done = subprocess.run([BINARY, "clean", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
    return done.stdout.decode() if done.returncode == 0 else done.stderr.decode()


def compare(text, path):
    if os.environ.get("UPDATE_GOLDEN"):
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    with open(path, encoding="utf-8") as file:
        want = file.read()
    checks.check(text == want, f"{os.path.basename(path)}: heard\n{text}\nwant\n{want}")


def add(path):
    base, kind = os.path.splitext(path)
    name = os.path.basename(base)

    def as_written(folder):
        with open(path, encoding="utf-8") as file:
            compare(heard(folder, "page" + kind, file.read()), base + ".heard")

    def without_names(folder):
        with open(path, encoding="utf-8") as file:
            text = heard(folder, "page" + kind, hashed(file.read()))
        own = base + ".hashed.heard"
        compare(text, own if os.path.exists(own) else base + ".heard")

    as_written.__name__ = f"hears_{name}"
    without_names.__name__ = f"hears_{name}_without_names"
    checks.test(as_written)
    if kind == ".html":
        checks.test(without_names)


for case in sorted(glob.glob(os.path.join(CASES, "*.html")) + glob.glob(os.path.join(CASES, "*.md")) +
                   glob.glob(os.path.join(CASES, "*.txt"))):
    add(case)
sys.exit(checks.main())
