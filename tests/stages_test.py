#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stage includes only base, config.h, itself and earlier stages (docs/ARCHITECTURE.md), and one foreign library is
known to one file, two at most."""
import glob, os, re, sys

SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "src")
ORDER = ["base", "page", "article", "script", "speech", "audio", "cache", "job", "http", "cli"]
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)
FOREIGN = re.compile(r"^\s*#\s*include\s+<([^>]+)>", re.M)
LIBRARIES = {
    "gumbo.h": 2, "cmark-gfm.h": 1, "cmark-gfm-core-extensions.h": 1, "curl/curl.h": 2, "espeak-ng/speak_lib.h": 1,
    "espeak-ng/espeak_ng.h": 1, "lame/lame.h": 1, "sndfile.h": 1, "ebur128.h": 1, "soxr.h": 1, "expat.h": 1, "seccomp.h": 1,
    "microhttpd.h": None, "zlib.h": 1, "unistr.h": 1, "unictype.h": 1, "uninorm.h": 1,
}


def sources():
    return sorted(glob.glob(SOURCE + "/**/*.[ch]", recursive=True))


def stage_of(path):
    parts = os.path.relpath(path, SOURCE).split(os.sep)
    return parts[0] if len(parts) > 1 else None


def forbidden(stage, included):
    """Why a file of this stage must not include that, or None."""
    first = included.split("/")[0]
    if stage is None or included == "config.h":
        return None if stage != "base" else "base includes nothing of the program"
    if first not in ORDER:
        return None if included.endswith(".def") or "/" not in included else "no such stage"
    return None if ORDER.index(first) <= ORDER.index(stage) else f"{stage} is before {first}"


def a_stage_includes_only_earlier_ones():
    wrong = []
    for path in sources():
        for included in INCLUDE.findall(open(path, encoding="utf-8").read()):
            why = forbidden(stage_of(path), included)
            if why:
                wrong.append(f"{os.path.relpath(path, SOURCE)} includes {included}: {why}")
    return wrong


def only_a_stages_own_header_is_included_by_others():
    """What another stage takes from a stage is in the header named like it; the others are private. Tests may look
    inside."""
    wrong = []
    for path in sources():
        for included in INCLUDE.findall(open(path, encoding="utf-8").read()):
            first, _, name = included.partition("/")
            if first in ORDER[1:] and first != stage_of(path) and stage_of(path) and name != first + ".h":
                wrong.append(f"{os.path.relpath(path, SOURCE)} includes the private {included}")
    return wrong


def a_foreign_library_is_known_to_one_file():
    users = {}
    for path in sources():
        for included in FOREIGN.findall(open(path, encoding="utf-8").read()):
            if LIBRARIES.get(included):
                users.setdefault(included, []).append(os.path.relpath(path, SOURCE))
    return [f"{name} is included by {', '.join(paths)}" for name, paths in users.items() if len(paths) > LIBRARIES[name]]


def every_stage_is_in_the_order():
    folders = {d for d in os.listdir(SOURCE) if os.path.isdir(os.path.join(SOURCE, d))}
    return [f"src/{d} is not in the order of stages" for d in sorted(folders - set(ORDER))]


def main():
    status = 0
    tests = [a_stage_includes_only_earlier_ones, only_a_stages_own_header_is_included_by_others,
             a_foreign_library_is_known_to_one_file, every_stage_is_in_the_order]
    for test in tests:
        wrong = test()
        print("\n".join("  " + line for line in wrong), end="\n" if wrong else "")
        print("FAIL" if wrong else "ok", test.__name__)
        status |= bool(wrong)
    return status


if __name__ == "__main__":
    sys.exit(main())
