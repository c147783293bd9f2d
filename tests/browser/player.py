# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the player share: one <listen-post> of a page, its events, and a runner of sentences."""
import sys
import traceback

from stage import Stage
from webdriver import Browser, Failure, missing, wait

# Remembers the player's events and its audio elements, which no one can see from outside.
WATCH = ("localStorage.clear(); window.heard = []; window.made = [];"
         "for (const t of ['play', 'pause', 'seek', 'rate', 'segment', 'word', 'progress', 'ended', 'error'])"
         "  addEventListener('listenpost:' + t, e => heard.push([t, e.detail, e.composed]));"
         "window.Audio = new Proxy(Audio, { construct(t, a) { const x = new t(...a); made.push(x); return x; } })")


class Player:
    """One <listen-post> of the page and what the reader does with it."""

    def __init__(self, browser, selector="listen-post"):
        self.browser, self.selector = browser, selector

    def get(self, expression):
        return self.browser.run(f"const p = document.querySelector({self.selector!r}); return {expression}")

    def part(self, name):
        return self.browser.find(self.selector, f"[part={name}]")

    def click(self, name="play"):
        self.browser.click(self.part(name))

    def state(self):
        return self.get("p.state")

    def text(self, name):
        return self.get(f"p.shadowRoot.querySelector('[part={name}]').textContent")

    def until(self, state):
        wait(f"state {state}, now {self.state()}", lambda: self.state() == state)

    def until_time(self, least):
        return wait(f"time {least}", lambda: (lambda t: t >= least and t)(self.get("p.currentTime")))

    def start(self):
        self.click()
        self.until_time(0.1)
        self.until("playing")


def same(got, want):
    if got != want:
        raise Failure(f"got {got!r}, want {want!r}")


def near(got, want, by=0.75):
    if not want - 0.15 <= got <= want + by:
        raise Failure(f"got {got!r}, want {want!r}")


def events(browser, kind):
    return [e[1] for e in browser.run("return heard") if e[0] == kind]


def sentences(module):
    """The tests of a module: its functions of (browser, world)."""
    return [f for f in vars(module).values() if callable(f) and getattr(f, "__code__", None)
            and f.__module__ == module.__name__ and f.__code__.co_varnames[:2] == ("browser", "world") and f.__name__ not in ("show", "build")]


def run(tests, browser, world, before=lambda: None, after=lambda: None):
    """Runs the tests whose names contain the program's argument, if it has one; the number that failed."""
    failed = 0
    for test in tests:
        if len(sys.argv) > 1 and sys.argv[1] not in test.__name__:
            continue
        before()
        try:
            test(browser, world)
            same(browser.complaints(), [])
            print("ok", test.__name__, flush=True)
        except Exception as error:  # a test that breaks has failed
            failed += 1
            print(error if isinstance(error, Failure) else traceback.format_exc())
            print("FAIL", test.__name__, flush=True)
        after()
    return failed


def skip(tests, why):
    print("\n".join(f"skip {test.__name__}: {why}" for test in tests))
    return 0


def on_stage(module):
    """Runs the tests of a module on the stand-in for the server; the exit status."""
    tests, why = sentences(module), missing()
    if why:
        return skip(tests, why)
    stage = Stage()
    with Browser() as browser:
        failed = run(tests, browser, stage, before=stage.reset, after=stage.finish.set)
    stage.close()
    return 1 if failed else 0
