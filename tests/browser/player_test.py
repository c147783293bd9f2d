#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The player in Chromium: every page is served under a strict policy with Trusted Types, from 127.0.0.1."""
import gzip
import os
import re
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from player import events, near, on_stage, Player, same, WATCH
from stage import ROOT
from webdriver import Browser, Failure, wait

MODULES = {"listen-post.js": 8192, "listen-post-more.js": 4608, "listen-post-panel.js": 4608, "listen-post-labels.js": 4096,
           "listen-post-along.js": 2304, "listen-post-place.js": 2944, "listen-post-reader.js": 3072}  # bytes, gzip
STARTED_S = 8  # Chromium begins to play a chunked answer after about 32 KB


def show(browser, world, page="plain"):
    browser.open(f"{world.url}/demo/{page}.html")
    browser.run(WATCH)
    return Player(browser)


def plays_on_click_and_pauses_on_the_next(browser, world):
    player = show(browser, world)
    same(browser.label(player.part("play")), "Listen to this post")
    player.start()
    first = player.get("p.currentTime")
    player.until_time(first + 0.3)
    same(browser.label(player.part("play")), "Pause")
    same(player.get("p.getAttribute('state')"), "playing")
    player.click()
    player.until("paused")
    at = player.get("p.currentTime")
    same(browser.label(player.part("play")), "Play")
    same([e[0] for e in browser.run("return heard")], ["play", "pause"])
    same(all(e[2] for e in browser.run("return heard")), True)
    player.click()
    player.until_time(at + 0.2)


def requests_nothing_before_intent(browser, world):
    player = show(browser, world)
    time.sleep(0.3)
    same(world.asked("/v1/"), [])
    browser.point(player.part("play"))
    wait("the manifest", lambda: world.asked("/v1/posts"))
    time.sleep(0.3)
    same(world.asked("/v1/"), ["/v1/posts?url=/"])
    wait("the duration", lambda: player.text("status") == "1 min")
    player.start()
    same(world.asked("/v1/posts"), ["/v1/posts?url=/"])
    same(set(world.asked("/v1/audio")), {"/v1/audio/0123abcd.mp3", "/v1/audio/0123abcd.json"})
    same(player.text("label"), "A title from the manifest")


def requests_the_manifest_on_focus(browser, world):
    show(browser, world)
    browser.keys("Tab")
    wait("the manifest", lambda: world.asked("/v1/posts"))


def keeps_other_parameters_of_the_link(browser, world):
    player = show(browser, world)
    player.get("p.querySelector('a').href = '/sub/v1/audio?url=https%3A%2F%2Fa.example%2F%3Fx&sig=1'")
    browser.point(player.part("play"))
    same(wait("the manifest", lambda: world.asked("/sub/")), ["/sub/v1/posts?url=https%3A%2F%2Fa.example%2F%3Fx&sig=1"])


def seeks_with_the_bar_and_the_buttons(browser, world):
    player = show(browser, world)
    player.start()
    player.click("seek")  # the middle
    near(player.get("p.currentTime"), 30, by=2)
    player.click("forward")
    near(player.get("p.currentTime"), 45, by=3)
    player.click("back")
    near(player.get("p.currentTime"), 30, by=4)
    same(len(events(browser, "seek")), 3)
    near(events(browser, "seek")[1]["to"] - events(browser, "seek")[1]["from"], 15)


def obeys_the_keyboard_inside_only(browser, world):
    player = show(browser, world)
    browser.keys("k")
    same(player.state(), "idle")
    browser.keys("Tab", "Space")  # Tab: the button
    player.until_time(0.1)
    browser.keys("k")
    player.until("paused")
    for keys, want in (("5", 30), ("l", 45), ("j", 30), (["Right"], 35), (["Left"], 30), ("0", 0), ("j", 0), ("9l", 60)):
        browser.keys(*keys)
        near(player.get("p.currentTime"), want)
    browser.keys("0")
    browser.keys(">", ">")
    same(player.get("p.rate"), 1.5)
    browser.keys("<")
    same(player.get("p.rate"), 1.25)
    same(player.text("status"), "1.25×")
    browser.keys("Tab")  # the bar
    for key, want in (("Up", 5), ("Down", 0), ("End", 60), ("Home", 0)):
        browser.keys(key)
        near(player.get("p.currentTime"), want)
    browser.keys("Space")
    player.until("playing")


