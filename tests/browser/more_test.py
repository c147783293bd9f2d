#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the player is given when somebody is about to listen: places, retries, media keys, playlists."""
import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from player import events, near, on_stage, Player, same, WATCH
from webdriver import wait

STARTED_S = 8  # Chromium begins to play a chunked answer after about 32 KB
MARKS = {"version": 1, "key": "0123abcd", "language": "en", "voice": "en-us", "duration_ms": 60000,
         "title": {"text": "Fees", "start_ms": 0, "end_ms": 400},
         "blocks": [{"kind": "heading", "level": 2, "text": "Now", "start_ms": 400, "end_ms": 10000},
                    {"kind": "code", "level": 0, "text": "x", "start_ms": None, "end_ms": None},
                    {"kind": "paragraph", "level": 0, "text": "It costs.", "start_ms": 10000, "end_ms": 30000},
                    {"kind": "heading", "level": 2, "text": "Later", "start_ms": 30000, "end_ms": 40000},
                    {"kind": "paragraph", "level": 0, "text": "The end.", "start_ms": 40000, "end_ms": 60000}],
         "sentences": [[0, -1, 0, 4]], "words": [[0, -1, 0, 4]]}
PAGE = "<!DOCTYPE html><html lang=en><title>A page</title><link rel=stylesheet href=/demo/variants.css><script type=module src=/player.js></script>"
LINK = "<a href='/v1/audio?url=/'>Listen</a>"
LONG = "<p>Words of the post.</p>" * 100


def show(browser, world, page="plain", watch=WATCH, fragment=""):
    browser.open("about:blank")  # lest a fragment alone changes
    browser.open(f"{world.url}/{'page' if page.startswith('<') else f'demo/{page}.html'}{fragment}")
    browser.run(watch)
    return Player(browser)


def build(browser, world, body, fragment=""):
    world.pages["/page"] = PAGE + body
    return show(browser, world, "<", fragment=fragment)


def start(player):
    """Plays, with everything that comes with intent in place."""
    player.browser.point(player.part("play"))
    wait("the controls", lambda: player.get("!!p.shadowRoot.querySelector('.more')"))
    player.start()


def remembers_the_place_of_each_post(browser, world):
    player = show(browser, world)
    start(player)
    player.get("p.seek(30)")
    player.until_time(30.3)
    player.click()
    player.until("paused")
    player = show(browser, world, watch=WATCH.replace("localStorage.clear();", ""))
    browser.point(player.part("play"))
    wait("the place", lambda: player.text("status") == "0:30 / 1:00")
    player.click()
    near(player.until_time(30.1), 30, by=3)
    player.get("p.querySelector('a').href = '/v1/audio?url=/other'")
    player.get("p.append(p.querySelector('a'))")
    player.start()
    near(player.get("p.currentTime"), 0, by=3)


def forgets_the_place_at_the_end_and_when_told_not_to_remember(browser, world):
    player = show(browser, world)
    start(player)
    player.get("p.seek(59)")
    player.until("ended")
    same(browser.run("return localStorage['listen-post:places']"), "{}")
    player = build(browser, world, f"<listen-post resume=off>{LINK}</listen-post>")
    start(player)
    player.get("p.seek(30)")
    player.get("p.pause()")
    player.until("paused")
    same(browser.run("return localStorage['listen-post:places'] ?? null"), None)


def remembers_a_bounded_number_of_places(browser, world):
    player = show(browser, world)
    browser.run("localStorage['listen-post:places'] = JSON.stringify(Object.fromEntries([...Array(80).keys()].map(i => ['/p' + i, 9])))")
    start(player)
    player.get("p.seek(30)")
    player.get("p.pause()")
    player.until("paused")
    kept = browser.run("return Object.keys(JSON.parse(localStorage['listen-post:places']))")
    same((len(kept), kept[-1], kept[0]), (50, "/", "/p31"))


def begins_where_a_shared_link_says(browser, world):
    player = show(browser, world, fragment="#listen=40")
    start(player)
    near(player.get("p.currentTime"), 40, by=3)


