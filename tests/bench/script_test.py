#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench/script on a small corpus of our own: its figures are what they say they are."""
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path[:0] = [os.path.dirname(HERE), os.path.join(ROOT, "bench")]
import checks  # noqa: E402
import normalization  # noqa: E402

CASES = {
    "cardinal": "#! a comment\n112\tone hundred and twelve\n7\tseven\n9\tnever said so\n8\tnor so\n",
    "wiki_self": "The mill turns.\tThe mill turns.\nIt has two wheels.\tIt has three wheels.\n",
    "dubious": "# why\ncardinal\t8\tonly to be left out\n",
}
SENTENCES = [{"set": "golden", "text": "It rains. We stay in.", "sentences": ["It rains.", "We stay in."]},
             {"set": "golden", "text": "It rains. We stay in.", "sentences": ["It rains. We stay in."]}]


def make_corpus(folder):
    for name in ("en", "sentences"):
        os.makedirs(os.path.join(folder, name))
    for name, text in CASES.items():
        with open(os.path.join(folder, "en", name + ".tsv"), "w", encoding="utf-8") as file:
            file.write(text)
    with open(os.path.join(folder, "sentences", "en.jsonl"), "w", encoding="utf-8") as file:
        file.write("".join(json.dumps(row) + "\n" for row in SENTENCES))


@checks.test
def puts_written_words_in_the_place_of_phonemes(_):
    for written, said, want in (
            ("I read it.", "I [[r'Ed]] it.", "I read it."), ("A $3 record, used up", "A three dollar [[r'Ek3d]], used up",
                                                           "A three dollar record, used up"),
            ("He read 12 (live) books", "He [[r'Ed]] twelve, [[l'aIv]], books", "He read twelve, live, books"),
            ("Read", "[[r'Ed]]", "Read")):
        checks.check(normalization.spelled(written, said) == want, normalization.spelled(written, said))


@checks.test
def scores_words_and_sentences(folder):
    make_corpus(folder)
    scores = os.path.join(folder, "scores.json")
    done = checks.bench("script", "--scores", scores, "--show", "1", folder)
    checks.check(done.returncode == 0, done.stdout)
    with open(scores, encoding="utf-8") as file:
        got = json.load(file)
    checks.check(got["cardinal"]["cases"] == 3 and got["cardinal"]["right"] == 66.67, got)
    checks.check(got["wiki"]["right"] == 50 and got["keep"] == {"cases": 1, "right": 100}, got)
    checks.check(got["en golden"]["right"] == 50 and "speed" in got, got)
    checks.check("want  'never said so'" in done.stdout and "NOT MET" in done.stdout, done.stdout)


@checks.test
def says_what_it_looked_for_where_there_is_no_corpus(folder):
    done = checks.bench("script", folder)
    checks.check(done.returncode == 2 and "no folder" in done.stdout, done.stdout)


@checks.test
def takes_for_the_same_what_ears_do(folder):
    same = [("10:30 PM", "10 30 p m"), ("one hundred and two", "one hundred two"), ("nineteen oh five", "nineteen zero five"),
            ("negative two", "minus two"), ("a half", "one half"), ("six per cent", "six percent"), ("five o’clock", "five oclock")]
    other = [("bread and two", "bread two"), ("oh well", "zero well"), ("a mill", "one mill"), ("twelve", "twelfth")]
    for one, two in same:
        checks.check(normalization.tolerant(one) == normalization.tolerant(two), (one, two))
    for one, two in other:
        checks.check(normalization.tolerant(one) != normalization.tolerant(two), (one, two))
    checks.check(normalization.exact("Twenty-two, it’s!") == "twenty two its")


if __name__ == "__main__":
    sys.exit(checks.main())
