# SPDX-License-Identifier: GPL-3.0-or-later
"""How near a text that was read comes to a reference: windows of four words (the usual measure of article extraction),
foreign and lost lines, captions, snippets. A word is a maximal run of \\w."""
import re
from collections import Counter

N = 4
QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'", "\u201c": '"',
                        "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u2033": '"'})


def words(text):
    return re.findall(r"\w+", text or "")


def windows(text):
    """Every four words in a row; of a shorter text the whole."""
    w = words(text)
    return Counter(tuple(w[i:i + N]) for i in range(max(len(w) - N + 1, 1 if w else 0)))


def lines(text):
    return [line.strip() for line in (text or "").split("\n") if line.strip()]


class Runs:
    """All runs of one to four words of a text, to ask which lines of another it has."""

    def __init__(self, text):
        w = words(text)
        self.runs = {tuple(w[i:i + n]) for n in range(1, N + 1) for i in range(len(w) - n + 1)}

    def has(self, window):
        return window in self.runs

    def lacks_line(self, line):
        """Are under half of the line's windows here? A line of one to three words is one window; one without words is
        never missed."""
        w = windows(line)
        return 2 * sum(n for window, n in w.items() if window in self.runs) < sum(w.values())


class Reading:
    """A text that was read of a page, beside the reference."""

    def __init__(self, name, reference, text):
        self.name, self.reference, self.text = name, reference or "", text
        want, got = windows(self.reference), windows(text)
        self.hit, self.want, self.got = sum((want & got).values()), sum(want.values()), sum(got.values())
        self.exact = words(self.reference) == words(text)

    @property
    def f1(self):
        return 2 * self.hit / (self.want + self.got) if self.want + self.got else 1.0

    def foreign(self):
        """Lines of the text that the reference lacks."""
        runs = Runs(self.reference)
        return [line for line in lines(self.text) if runs.lacks_line(line)]

    def lost(self):
        """Lines of the reference that the text lacks."""
        runs = Runs(self.text)
        return [line for line in lines(self.reference) if runs.lacks_line(line)]

    def captions_read(self, captions):
        """Those of the captions of which the text has words that the reference lacks: half or more of the windows that
        the reference lacks stand in one line of the text."""
        reference = Runs(self.reference)
        here = [windows(line) for line in lines(self.text)]
        read = []
        for caption in captions:
            own = {w for w in windows(caption) if not reference.has(w)}
            if own and any(2 * sum(w in line for w in own) >= len(own) for line in here):
                read.append(caption)
        return read


def means(readings):
    """F1, precision, recall (means over pages, F1 of the two means; a page without text counts as recall 0 and not for
    precision) and the share of pages that are the reference word for word."""
    def mean(values):
        values = list(values)
        return sum(values) / len(values) if values else 0.0
    p = mean(r.hit / r.got for r in readings if r.got)
    r = mean(r.hit / r.want for r in readings if r.want)
    return {"f1": 2 * p * r / (p + r) if p + r else 0.0, "precision": p, "recall": r,
            "exact": mean(1.0 if r.exact else 0.0 for r in readings)}


def folded(text):
    """White space and case folded, quotes straightened."""
    return " ".join(text.translate(QUOTES).casefold().split())


def share_within(pairs):
    """pairs: (snippets, text). The share of all snippets that stand in their text."""
    found = [folded(snippet) in text for snippets, text in ((s, folded(t)) for s, t in pairs) for snippet in snippets or []]
    return sum(found) / len(found) if found else None