def shares_a_link_to_the_moment(browser, world):
    player = show(browser, world)
    browser.run("Object.defineProperty(navigator, 'clipboard', { value: { writeText: async t => { window.copied = t; } } }); navigator.share = undefined")
    start(player)
    player.get("p.pause()")
    player.get("p.seek(12.7)")
    player.click("more")
    player.click("share")
    wait("a link", lambda: browser.run("return window.copied") == f"{world.url}/demo/plain.html#listen=12")
    same(player.text("status"), "Link copied")


def tries_a_broken_connection_again_where_it_was(browser, world):
    world.scene, world.first_s, world.duration_s = "cut", STARTED_S, 20
    player = show(browser, world)
    start(player)
    world.scene = "broken"
    world.finish.set()
    wait("what has come is played", lambda: player.state() == "waiting", 30)
    at = player.get("p.currentTime")
    same(player.text("status"), "Loading…")
    time.sleep(1.5)  # a try that fails
    same(events(browser, "error"), [])
    world.scene = "ready"
    near(player.until_time(at + 0.2), at, by=3)
    player.until("playing")


def waits_for_the_network_and_goes_on(browser, world):
    world.scene, world.first_s, world.duration_s = "cut", STARTED_S, 20
    player = show(browser, world)
    start(player)
    browser.run("Object.defineProperty(navigator, 'onLine', { value: false, configurable: true })")
    world.scene = "broken"
    world.finish.set()
    player.get("p.rate = 2")
    wait("a word", lambda: player.text("status") == "Offline", 30)
    at = player.get("p.currentTime")
    world.scene = "ready"
    browser.run("Object.defineProperty(navigator, 'onLine', { value: true }); dispatchEvent(new Event('online'))")
    player.until_time(at + 0.2)


def gives_up_in_the_end_and_stops_trying_when_paused(browser, world):
    world.scene, world.first_s, world.duration_s = "cut", STARTED_S, 20
    player = show(browser, world)
    start(player)
    world.scene = "broken"
    world.finish.set()
    player.get("p.rate = 2")
    wait("what has come is played", lambda: player.state() == "waiting" and player.text("status") == "Loading…", 30)
    player.click()
    player.until("paused")
    asked = len(world.requests)
    time.sleep(2.5)
    same(len(world.requests), asked)


def waits_visibly_for_what_is_not_made_yet(browser, world):
    world.scene, world.first_s = "planned", 20
    player = show(browser, world)
    start(player)
    near(player.get("p.duration"), 60)
    player.get("p.seek(40)")
    player.until("waiting")
    same((player.text("status"), player.get("p.matches(':state(waiting)')")), ("Loading…", True))
    world.finish.set()
    near(player.until_time(40.2), 40, by=2)
    player.until("playing")
    same(player.get("p.matches(':state(playing)') && !p.matches(':state(waiting)')"), True)


SESSION = "window.acts = {}; navigator.mediaSession.setActionHandler = (name, act) => { acts[name] = act; };"


def obeys_media_keys_and_gives_them_up(browser, world):
    world.marks = MARKS
    player = build(browser, world, f"<meta property='og:site_name' content='The Blog'><listen-post cover=/demo/cover.svg>{LINK}</listen-post>")
    browser.run(SESSION)
    start(player)
    wait("the title", lambda: browser.run("return navigator.mediaSession.metadata?.title") == "A title from the manifest")
    same(browser.run("const m = navigator.mediaSession.metadata; return [m.artist, m.album, m.artwork[0].src]"),
         ["The Blog", "The Blog", f"{world.url}/demo/cover.svg"])
    same(sorted(browser.run("return Object.keys(acts).filter(a => acts[a])")),
         ["nexttrack", "pause", "play", "previoustrack", "seekbackward", "seekforward", "seekto", "stop"])
    browser.run("acts.seekto({ seekTime: 20 }); acts.seekforward({})")
    near(player.get("p.currentTime"), 35, by=2)
    browser.run("acts.seekbackward({ seekOffset: 5 })")
    near(player.get("p.currentTime"), 30, by=2)
    browser.run("acts.pause({})")
    player.until("paused")
    same(browser.run("return navigator.mediaSession.playbackState"), "paused")
    browser.run("acts.nexttrack({})")
    near(player.get("p.currentTime"), 40, by=2)
    browser.run("acts.play({})")
    player.until("playing")
    browser.run("document.querySelector('listen-post').remove()")
    wait("nothing held", lambda: browser.run("return !navigator.mediaSession.metadata && Object.values(acts).every(a => !a)"))


