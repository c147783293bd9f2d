# SPDX-License-Identifier: GPL-3.0-or-later
"""A finished MP3 from ours and from nginx on the same file, wrk on the same machine, in turn: requests a second and server
CPU a request."""
import http.client
import json
import os
import re
import statistics
import subprocess
import time

import pairs

SECONDS = 3
NGINX = """
daemon off; master_process off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{ worker_connections 2048; }}
http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; types {{ audio/mpeg mp3; }}
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u;
  scgi_temp_path {folder}/s; server {{ listen 127.0.0.1:{port}; root {folder}/www; }} }}
"""
ROWS = (("whole", None), ("64 KB range", "bytes=65536-131071"))


def free_port():
    import socket
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def start_ours(binary, folder, key_sum):
    server = subprocess.Popen([binary, "serve", "--listen=127.0.0.1:0", f"--cache-dir={folder}/cache", f"--api-keys={key_sum}",
                               "--http-threads=1"], stdout=subprocess.PIPE, text=True)
    return server, int(re.search(r":(\d+)/", server.stdout.readline()).group(1))


def make_key(binary):
    out = subprocess.run([binary, "serve", "--make-key"], capture_output=True, text=True, check=True).stdout
    return re.findall(r"\b[0-9a-f]{64}\b", out)


def make_audio(port, key, article):
    """Posts the article and returns path and bytes of the finished MP3."""
    c = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    body = json.dumps({"text": open(article, encoding="utf-8").read(), "voice": "en-us"})
    c.request("POST", "/v1/audio", body, {"Authorization": f"Bearer {key}", "Content-Type": "application/json"})
    answer = c.getresponse()
    answer.read()
    path = answer.getheader("Content-Location")
    c.request("GET", path)
    return path, c.getresponse().read()


def wrk(port, path, byte_range, clients, pid):
    command = ["wrk", "-t1", f"-c{clients}", f"-d{SECONDS}s", f"http://127.0.0.1:{port}{path}"]
    if byte_range:
        command[1:1] = ["-H", f"Range: {byte_range}"]
    before = pairs.cpu_of([pid])
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    used = pairs.cpu_of([pid]) - before
    requests = int(re.search(r"(\d+) requests in", out).group(1))
    return requests / SECONDS, used / max(1, requests)


def print_rows(path, ours, nginx, count):
    for name, byte_range in ROWS:
        for clients in (64, 500):
            results = []
            for _ in range(count):
                a = wrk(ours[1], path, byte_range, clients, ours[0].pid)
                results.append((a, wrk(nginx[1], "/a.mp3", byte_range, clients, nginx[0].pid)))
            for index, what, scale, unit in ((0, "requests a second", 1, ""), (1, "CPU a request", 1e6, " us")):
                left, right = (statistics.median(r[side][index] for r in results) * scale for side in (0, 1))
                ratios = pairs.spread([r[0][index] / r[1][index] for r in results if r[1][index]])
                print(f"| {name}, {clients} clients | {what} | {left:.0f}{unit} | {right:.0f}{unit} | {ratios} |", flush=True)


def measure(binary, article, count, folder):
    key, key_sum = make_key(binary)
    ours = start_ours(binary, folder, key_sum)
    path, audio = make_audio(ours[1], key, article)
    os.makedirs(os.path.join(folder, "www"), exist_ok=True)
    with open(os.path.join(folder, "www", "a.mp3"), "wb") as out:
        out.write(audio)
    port = free_port()
    with open(os.path.join(folder, "nginx.conf"), "w") as out:
        out.write(NGINX.format(folder=folder, port=port))
    nginx = subprocess.Popen(["nginx", "-c", os.path.join(folder, "nginx.conf"), "-p", folder, "-e", f"{folder}/nginx.log"])
    time.sleep(0.5)
    print(f"Finished MP3 of {len(audio)} bytes over loopback, one server thread each, against nginx\n")
    print("| what | | ours | nginx | ratio |\n| --- | --- | --- | --- | --- |")
    try:
        print_rows(path, ours, (nginx, port), count)
    finally:
        for server in (ours[0], nginx):
            server.terminate()
            server.wait(timeout=40)
    print()
