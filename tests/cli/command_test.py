#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as an author or a build script uses it: real files, real exit statuses, real decoders."""
import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import checks  # noqa: E402
from checks import check  # noqa: E402
from program import BINARY, ROOT, refused, run, write  # noqa: E402

POST = """<!DOCTYPE html><html lang="en"><head><title>Seven Lamps - The Harbour Blog</title></head><body>
<nav><a href="/">Home</a> <a href="/about">About</a></nav><article><h1>Seven Lamps</h1>
<p>The harbour was lit by seven lamps, and each of them had a keeper who lived beside it through the winter.</p>
<p>In 1884 the town paid $3.5M for a pier, which the sea took back within a year of its opening, as many had warned.</p>
<h2>What is left</h2><p>Two of the lamps still burn. The rest are drawings in the library, and stories told in the pub.</p>
</article><footer>Copyright. All rights reserved.</footer></body></html>"""


@checks.test
def every_subcommand_explains_itself(folder):
    overall = run("--help")
    check(overall.returncode == 0 and b"speak" in overall.stdout, "no overview")
    manual = open(os.path.join(ROOT, "docs", "listenpost.1"), encoding="utf-8").read()
    for name in ("speak", "clean", "script", "voices", "cache", "sign", "serve"):
        done = run(name, "--help")
        text = done.stdout.decode()
        check(done.returncode == 0 and text.startswith(f"usage: listenpost {name}"), text[:80])
        check(all(len(line) <= 100 for line in text.splitlines()), f"{name}: a line is too wide")
        check(f".Cm {name}" in manual, f"the man page lacks {name}")
        for line in text.split("Settings")[0].splitlines():
            if line.startswith("  -"):
                letter, option = line.split()[0].strip(",-"), line.split()[1].lstrip("-").split("[")[0]
                check(f"Fl {letter} , -{option}" in manual, f"the man page lacks --{option} of {name}")
    check(run().returncode == 2 and run("sing").returncode == 2, "wrong use is status 2")
    check(run("--version").stdout.startswith(b"listenpost "), "no version")


@checks.test
def tells_why_each_expression_is_said_as_it_is(folder):
    path = write(folder, "post.html", POST)
    table = run("script", "--why", path)
    rows = [line.split("  ") for line in table.stdout.decode().splitlines()]
    cells = [[cell.strip() for cell in row if cell.strip()] for row in rows]
    check(cells[0] == ["place", "class", "rule", "written", "said"], cells[0])
    check(["1:3", "date", "year", "1884", "eighteen eighty four"] in cells, cells)
    check(["1:22", "money", "amount letter", "$3.5M", "three point five million dollars"] in cells, cells)
    check(len(cells) == 3, "words that stay as they are are listed unasked")
    check(run("script", "-w", "-", stdin=POST.encode()).stdout == table.stdout, "a pipe differs from a file")
    everything = run("script", "--why=all", path).stdout.decode()
    check("as written" in everything and "harbour" in everything, everything)
    plain = run("script", path)
    check(b"money" not in plain.stdout and plain.returncode == 0, "reasons nobody asked for")
    why = json.loads(run("script", "--why", "--json", path).stdout)["why"]
    money = [reason for reason in why if reason["class"] == "money"][0]
    check(money == {"block": 1, "class": "money", "rule": "amount letter", "source_at": 22, "source_bytes": 5,
                    "source": "$3.5M", "said": "three point five million dollars", "plain": False,
                    "safe_form": False}, money)
    check("why" not in json.loads(run("script", "--json", path).stdout), "reasons nobody asked for")
    refused(run("script", "--why=some", path), 2, "some")
    refused(run("script", "--why", "--lines"), 2, "filters")
    refused(run("script", "--why", os.path.join(folder, "missing.html")), 3)


