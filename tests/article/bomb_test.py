#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages made to exhaust a reader, given to the program: each ends in a result or in a plain error, within ten times the
CPU time and within the memory that are promised (1.2 s, 256 MB). With --figures: prints what each took instead."""
import os
import resource
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import checks  # noqa: E402

BINARY = os.path.join(os.environ.get("LISTENPOST_BUILD", "build"), "listenpost")
CPU_S, MEMORY_MB, TIMES = 1.2, 256, 10
READ, TOO_COMPLEX = 0, 4  # exit status; 3: more than page_max_bytes
MB = 1000000
SENTENCE = "The mill on the lower river has ground flour for the town since the bridge was built. "


def numbered(pattern, count):
    return "".join(pattern % n for n in range(count))


def html(body):
    return "<!DOCTYPE html><title>The mill</title><body>" + body


BOMBS = {
    "500 KB of nested div": lambda: html("<div>" * 100000 + "Hello."),
    "nested lists": lambda: html("<ul><li>" * 50000 + "Hello."),
    "nested tables": lambda: html("<table><tr><td>" * 30000 + "Hello."),
    "nested quotes and inline": lambda: html("<blockquote><em><a href=x>" * 20000 + "Hello."),
    "nested svg": lambda: html("<svg>" * 100000 + "Hello."),
    "nested math": lambda: html("<math><mi>" * 50000 + "Hello."),
    "formatting elements": lambda: html(numbered("<p><b class=n%d>", 3000)),
    "more formatting elements": lambda: html(numbered("<p><b class=n%d>", 40000)),
    "formatting elements of all kinds": lambda: html(numbered("<p><b><i><u><font color=c%d>", 10000)),
    "misnested formatting": lambda: html("<a href=x><p><b><div></a></b>" * 20000),
    "misnested tables": lambda: html("<table><b><tr><i>text" * 20000),
    "100,000 attributes": lambda: html("<p " + numbered("a%d=1 ", 100000) + ">Hello."),
    "100,000 times one attribute": lambda: html("<p " + "class=share " * 100000 + ">Hello."),
    "one attribute of 5 MB": lambda: html("<p class='" + "share " * 800000 + "'>Hello."),
    "200,000 attributes in many tags": lambda: html(numbered("<p class=c%d id=i1 data-x=1 style='display:none'>a", 50000)),
    "200,000 links": lambda: html(numbered("<a href=/%d>Link</a> ", 200000)),
    "table of 10,000 x 10": lambda: html("<table>" + ("<tr>" + "<td>cell" * 10) * 10000 + "</table>"),
    "table of 10 x 10,000": lambda: html("<table>" + ("<tr>" + "<td>cell" * 10000) * 10 + "</table>"),
    "spans of 1,000,000 columns": lambda: html("<table><tr>" + "<td colspan=1000000 rowspan=1000000>cell" * 1000),
    "1 MB of <": lambda: html("<" * MB),
    "1 MB of <a": lambda: html("<a" * (MB // 2)),
    "1 MB of </": lambda: html("</" * (MB // 2)),
    "1 MB of <!--": lambda: html("<!--" * (MB // 4)),
    "1 MB of <script": lambda: html("<script>" * (MB // 8)),
    "1 MB of <![CDATA[": lambda: html("<svg>" + "<![CDATA[" * (MB // 9)),
    "1 MB of &": lambda: html("&" * MB),
    "1 MB of entities": lambda: html("&amp;&notit;&#x41;" * (MB // 18)),
    "1 MB of entities without end": lambda: html("&CounterClockwiseContourIntegra" * (MB // 31)),
    "1 MB of combining marks": lambda: html("e" + "\u0301\u0323" * (MB // 4)),
    "1 MB of (": lambda: html("<p>" + "(" * MB),
    "one line of 5 MB": lambda: html("<p>" + SENTENCE * 58000),
    "one word of 5 MB": lambda: html("<p>" + "a" * 5 * MB),
    "100,000 headings": lambda: html("<h2>Related</h2>" * 100000),
    "100,000 captions": lambda: html(("<figure><figcaption>" + SENTENCE + "</figcaption></figure>") * 30000),
    "100,000 alike paragraphs": lambda: html(("<p>" + SENTENCE) * 100000),
    "50,000 unlike paragraphs": lambda: html(numbered("<p>" + SENTENCE + "Wheel %d turned.", 50000)),
    "50,000 quotes of paragraphs": lambda: html(numbered("<p>" + SENTENCE + "%d.<blockquote>" + SENTENCE + "</blockquote>", 25000)),
    "JSON-LD nested": lambda: html("<script type=application/ld+json>" + '{"a":[' * 100000 + "</script><p>Hello."),
    "JSON-LD of 5 MB": lambda: html('<script type=application/ld+json>[' + '{"@type":"Article","author":"A"},' * 150000
                                    + "0]</script><p>Hello."),
    "20 MB of html": lambda: html(("<p>" + SENTENCE) * (20 * MB // 92)),
    "20 MB of tags": lambda: html("<b></b>" * (20 * MB // 7)),
    "20 MB of one script": lambda: html("<script>" + "x = 1; " * (20 * MB // 7) + "</script><p>Hello."),
    "20 MB of text": lambda: SENTENCE * (20 * MB // 87),
    "15 MB of plain paragraphs": lambda: (SENTENCE * 2 + "\n\n") * (15 * MB // 176),
    "16 MB of unlike paragraphs": lambda: html(numbered("<p>" + SENTENCE * 7 + "Wheel %d.", 25000)),
    "200,000 plain paragraphs": lambda: (SENTENCE + "\n\n") * 150000,
    "plain: one line of 5 MB": lambda: SENTENCE * 58000,
    "plain: 1 MB of (": lambda: "(" * MB,
    "plain: 1 MB of <": lambda: "a" + "<" * MB,
    "plain: 1 MB of line ends": lambda: "a" + "\n" * MB,
    "plain: 200,000 links": lambda: numbered("Link https://a.example/%d\n", 200000),
    "plain: unlike lines": lambda: numbered(SENTENCE + "Wheel %d turned.\n\n", 90000),
    "markdown: nested quotes": lambda: "# T\n\n" + "> " * 50000 + "a",
    "markdown: brackets": lambda: "# T\n\n" + "[" * 500000,
    "markdown: stars": lambda: "# T\n\n" + "*a **a " * 70000,
    "markdown: backticks": lambda: "# T\n\n" + "".join("`" * n + "a" for n in range(1, 1200)),
    "markdown: references": lambda: "# T\n\n" + numbered("[%d]: /x\n", 50000) + numbered("[%d] ", 50000),
    "markdown: tables": lambda: "# T\n\n" + "|a" * 20000 + "\n" + "|-" * 20000 + "\n" + "|b\n" * 20000,
    "front matter of 5 MB": lambda: "---\n" + numbered("k%d: v\n", 400000) + "---\n\n# T\n\nHello.",
}


def explode(name, folder):
    """Exit status, CPU seconds, megabytes of the largest process, what it said."""
    path = os.path.join(folder, "bomb.txt" if name.startswith("plain") or name.endswith(("text", "plain paragraphs"))
                        else "bomb.md" if name.startswith(("markdown", "front")) else "bomb.html")
    with open(path, "w", encoding="utf-8") as file:
        file.write(BOMBS[name]())

    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (int(CPU_S * TIMES), int(CPU_S * TIMES)))

    child = subprocess.Popen([BINARY, "clean", path], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, preexec_fn=limit)
    said = child.stderr.read().decode("utf-8", "replace")
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    child.stderr.close()
    return child.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said.strip()


@checks.test
def ends_in_a_result_or_a_plain_error(folder):
    checks.not_sanitized("a sanitizer takes memory and time of its own")
    bad = []
    for name in BOMBS:
        status, cpu_s, memory_mb, said = explode(name, folder)
        if status not in (READ, 3, TOO_COMPLEX) or cpu_s > CPU_S * TIMES or memory_mb > MEMORY_MB or "internal" in said:
            bad.append(f"{name}: status {status}, {cpu_s:.1f} s, {memory_mb:.0f} MB, {said}")
    checks.check(not bad, "\n".join(bad))


def print_figures():
    print(f"{'bomb':36}{'CPU s':>7}{'MB':>6}  status")
    with tempfile.TemporaryDirectory() as folder:
        for name in BOMBS:
            status, cpu_s, memory_mb, said = explode(name, folder)
            over = cpu_s > CPU_S or memory_mb > MEMORY_MB
            print(f"{name:36}{cpu_s:7.2f}{memory_mb:6.0f}  {status} {said}{'  OVER' if over else ''}", flush=True)


if __name__ == "__main__":
    sys.exit(print_figures() if sys.argv[1:] == ["--figures"] else checks.main())
