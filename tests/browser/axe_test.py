#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""axe-core over every layout, theme, direction, width and state of the player. $AXE is the path of its axe.min.js (npm: axe-core)."""
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from more_test import LINK, LONG, MARKS, PAGE, show, start
from player import run, same, skip
from stage import Stage
from webdriver import Browser, missing, wait

AXE = os.environ.get("AXE", "")
CHECK = """axe.run('listen-post', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: { region: { enabled: false } } })
  .then(r => arguments[0](r.violations.map(v => [v.id, v.nodes.map(n => [n.target.join(' '), n.failureSummary])])))"""


def judge(browser):
    with open(AXE, encoding="utf-8") as file:
        browser.run(file.read())
    return browser.ask("POST", "/execute/async", {"script": CHECK, "args": []})


def states(browser, world, head, layout):
    """What axe finds while the player goes through its states."""
    world.scene, world.marks = "ready", MARKS
    world.pages["/page"] = PAGE.replace("<html lang=en>", head) + f"<main><h1>A</h1><listen-post sticky layout={layout}>{LINK}</listen-post>{LONG}</main>"
    player = show(browser, world, "<")
    yield "idle", judge(browser)
    start(player)
    player.get("p.pause()")
    player.until("paused")
    wait("marks", lambda: player.get("!p.shadowRoot.querySelector('.next').hidden"))
    yield "paused", judge(browser)
    player.click("more")
    yield "panel", judge(browser)
    player.get("p.shadowRoot.querySelector('.panel').hidePopover()")
    browser.run("scrollTo(0, 1500)")
    wait("a small player", lambda: player.get("p.hasAttribute('stuck') && !p.shadowRoot.querySelector('.box').getAnimations().length"))
    yield "stuck", judge(browser)
    world.scene = "gone"
    player = show(browser, world, "<")
    player.click()
    player.until("error")
    yield "error", judge(browser)


def everybody_can_use_it(browser, world):
    browser.devtools("Page.setBypassCSP", enabled=True)  # the checker itself needs it
    found = []
    for width in (1200, 320):
        browser.size(width, 900)
        for theme in ("", "dark", "serif"):
            for language, direction in (("en", "ltr"), ("ar", "rtl")):
                for layout in ("bar", "mini", "button"):
                    head = f"<html lang={language} dir={direction} class='{theme}'>"
                    found += [(head, layout, width, state, json.dumps(v)) for state, v in states(browser, world, head, layout) if v]
    same(found, [])


def main():
    why = missing() or (None if os.path.exists(AXE) else "$AXE does not name axe.min.js")
    if why:
        return skip([everybody_can_use_it], why)
    stage = Stage()
    with Browser() as browser:
        failed = run([everybody_can_use_it], browser, stage, before=stage.reset, after=stage.finish.set)
    stage.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