@checks.test
def cleans_html_markdown_and_plain_text_from_file_and_pipe(folder):
    want = "The harbour was lit by seven lamps"
    done = run("clean", write(folder, "post.html", POST))
    text = done.stdout.decode()
    check(done.returncode == 0 and text.startswith(want), text[:200] + done.stderr.decode())
    check("What is left" in text and "Home" not in text and "rights reserved" not in text, text)
    check(run("clean", "-", stdin=POST.encode()).stdout.decode() == text, "a pipe differs from a file")
    markdown = b"---\ntitle: Seven Lamps\nauthor: The town\n---\n\nThe harbour was lit by *seven* lamps.\n\n## Left\n\n- two\n- five\n"
    article = json.loads(run("clean", "--json", write(folder, "post.md", markdown)).stdout)
    check(article["title"] == "Seven Lamps" and article["byline"] == "The town", article)
    check([b["kind"] for b in article["blocks"]] == ["paragraph", "heading", "item", "item"], article["blocks"])
    check(b"seven lamps." in run("clean", "-", stdin=markdown).stdout, "Markdown in a pipe")
    plain = b"The harbour was lit by seven lamps, and each had a keeper.\n\nTwo of them still burn today.\n"
    check(run("clean", write(folder, "post.txt", plain)).stdout == plain, "plain text changed")


@checks.test
def explains_every_piece_and_obeys_policies_and_marks(folder):
    page = """<html><body><article><p>The keeper of the lamp wrote down every ship that came in, day after day.</p>
<p data-listenpost="voice:%s">He signed the book in the evening, and on Sundays he wrote <i data-listenpost="say:twice">2x</i>.</p>
<pre>x = 1</pre></article></body></html>"""
    known, unknown = (write(folder, f"{n}.html", page % n) for n in ("en-gb", "nobody"))
    lines = run("clean", "--explain", unknown).stdout.decode().splitlines()
    check(lines[0].startswith("page     the body is <article>") and sum(l.startswith("kept ") for l in lines) == 4, lines)
    check("there is no voice 'nobody'" in lines[-1], lines)
    article = json.loads(run("clean", "--explain", "--json", known).stdout)
    check([v["kept"] for v in article["verdicts"]] == [True] * 4 and len(article["blocks"]) == 3, article)
    for voice, path in (("en-gb", known), (None, unknown)):
        script = json.loads(run("script", "--json", path).stdout)["segments"]
        check([s.get("voice") for s in script] == [None, voice, None], script)
        check("wrote twice" in script[1]["spoken"] and "Code block" in script[2]["spoken"], script)
    check("x = 1" not in run("clean", "--code", "skip", known).stdout.decode(), "code was not skipped")
    sounds = {run("speak", "-q", "-o", "-", path).stdout for path in (known, unknown)}
    check(len(sounds) == 2, "another voice sounds alike")
    nothing = run("clean", "--explain", "-", stdin=b"<html><body><nav>Home</nav></body></html>")
    check(nothing.returncode == 4 and b"dropped  paragraph  <nav>  | Home" in nothing.stdout, nothing)
    refused = run("clean", "--code", "no", known)
    check(refused.returncode == 2 and b"code: give one of skip|announce|read, not 'no'" in refused.stderr, refused.stderr)


@checks.test
def writes_captions_chapters_and_speech_marks_beside_the_audio(folder):
    path, mp3 = write(folder, "post.html", POST), os.path.join(folder, "post.mp3")
    captions, chapters, marks = (os.path.join(folder, n) for n in ("post.vtt", "chapters.vtt", "marks.jsonl"))
    done = run("speak", path, "-o", mp3, "--captions", captions, "--chapters", chapters, "--marks", marks)
    check(done.returncode == 0, done.stderr.decode())
    check(open(chapters).read().endswith("\nWhat is left\n"), open(chapters).read())
    clean = run("clean", path).stdout
    for mark in map(json.loads, open(marks, encoding="utf-8")):
        if mark["end"]:
            check(clean[mark["start"]:mark["end"]].decode() == mark["value"], mark)
    if not shutil.which("ffmpeg"):
        raise checks.Skip("no ffmpeg")
    decoded = subprocess.run(["ffmpeg", "-v", "error", "-i", captions, "-f", "srt", "-"], capture_output=True)
    text = decoded.stdout.decode()
    check(decoded.stderr == b"" and "which the sea took back within a year of its opening" in text, text + decoded.stderr.decode())


