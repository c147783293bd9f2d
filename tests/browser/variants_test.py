#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of web-widget/variants in Chromium: each shows one use of the player, and does what it says."""
import glob
import html
import json
import os
import re
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from player import WATCH, Player, on_stage, same
from server import Server, unable
from stage import ROOT
from webdriver import Failure, wait

NAMES = sorted(os.path.basename(path)[:-5] for path in glob.glob(f"{ROOT}/variants/*.html") if not path.endswith("/index.html"))
PAGES = [f"/demo/{name}.html" for name in NAMES]
# Sum of the shifts so far.
SHIFT = ("return new Promise(r => { let sum = 0; new PerformanceObserver(l => l.getEntries().forEach(e => sum += e.value))"
         ".observe({ type: 'layout-shift', buffered: true }); setTimeout(() => r(sum), 100); })")
# Whether anything of the page but the player's own parts has moved, after a press, too.
MOVED = ("return new Promise(r => { const all = []; new PerformanceObserver(l => l.getEntries().forEach(e => all.push(...e.sources)))"
         ".observe({ type: 'layout-shift', buffered: true }); setTimeout(() => r(all.map(s => s.node?.outerHTML).filter(Boolean)), 100); })")
LIT = "return [...(CSS.highlights?.get('listen-post-word') ?? [])].map(String).join()"


def show(browser, world, page, selector="listen-post"):
    browser.open(world.url + page)
    browser.run(WATCH)
    return Player(browser, selector)


def source(name):
    with open(f"{ROOT}/variants/{name}.html", encoding="utf-8") as file:
        return file.read()


def lists_every_use_and_no_other(browser, world):
    same(sorted(re.findall(r'href="/demo/(\w+)\.html"', source("index"))), NAMES)


def comes_from_the_real_server(browser, world):
    if unable():
        return
    with Server() as server:
        for page in ["demo/", *PAGES]:
            browser.open(server.url + page.lstrip("/"))
            same(browser.run("return !!document.querySelector('main h1') && [...document.querySelectorAll('listen-post')].every(p => p.state === 'idle')"), True)
            same(browser.complaints(), [])


def loads_without_complaint_request_or_shift(browser, world):
    browser.devtools("Network.enable")
    browser.devtools("Network.emulateNetworkConditions", offline=False, latency=100, downloadThroughput=-1, uploadThroughput=-1)
    try:
        for width in (1200, 320):
            browser.size(width, 800)
            for page in ["/demo/", *PAGES]:
                show(browser, world, page)
                wait(f"{page}: players", lambda: browser.run("return [...document.querySelectorAll('listen-post')].every(p => p.state === 'idle')"))
                same((page, width, browser.run(SHIFT)), (page, width, 0))
                same((page, width, browser.run("return document.documentElement.scrollWidth <= innerWidth")), (page, width, True))
                same((page, browser.complaints()), (page, []))
        same(world.asked("/v1/"), [])
    finally:
        browser.devtools("Network.emulateNetworkConditions", offline=False, latency=0, downloadThroughput=-1, uploadThroughput=-1)
        browser.devtools("Emulation.clearDeviceMetricsOverride")


def plays_on_each_without_a_shift(browser, world):
    for page in PAGES:
        if page == "/demo/error.html":
            continue
        player = show(browser, world, page)
        player.start()
        same((page, browser.complaints()), (page, []))
        same((page, browser.run(MOVED)), (page, []))


def shows_the_code_that_it_runs(browser, world):
    for name in NAMES:
        text = source(name)
        live, _, shown = text.partition('<section class="how"')
        for tag in re.findall(r"<listen-post[^>]*>", html.unescape(re.sub(r"<(?!/?listen)", "&lt;", shown))):
            own = re.sub(r'"post\.(mp3|json)"', lambda m: f'"/demo/files.{m[1]}"' if name == "files" else '"/v1/audio?url=/"', tag)
            if own not in live:
                raise Failure(f"{name}: {tag} is shown, but is not there")