def remembers_the_speed(browser, world):
    player = show(browser, world)
    player.start()
    browser.run("const s = document.querySelector('listen-post').shadowRoot.querySelector('select');"
                "s.value = '1.75'; s.dispatchEvent(new Event('change'))")
    same(browser.run("return made[0].playbackRate"), 1.75)
    same(events(browser, "rate")[0]["rate"], 1.75)
    browser.open(f"{world.url}/demo/plain.html")
    player = Player(browser)
    player.start()
    same(player.get("p.rate"), 1.75)
    same(player.get("p.shadowRoot.querySelector('select').selectedOptions[0].text"), "1.75×")


def tells_times_and_value_in_words(browser, world):
    world.duration_s = 126
    player = show(browser, world)
    browser.point(player.part("play"))
    wait("the duration", lambda: player.text("status") == "2 min")
    player.start()
    player.get("p.pause()")
    player.get("p.seek(65)")
    same((player.text("elapsed"), player.text("remaining")), ("1:05", "−1:01"))
    same(player.get("p.shadowRoot.querySelector('input').ariaValueText"), "1 minute 5 seconds of 2 minutes 6 seconds")
    same(browser.role(player.part("seek")), "slider")


def plays_a_file_without_a_server(browser, world):
    player = show(browser, world, "static")
    browser.point(player.part("play"))
    same(player.text("status"), "5 min")
    player.start()
    same(world.asked("/v1/posts"), [])
    near(player.get("p.duration"), 60)


def only_one_plays(browser, world):
    show(browser, world, "two")
    first, second = Player(browser, "#first"), Player(browser, "#second")
    first.start()
    second.start()
    first.until("paused")
    same(browser.run("return made.map(a => a.paused)"), [True, False])
    same(browser.label(second.part("back")), "15 Sekunden zurück")
    first.click()
    second.until("paused")


def removal_stops_the_sound_and_closes_the_answer(browser, world):
    world.scene, world.first_s = "making", STARTED_S
    player = show(browser, world)
    player.start()
    browser.run("window.gone = document.querySelector('listen-post'); gone.remove()")
    wait("silence", lambda: browser.run("return made[0].paused && !made[0].src"))
    same(browser.run("return gone.state"), "idle")
    world.finish.set()
    wait("a closed answer", lambda: world.open_answers == 0)
    world.scene = "ready"
    browser.run("document.body.append(gone)")
    player.start()


def a_move_does_not_interrupt(browser, world):
    player = show(browser, world)
    player.start()
    browser.run("document.body.append(document.querySelector('listen-post'))")
    player.until_time(player.get("p.currentTime") + 0.3)
    same(browser.run("return made.length"), 1)


def another_source_ends_the_old_one(browser, world):
    player = show(browser, world, "static")
    player.start()
    player.get("p.src = '/v1/audio/other.mp3'")
    same((player.state(), browser.run("return made[0].paused")), ("idle", True))
    player.start()
    same(world.requests[-1], "/v1/audio/other.mp3")
    show(browser, world).start()
    browser.run("document.querySelector('listen-post a').href = '/v1/audio?url=/other'")
    browser.run("const p = document.querySelector('listen-post'); p.append(p.querySelector('a'))")
    wait("silence", lambda: browser.run("return made[0].paused"))


def does_not_grow_with_inserts_and_removes(browser, world):
    show(browser, world)
    round_trip = ("for (let i = 0; i < 50; i++) { const p = document.createElement('listen-post'); p.src = '/v1/audio/a.mp3';"
                  "document.body.append(p); p.play(); p.remove(); } made.length = 0; heard.length = 0;")
    counts = []
    browser.devtools("Performance.enable")
    for _ in range(3):
        browser.run(round_trip)
        time.sleep(0.2)
        browser.devtools("HeapProfiler.collectGarbage")
        metrics = {m["name"]: m["value"] for m in browser.devtools("Performance.getMetrics")["metrics"]}
        counts.append((metrics["Nodes"], metrics["JSEventListeners"]))
    if counts[2][0] > counts[1][0] + 20 or counts[2][1] > counts[1][1] + 20:
        raise Failure(f"nodes and listeners after 50, 100, 150: {counts}")


def shows_audio_in_the_making_as_live(browser, world):
    world.scene, world.first_s, world.duration_s = "making", STARTED_S, 14
    player = show(browser, world)
    player.start()
    same(player.get("[p.hasAttribute('live'), p.shadowRoot.querySelector('input').disabled]"), [True, True])
    same((player.text("status"), player.text("remaining")), ("Still being made", ""))
    player.get("p.rate = 2")
    player.until("waiting")  # all that has come is played
    at = player.get("p.currentTime")
    world.finish.set()
    player.until_time(at + 0.3)
    wait("its end", lambda: player.state() == "ended")
    same(player.get("[p.hasAttribute('live'), p.shadowRoot.querySelector('input').disabled]"), [False, False])
    near(player.get("p.duration"), 14)
    same([e["percent"] for e in events(browser, "progress")], [25, 50, 75, 100])


