/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

int client_connect(int port)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    struct timeval patience = {.tv_sec = 10};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (connect(fd, (struct sockaddr *)&to, sizeof to) == 0)
        return fd;
    close(fd);
    return -1;
}

void client_send(int fd, struct span request)
{
    while (request.n) {
        ssize_t n = send(fd, request.p, request.n, MSG_NOSIGNAL);
        if (n <= 0)
            return;
        request = span_slice(request, (size_t)n, request.n);
    }
}

static bool receive(int fd, struct buf *out, size_t most)
{
    ssize_t n = recv(fd, buf_reserve(out, most), most, 0);
    if (n <= 0)
        return false;
    out->n += (size_t)n;
    out->p[out->n] = '\0';
    return true;
}

bool client_read_head(int fd, struct reply *r)
{
    *r = (struct reply){0};
    while (!span_ends(buf_span(&r->head), "\r\n\r\n"))
        if (!receive(fd, &r->head, 1)) {
            r->closed = true;
            return false;
        }
    r->status = atoi(r->head.p + strlen("HTTP/1.1 "));
    return true;
}

void client_read_body(int fd, struct reply *r, size_t n)
{
    while (r->body.n < n)
        if (!receive(fd, &r->body, n - r->body.n)) {
            r->closed = true;
            return;
        }
}

static void read_chunks(int fd, struct reply *r)
{
    for (;;) {
        struct buf line = BUF_EMPTY;
        while (!span_ends(buf_span(&line), "\r\n"))
            if (!receive(fd, &line, 1)) {
                r->closed = true;
                buf_finish(&line);
                return;
            }
        size_t n = strtoul(line.p, NULL, 16), before = r->body.n;
        buf_finish(&line);
        client_read_body(fd, r, before + n + 2);
        if (r->body.n < before + n + 2)
            return;
        r->body.n -= 2;
        if (n == 0) {
            r->whole = true;
            return;
        }
    }
}

void client_read_rest(int fd, struct reply *r, bool bodiless)
{
    struct span length = reply_field(r, "Content-Length");
    if (bodiless || r->status == 204 || r->status == 304)
        r->whole = true;
    else if (span_is(reply_field(r, "Transfer-Encoding"), "chunked"))
        read_chunks(fd, r);
    else if (length.n) {
        client_read_body(fd, r, strtoul(length.p, NULL, 10));
        r->whole = r->body.n == strtoul(length.p, NULL, 10);
    } else
        client_read_body(fd, r, SIZE_MAX / 2);
}

struct reply client_ask(int port, const char *method, const char *target, const char *fields,
                        struct span body)
{
    struct reply r = {0};
    struct buf request = BUF_EMPTY;
    int fd = client_connect(port);
    if (fd < 0)
        return r;
    buf_printf(&request, "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s", method, target, port, fields);
    if (body.n)
        buf_printf(&request, "Content-Length: %zu\r\n", body.n);
    buf_add_text(&request, "\r\n");
    buf_add_span(&request, body);
    client_send(fd, buf_span(&request));
    if (client_read_head(fd, &r))
        client_read_rest(fd, &r, strcmp(method, "HEAD") == 0);
    close(fd);
    buf_finish(&request);
    return r;
}

struct reply client_get(int port, const char *target, const char *fields)
{
    return client_ask(port, "GET", target, fields, (struct span){"", 0});
}

struct span reply_field(const struct reply *r, const char *name)
{
    struct span rest = buf_span(&r->head), line;
    while (span_line(&rest, &line)) {
        size_t colon = span_find_byte(line, ':');
        if (span_is_nocase(span_slice(line, 0, colon), name))
            return span_trim(span_slice(line, colon + 1, line.n));
    }
    return (struct span){"", 0};
}

void reply_finish(struct reply *r)
{
    buf_finish(&r->head);
    buf_finish(&r->body);
}
