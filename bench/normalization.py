# SPDX-License-Identifier: GPL-3.0-or-later
"""A corpus of written lines and what should be spoken for them, and when two spoken lines are the same.

'LANG/CLASS.tsv' holds a case a line: the written line, then every accepted spoken one, between tabs; lines that begin
with '#!' are comments. 'LANG/dubious.tsv' names cases (class, written) that are left out. 'sentences/LANG.jsonl' holds an
object a line: 'set', 'text' and its 'sentences', which joined are the text, white space aside."""
import concurrent.futures
import difflib
import functools
import json
import os
import re
import subprocess
import unicodedata

SMALL = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"""
GREAT = "hundred thousand million billion trillion quadrillion quintillion"
ORDINALS = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth
ninetieth hundredth thousandth"""
NUMBERS = frozenset(f"{SMALL} {GREAT} {ORDINALS} point".split())
BEFORE_AND = frozenset(f"""{GREAT} dollar dollars cent cents pound pounds euro euros penny pence yen won hour hours minute
minutes foot feet""".split())
AFTER_A = frozenset("hundred thousand million billion trillion half quarter third fourth".split())
SAME_SOUND = (("\u0254\u02d0\u0279", "o\u02d0\u0279"), ("\u1d7b", "\u026a"), ("\u0250", "\u0259"), ("\u027e", "t"),
              ("\u025a\u0279", "\u025a"), ("\u0279\u0279", "\u0279"))


def exact(text):
    """Small letters and digits, one space between words: case, punctuation and apostrophes do not count."""
    text = re.sub(r"['\u2018\u2019\u02bc`]", "", unicodedata.normalize("NFKC", text).lower())
    return " ".join("".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in text).split())


def tolerant(text):
    """As exact, but without spaces, and alike for English ears: 'and' between the parts of a number or an amount is or
    is not said, 'o' and 'oh' beside a number are zero, negative is minus, 'a half' is one half, per cent is percent."""
    words, out = exact(text).split(), []
    for before, word, after in zip([""] + words, words, words[1:] + [""]):
        if word == "sil" or (word, after) == ("per", "cent") or (
                word == "and" and before in BEFORE_AND and after in NUMBERS):
            continue
        if (word, before) == ("cent", "per"):
            word = "percent"
        elif word in ("o", "oh") and after == "clock":
            word = "o"
        elif word in ("o", "oh") and not NUMBERS.union(("o", "oh")).isdisjoint((before, after)):
            word = "zero"
        elif word == "negative" and after in NUMBERS:
            word = "minus"
        elif word == "a" and after in AFTER_A:
            word = "one"
        out.append(word)
    return "".join(out)


@functools.lru_cache(maxsize=None)
def phonemes(text, voice="en-us"):
    """What espeak-ng says, without stress, pauses and length marks; linking r, flaps and the vowels of north and force
    are no other reading. '[[...]]' in the text are phonemes."""
    done = subprocess.run(["espeak-ng", "-q", "--ipa", "-v", voice, "--stdin"], input=text + "\n", text=True,
                          stdout=subprocess.PIPE, check=True)
    said = re.sub(r"\([a-z-]+\)|[\s\u02c8\u02cc_|\u200d:\-]", "", done.stdout)
    for one, other in SAME_SOUND:
        said = said.replace(one, other)
    return said


def readings(form):
    """The spoken forms that sound other but count as the same as this one."""
    forms = [form, re.sub(r"\b(hundred|thousand|million|billion|dollars?|pounds?|euros?) and ", r"\1 ", form),
             re.sub(r"\bo\b(?=[ ,.]|$)(?!')", "oh", form), re.sub(r"\boh\b", "zero", form),
             re.sub(r"\bzero\b", "oh", form), re.sub(r"\bsil\b ?", "", form), re.sub(r"\bnegative\b", "minus", form)]
    halves = [re.sub(r"\bA ?M\b", "a.m.", f) for f in forms] + [re.sub(r"\ba m\b", "a.m.", f) for f in forms]
    return dict.fromkeys(forms + halves)


