#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a power cut could take back is never acknowledged: the order in which files are written, synced and named, and answers sent.

A preloaded library (shim.c) writes the calls down, each when it has succeeded, an answer before it is sent."""
import contextlib, glob, os, shutil, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from faults_test import faulty
from posts_test import document
from service import run
from webhook_test import wait_until_empty


class Journal:
    """The calls so far; each a tuple: what, path, and of a rename the new path."""

    def __init__(self, path):
        self.path = path

    def read(self):
        with open(self.path) as lines:
            return [tuple(line.split(" ")) for line in lines.read().splitlines()]

    def before_answer(self, since, status):
        calls = self.read()
        return calls[:place(calls, "send", status, since)]


@contextlib.contextmanager
def written_down(**settings):
    """A server that begins anew in a folder with nothing in it, and the journal of what it did since."""
    os.environ["LISTENPOST_FAULTS_LOG"] = path = f"/tmp/listenpost-order-{os.getpid()}"
    try:
        with faulty(**settings) as (s, faults, box):
            s.stop()
            shutil.rmtree(os.path.join(s.folder, "posts"))
            os.truncate(path, 0)
            s.start()
            yield s, Journal(path), box
    finally:
        os.environ.pop("LISTENPOST_FAULTS_LOG", None)
        with contextlib.suppress(OSError):
            os.unlink(path)


def place(calls, what, path, since=0):
    """Where the first such call is, behind 'since'."""
    found = [i for i, call in enumerate(calls) if i >= since and call[:2] == (what, path)]
    assert found, f"no {what} of {path} in {calls[since:]}"
    return found[0]


def check_named_durably(calls, path):
    """All that was written is synced before it has its name, then the name is; returns where that is so."""
    named = max(i for i, call in enumerate(calls) if call[0] == "rename" and call[2] == path)
    part = calls[named][1]
    written = max(i for i, call in enumerate(calls[:named]) if call[:2] == ("write", part))
    assert place(calls, "sync", part, written) < named, calls
    return place(calls, "sync", os.path.dirname(path), named)


def check_made_durably(calls, folder):
    place(calls, "sync", os.path.dirname(folder), place(calls, "mkdir", folder))


def only(pattern):
    found = glob.glob(pattern)
    assert len(found) == 1, found
    return found[0]


def test_a_post_is_durable_before_it_is_acknowledged():
    with written_down() as (s, journal, _):
        for status, text in (("201", "The first."), ("200", "The second.")):
            since = len(journal.read())
            assert s.put("7", document(text=text)).status == int(status)
            calls = journal.before_answer(since, status)
            path = only(os.path.join(s.folder, "posts", "*.post"))
            assert since < check_named_durably(calls, path), "another write's"
            check_named_durably(calls, path[:-5] + ".keys")
        check_made_durably(calls, os.path.join(s.folder, "posts"))


def test_the_audio_of_a_post_is_durable_when_it_is_called_ready():
    with written_down() as (s, journal, _):
        assert s.put("7", document()).json()["state"] == "ready"
        calls = journal.before_answer(0, "201")
        for kind in ("audio", "marks", "captions", "chapters"):
            path = only(os.path.join(s.folder, "cache", kind, "*", "*"))
            check_named_durably(calls, path)
            check_made_durably(calls, os.path.dirname(path))


def test_a_deletion_is_durable_before_it_is_acknowledged():
    with written_down() as (s, journal, _):
        s.put("7", document())
        wait_until_empty(s)
        since, post = len(journal.read()), only(os.path.join(s.folder, "posts", "*.post"))
        kept = [path for kind in ("audio", "marks", "captions", "chapters") for path in glob.glob(os.path.join(s.folder, "cache", kind, "*", "*"))]
        assert s.post("7", "DELETE").status == 204 and len(kept) == 4
        calls = journal.before_answer(since, "204")
        gone = [place(calls, "sync", os.path.dirname(path), place(calls, "unlink", path, since)) for path in kept]
        taken = place(calls, "unlink", post, since)
        assert max(gone) < taken, "its text went before its audio: after a power cut nobody could delete that"
        place(calls, "sync", os.path.dirname(post), taken)
        place(calls, "sync", os.path.dirname(post), place(calls, "unlink", post[:-5] + ".keys", since))


def test_a_message_is_durable_before_it_is_called_written_and_sent():
    with written_down() as (s, journal, box):
        class Letters(list):
            def append(self, letter):
                self.calls = journal.read()  # when it arrives
                super().append(letter)

        box.letters = Letters()
        box.statuses = [500]
        s.put("7", document())
        id = box.wait(1)[1]["webhook-id"]
        path, keys = os.path.join(s.folder, "posts", "outbox", id + ".letter"), only(os.path.join(s.folder, "posts", "*.post"))[:-5] + ".keys"
        durable = check_named_durably(box.letters.calls, path)
        check_made_durably(box.letters.calls, os.path.dirname(path))
        box.wait(2)
        calls = journal.read()
        noted = [i for i, call in enumerate(calls) if call[0] == "rename" and call[2] == keys]
        assert len(noted) == 2 and noted[1] > durable, "called written before it was"  # of the audio, of the message
        wait_until_empty(s)
        place(journal.read(), "unlink", path)


if __name__ == "__main__":
    sys.exit(run(globals()))
