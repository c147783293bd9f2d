#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading along: what is spoken is shown on the page where it stands, and the reader says where to go on."""
import gzip
import re
import sys

from player import WATCH, Player, run, same, sentences, skip
from stage import ROOT, Stage
from webdriver import Browser, Failure, missing, wait

WORD_MS = 300
LIMIT = 5120  # bytes of both modules, as the server sends them

PARAGRAPHS = ["Lamps keep the shore.", "Each night someone climbs the stairs and trims the wick, and each night the sea takes no notice.",
              "Yes.", "The oil came in barrels: 40 of them, by boat, when there was a boat.", "Yes.",
              "After the war nobody climbed any more. A clock turns the lamp now."]

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title><script type="module" src="/player.js"></script>
<nav>Home</nav><listen-post for="article"><a href="/v1/audio?url=x">Listen</a></listen-post>
<article id="post">%s</article></html>"""


def blocks_of(paragraphs):
    return [{"kind": "paragraph", "level": 0, "text": text, "start_ms": 0, "end_ms": 0} for text in paragraphs]


def marks_of(title, paragraphs):
    """Each word takes WORD_MS; each block is a sentence."""
    words, sentences_, ms = [], [], 0
    for block, text in [(-1, title), *enumerate(paragraphs)]:
        spans = [m.span() for m in re.finditer(r"\S+", text)]
        sentences_.append([ms, block, 0, len(text)])
        for first, end in spans:
            words.append([ms, block, first, end])
            ms += WORD_MS
    return {"version": 1, "key": "k", "language": "en", "duration_ms": ms, "title": {"text": title, "start_ms": 0, "end_ms": 0},
            "blocks": blocks_of(paragraphs), "sentences": sentences_, "words": words}


def show(browser, world, body, paragraphs=None, title="Lamps", before="", parted=lambda words: words):
    """Opens a page with that article, plays and pauses: it reads along from then on."""
    world.pages["/page.html"] = PAGE % body
    world.marks = marks_of(title, paragraphs or PARAGRAPHS)
    world.marks["words"] = parted(world.marks["words"])
    world.duration_s = world.marks["duration_ms"] / 1000 + 5
    browser.open(world.url + "/page.html")
    browser.run(WATCH + ";" + before)
    player = Player(browser)
    player.start()
    wait("it reads along", lambda: browser.run("return !!document.documentElement.querySelector(':scope > div')?.shadowRoot.querySelector('.here')"))
    player.get("p.pause()")
    return player


def whole(paragraphs=PARAGRAPHS, title="Lamps"):
    return f"<h1>{title}</h1>" + "".join(f"<p>{text}</p>" for text in paragraphs)


LIT = """const lit = name => [...(CSS.highlights.get('listen-post-' + name) ?? [])].map(r => {
  const e = (r.startContainer.nodeType === 3 ? r.startContainer.parentElement : r.startContainer).closest('h1, h2, p, li, td, figcaption, nav, aside');
  return [String(r), e ? [...document.querySelectorAll('h1, h2, p, li, td, figcaption, nav, aside')].indexOf(e) : -1]; });"""


def lit(browser, name="word"):
    found = browser.run(LIT + f"return lit('{name}')")
    return found[0] if found else None


def light_all(browser, player, count):
    """What is lit at each of the words 0..count."""
    return browser.run(LIT + """const p = document.querySelector('listen-post'), all = [];
      for (let i = 0; i < arguments[0]; i++) { p.seek((i * arguments[1] + 20) / 1000); all.push(lit('word')[0] ?? null); } return all""",
                       count, WORD_MS)


def colours_the_word_and_the_sentence_that_are_spoken(browser, world):
    player = show(browser, world, whole())
    player.get("p.seek(0.3 * 7 + 0.02)")  # Lamps | Lamps keep the shore. | Each night someone
    same(lit(browser), ["someone", 3])
    same(lit(browser, "sentence"), [PARAGRAPHS[1], 3])


def finds_every_word_and_none_elsewhere(browser, world):
    player = show(browser, world, whole())
    words = [(w, b) for b, text in enumerate(["Lamps", *PARAGRAPHS]) for w in text.split()]
    found = light_all(browser, player, len(words))
    # The nav is the first of the page's blocks; signs stand in the light with their word.
    same(found, [[w, b + 1] for w, b in words])


def leaves_the_article_as_it_is(browser, world):
    player = show(browser, world, whole())
    before = browser.run("return document.querySelector('article').outerHTML")
    light_all(browser, player, 20)
    same(browser.run("return document.querySelector('article').outerHTML"), before)
    same(before, f'<article id="post">{whole()}</article>')


def sees_through_markup_and_other_spaces_and_quotes(browser, world):
    body = ("<h1>The <em>la</em>mp’s\n  oil</h1><p>It&nbsp;came — “by <a href='#'>boat</a>”<sup>[1]</sup> when<br>there was soft&shy;ness, 10<sup>12</sup> times.</p>"
            "<p hidden>Never seen at all.</p>")
    player = show(browser, world, body, ['It came - "by boat" when there was softness, 10¹² times.'], "The lamp's oil")
    found = light_all(browser, player, 14)
    same([" ".join(f[0].replace("\u00ad", "").split()) for f in found],
         ["The", "lamp’s", "oil", "It", "came", "—", "“by", "boat”", "when", "there", "was", "softness,", "1012", "times."])


def lights_a_part_of_a_word_where_marks_part_it(browser, world):
    show(browser, world, "<h1>Lamps</h1><p>Model FDS4xU it is.</p>", ["Model FDS4xU it is."],
         parted=lambda words: words[:2] + [[600, 0, 6, 9], [700, 0, 9, 10], [800, 0, 10, 12]] + words[3:])
    found = [browser.run(LIT + f"document.querySelector('listen-post').seek({ms / 1000}); return lit('word')[0][0]") for ms in (610, 710, 810)]
    same(found, ["FDS", "4", "xU"])


def tells_what_stands_twice_apart_by_its_order(browser, world):
    body = ("<ul><li>Yes.</li><li>Lamps</li></ul><h1>Lamps</h1>" + "".join(f"<p>{t}</p>" for t in PARAGRAPHS[:3]) +
            "<aside>Yes. Read more about lamps and the shore.</aside>" + "".join(f"<p>{t}</p>" for t in PARAGRAPHS[3:]) + "<aside>Yes.</aside>")
    player = show(browser, world, body)
    words = [(w, b) for b, text in enumerate(["Lamps", *PARAGRAPHS]) for w in text.split()]
    places = [3, 4, 5, 6, 8, 9, 10]  # in the page: nav, li, li, h1, p, p, p, aside, p, p, p, aside
    same(light_all(browser, player, len(words)), [[w, places[b]] for w, b in words])


def is_not_led_astray_by_a_word_that_stands_elsewhere(browser, world):
    filler = "".join(f"<li>Number {n} of the menu</li>" for n in range(40))
    player = show(browser, world, f"<h1>Lamps</h1><p>Whale song</p><ul>{filler}</ul><p>hale keepers climb the stairs each night.</p>",
                  ["Whale keepers climb the stairs each night."])
    same(light_all(browser, player, 8)[1:], [None] + [[w, 43] for w in "keepers climb the stairs each night.".split()])


def keeps_its_place_where_the_page_was_edited(browser, world):
    edited = [*PARAGRAPHS]
    edited[1] = "Each night someone climbed the long stairs and trims the wick, and each night the sea takes no notice at all."
    edited[3] = "Nothing like what was said here before."
    edited.insert(2, "A paragraph that was not there when it was spoken, which says yes.")
    player = show(browser, world, whole(edited))
    words = [(w, b) for b, text in enumerate(["Lamps", *PARAGRAPHS]) for w in text.split()]
    place = {0: 1, 1: 2, 2: 3, 3: 5, 5: 7, 6: 8}
    found = light_all(browser, player, len(words))
    wrong = [(w, b, f) for (w, b), f in zip(words, found) if f and (place.get(b) != f[1] or (w.strip(",.") != f[0].strip(",.")))]
    same(wrong, [])
    same([w for (w, b), f in zip(words, found) if not f and b != 4], ["climbs"])
    same([f for (w, b), f in zip(words, found) if b == 4 and f], [])


def finds_its_place_again_when_the_page_draws_itself_anew(browser, world):
    player = show(browser, world, whole())
    player.get("p.seek(0.3 * 7 + 0.02)")
    browser.run("const a = document.querySelector('article'); a.replaceChildren(...[...a.children].map(e => e.cloneNode(true)))")
    wait("found again", lambda: player.get("(p.seek(0.3 * 7 + 0.02), p.seek(0.3 * 8 + 0.02))") or lit(browser) == ["climbs", 3])


def plays_from_a_paragraph_that_is_clicked(browser, world):
    player = show(browser, world, whole())
    browser.click(browser.find("p:nth-of-type(4)"))
    player.until("playing")
    player.get("p.pause()")
    begins = next(m[0] for m in world.marks["words"] if m[1] == 3) / 1000
    same(0 <= player.get("p.currentTime") - begins < 1.5, True)


def leaves_links_to_themselves(browser, world):
    player = show(browser, world, whole() + '<p><a href="#there">The end of it all is here.</a></p>', [*PARAGRAPHS, "The end of it all is here."])
    at = player.get("p.currentTime")
    browser.click(browser.find("article a"))
    browser.run("return new Promise(r => setTimeout(r, 400))")
    same((player.get("p.currentTime"), player.get("p.paused")), (at, True))


def control(browser, name):
    return browser.run(f"const b = document.documentElement.querySelector(':scope > div').shadowRoot.querySelector('.{name}');"
                       "return b.hidden ? null : b.textContent")


def press(browser, name):
    browser.click(browser.find("html > div", "." + name))


def listens_from_what_is_selected(browser, world):
    player = show(browser, world, whole())
    same(control(browser, "here"), None)
    browser.run("const t = document.querySelector('p:nth-of-type(2)').firstChild; getSelection().setBaseAndExtent(t, 11, t, 25)")
    wait("offered", lambda: control(browser, "here") == "Listen from here")
    press(browser, "here")
    player.until("playing")
    player.get("p.pause()")
    same(0 <= player.get("p.currentTime") - 0.3 * 7 < 1.5, True)
    same(control(browser, "here"), None)


def offers_the_same_by_keyboard(browser, world):
    body = whole() + '<p>Here is <a href="#1">one</a> and <a href="#2">two</a>.</p>'
    player = show(browser, world, body, [*PARAGRAPHS, "Here is one and two."])
    browser.run("document.querySelector('article a').focus()")
    same(control(browser, "here"), "Listen from here")
    browser.keys("Tab")
    same(browser.run("return document.activeElement.localName"), "div")
    browser.keys("Tab")
    same(browser.run("return document.activeElement.textContent"), "two")
    browser.keys("Tab", "Enter")
    player.until("playing")
    begins = next(m[0] for m in world.marks["words"] if m[1] == 6) / 1000
    same(0 <= player.get("p.currentTime") - begins < 1.5, True)


LONG = [f"Paragraph {n} says where the boat was in the year {1800 + n}." for n in range(60)]


def leads_the_eye_until_the_reader_scrolls(browser, world):
    player = show(browser, world, whole(LONG), LONG)
    seen = "const r = [...CSS.highlights.get('listen-post-word')][0].getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight"
    player.get("(p.seek(100), p.play())")
    wait("the word is in view", lambda: browser.run(seen))
    same(control(browser, "follow"), None)
    browser.run("return new Promise(r => setTimeout(r, 1300))")
    browser.run("dispatchEvent(new WheelEvent('wheel', { bubbles: true })); document.dispatchEvent(new WheelEvent('wheel', { bubbles: true })); scrollTo(0, 0)")
    wait("a way back", lambda: control(browser, "follow") == "Back to the spoken text")
    browser.run("return new Promise(r => setTimeout(r, 700))")
    same(browser.run("return scrollY"), 0)
    press(browser, "follow")
    wait("back", lambda: browser.run(seen))
    same(control(browser, "follow"), None)


def frames_the_paragraph_where_words_cannot_be_coloured(browser, world):
    player = show(browser, world, whole(), before="Object.defineProperty(CSS, 'highlights', { value: undefined }); delete globalThis.Highlight")
    player.get("p.seek(0.3 * 7 + 0.02)")
    frame, text = browser.run("""const f = document.documentElement.querySelector(':scope > div').shadowRoot.querySelector('.frame');
      const r = new Range(); r.selectNodeContents(document.querySelector('p:nth-of-type(2)'));
      const box = e => { const { x, y, width, height } = e.getBoundingClientRect(); return [x, y, width, height].map(Math.round); };
      return [box(f), box(r)]""")
    same(frame, text)


def asks_for_the_words_of_audio_in_the_making_until_all_are_known(browser, world):
    show(browser, world, whole(), parted=lambda words: words[:4])  # only to make the page and its marks
    known = world.marks
    known["complete"] = False
    browser.open(world.url + "/page.html")
    browser.run(WATCH)
    player = Player(browser)
    player.start()
    wait("the first words", lambda: browser.run("return CSS.highlights.has('listen-post-word')"))
    world.marks = {**marks_of("Lamps", PARAGRAPHS), "complete": True}
    wait("a later word", lambda: (lit(browser) or [""])[0] in ("Each", "night", "someone", "climbs", "the"))


def leaves_nothing_behind(browser, world):
    player = show(browser, world, whole())
    player.get("p.seek(2)")
    browser.run("document.querySelector('listen-post').remove()")
    wait("gone", lambda: browser.run("return !document.documentElement.querySelector(':scope > div') && CSS.highlights.size === 0 && document.adoptedStyleSheets.length === 0"))


def is_small(browser, world):
    size = 0
    for name in ("listen-post-along.js", "listen-post-place.js"):
        with open(f"{ROOT}/{name}", "rb") as file:
            size += len(gzip.compress(file.read(), 9))
    print(f"read-along: {size} of {LIMIT}")
    same(size <= LIMIT, True)


def main():
    tests, why = sentences(sys.modules[__name__]), missing()
    if why:
        return skip(tests, why)
    stage = Stage()
    with Browser() as browser:
        failed = run(tests, browser, stage, before=stage.reset, after=stage.finish.set)
    stage.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
