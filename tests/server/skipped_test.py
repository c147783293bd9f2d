#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What cannot be spoken is counted where an operator looks: the metrics, the log and the report of 'speak'."""
import json, os, re, subprocess, sys, tempfile

from service import BINARY, SENTENCES, Service, run

LONG = " ".join(SENTENCES * 3)  # more than the shortest segment_max_ms; the rest of it is cut off


def skipped(service):
    return int(re.search(r"^listenpost_sentences_skipped_total (\d+)$", service.ask("/metrics").body.decode(), re.M).group(1))


def test_skipped_sentences_are_in_the_metrics_and_the_log():
    with Service(segment_max_ms=10000) as s:
        assert s.speak({"text": SENTENCES[0]}).status == 200
        assert skipped(s) == 0
        assert s.speak({"text": LONG}).status == 200
        assert skipped(s) > 0
        s.stop()
        assert "segment_max_ms" in s.errors, s.errors


def test_skipped_sentences_are_in_the_report():
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([BINARY, "speak", "-", "--segment-max-ms", "10000", "--json", "-o",
                               os.path.join(folder, "a.mp3")], input=LONG.encode(), capture_output=True, timeout=60)
        assert json.loads(done.stdout)["posts"][0]["skipped"] > 0, done.stdout
        assert b"skipped" in done.stderr, done.stderr


if __name__ == "__main__":
    sys.exit(run(globals()))
