#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lexicons from end to end: an author's, the site's, ours."""
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import checks  # noqa: E402
from checks import check  # noqa: E402
from program import refused, run, write  # noqa: E402

POST = "# The Zorbo story\n\nDr. Zorbo's NGINX came to New York City in 1984, and `zorbo.conf` with it.\n"


@checks.test
def an_authors_words_come_before_the_sites_and_ours(folder):
    post = write(folder, "post.md", POST)
    site = write(folder, "site.lex", "zorbo\tsite bow\nnginx\tsite X\n")
    author = write(folder, "author.lex", "zorbo\tzor bow\nNew York City\tthe big apple 2\n")
    second = write(folder, "second.lex", "nginx\tsecond X\nzorbo\tsecond bow\n")
    plain = run("script", post)
    both = run("script", post, "--site-lexicons", f"{site}, {second}", "--lexicon", author)
    check(plain.stdout.decode() == "The Zorbo story\nDr. Zorbo's engine X came to New York City in nineteen eighty four, "
          "and zorbo dot conf with it.\n".replace("Dr.", "doctor"), plain.stdout)
    check(both.stdout.decode() == "The zor bow story\ndoctor zor bow's site X came to the big apple two in nineteen eighty "
          "four, and zor bow dot conf with it.\n", both.stdout)


@checks.test
def why_tells_whose_lexicon_it_was(folder):
    post = write(folder, "post.txt", "Zorbo met nginx in Zorbo.\n")
    lexicon = write(folder, "x.lex", "zorbo\tzor bow\n")
    why = run("script", post, "--why", "--lexicon", lexicon).stdout.decode()
    rows = [line.split(maxsplit=2)[1:] for line in why.splitlines()[1:]]
    check([r[1].startswith(want) for r, want in zip(rows, ("author's lexicon", "lexicon", "author's lexicon"))] == [True] * 3, why)


@checks.test
def words_of_a_lexicon_speak_the_place_of_the_written_one(folder):
    post = write(folder, "post.txt", "We met in New York City's park.\n")
    lexicon = write(folder, "x.lex", "New York City\tthe big apple\n")
    done = run("script", post, "--json", "--lexicon", lexicon)
    tokens = [(t["word"], t["source"]) for s in json.loads(done.stdout)["segments"] for t in s["tokens"]]
    check(tokens == [("We", "We"), ("met", "met"), ("in", "in"), ("the", "New York City's"), ("big", "New York City's"),
                     ("apple's", "New York City's"), ("park", "park")], tokens)


@checks.test
def a_lexicon_with_a_mistake_is_refused_with_its_line(folder):
    post = write(folder, "post.md", POST)
    lexicon = write(folder, "x.lex", "# mine\nzorbo\tzor bow\nlarson\n")
    for command in (["script", post], ["speak", post, "-o", os.path.join(folder, "post.mp3")]):
        refused(run(*command, "--lexicon", lexicon), 2, "x.lex:3: put a tab")
    check(not os.path.exists(os.path.join(folder, "post.mp3")), "there is a file")
    refused(run("script", post, "--lexicon", os.path.join(folder, "absent.lex")), 3, "absent.lex")
    refused(run("script", post, "--lexicon", lexicon, "--lexicon-max-bytes", "1024", stdin=b""), 2, "x.lex:3")
    large = write(folder, "large.lex", "# " + "x" * 1100 + "\n")
    refused(run("script", post, "--lexicon", large, "--lexicon-max-bytes", "1024"), 2, "lexicon_max_bytes")
    refused(run("clean", post, "--lexicon", lexicon), 2, "option")
    refused(run("script", "--sentences", "--lexicon", lexicon), 2, "sentences")


@checks.test
def a_server_does_not_start_with_a_mistake_in_the_sites_lexicon(folder):
    lexicon = write(folder, "site.lex", "zorbo zor bow\n")
    cache = os.path.join(folder, "cache")
    for files, word in ((lexicon, "site.lex:1: put a tab"), (lexicon + "x", "site.lexx: missing")):
        refused(run("serve", "--listen", "127.0.0.1:0", "--cache-dir", cache, "--site-lexicons", files), 2, word)


@checks.test
def another_lexicon_gives_another_sound_and_the_same_one_the_same(folder):
    post = write(folder, "post.md", POST)
    one, two = write(folder, "one.lex", "zorbo\tzor bow\n"), write(folder, "two.lex", "zorbo\tzur boo\n")
    sounds = []
    for lexicon in (one, one, two):
        done = run("speak", post, "-o", "-", "--lexicon", lexicon)
        check(done.returncode == 0, done.stderr)
        sounds.append(done.stdout)
    check(sounds[0] == sounds[1] and sounds[0] != sounds[2], [len(s) for s in sounds])


PLS = """<?xml version="1.0"?>
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="en">
<lexeme><grapheme>Zorbo</grapheme><phoneme>%s</phoneme></lexeme>
</lexicon>
"""


@checks.test
def phonemes_are_heard_and_highlight_the_written_word(folder):
    post = write(folder, "post.md", POST)
    lexicon = write(folder, "x.pls", PLS % "ˈzɔːbuː nuː")
    text = run("script", post, "--lexicon", lexicon).stdout.decode()
    check(text.startswith("The [['zO:bu:]] [['nu:]] story\ndoctor [['zO:bu:]] [['nu:z]] engine X came"), text)
    marks = os.path.join(folder, "marks.json")
    heard = run("speak", post, "-o", "-", "--lexicon", lexicon, "--marks", marks)
    check(heard.returncode == 0 and heard.stdout != run("speak", post, "-o", "-").stdout, heard.stderr)
    words = [w for w in json.load(open(marks, encoding="utf-8"))["words"] if w[1] == 0]
    places = [POST.split("\n")[2][w[2]:w[3]] for w in words[1:3]]
    check(places == ["Zorbo's", "NGINX"], places)


@checks.test
def sounds_that_are_none_are_told_with_their_column(folder):
    post = write(folder, "post.md", POST)
    refused(run("script", post, "--lexicon", write(folder, "x.pls", PLS % "zɔʘ")), 2, "x.pls:3:46: 'ʘ' is no sound")
    refused(run("script", post, "--lexicon", write(folder, "x.lex", "zorbo\t[[z{]]\n")), 2, "x.lex:1:10: '{' is no phoneme")
    refused(run("script", post, "--lexicon", write(folder, "y.pls", "<!DOCTYPE lexicon>" + PLS[22:])), 2, "y.pls:1:", "DOCTYPE")


@checks.test
def the_filter_takes_a_lexicon_for_the_language_of_its_lines(folder):
    lexicon = write(folder, "x.lex", "@lang de\nzorbo\tzor bo\n")
    check(run("script", "--lines", "--lexicon", lexicon, stdin=b"zorbo\n").stdout == b"zorbo\n", "English")
    german = run("script", "--lines", "--lang", "de", "--lexicon", lexicon, stdin=b"zorbo\n")
    check(german.stdout == b"zor bo\n", german)


sys.exit(checks.main())
