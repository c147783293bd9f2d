#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench/clean on a corpus of two pages of our own: its figures are what they say they are."""
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path[:0] = [os.path.dirname(HERE), os.path.join(ROOT, "bench")]
import checks  # noqa: E402
import corpus  # noqa: E402
import extraction  # noqa: E402

BODY = ["The mill on the lower river has ground flour for the town since the bridge was built, and it still does.",
        "Its owner says the new wheel will turn in spring, when the water stands high enough to drive both stones."]
PAGE = "<html><head><title>The mill</title></head><body><main class='story'>{}</main></body></html>"


def make_corpus(folder, name="news"):
    html = os.path.join(folder, name, "html")
    os.makedirs(html)
    paragraphs = "".join(f"<p>{line}</p>" for line in BODY)
    figure = "<figure><img src='mill.jpg'><figcaption>A wheel seen from the east bank</figcaption></figure>"
    for page in ("one", "two"):
        with open(os.path.join(html, page + ".html"), "w", encoding="utf-8") as file:
            file.write(PAGE.format(figure + paragraphs))
    truth = {"one": {"articleBody": "\n".join(BODY), "with": ["ITS owner  says"], "without": ["seen from the east"]},
             "two": {"articleBody": BODY[0], "with": ["never written"], "without": []}}
    with open(os.path.join(folder, name, "ground-truth.json"), "w", encoding="utf-8") as file:
        json.dump(truth, file)


@checks.test
def scores_each_page_and_counts_foreign_lines(folder):
    make_corpus(folder)
    scores = os.path.join(folder, "scores.json")
    done = checks.bench("clean", "--scores", scores, "--worst", "1", folder)
    checks.check(done.returncode == 0, done.stdout)
    with open(scores, encoding="utf-8") as file:
        news = json.load(file)["news"]
    checks.check(news["recall"] == 1 and news["exact"] == 0.5 and news["foreign_pages"] == 1, news)
    checks.check(news["caption_pages"] == 0 and news["found"] == 0.5 and news["leaked"] == 0, news)
    checks.check("foreign " + BODY[1][:40] in done.stdout, done.stdout)


@checks.test
def reads_the_readability_pages_as_configured_and_in_full(folder):
    make_corpus(folder, "readability")
    scores = os.path.join(folder, "scores.json")
    done = checks.bench("clean", "--scores", scores, folder)
    with open(scores, encoding="utf-8") as file:
        figures = json.load(file)
    checks.check(figures["readability"]["exact"] == 0.5, figures)
    checks.check(figures["readability read in full"]["exact"] == 0, figures)
    checks.check("--figures read" in done.stdout, done.stdout)


@checks.test
def says_what_it_looked_for_where_there_is_no_set(folder):
    done = checks.bench("clean", folder)
    checks.check(done.returncode == 2 and "ground-truth.json" in done.stdout, done.stdout)
    make_corpus(folder)
    done = checks.bench("clean", folder, "olds")
    checks.check(done.returncode == 2 and os.path.join("olds", "ground-truth.json") in done.stdout, done.stdout)


@checks.test
def counts_a_caption_only_where_its_own_words_are_read(folder):
    reading = extraction.Reading("page", "A wheel seen from afar.", "A wheel seen from the east bank\nA wheel seen from afar.")
    checks.check(reading.captions_read(["A wheel seen from the east bank"]) == ["A wheel seen from the east bank"])
    checks.check(not reading.captions_read(["A wheel seen from afar", "Photo: the owner of it"]))


@checks.test
def finds_captions_by_element_and_by_name(folder):
    html = b"""<figure><img><figcaption>East bank <b>today</b></figcaption></figure><p class="lead">Not this</p>
               <div class="wp-caption"><p class="wp-caption-text">The stones</p></div><i class="accreditation">nor this</i>"""
    checks.check(corpus.captions(html) == ["East bank today", "The stones"], corpus.captions(html))


@checks.test
def replaces_names_alike_wherever_they_stand(folder):
    html = b"<p class='share note' id=n1>class='share' <a href=\"#n1\" title='share'>1</a>"
    hashed = corpus.hashed(html)
    checks.check(hashed.count(b"share") == 2 and b"note" not in hashed and b"n1" not in hashed, hashed)
    number = hashed.split(b"id=")[1].split(b">")[0]
    checks.check(b'href="#' + number + b'"' in hashed, hashed)


if __name__ == "__main__":
    sys.exit(checks.main())