def reads_along_from_files_alone(browser, world):
    player = show(browser, world, "/demo/files.html")
    player.start()
    wait("a word", lambda: browser.run(LIT))
    player.get("(p.pause(), p.seek(4.9))")
    wait("another", lambda: browser.run(LIT) == "command")
    same(world.asked("/v1/"), [])


def speaks_in_its_file_what_the_page_says(browser, world):
    with open(f"{ROOT}/variants/files.json", encoding="utf-8") as file:
        marks = json.load(file)
    text = source("files")
    for block in [marks["title"], *marks["blocks"]]:
        same(block["text"] in text, True)
    same(f'duration="{round(marks["duration_ms"] / 1000)}"' in text, True)


def reads_along_with_the_real_server(browser, world):
    if unable():
        return
    with Server("--plan-budget-ms", "10000") as server:
        player = show(browser, server, "demo/along.html")
        player.start()
        wait("a word", lambda: browser.run(LIT))
        player.get("(p.pause(), p.seek(12))")
        word = wait("another", lambda: browser.run(LIT))
        same(browser.run("return heard.filter(e => e[0] === 'word').at(-1)[1].text"), word)


def says_that_it_cannot_be_played_and_why_not(browser, world):
    world.scene = "gone"
    player = show(browser, world, "/demo/error.html")
    player.click()
    player.until("error")
    same(browser.label(player.part("play")), "Try again")


def plays_one_post_after_another(browser, world):
    world.duration_s = 1.5
    show(browser, world, "/demo/playlist.html")
    first, second = Player(browser), Player(browser, "article:nth-of-type(2) listen-post")
    first.click()
    first.until("ended")
    second.until("playing")


def comes_and_goes_in_a_single_page_app(browser, world):
    player = show(browser, world, "/demo/app.html")
    player.start()
    browser.click(browser.find("[data-act=move]"))
    player.until_time(player.get("p.currentTime") + 0.2)
    browser.click(browser.find("[data-act=second]"))
    wait("silence", lambda: browser.run("return made[0].paused && !made[0].src"))
    same((player.state(), player.text("label")), ("idle", "Listen to the second post"))
    player.start()
    browser.click(browser.find("[data-act=remove]"))
    wait("silence", lambda: browser.run("return made[1].paused && !made[1].src"))
    same(browser.run("return document.querySelectorAll('listen-post').length"), 0)


def tells_the_beacon_how_far_it_was_heard(browser, world):
    world.duration_s = 1.5
    player = show(browser, world, "/demo/beacon.html")
    player.click()
    player.until("ended")
    wait("four quarters", lambda: len(world.told) == 4)
    same(sorted(world.told), sorted(f"post=%2F&percent={n}" for n in (25, 50, 75, 100)))


def leaves_a_link_and_the_browsers_player_without_javascript(browser, world):
    browser.devtools("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(world.url + "/demo/nojs.html")
        same(browser.role(browser.find("listen-post a")), "link")
        same(browser.rect(browser.find("listen-post audio"))["height"] > 20, True)
        time.sleep(0.2)
        same(world.asked("/v1/"), [])
        browser.click(browser.find("listen-post a"))
        wait("the audio's address", lambda: browser.url().endswith("/v1/audio/0123abcd.mp3"))
    finally:
        browser.devtools("Emulation.setScriptExecutionDisabled", value=False)


def sticks_while_it_is_out_of_sight(browser, world):
    player = show(browser, world, "/demo/sticky.html")
    player.start()
    browser.run("scrollTo(0, document.documentElement.scrollHeight)")
    wait("the small one", lambda: player.get("p.hasAttribute('stuck')"))
    same(browser.run(MOVED), [])
    browser.run("scrollTo(0, 0)")
    wait("the large one", lambda: not player.get("p.hasAttribute('stuck')"))


if __name__ == "__main__":
    sys.exit(on_stage(sys.modules[__name__]))
