# SPDX-License-Identifier: GPL-3.0-or-later
"""`listenpost serve --demo` on a free port of 127.0.0.1, with a cache of its own."""
import os
import re
import subprocess
import tempfile

BINARY = os.path.join(os.environ.get("LISTENPOST_BUILD", "build"), "listenpost")
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")


def unable():
    """Why the server cannot be started; None when it can."""
    if not os.access(BINARY, os.X_OK):
        return f"{BINARY} is not built"
    told = subprocess.run([BINARY, "serve", "--help"], capture_output=True, text=True, timeout=60)
    return None if "--demo" in told.stdout else "this build cannot serve"


class Server:
    def __init__(self, *flags):
        self.folder = tempfile.TemporaryDirectory(prefix="listenpost-serve-")
        command = [BINARY, "serve", "--demo", "--listen", "127.0.0.1:0", "--data-dir", ROOT, "--cache-dir", self.folder.name, *flags]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        if not found:
            self.close()
            raise OSError(f"the server does not start: {line!r}")
        self.url = found[0]

    def close(self):
        self.process.terminate()
        self.process.wait(30)
        self.process.stdout.close()
        self.folder.cleanup()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
