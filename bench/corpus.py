# SPDX-License-Identifier: GPL-3.0-or-later
"""A corpus of article pages: a folder a set, 'ground-truth.json' ({id: {"articleBody": text, ...}}) beside
'html/ID.html', 'html/ID.html.gz' or 'pages/ID/source.html'."""
import gzip
import hashlib
import json
import os
import re
from html.parser import HTMLParser

PLACES = ("html/{}.html", "html/{}.html.gz", "pages/{}/source.html")
CAPTION_NAME = re.compile(r"(?:^|[^a-z])(?:captions?|credits?|photocredit|figcaption)(?:$|[^a-z])", re.I)
CAPTION_WORDS_MAX = 150  # an element so named that holds more is no caption
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
UNHEARD = frozenset(("script", "style", "noscript", "template", "svg"))


def sets(corpus):
    """The names of the sets in the folder."""
    return sorted(s for s in os.listdir(corpus) if os.path.exists(os.path.join(corpus, s, "ground-truth.json")))


def truth(folder):
    with open(os.path.join(folder, "ground-truth.json"), encoding="utf-8") as file:
        return json.load(file)


def page(folder, name):
    """The page's bytes."""
    for place in PLACES:
        path = os.path.join(folder, place.format(name))
        if os.path.exists(path):
            with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
                return file.read()
    raise FileNotFoundError(f"{folder}: no page {name}")


def half(name):
    """0 or 1: which half of the pages one belongs to, by a hash of its id."""
    return hashlib.sha256(name.encode()).digest()[0] & 1


def _hashed_word(word):
    """Eight consonants, the same for the same word."""
    return bytes(b"bcdfghjklmnpqrstvwxz"[b % 20] for b in hashlib.sha256(word).digest()[:8])


def hashed(html):
    """The page with every word in a class, an id and a reference to an id replaced by a meaningless one."""
    def value(match):
        return match[1] + re.sub(rb"[^\s\"'#]+", lambda word: _hashed_word(word[0]), match[2])

    def tag(match):
        text = re.sub(rb"""(?i)(\s(?:class|id|for|aria-(?:labelledby|describedby|controls|owns))\s*=\s*)"""
                      rb"""("[^"]*"|'[^']*'|[^\s"'>]+)""", value, match[0])
        return re.sub(rb"""(?i)(\shref\s*=\s*["']?#)([^\s"'>]+)""", value, text)

    return re.sub(rb"""<[a-zA-Z](?:[^>"']|"[^"]*"|'[^']*')*>""", tag, html)


class _Captions(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.texts, self.found = [], [], []  # open elements: (tag, is a caption); texts: of captions open

    def handle_starttag(self, tag, attrs):
        if tag in VOID:
            return self.handle_data(" ")
        names = " ".join(v or "" for k, v in attrs if k in ("class", "id"))
        caption = not self.texts and (tag == "figcaption" or bool(CAPTION_NAME.search(names)))
        self.open.append((tag, caption))
        if caption:
            self.texts.append([])

    def handle_endtag(self, tag):
        if tag not in (name for name, _ in self.open):
            return
        while self.open:
            name, caption = self.open.pop()
            if caption:
                self.found.append(" ".join("".join(self.texts.pop()).split()))
            if name == tag:
                break
        self.handle_data(" ")

    def handle_data(self, data):
        if self.texts and not any(name in UNHEARD for name, _ in self.open):
            self.texts[-1].append(data)


def captions(html):
    """The texts of a page's captions: of each <figcaption> and each element with a class or id that has the word
    caption or credit in it, the outermost of them, unless it holds more than CAPTION_WORDS_MAX words."""
    parser = _Captions()
    parser.feed(html.decode("utf-8", "replace"))
    parser.close()
    return [text for text in parser.found if text and len(text.split()) <= CAPTION_WORDS_MAX]
