# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up posts of a given length: plain sentences of common words, the same for the same seed."""
import random

WORDS = """the a of in and to was that with for on by from harbour boat morning river window letter garden winter market
village engine paper station teacher mountain island kitchen summer bridge library doctor painter quiet early narrow yellow
heavy gentle distant careful wooden broken opened carried waited remembered turned followed answered painted gathered
repaired crossed listened slowly often twice again together""".split()


def sentence(draw):
    words = [draw.choice(WORDS) for _ in range(draw.randint(8, 18))]
    return " ".join(words).capitalize() + "."


def paragraph(draw, nwords):
    sentences, n = [], 0
    while n < nwords:
        sentences.append(sentence(draw))
        n += sentences[-1].count(" ") + 1
    return " ".join(sentences)


def post(nwords, seed, paragraph_words=50):
    """About nwords words, as a list of paragraphs."""
    draw = random.Random(seed)
    return [paragraph(draw, paragraph_words) for _ in range(max(1, nwords // paragraph_words))]


def text(paragraphs):
    return "\n\n".join(paragraphs) + "\n"
