/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define FNV_BASIS 0xcbf29ce484222325u
#define FNV_PRIME 0x100000001b3u

int64_t client_now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

void client_close(struct client *c)
{
    if (c->fd >= 0)
        close(c->fd);
    c->fd = -1;
}

bool client_connect(struct client *c, int port, int receive_bytes)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    *c = (struct client){.fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    if (c->fd >= 0 && receive_bytes)
        setsockopt(c->fd, SOL_SOCKET, SO_RCVBUF, &receive_bytes, sizeof receive_bytes);
    if (c->fd >= 0 && connect(c->fd, (struct sockaddr *)&to, sizeof to) == 0 &&
        fcntl(c->fd, F_SETFL, O_NONBLOCK) == 0)
        return true;
    client_close(c);
    c->state = CLIENT_BROKEN;
    return false;
}

bool client_ask(struct client *c, struct span request)
{
    int fd = c->fd;
    *c = (struct client){.fd = fd, .sum = FNV_BASIS, .asked_us = client_now_us()};
    if (fd >= 0 && send(fd, request.p, request.n, MSG_NOSIGNAL) == (ssize_t)request.n)
        return true;
    c->state = CLIENT_BROKEN;
    return false;
}

static void finish(struct client *c)
{
    c->state = CLIENT_DONE;
    if (!c->chunked)
        c->npieces = (c->nbody + PIECE_BYTES - 1) / PIECE_BYTES;
    c->done_us = client_now_us();
}

static void take_body(struct client *c, const char *p, size_t n)
{
    if (!c->first_us)
        c->first_us = client_now_us();
    for (size_t i = 0; i < n; i++)
        c->sum = (c->sum ^ (unsigned char)p[i]) * FNV_PRIME;
    c->nbody += n;
    c->left -= n;
}

/* A byte of a line; true: the line is whole, without its end. */
static bool take_line(struct client *c, char byte)
{
    if (byte != '\n' && c->nhead + 1 < sizeof c->head)
        c->head[c->nhead++] = byte;
    if (byte != '\n')
        return false;
    c->head[c->nhead - (c->nhead && c->head[c->nhead - 1] == '\r')] = '\0';
    c->nhead = 0;
    return true;
}

static void begin_chunk(struct client *c)
{
    c->left = strtoull(c->head, NULL, 16);
    c->npieces += c->left > 0;
    c->chunk = c->left ? CHUNK_DATA : CHUNK_TRAILER;
}

static void take_chunks(struct client *c, const char *p, size_t n)
{
    for (size_t i = 0; i < n && c->state == CLIENT_BODY;) {
        if (c->chunk == CHUNK_DATA) {
            size_t part = n - i < c->left ? n - i : (size_t)c->left;
            take_body(c, p + i, part);
            i += part;
            c->chunk = c->left ? CHUNK_DATA : CHUNK_END;
        } else if (take_line(c, p[i++])) {
            if (c->chunk == CHUNK_SIZE)
                begin_chunk(c);
            else if (c->chunk == CHUNK_END)
                c->chunk = CHUNK_SIZE;
            else if (!c->head[0])
                finish(c);
        }
    }
}

static void take_content(struct client *c, const char *p, size_t n)
{
    if (c->chunked) {
        take_chunks(c, p, n);
        return;
    }
    if (n > c->left)
        n = (size_t)c->left;
    take_body(c, p, n);
    if (c->left == 0)
        finish(c);
}

static const char *field(const char *head, const char *name)
{
    const char *line = strcasestr(head, name);
    return line ? line + strlen(name) : NULL;
}

static void understand_head(struct client *c)
{
    const char *length = field(c->head, "\ncontent-length:");
    const char *coding = field(c->head, "\ntransfer-encoding:");
    c->status = atoi(c->head + strlen("HTTP/1.1 "));
    c->chunked = coding != NULL;
    c->left = length ? strtoull(length, NULL, 10) : 0;
    c->nhead = 0;
    c->state = CLIENT_BODY;
    if (!c->chunked && c->left == 0)
        finish(c);
}

/* How many of the bytes belong to the head. */
static size_t take_head(struct client *c, const char *p, size_t n)
{
    size_t i = 0;
    while (i < n && c->state == CLIENT_HEAD) {
        if (c->nhead + 1 == sizeof c->head) {
            c->state = CLIENT_BROKEN;
            break;
        }
        c->head[c->nhead++] = p[i++];
        c->head[c->nhead] = '\0';
        if (c->nhead >= 4 && memcmp(c->head + c->nhead - 4, "\r\n\r\n", 4) == 0)
            understand_head(c);
    }
    return i;
}

void client_take(struct client *c, char *room, size_t nroom)
{
    ssize_t got = recv(c->fd, room, nroom, 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got <= 0) {
        if (c->state != CLIENT_DONE)
            c->state = CLIENT_BROKEN;
        client_close(c);
        return;
    }
    size_t n = (size_t)got, used = c->state == CLIENT_HEAD ? take_head(c, room, n) : 0;
    if (c->state == CLIENT_BODY && used < n)
        take_content(c, room + used, n - used);
}
