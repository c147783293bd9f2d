#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many clients at once, in small numbers: what they get, not how soon."""
import contextlib, hashlib, os, resource, socket, sys, threading

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "server"))
from service import SENTENCES, Service, run

CLIENTS = 40
IDLE = 300
SOFT_LIMIT = 128  # far fewer descriptors than IDLE


def test_makes_a_new_post_once_for_all_who_ask_for_it_at_once():
    document = {"text": "\n\n".join(f"{' '.join(SENTENCES)} Part {n}." for n in range(12))}
    got = [None] * CLIENTS
    # With its length known before the first byte: a stream that began without one cannot name it in its first frame.
    with Service(plan_budget_ms=10000) as service:
        together = threading.Barrier(CLIENTS)

        def ask(n):
            together.wait()
            reply = service.speak(document)
            got[n] = (reply.status, reply.whole, hashlib.sha256(reply.body).hexdigest())

        threads = [threading.Thread(target=ask, args=(n,)) for n in range(CLIENTS)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        assert service.metric("syntheses_total") == 1, service.metric("syntheses_total")
    assert set(got) == {(200, True, got[0][2])}, set(got)


def test_keeps_more_idle_connections_than_the_soft_limit_of_descriptors():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (SOFT_LIMIT, hard))
    with contextlib.ExitStack() as open_ones:
        try:
            service = open_ones.enter_context(Service())
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        guests = []
        for _ in range(IDLE):
            guest = open_ones.enter_context(socket.create_connection(("127.0.0.1", service.port), timeout=30))
            guest.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
            guests.append(guest)
        assert all(g.recv(12) == b"HTTP/1.1 200" for g in guests)
        assert service.ask("/healthz").status == 200


if __name__ == "__main__":
    sys.exit(run(globals()))