def learns_the_length_when_the_audio_is_made(browser, world):
    world.scene, world.first_s, world.duration_s = "making", STARTED_S, 40
    player = show(browser, world)
    player.start()
    world.finish.set()
    world.scene = "ready"
    wait("the length", lambda: not player.get("p.hasAttribute('live')"))
    near(player.get("p.duration"), 40)
    player.get("p.seek(30)")
    player.until_time(30.2)


def tells_quarters_and_the_end_and_plays_again(browser, world):
    world.duration_s = 1.5
    player = show(browser, world)
    player.click()
    player.until("ended")
    same([e["percent"] for e in events(browser, "progress")], [25, 50, 75, 100])
    same([e[0] for e in browser.run("return heard") if e[0] != "progress"], ["play", "ended"])
    player.click()
    player.until("playing")
    near(player.get("p.currentTime"), 0, by=1.4)
    player.until("ended")
    same(len(events(browser, "progress")), 8)


def tells_an_error_and_tries_again_where_it_was(browser, world):
    world.scene = "gone"
    player = show(browser, world)
    player.click()
    player.until("error")
    same((browser.label(player.part("play")), player.text("status")), ("Try again", "The audio cannot be played."))
    same(browser.role(player.part("status")), "status")
    same(events(browser, "error")[0]["code"], 4)
    world.scene = "ready"
    player.get("p.seek(20)")
    player.click()
    near(player.until_time(20.1), 20, by=2)
    player.until("playing")


def goes_on_after_a_broken_connection(browser, world):
    world.scene, world.first_s, world.duration_s = "cut", STARTED_S, 14
    player = show(browser, world)
    player.start()
    world.scene = "ready"  # for whoever asks again
    world.finish.set()
    player.get("p.rate = 2")
    player.until("ended")
    near(player.get("p.currentTime"), 14)
    same(events(browser, "error"), [])


def is_a_link_that_works_without_javascript(browser, world):
    with Browser(prefs={"profile.managed_default_content_settings.javascript": 2}) as plain:
        plain.open(f"{world.url}/demo/plain.html")
        link = plain.find("listen-post a")
        same(world.asked("/player.js"), [])
        plain.click(link)
        wait("the audio's address", lambda: plain.url().endswith("/v1/audio/0123abcd.mp3"))


def stands_right_to_left_but_keeps_time_left_to_right(browser, world):
    player = show(browser, world, "rtl")
    player.start()
    x = {name: browser.rect(player.part(name))["x"] for name in ("play", "seek", "elapsed", "remaining", "speed")}
    same(sorted(x, key=x.get), ["speed", "elapsed", "seek", "remaining", "play"])
    player.click("seek")
    browser.keys("Right")
    near(player.get("p.currentTime"), 35, by=2)


def speaks_the_language_of_the_page(browser, world):
    player = show(browser, world)
    player.get("p.lang = 'de'")
    time.sleep(0.2)
    same(world.asked("/listen-post-"), [])
    browser.point(player.part("play"))
    for language, want in (("de", "15 Sekunden vor"), ("pt-BR", "Avançar 15 segundos"), ("xx", "Forward 15 seconds"), ("ru", "Вперёд на 15 секунд")):
        player.get(f"p.lang = '{language}'")
        wait(want, lambda: player.get("p.shadowRoot.querySelector('[part=forward]').ariaLabel") == want)
    same(world.asked("/listen-post-labels"), ["/listen-post-labels.js"])
    rows = browser.run("return import('/player.js').then(m => m.labels)")
    same(set(rows) >= set("ar de en es fr he hi it ja ko nl pl pt ru tr zh".split()), True)
    same({f"{row.count('|')} {row.count('#')} {'||' in row}" for row in rows.values()}, {"23 4 False"})


def obeys_the_pages_own_words(browser, world):
    player = show(browser, world)
    browser.run("return import('/player.js').then(m => { m.labels.sv = 'Lyssna|Spela'; })")
    player.get("p.lang = 'sv'")
    player.start()
    player.click()
    wait("a word", lambda: browser.label(player.part("play")) == "Spela")
    player.get("p.labels = '|Kör'")
    same(browser.label(player.part("play")), "Kör")
    same(world.asked("/listen-post-labels"), [])


