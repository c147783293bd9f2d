#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real server's demo post in Chromium: pressed, heard, sought in."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from player import WATCH, Player, events, near, run, same, sentences, skip
from server import Server, unable
from stage import Stage
from webdriver import Browser, Failure, missing, wait


def show(browser, world, path=""):
    browser.open(world.url + path)
    browser.run(WATCH)
    return Player(browser)


# Loudness of what the audio element plays, as the page's own script can measure it.
LISTEN = """
const context = new AudioContext(), ear = context.createAnalyser(), wave = new Float32Array(ear.fftSize);
context.createMediaElementSource(made.at(-1)).connect(ear); ear.connect(context.destination);
window.loudest = 0;
setInterval(() => { ear.getFloatTimeDomainData(wave); loudest = Math.max(loudest, ...wave.map(Math.abs)); }, 20);
"""


def plays_the_demo_post_aloud(browser, world):
    player = show(browser, world)
    player.start()
    browser.run(LISTEN)
    player.until_time(1)
    wait("a voice", lambda: browser.run("return loudest") > 0.05)
    same(player.text("label"), "Before silence: a short history of reading aloud")


def knows_the_length_and_seeks_in_it(browser, world):
    player = show(browser, world)
    player.start()
    length = wait("the length", lambda: player.get("p.duration"))
    if not 180 < length < 420:
        raise Failure(f"{length} s")
    player.get("p.seek(p.duration / 2)")
    player.until_time(length / 2 + 0.5)
    player.get("p.seek(p.duration - 1)")
    player.until("ended")
    near(player.get("p.currentTime"), length, by=0.2)
    same(events(browser, "error"), [])


def speaks_the_post_and_nothing_around_it(browser, world):
    player = show(browser, world)
    player.start()
    wait("the length", lambda: player.get("p.duration"))
    marks = browser.run("return fetch('/v1/posts?url=/').then(r => r.json()).then(m => fetch(m.marks)).then(r => r.json())")
    same(marks["title"]["text"], browser.run("return document.querySelector('h1').textContent"))
    same([block["text"] for block in marks["blocks"]],
         browser.run("return [...document.querySelectorAll('.post-body :is(p, h2, li)')].map(e => e.textContent.trim())"))


def shows_the_length_before_the_second_visit_presses(browser, world):
    show(browser, world).start()
    player = show(browser, world)
    browser.point(player.part("play"))
    wait("minutes", lambda: player.text("status").endswith(" min"))


def serves_every_variant(browser, world):
    for name in ("plain", "static", "dark", "serif", "rtl", "two"):
        player = show(browser, world, f"demo/{name}.html")
        player.start()
        same(browser.complaints(), [])


def plays_without_waiting_for_the_length(browser, world):
    with Server("--plan-budget-ms", "0") as hasty:
        player = show(browser, hasty)
        player.start()
        player.until_time(1)
        wait("the length", lambda: player.get("p.duration"), 60)


def plays_on_a_page_of_another_origin(browser, world):
    blog = Stage()
    blog.friend = world.url.rstrip("/")
    blog.pages["/post"] = (f"<!DOCTYPE html><title>A post</title><script type=module src={world.url}player.js></script>"
                           f"<listen-post><a href='{world.url}v1/audio?url=/'>Listen to this post</a></listen-post>")
    try:
        browser.open(f"{blog.url}/post")
        browser.run(WATCH)
        player = Player(browser)
        browser.point(player.part("play"))
        wait("the length", lambda: player.text("status").endswith(" min"))
        player.start()
        same(player.text("label"), "Before silence: a short history of reading aloud")
        same([path for path in blog.requests if path != "/favicon.ico"], ["/post"])
    finally:
        blog.close()


def leads_to_the_audio_without_javascript(browser, world):
    with Browser(prefs={"profile.managed_default_content_settings.javascript": 2}) as plain:
        plain.open(world.url)
        plain.click(plain.find("listen-post a"))
        wait("the audio's address", lambda: plain.url().endswith(".mp3"))


def main():
    tests, why = sentences(sys.modules[__name__]), missing() or unable()
    if why:
        return skip(tests, why)
    with Server() as server, Browser() as browser:
        return 1 if run(tests, browser, server) else 0


if __name__ == "__main__":
    sys.exit(main())
