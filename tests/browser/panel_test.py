#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the player shows beyond its bar: the panel, chapters, layouts, and itself in small while it is out of sight."""
import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from more_test import LINK, LONG, MARKS, build, show, start
from player import near, on_stage, Player, same
from webdriver import Failure, wait


def goes_by_paragraphs(browser, world):
    world.marks = MARKS
    player = show(browser, world)
    start(player)
    wait("marks", lambda: player.get("!p.shadowRoot.querySelector('.next').hidden"))
    player.get("p.pause()")
    player.click("more")
    for name, want in (("next", (0.4, 10)), ("next", (10, 30)), ("previous", (0.4, 10)), ("previous", (0, 0.4))):
        player.click(name)
        if player.get("p.currentTime") not in want:
            raise Failure(f"{name}: {player.get('p.currentTime')}, want {want}")
    browser.keys("\ue00c")  # Escape
    player.get("p.seek(10)")
    player.get("p.shadowRoot.querySelector('.seek').focus()")
    browser.ask("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": [
        {"type": "keyDown", "value": "\ue008"}, {"type": "keyDown", "value": "\ue014"}, {"type": "keyUp", "value": "\ue014"},
        {"type": "keyUp", "value": "\ue008"}]}]})
    same(player.get("p.currentTime"), 30)


def marks_chapters_on_the_bar_and_lists_them(browser, world):
    world.marks = MARKS
    player = show(browser, world)
    start(player)
    same(wait("ticks", lambda: player.get("[...p.shadowRoot.querySelectorAll('.ticks i')].map(t => t.style.left)")), ["0.666667%", "50%"])
    player.get("p.pause()")
    player.get("p.seek(45)")
    same(player.get("p.shadowRoot.querySelector('.seek').ariaValueText"), "45 seconds of 1 minute, Later")
    browser.point(player.part("seek"))  # the middle
    wait("its name", lambda: player.text("tip").startswith("Later · 0:3") or player.text("tip").startswith("Now · 0:29"))
    player.click("more")
    rows = "[...p.shadowRoot.querySelectorAll('.chapters button')].map(b => [b.textContent, b.ariaCurrent])"
    wait("the chapter is marked", lambda: player.get(rows) == [["0:00Now", None], ["0:30Later", "true"]])
    browser.click(browser.find("listen-post", ".chapters button"))
    player.until("playing")
    near(player.get("p.currentTime"), 0.4, by=2)
    same(player.get("p.shadowRoot.querySelector('.panel').matches(':popover-open')"), False)


def sets_the_volume_and_offers_the_file(browser, world):
    player = show(browser, world)
    start(player)
    player.click("more")
    browser.run("const r = document.querySelector('listen-post').shadowRoot.querySelector('.volume'); r.value = .3; r.dispatchEvent(new Event('input'))")
    same(browser.run("return made.at(-1).volume"), 0.3)
    same(browser.label(player.part("volume")), "Volume")
    same(player.get("[p.shadowRoot.querySelector('.download').href, p.shadowRoot.querySelector('.download').textContent]"),
         [f"{world.url}/v1/audio/0123abcd.mp3", "Download"])
    panel = browser.rect(player.part("panel"))
    if panel["x"] < 0 or panel["x"] + panel["width"] > 1200:
        raise Failure(f"the panel is at {panel}")


def sticks_while_out_of_sight_and_keeps_its_place(browser, world):
    player = build(browser, world, f"<h1>A post</h1><listen-post sticky>{LINK}</listen-post>{LONG}")
    browser.run("scrollTo(0, 1500)")
    time.sleep(0.2)
    same(player.get("p.hasAttribute('stuck')"), False)  # nobody listens
    browser.run("scrollTo(0, 0)")
    start(player)
    height = browser.run("return document.documentElement.scrollHeight")
    browser.run("scrollTo(0, 1500)")
    wait("a small player", lambda: player.get("p.hasAttribute('stuck')"))
    same(browser.run("return document.documentElement.scrollHeight"), height)
    wait("its place", lambda: player.get("(r => [r.top > 0, r.bottom <= innerHeight, r.height < 70])(p.shadowRoot.querySelector('.player').getBoundingClientRect())") == [True, True, True])
    browser.run("scrollTo(0, 0)")
    wait("the large one", lambda: not player.get("p.hasAttribute('stuck')"))
    browser.run("scrollTo(0, 1500)")
    wait("a small player", lambda: player.get("p.hasAttribute('stuck')"))
    player.click("close")
    same(player.get("[p.hasAttribute('stuck'), p.state]"), [False, "playing"])


def has_three_layouts_and_keeps_their_height(browser, world):
    try:
        for width in (1200, 320):
            browser.size(width, 800)
            for layout, hidden in (("bar", []), ("mini", ["back", "forward"]), ("button", ["back", "forward", "seek"])):
                player = build(browser, world, f"<listen-post layout={layout}>{LINK}</listen-post>")
                before = browser.rect(browser.find("listen-post"))["height"]
                start(player)
                shown = player.get("['play', 'back', 'forward', 'seek', 'more'].filter(n => p.shadowRoot.querySelector('.' + n).getClientRects().length)")
                same([n for n in ("play", "back", "forward", "seek", "more") if n not in shown], hidden)
                same((layout, width, browser.rect(browser.find("listen-post"))["height"]), (layout, width, before))
                same(browser.run("return document.documentElement.scrollWidth <= innerWidth"), True)
    finally:
        browser.devtools("Emulation.clearDeviceMetricsOverride")


def an_error_stays_until_it_is_tried_again(browser, world):
    world.scene = "gone"
    build(browser, world, "".join(f"<listen-post id={i} layout={i}>{LINK}</listen-post>" for i in ("mini", "button")))
    first, second = Player(browser, "#mini"), Player(browser, "#button")
    first.click()
    first.until("error")
    world.scene = "ready"
    second.start()
    for player in (first, second):
        player.get("p.pause()")
    second.until("paused")
    same((first.state(), first.text("status")), ("error", "The audio cannot be played."))
    same(browser.rect(first.part("status"))["width"] > 50, True)
    first.start()


def is_walked_through_by_keyboard(browser, world):
    world.marks = MARKS
    player = show(browser, world)
    start(player)
    player.get("p.pause()")
    wait("marks", lambda: player.get("!p.shadowRoot.querySelector('.next').hidden"))
    focused = "p.shadowRoot.activeElement?.className ?? ''"
    player.get("p.shadowRoot.querySelector('.play').focus()")
    walk = [player.get(focused)]
    for _ in range(5):
        browser.keys("Tab")
        walk.append(player.get(focused))
    same(walk, ["play", "seek", "back", "forward", "speed", "more"])
    same(player.get("getComputedStyle(p.shadowRoot.activeElement).outlineStyle"), "solid")
    browser.keys("Space", "Tab", "Tab")
    same(player.get("p.shadowRoot.activeElement.textContent"), "0:30Later")
    browser.keys("Tab", "Tab", "Tab", "Right")
    same((player.get(focused), player.get("p.currentTime") < 20), ("volume", True))
    browser.keys("\ue00c")
    same((player.get(focused), player.get("p.shadowRoot.querySelector('.panel').matches(':popover-open')")), ("more", False))


if __name__ == "__main__":
    sys.exit(on_stage(sys.modules[__name__]))