@checks.test
def tags_an_mp3_with_its_text_chapters_and_cover(folder):
    path, mp3 = write(folder, "post.html", POST), os.path.join(folder, "post.mp3")
    refused(run("speak", path, "-o", mp3, "--cover", path), 2, "JPEG or PNG")
    refused(run("speak", path, "-o", mp3 + ".wav", "--cover", path), 2, "only an MP3")
    if not shutil.which("ffmpeg"):
        raise checks.Skip("no ffmpeg")
    cover = os.path.join(folder, "cover.png")
    subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color=red:s=16x16", "-frames:v", "1", cover], check=True)
    big = write(folder, "big.png", open(cover, "rb").read() + b"0" * 1024)
    refused(run("speak", path, "-o", mp3, "--cover", big, "--cover-max-bytes", "1024"), 2, "big.png", "cover_max_bytes")
    done = run("speak", path, "-o", mp3, "--cover", cover)
    check(done.returncode == 0, done.stderr.decode())
    probe = subprocess.run(["ffprobe", "-v", "warning", "-show_chapters", "-show_format", "-show_streams", "-of", "json", mp3],
                           capture_output=True)
    facts = json.loads(probe.stdout)
    check(probe.stderr == b"", probe.stderr.decode())
    check([c["tags"]["title"] for c in facts["chapters"]] == ["Seven Lamps", "What is left"], facts["chapters"])
    check("took back within a year" in facts["format"]["tags"]["lyrics-eng"], facts["format"]["tags"])
    picture = [s for s in facts["streams"] if s["codec_name"] == "png"]
    check(len(picture) == 1 and picture[0]["width"] == 16, facts["streams"])
    check(run("speak", path, "-o", mp3, "--tag-text-max-bytes", "0").returncode == 0 and b"USLT" not in open(mp3, "rb").read(), "USLT")


@checks.test
def writes_the_script_with_numbers_as_words(folder):
    path = write(folder, "post.html", POST)
    lines = run("script", path).stdout.decode().splitlines()
    check(lines and lines[0].startswith("Seven Lamps"), lines[:2])
    check(any("eighteen eighty" in line and "million dollars" in line for line in lines), lines)
    script = json.loads(run("script", "--json", path).stdout)
    check(script["segments"], "no segments")
    spoken = run("script", "--lines", "--lang", "en", stdin=b"It costs $5.\nplain words\n\nlast 2").stdout.decode()
    check(spoken.split("\n")[:4] == ["It costs five dollars.", "plain words", "", "last two"], spoken)
    asked = b'{"lang": "en", "text": "Dr. Smith came. He left at 5 p.m. on Monday."}\n'
    got = json.loads(run("script", "--sentences", stdin=asked).stdout)
    check(got == ["Dr. Smith came.", "He left at 5 p.m. on Monday."], got)


def samples(path, *command):
    out = subprocess.run(command, capture_output=True, timeout=60)
    check(out.returncode == 0 and not out.stderr.strip(), f"{path}: {out.stderr.decode()[:200]}")
    return len(out.stdout) // 2


@checks.test
def speaks_mp3_that_decodes_to_the_samples_of_the_wav(folder):
    path = write(folder, "post.html", POST)
    mp3, wav, marks = (os.path.join(folder, n) for n in ("post.mp3", "post.wav", "marks.json"))
    done = run("speak", path, "-o", mp3, "--marks", marks)
    check(done.returncode == 0 and not done.stderr and not done.stdout, done.stderr.decode())
    check(run("speak", path, "-o", wav).returncode == 0, "no WAV")
    check(json.load(open(marks))["duration_ms"] > 10000, "the marks have no duration")
    if not shutil.which("ffmpeg"):
        raise checks.Skip("no ffmpeg")
    decode = ["ffmpeg", "-v", "error", "-i"]
    ours = samples(mp3, *decode, mp3, "-f", "s16le", "-")
    check(ours == samples(wav, *decode, wav, "-f", "s16le", "-"), f"{ours} samples in the MP3 and others in the WAV")
    for ending in ("flac", "opus", "ogg"):
        other = os.path.join(folder, "post." + ending)
        check(run("speak", path, "-o", other).returncode == 0, ending)
        check(samples(other, *decode, other, "-ar", "22050", "-ac", "1", "-f", "s16le", "-") > ours * 0.98, ending)


