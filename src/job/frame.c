/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/frame.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <time.h>

/* Received at a time: large enough that a page takes few calls. */
enum { CHUNK_BYTES = 256 * 1024 };

int64_t clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Waits until the socket can be used; a closed peer counts as usable, the call then says so. */
static enum frame_status await(int fd, short events, int64_t deadline)
{
    for (;;) {
        int64_t left = deadline ? deadline - clock_ms() : -1;
        if (deadline && left <= 0)
            return FRAME_LATE;
        struct pollfd p = {.fd = fd, .events = events};
        int n = poll(&p, 1, left > INT32_MAX ? INT32_MAX : (int)left);
        if (n > 0)
            return FRAME_OK;
        if (n < 0 && errno != EINTR)
            return FRAME_END;
    }
}

static enum frame_status send_all(int fd, struct span bytes, int64_t deadline)
{
    while (bytes.n) {
        ssize_t put = send(fd, bytes.p, bytes.n, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (put >= 0) {
            bytes = span_slice(bytes, (size_t)put, bytes.n);
            continue;
        }
        if (errno != EAGAIN && errno != EINTR)
            return FRAME_END;
        enum frame_status waited = await(fd, POLLOUT, deadline);
        if (waited != FRAME_OK)
            return waited;
    }
    return FRAME_OK;
}

enum frame_status frame_send(int fd, enum frame_type type, struct span body, int64_t deadline)
{
    struct buf header = BUF_EMPTY;
    wire_put_u32(&header, FRAME_MAGIC);
    wire_put_u32(&header, (uint32_t)type);
    wire_put_u32(&header, (uint32_t)body.n);
    enum frame_status sent = body.n <= UINT32_MAX ? send_all(fd, buf_span(&header), deadline) : FRAME_BAD;
    buf_finish(&header);
    return sent == FRAME_OK ? send_all(fd, body, deadline) : sent;
}

static enum frame_status receive_all(int fd, size_t n, int64_t deadline, struct buf *out)
{
    while (n) {
        size_t chunk = n < CHUNK_BYTES ? n : CHUNK_BYTES;
        ssize_t got = recv(fd, buf_reserve(out, chunk), chunk, MSG_DONTWAIT);
        if (got > 0) {
            out->n += (size_t)got;
            n -= (size_t)got;
            continue;
        }
        if (got == 0 || (errno != EAGAIN && errno != EINTR))
            return FRAME_END;
        enum frame_status waited = await(fd, POLLIN, deadline);
        if (waited != FRAME_OK)
            return waited;
    }
    buf_add(out, "", 0);
    return FRAME_OK;
}

bool frame_header_get(struct span header, size_t max_bytes, enum frame_type *type, size_t *length)
{
    struct wire w = {.rest = header};
    uint32_t magic = wire_get_u32(&w), kind = wire_get_u32(&w), n = wire_get_u32(&w);
    if (!wire_done(&w) || magic != FRAME_MAGIC || kind < FRAME_REQUEST || kind >= FRAME_TYPES ||
        n > max_bytes)
        return false;
    *type = (enum frame_type)kind;
    *length = n;
    return true;
}

enum frame_status frame_receive(int fd, size_t max_bytes, int64_t deadline, enum frame_type *type,
                                struct buf *body)
{
    struct buf header = BUF_EMPTY;
    size_t length = 0;
    enum frame_status status = receive_all(fd, FRAME_HEADER, deadline, &header);
    if (status == FRAME_OK && !frame_header_get(buf_span(&header), max_bytes, type, &length))
        status = FRAME_BAD;
    buf_finish(&header);
    return status == FRAME_OK ? receive_all(fd, length, deadline, body) : status;
}
