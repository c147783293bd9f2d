#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The C library as its user meets it: installed into a folder, found by pkg-config and by CMake, docs/example.c built
against it and run."""
import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import checks  # noqa: E402
from checks import check  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.environ.get("LISTENPOST_BUILD", os.path.join(ROOT, "build", "release"))
EXAMPLE = os.path.join(ROOT, "docs", "example.c")
POST = b"<article><h1>Lamps</h1><p>The harbour was lit by 7 lamps, and each of them had a keeper of its own.</p></article>"
CMAKE = """cmake_minimum_required(VERSION 3.25)
project(user C)
find_package(listenpost 0.1 REQUIRED)
add_executable(example %s)
target_link_libraries(example PRIVATE listenpost::listenpost)
"""


RUNTIME = "the sanitizers' runtime would have to be linked into the example"


def install(folder):
    prefix = os.path.join(folder, "prefix")
    subprocess.run(["cmake", "--install", BUILD, "--prefix", prefix], check=True, capture_output=True)
    return prefix


def call(command, **options):
    done = subprocess.run(command, capture_output=True, timeout=120, **options)
    check(done.returncode == 0, f"{command[0]}: {done.stderr.decode()[-800:]}")
    return done


def folder_of(prefix, name):
    return next(place for place, _, names in os.walk(prefix) if name in names)


def try_example(program, prefix):
    env = dict(os.environ, LD_LIBRARY_PATH=folder_of(prefix, "liblistenpost.so"),
               LISTENPOST_DATA_DIR=os.path.join(prefix, "share", "listenpost"))
    done = call([program], input=POST, env=env)
    check(b"seven lamps" in done.stderr, done.stderr)
    check(done.stdout.startswith(b"ID3") and len(done.stdout) > 10000, f"{len(done.stdout)} bytes")


@checks.test
def the_example_builds_with_pkg_config_and_speaks(folder):
    checks.not_sanitized(RUNTIME)
    if not shutil.which("pkg-config"):
        raise checks.Skip("no pkg-config")
    prefix = install(folder)
    env = dict(os.environ, PKG_CONFIG_PATH=folder_of(prefix, "listenpost.pc"))
    flags = call(["pkg-config", f"--define-variable=prefix={prefix}", "--cflags", "--libs", "listenpost"], env=env)
    program = os.path.join(folder, "example")
    call(["cc", "-std=c11", "-Wall", "-Wextra", "-Werror", EXAMPLE, *flags.stdout.decode().split(), "-o", program])
    try_example(program, prefix)


@checks.test
def the_example_builds_with_cmake_and_speaks(folder):
    checks.not_sanitized(RUNTIME)
    prefix = install(folder)
    user = os.path.join(folder, "user")
    os.mkdir(user)
    with open(os.path.join(user, "CMakeLists.txt"), "w", encoding="utf-8") as out:
        out.write(CMAKE % EXAMPLE)
    call(["cmake", "-S", user, "-B", user + "/build", f"-DCMAKE_PREFIX_PATH={prefix}"])
    call(["cmake", "--build", user + "/build"])
    try_example(user + "/build/example", prefix)


@checks.test
def the_library_exports_only_its_own_names(folder):
    checks.not_sanitized(RUNTIME)
    names = call(["nm", "-D", "--defined-only", os.path.join(BUILD, "liblistenpost.so")]).stdout.decode().split("\n")
    foreign = [n for n in names if n and not n.split()[-1].startswith("listenpost_")]
    check(not foreign, foreign[:5])


@checks.test
def the_installed_program_finds_its_data(folder):
    prefix = install(folder)
    done = call([os.path.join(prefix, "bin", "listenpost"), "voices"], cwd=folder)
    check(b"en-us" in done.stdout, done.stdout[:200])
    check(os.path.exists(os.path.join(prefix, "share", "man", "man1", "listenpost.1")), "no man page")


sys.exit(checks.main())
