#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Under a service manager: the socket it opened is taken over, and it is told what the server does."""
import contextlib, os, re, shutil, signal, socket, subprocess, sys, tempfile, time

from service import BINARY, PATIENCE_S, ROOT, run

# What systemd does before it starts a service: the socket is descriptor 3, and the environment names its process.
GIVE = 'exec 3<&"$1"; shift; LISTEN_PID=${PID_OF_ANOTHER:-$$} LISTEN_FDS=${COUNT:-1} exec "$@"'


@contextlib.contextmanager
def started(given, env={}, settings=()):
    """The server with a socket handed over, and what it tells its manager."""
    with tempfile.TemporaryDirectory(prefix="listenpost-test-") as folder:
        manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        manager.settimeout(PATIENCE_S)
        manager.bind(os.path.join(folder, "notify"))
        command = ["bash", "-c", GIVE, "give", str(given.fileno()), BINARY, "serve", "--listen", "127.0.0.1:0", "--cache-dir",
                   os.path.join(folder, "cache"), *settings]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, pass_fds=(given.fileno(),),
                                   env=dict(os.environ, NOTIFY_SOCKET=os.path.join(folder, "notify"), **env))
        try:
            yield process, manager
        finally:
            if process.poll() is None:
                process.terminate()
            process.communicate(timeout=PATIENCE_S)
            manager.close()


def listening(kind=socket.AF_INET):
    s = socket.socket(kind)
    s.bind(("127.0.0.1", 0) if kind == socket.AF_INET else "\0listenpost-test-%d" % os.getpid())
    s.listen(16)
    return s


def ask(port):
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S) as c:
        c.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        got = b""
        while piece := c.recv(65536):
            got += piece
        return got


def test_takes_the_socket_and_tells_each_state():
    with contextlib.closing(listening()) as given, tempfile.NamedTemporaryFile() as file:
        port = given.getsockname()[1]
        with started(given, settings=("--config", file.name)) as (process, manager):
            assert manager.recv(200).startswith(b"READY=1\n")
            assert process.stdout.readline() == f"listenpost: serving on the socket that was given, port {port}\n"
            assert ask(port).startswith(b"HTTP/1.1 200 ")
            process.send_signal(signal.SIGHUP)
            told = manager.recv(200).decode()
            assert re.fullmatch(r"RELOADING=1\nMONOTONIC_USEC=\d+", told), told
            assert int(told.split("=")[-1]) <= time.monotonic_ns() // 1000
            assert manager.recv(200).startswith(b"READY=1\n")
            process.terminate()
            assert manager.recv(200).startswith(b"STOPPING=1\n")
            assert process.wait(PATIENCE_S) == 0


def test_clients_wait_while_it_restarts():
    with contextlib.closing(listening()) as given:
        port = given.getsockname()[1]
        with started(given) as (_, manager):
            manager.recv(200)
            ask(port)
        waiting = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)
        waiting.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        with started(given), contextlib.closing(waiting):
            assert waiting.recv(100).startswith(b"HTTP/1.1 200 ")


def test_a_socket_that_was_meant_for_another_process_is_left():
    with contextlib.closing(listening()) as given, started(given, env={"PID_OF_ANOTHER": "1"}) as (process, manager):
        manager.recv(200)
        own = int(re.search(r":(\d+)/", process.stdout.readline())[1])
        assert own != given.getsockname()[1] and ask(own).startswith(b"HTTP/1.1 200 ")


def test_refuses_what_is_not_one_listening_tcp_socket():
    local = listening(socket.AF_UNIX)
    silent = socket.socket()
    with contextlib.closing(listening()) as good, contextlib.closing(local), contextlib.closing(silent):
        for given, env in ((good, {"COUNT": "2"}), (local, {}), (silent, {})):
            with started(given, env=env) as (process, _):
                errors = process.communicate(timeout=PATIENCE_S)[1]
                assert process.returncode == 2 and "one listening TCP socket" in errors, (process.returncode, errors)


def test_the_units_are_well_formed():
    if not shutil.which("systemd-analyze"):
        return print("skip the units: there is no systemd-analyze")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("listenpost.service", "listenpost.socket"):
            text = open(os.path.join(ROOT, "packaging", name), encoding="utf-8").read()
            assert "--config /etc/listenpost.conf" in text or name.endswith("socket")
            with open(os.path.join(folder, name), "w") as out:
                out.write(text.replace("/usr/bin/listenpost", BINARY))
        units = [os.path.join(folder, name) for name in sorted(os.listdir(folder))]
        done = subprocess.run(["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, timeout=PATIENCE_S)
        assert done.returncode == 0 and not [line for line in done.stderr.splitlines() if "listenpost" in line], done.stderr


if __name__ == "__main__":
    sys.exit(run(globals()))