MARKS = {"version": 1, "key": "0123abcd", "language": "en", "voice": "en-us", "duration_ms": 60000,
         "title": {"text": "Fees", "start_ms": 0, "end_ms": 400},
         "blocks": [{"kind": "paragraph", "level": 0, "text": "It costs $5. Good.", "start_ms": 400, "end_ms": 2000},
                    {"kind": "code", "level": 0, "text": "x", "start_ms": None, "end_ms": None},
                    {"kind": "heading", "level": 2, "text": "Later", "start_ms": 30000, "end_ms": 31000},
                    {"kind": "paragraph", "level": 0, "text": "The end.", "start_ms": 31000, "end_ms": 60000}],
         "sentences": [[0, -1, 0, 4], [400, 0, 0, 12], [1200, 0, 13, 18], [30000, 2, 0, 5], [31000, 3, 0, 8]],
         "words": [[0, -1, 0, 4], [400, 0, 0, 2], [600, 0, 3, 8], [800, 0, 9, 11], [1200, 0, 13, 17], [30000, 2, 0, 5],
                   [31000, 3, 0, 3], [31200, 3, 4, 7]]}


def tells_blocks_and_words_when_they_are_spoken(browser, world):
    world.marks = MARKS
    player = show(browser, world)
    player.start()
    player.until_time(1.4)
    player.get("p.pause()")
    words = events(browser, "word")
    same([w["text"] for w in words][-4:], ["It", "costs", "$5", "Good"])
    same(words[-1]["sentence"], [13, 18])
    same(max(abs(w["currentTime"] - MARKS["words"][w["index"]][0] / 1000) for w in words[-3:]) < 0.1, True)
    player.get("p.seek(30.5)")
    same((events(browser, "segment")[-1]["text"], events(browser, "word")[-1]["block"]), ("Later", 2))
    same([e["block"] for e in events(browser, "segment")][-2:], [0, 2])


def has_large_targets_and_fits_narrow_columns(browser, world):
    player = show(browser, world)
    player.start()
    try:
        for width in (1200, 320):
            browser.size(width, 800)
            for name in ("play", "seek", "back", "forward", "speed"):
                rect = browser.rect(player.part(name))
                if rect["height"] < 44 or rect["width"] < 44 or rect["x"] < 0 or rect["x"] + rect["width"] > width:
                    raise Failure(f"{name} at {width}: {rect}")
            same(browser.run("return document.documentElement.scrollWidth <= innerWidth"), True)
    finally:
        browser.devtools("Emulation.clearDeviceMetricsOverride")


def does_not_shift_the_page(browser, world):
    show(browser, world)
    shift = browser.run("return new Promise(r => { let sum = 0; new PerformanceObserver(l => l.getEntries().forEach(e => sum += e.value))"
                        ".observe({ type: 'layout-shift', buffered: true }); setTimeout(() => r(sum), 300); })")
    same(shift, 0)


def code(*names):
    found = ""
    for name in names or MODULES:
        if os.path.exists(f"{ROOT}/{name}"):
            with open(f"{ROOT}/{name}", encoding="utf-8") as file:
                found += file.read()
    return found


def names_no_foreign_host_and_writes_no_html(browser, world):
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.cookie", "eval(", "blob:", "https://", ".style ="):
        if word in code().replace("https://host/", ""):
            raise Failure(f"it contains {word}")


def is_documented(browser, world):
    with open(f"{ROOT}/README.md", encoding="utf-8") as file:
        readme = file.read()
    player = show(browser, world)
    browser.point(player.part("play"))
    wait("all parts", lambda: player.get("p.shadowRoot.querySelector('.more')"))
    parts = browser.run("return [...document.querySelector('listen-post').shadowRoot.querySelectorAll('[part]')].map(e => e.part.value)")
    listed = re.search(r"Parts for .*?: (.*?)\.\n", readme, re.S)[1]
    same(sorted(re.findall(r"`([a-z]+)`", listed)), sorted([*parts, "tip"]))
    members = browser.run("return Object.getOwnPropertyNames(customElements.get('listen-post').prototype)")
    inner = {"constructor", "connectedCallback", "disconnectedCallback", "connectedMoveCallback", "attributeChangedCallback"}
    same([m for m in members if m not in inner and not re.search(rf"^\|.*`{m}\b", readme, re.M)], [])
    for row, used in ((r"^\| `(--listen-post-[a-z]+)`", r"var\((--listen-post-[a-z]+)"),
                      (r"^\| `listenpost:([a-z]+)`", r"(?:emit\(|#tell\([^,]*, )'([a-z]+)'")):
        same(set(re.findall(row, readme, re.M)), set(re.findall(used, code())))


def is_small(browser, world):
    sizes = {name: len(gzip.compress(code(name).encode(), 9)) for name in MODULES}
    print(", ".join(f"{name} {size} of {MODULES[name]}" for name, size in sizes.items()))
    same([name for name, size in sizes.items() if size > MODULES[name]], [])


if __name__ == "__main__":
    sys.exit(on_stage(sys.modules[__name__]))