def spelled(written, said):
    """What was said with the written words in the place of the phonemes '[[...]]' that stand for them."""
    if "[[" not in said:
        return said
    lines = [line.split() for line in (said, written)]
    bare = [[re.sub(r"\W", "", word.lower()) if "[[" not in word else "[[" for word in words] for words in lines]
    for tag, i, i_end, k, k_end in difflib.SequenceMatcher(None, *bare, autojunk=False).get_opcodes():
        for at in range(i, i_end) if k < k_end else ():
            # The nearer end of a stretch with more spoken words than written ones, or fewer, tells which it is.
            word = lines[1][k + min(at - i, k_end - k - 1) if at - i < i_end - at else max(k, k_end - (i_end - at))]
            if "[[" in lines[0][at]:
                lines[0][at] = re.sub(r"\[\[.*\]\]", re.sub(r"^\W+|\W+$", "", word), lines[0][at])
    return " ".join(lines[0])


class Case:
    """A written line, its accepted readings and what was said for it."""

    def __init__(self, written, forms, dubious):
        self.written, self.forms, self.dubious, self.said = written, forms, dubious, None

    def kept(self):
        """Does nothing need saying in another way?"""
        return exact(self.written) in map(exact, self.forms)

    def words(self):
        return spelled(self.written, self.said)

    def exact(self):
        return exact(self.words()) in map(exact, self.forms)

    def right(self):
        return self.exact() or tolerant(self.words()) in map(tolerant, self.forms)

    def sounds_right(self):
        said = phonemes(self.said)
        return any(phonemes(reading) == said for form in self.forms for reading in readings(form))


def _rows(path):
    with open(path, encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file if line.rstrip("\n") and not line.startswith("#!")]


def cases(corpus, language="en"):
    """{class: [Case]}, in the order of the classes' names."""
    folder = os.path.join(corpus, language)
    names = sorted(name[:-4] for name in os.listdir(folder) if name.endswith(".tsv") and name != "dubious.tsv")
    path = os.path.join(folder, "dubious.tsv")
    dubious = {(row[0], row[1]) for row in _rows(path) if not row[0].startswith("#")} if os.path.exists(path) else ()
    return {name: [Case(row[0], row[1:], (name, row[0]) in dubious)
                   for row in _rows(os.path.join(folder, name + ".tsv"))] for name in names}


def answers(command, lines):
    """The command's line for each line."""
    done = subprocess.run(command, input="".join(line + "\n" for line in lines), text=True, stdout=subprocess.PIPE,
                          encoding="utf-8", check=True)
    said = done.stdout.split("\n")[:-1]
    if len(said) != len(lines):
        raise ValueError(f"{len(said)} lines for {len(lines)} from {command}")
    return said


def say(program, classes, language="en"):
    """Fills in what the program says for every case."""
    all_cases = [case for group in classes.values() for case in group]
    said = answers([program, "script", "--lines", "--lang", language], [case.written for case in all_cases])
    for case, line in zip(all_cases, said):
        case.said = line


def sound(group):
    """Cases of the group that sound right; the engine is asked for several at a time."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return [case for case, right in zip(group, pool.map(Case.sounds_right, group)) if right]


def sentence_sets(program, corpus):
    """{(language, set): [(text, got, wanted)]}"""
    folder, sets = os.path.join(corpus, "sentences"), {}
    for name in sorted(os.listdir(folder)):
        language = name.split(".")[0]
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            rows = [json.loads(line) for line in file if line.strip()]
        asked = [json.dumps({"lang": language, "text": row["text"]}, ensure_ascii=False) for row in rows]
        for row, got in zip(rows, answers([program, "script", "--sentences"], asked)):
            group = sets.setdefault((language, row.get("set", "golden")), [])
            group.append((row["text"], json.loads(got), row["sentences"]))
    return sets


def same_sentences(got, wanted):
    """White space does not count."""
    return ["".join(s.split()) for s in got] == ["".join(s.split()) for s in wanted]