@checks.test
def same_input_gives_same_bytes_for_any_number_of_workers(folder):
    path = write(folder, "post.html", POST)
    results = {run("speak", path, "-o", "-", "--workers", str(n)).stdout for n in (1, 2, 4, 2)}
    check(len(results) == 1 and len(results.pop()) > 20000, "the bytes differ")
    file = os.path.join(folder, "a.mp3")
    run("speak", path, "-o", file)
    check(open(file, "rb").read() == run("speak", path, "-o", "-").stdout, "file and standard output differ")


@checks.test
def options_change_what_is_heard(folder):
    path = write(folder, "post.html", POST)
    slow, fast = (len(run("speak", path, "-o", "-", "--rate", r).stdout) for r in ("120", "240"))
    check(slow > fast * 1.5, (slow, fast))
    british = run("speak", path, "-o", "-", "--voice", "en-gb").stdout
    check(british and british != run("speak", path, "-o", "-").stdout, "the voice changes nothing")
    titled = run("speak", path, "-o", "-", "--title", "Another Name").stdout
    check(b"Another Name" in titled[:2000], "the title is not in the tags")
    check(run("script", path, "--title", "Another Name").stdout.startswith(b"Another Name"), "the title is not spoken")
    settings = write(folder, "settings", "rate = 240\n")
    check(len(run("speak", path, "-o", "-", "--config", settings).stdout) == fast, "the file is not read")
    env = {"LISTENPOST_RATE": "120"}
    check(len(run("speak", path, "-o", "-", "--config", settings, env=env).stdout) == slow, "environment over file")


@checks.test
def rules_for_the_site_are_obeyed_and_mistakes_in_them_told_at_start(folder):
    path = write(folder, "post.html", POST)
    text = run("clean", path, "--drop", "* article > p:last-child").stdout.decode()
    check("seven lamps" in text and "Two of the lamps" not in text, text)
    kept = run("clean", path, "--keep", "* footer; blog.example.com article").stdout.decode()
    check("All rights reserved" in kept, kept)
    refused(run("clean", path, "--drop", "* .a, b::before"), 2, "drop: column 9")
    refused(run("serve", "--listen", "127.0.0.1:0", "--keep", "main"), 2, "keep: column 5")


@checks.test
def a_language_that_no_page_tells_is_told_by_the_text(folder):
    german = "Die Bäckerei in unserer Straße öffnet um fünf Uhr morgens, wenn es noch dunkel ist und man nur die " \
             "ersten Busse hört. Die Bäckerin sagt, Brot habe kein Geheimnis: Mehl, Wasser, Salz und viel Geduld.\n"
    russian = "<html lang=en><p>Пекарня на нашей улице открывается в пять утра, когда ещё темно и слышны только " \
              "первые автобусы. Хозяйка говорит, что у хлеба нет никакого секрета: мука, вода, соль и терпение.</p>"

    def language(text, *options):
        return json.loads(run("clean", "-", "--json", *options, stdin=text.encode()).stdout)["language"]

    check(language(german) == "de", language(german))
    check(language(russian) == "ru", language(russian))
    check(language(german, "--lang", "nl") == "nl", "the flag does not win")
    check(not language("Kurz.\n"), language("Kurz.\n"))