def plays_a_list_one_after_another(browser, world):
    world.duration_s = 1.5
    body = "".join(f"<listen-post id=p{i} {kind}><a href='/v1/audio?url=/{i}'>Post {i}</a></listen-post>"
                   for i, kind in enumerate(("playlist=a", "playlist=b", "", "playlist=a")))
    build(browser, world, body)
    first, last = Player(browser, "#p0"), Player(browser, "#p3")
    first.click()
    last.until("ended")
    same([first.state(), Player(browser, "#p1").state(), Player(browser, "#p2").state()], ["ended", "idle", "idle"])
    same(last.text("label"), "A title from the manifest")


def only_one_plays_among_tabs(browser, world):
    player = show(browser, world)
    start(player)
    here = browser.ask("GET", "/window")
    other = browser.ask("POST", "/window/new", {"type": "tab"})["handle"]
    browser.ask("POST", "/window", {"handle": other})
    second = show(browser, world)
    start(second)
    browser.ask("DELETE", "/window")
    browser.ask("POST", "/window", {"handle": here})
    player.until("paused")


def counts_quarters_only_where_told_and_names_nobody(browser, world):
    world.duration_s = 1.5
    player = show(browser, world)
    start(player)
    player.until("ended")
    same(world.told, [])
    player = build(browser, world, f"<listen-post beacon=/count>{LINK}</listen-post>")
    start(player)
    player.until("ended")
    wait("four quarters", lambda: len(world.told) == 4)
    same(sorted(world.told), [f"post=%2F&percent={n}" for n in (100, 25, 50, 75)])


def attributes_are_properties(browser, world):
    player = show(browser, world)
    for name in ("src", "marks", "for", "layout", "resume", "playlist", "cover", "beacon", "labels"):
        same(player.get(f"(p['{name}'] = 'a b', [p.getAttribute('{name}'), p['{name}'], (p.removeAttribute('{name}'), p['{name}'])])"), ["a b", "a b", ""])
    same(player.get("(p.sticky = true, [p.getAttribute('sticky'), p.sticky, (p.sticky = false, p.hasAttribute('sticky'))])"), ["", True, False])


def leaves_nothing_behind_after_200_players(browser, world):
    world.marks = MARKS
    player = show(browser, world)
    start(player)
    player.get("p.remove()")
    browser.run("""window.gone = []; window.count = 0;
        window.turn = async () => { for (let i = 0; i < 100; i++) { const p = document.createElement('listen-post');
          p.src = '/v1/audio/a.mp3'; p.setAttribute('marks', '/v1/audio/a.json'); p.sticky = true; document.body.append(p); p.play();
          if (i % 10 === 0) await new Promise(r => setTimeout(r, 50)); gone.push(new WeakRef(p)); p.remove(); }
          made.length = heard.length = 0; }""")
    for _ in range(2):
        browser.ask("POST", "/execute/async", {"script": "turn().then(arguments[0])", "args": []})
    time.sleep(0.3)
    def left():
        browser.devtools("HeapProfiler.collectGarbage")
        return browser.run("return gone.filter(r => r.deref()).length")
    wait("all are collected", lambda: left() <= 2, 10)


def loads_without_its_further_modules(browser, world):
    player = show(browser, world)
    world.lost = "/listen-post-more.js"
    try:
        player.start()
        player.click()
        player.until("paused")
    finally:
        world.lost = None
    browser.complaints()


if __name__ == "__main__":
    sys.exit(on_stage(sys.modules[__name__]))
