#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""listen-post.d.ts and custom-elements.json name what README.md and the element itself have, and nothing else."""
import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from player import on_stage, same
from stage import ROOT

LIFE = {"constructor", "connectedCallback", "disconnectedCallback", "connectedMoveCallback", "attributeChangedCallback"}


def read(name):
    with open(f"{ROOT}/{name}", encoding="utf-8") as file:
        return file.read()


def rows(pattern):
    return sorted(re.findall(pattern, read("README.md"), re.M))


def section(head):
    return read("README.md").split(f"\n## {head}\n", 1)[1].split("\n## ", 1)[0]


def element():
    return json.loads(read("custom-elements.json"))["modules"][0]["declarations"][0]


def names(kind):
    return sorted(each["name"] for each in element()[kind])


def types():
    """The members of the class in the .d.ts: {name: read only}."""
    body = re.search(r"class ListenPost extends HTMLElement \{(.*?)\n\}", read("listen-post.d.ts"), re.S)[1]
    found = re.findall(r"^  (readonly )?(\w+)[:(]", body, re.M)
    return {name: bool(fixed) for fixed, name in found if not name.endswith("EventListener")}


def members(browser, stage):
    """The members of the real element: {name: read only}."""
    browser.open(stage.url + "/demo/plain.html")
    told = browser.run("""return customElements.whenDefined('listen-post').then(c => Object.entries(Object.getOwnPropertyDescriptors(c.prototype))
      .map(([name, { get, set }]) => [name, !!get && !set]))""")
    return {name: fixed for name, fixed in told if name not in LIFE}


def has_a_type_for_each_member(browser, world):
    same(types(), members(browser, world))


def has_a_type_for_each_event(browser, world):
    events = rows(r"^\| `(listenpost:[a-z]+)`")
    same(sorted(re.findall(r"^  '(listenpost:[a-z]+)'", read("listen-post.d.ts"), re.M)), events)
    same(names("events"), events)


def lists_in_the_manifest_what_the_readme_tells(browser, world):
    same(names("attributes"), sorted(re.findall(r"^\| `([a-z]+)`", section("Attributes"), re.M)))
    same(names("cssProperties"), rows(r"^\| `(--listen-post-[a-z]+)`"))
    same(names("cssParts"), sorted(re.findall(r"`([a-z]+)`", re.search(r"Parts for .*?: (.*?)\.\n", read("README.md"), re.S)[1])))
    same({m["name"]: m.get("readonly", False) for m in element()["members"]}, members(browser, world))
    same(sorted(set(names("members")) & {a["fieldName"] for a in element()["attributes"] if "fieldName" in a}),
         sorted(a["fieldName"] for a in element()["attributes"] if "fieldName" in a))


def names_the_states(browser, world):
    states = sorted(re.findall(r"`(\w+)`", re.search(r"^\| `state` .*set by the player: (.*) \|$", read("README.md"), re.M)[1]))
    same(names("cssStates"), states)
    same(sorted(re.findall(r"'(\w+)'", re.search(r"type ListenPostState = (.*);", read("listen-post.d.ts"))[1])), states)
    same(set(re.findall(r"#(?:set|tell)\('(\w+)'|\bset\('(\w+)'", read("listen-post.js"))) <= {(s, "") for s in states} | {("", s) for s in states}, True)


def observes_only_attributes_that_are_told(browser, world):
    browser.open(world.url + "/demo/plain.html")
    observed = browser.run("return customElements.whenDefined('listen-post').then(c => c.observedAttributes)")
    same(set(observed) - set(names("attributes")), set())


if __name__ == "__main__":
    sys.exit(on_stage(sys.modules[__name__]))