@checks.test
def bad_input_gets_a_sentence_and_a_status(folder):
    out = ["-o", os.path.join(folder, "x.mp3")]
    refused(run("speak", os.path.join(folder, "none.html"), *out), 3, "does not exist", "none.html")
    refused(run("speak", folder, *out), 3)
    refused(run("speak", write(folder, "empty.html", ""), *out), 4, "no text")
    refused(run("speak", write(folder, "blank.txt", " \n\t\n"), *out), 4)
    refused(run("speak", write(folder, "nav.html", "<html><body><nav><a href=/>Home</a></nav></body></html>"), *out), 4)
    refused(run("speak", write(folder, "large.html", b"<p>word word</p>" * 1400000), *out), 3, "larger than the limit")
    refused(run("speak", write(folder, "image.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 20), *out), 3)
    refused(run("speak", write(folder, "p.html", POST), *out, "--voice", "../../etc/passwd"), 2, "voice")
    refused(run("speak", write(folder, "p.html", POST), *out, "--lang", "xx-none"), 2)
    refused(run("speak", "http://127.0.0.1:1/post", *out), 6, "refused")
    refused(run("speak", "https:///", *out), 2, "URL")
    refused(run("speak", write(folder, "p.html", POST)), 2, "-o")
    refused(run("speak", write(folder, "p.html", POST), "-o", os.path.join(folder, "x.aac")), 2, ".mp3")
    refused(run("speak", write(folder, "p.html", POST), "-o", "/nonexistent/x.mp3"), 5, "cannot be written")
    refused(run("speak", write(folder, "p.html", POST), *out, "--rate", "9000"), 2, "rate")
    refused(run("speak", write(folder, "p.html", POST), *out, "--loud"), 2, "--loud")
    check(not os.path.exists(out[1]), "a refused post left a file")
    left = [n for n in os.listdir(folder) if "part" in n]
    check(not left, f"left behind: {left}")


@checks.test
def refuses_texts_that_are_not_utf8_and_outputs_that_collide(folder):
    path, out = write(folder, "p.html", POST), os.path.join(folder, "x.mp3")
    refused(run("speak", path, "-o", out, "--title", b"\xff\xfe"), 2, "UTF-8")
    refused(run("speak", path, "-o", out, "--marks", out), 2, "both")
    check(os.listdir(folder) == ["p.html"], os.listdir(folder))
    marks = json.loads(run("speak", path, "-o", out, "--marks", "-").stdout)
    check(marks["words"], "no marks on standard output")
    refused(run("speak", path, "-o", out, "--captions", out + ".txt"), 2, "--captions", "name it .vtt")
    refused(run("speak", path, "-o", out, "--marks", "x"), 2, "name it .json or .jsonl")
    refused(run("speak", path, "-o", out, "--chapters", "a.vtt", "--captions", "a.vtt"), 2, "both")


@checks.test
def a_closed_standard_stream_is_an_error_and_not_lost(folder):
    path = write(folder, "p.html", POST)
    for command in (f'"{BINARY}" clean {path} >&-', f'"{BINARY}" clean {path} <&- >&-', f'"{BINARY}" speak {path} -o - >&-'):
        status = subprocess.run(["sh", "-c", command], stderr=subprocess.DEVNULL, timeout=60).returncode
        check(status == 5, f"{command}: status {status}")


@checks.test
def text_without_an_end_is_spoken_whole(folder):
    for name, text in (("digits", "1" * 5000), ("letters", "A.B.C.D." * 1500), ("words", "one two three " * 2500)):
        done = run("speak", write(folder, name, text), "-o", os.path.join(folder, "x.mp3"))
        check(done.returncode == 0 and not done.stderr, f"{name}: {done.stderr.decode()}")


@checks.test
def a_text_that_outgrows_a_step_is_told_as_such(folder):
    checks.not_sanitized("a sanitizer's shadow memory leaves no room for a limit")
    path = write(folder, "large.txt", "hello and world " * 200000)
    refused(run("script", path, env={"LISTENPOST_STEP_MAX_MEMORY_BYTES": "67108864"}), 1, "step_max_memory_bytes")


@checks.test
def other_charsets_and_broken_bytes_are_read(folder):
    text = "<html><head><meta charset=%s></head><body><article><p>Ein schöner Morgen über den Dächern von Köln, sagte sie." \
           "</p><p>Und größer wurde die Stille über dem Fluss, bis die Glocken läuteten.</p></article></body></html>"
    for charset in ("iso-8859-1", "windows-1252", "utf-16"):
        done = run("clean", write(folder, "c.html", (text % charset).encode(charset)))
        check("schöner Morgen über" in done.stdout.decode(), f"{charset}: {done.stdout[:80]} {done.stderr}")
    broken = write(folder, "b.html", (text % "utf-8").encode().replace(b"Morgen", b"Morg\xff\xfeen"))
    check(run("clean", broken).returncode == 0, "invalid UTF-8")


@checks.test
def a_full_disk_leaves_no_half_file(folder):
    path = write(folder, "post.html", POST)
    with open("/dev/full", "wb") as full:
        status = subprocess.run([BINARY, "speak", path, "-o", "-"], stdout=full, stderr=subprocess.PIPE, timeout=60)
    check(status.returncode == 5, f"/dev/full: status {status.returncode}")
    small = os.path.join(folder, "small")
    os.mkdir(small)
    script = f'mount -t tmpfs -o size=16k none {small} || exit 77; "{BINARY}" speak {path} -o {small}/post.mp3; ' \
             f'echo "status $?"; ls {small}'
    done = subprocess.run(["unshare", "-Urm", "sh", "-c", script], capture_output=True, text=True, timeout=60)
    if done.returncode == 77 or "unshare" in done.stderr:
        raise checks.Skip("no user namespace with mounts here")
    check(done.stdout == "status 5\n", f"{done.stdout} {done.stderr}")
    check("free space" in done.stderr, done.stderr)


def children_of(pid):
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            fields = open(f"/proc/{name}/stat").read().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(name))
    return found


@checks.test
def an_interrupt_leaves_nothing_behind(folder):
    text = "\n\n".join(f"This is paragraph {i}, and it says something at length." for i in range(9000))
    path = write(folder, "long.txt", text)
    busy = subprocess.Popen([BINARY, "speak", path, "-o", os.path.join(folder, "long.mp3")], stderr=subprocess.PIPE)
    for _ in range(400):
        if any("part" in n for n in os.listdir(folder)) and children_of(busy.pid):
            break
        time.sleep(0.05)
    time.sleep(0.5)
    helpers = children_of(busy.pid)
    check(helpers and busy.poll() is None, "nothing was running")
    busy.send_signal(signal.SIGINT)
    busy.communicate(timeout=60)
    check(busy.returncode == 1, f"status {busy.returncode}")
    check(os.listdir(folder) == ["long.txt"], os.listdir(folder))
    time.sleep(0.3)
    check(not any(os.path.exists(f"/proc/{p}") for p in helpers), "a process was left behind")


@checks.test
def a_terminal_sees_progress_and_a_pipe_does_not(folder):
    path = write(folder, "post.html", POST)
    main, side = pty.openpty()
    subprocess.run([BINARY, "speak", path, "-o", os.path.join(folder, "a.mp3")], stderr=side, timeout=60)
    os.close(side)
    seen = os.read(main, 65536).decode()
    os.close(main)
    check("100 %" in seen and "voice en-us" in seen, seen[-200:])


@checks.test
def lists_voices_for_people_and_programs(folder):
    voices = json.loads(run("voices", "--json").stdout)
    shipped = {v["name"] for v in voices if v["shipped"]}
    check({"en-us", "en-gb", "de", "es", "fr", "it", "pt", "nl", "pl", "ru"} <= shipped, shipped)
    check(len(voices) > 90 and all(v["language"] and v["rate"] >= 80 for v in voices), len(voices))
    text = run("voices").stdout.decode()
    check(all(v["name"] in text for v in voices), "the table lacks a voice")


sys.exit(checks.main())
