/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/frame.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

enum { MOST = 1000 };

/* What a receiver makes of these raw bytes followed by the sender's end. */
static enum frame_status receive_raw(struct span raw, struct buf *body)
{
    int pair[2];
    enum frame_type type;
    check_true(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
    check_number(write(pair[0], raw.p, raw.n), raw.n);
    close(pair[0]);
    enum frame_status status = frame_receive(pair[1], MOST, clock_ms() + 5000, &type, body);
    close(pair[1]);
    return status;
}

static struct span header(struct arena *a, uint32_t magic, uint32_t type, uint32_t length)
{
    struct buf b = BUF_EMPTY;
    wire_put_u32(&b, magic);
    wire_put_u32(&b, type);
    wire_put_u32(&b, length);
    struct span copy = arena_copy(a, buf_span(&b));
    buf_finish(&b);
    return copy;
}

static void hands_a_message_over(void)
{
    int pair[2];
    enum frame_type type = FRAME_ERROR;
    struct buf body = BUF_EMPTY;
    check_true(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
    check_number(frame_send(pair[0], FRAME_RESULT, SPAN("four words and more"), 0), FRAME_OK);
    check_number(frame_receive(pair[1], MOST, 0, &type, &body), FRAME_OK);
    check_number(type, FRAME_RESULT);
    check_text(buf_span(&body), "four words and more");
    buf_finish(&body);
    close(pair[0]);
    close(pair[1]);
}

static void hands_an_empty_message_over(void)
{
    struct arena a;
    struct buf body = BUF_EMPTY;
    arena_init(&a);
    check_number(receive_raw(header(&a, FRAME_MAGIC, FRAME_RESULT, 0), &body), FRAME_OK);
    check_number(body.n, 0);
    buf_finish(&body);
    arena_finish(&a);
}

/* Larger than the socket holds, so that both sides must wait for each other. */
static void hands_a_large_message_over(void)
{
    int pair[2];
    size_t n = 8 << 20;
    struct buf body = BUF_EMPTY, sent = BUF_EMPTY;
    memset(buf_reserve(&sent, n), 'x', n);
    sent.n = n;
    check_true(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
    pid_t pid = fork();
    if (pid == 0)
        _exit(frame_send(pair[0], FRAME_REQUEST, buf_span(&sent), 0) == FRAME_OK ? 0 : 1);
    enum frame_type type;
    int status;
    check_number(frame_receive(pair[1], n, 0, &type, &body), FRAME_OK);
    check_true(body.n == n && memcmp(body.p, sent.p, n) == 0);
    check_true(waitpid(pid, &status, 0) == pid && status == 0);
    buf_finish(&body);
    buf_finish(&sent);
    close(pair[0]);
    close(pair[1]);
}

static void refuses_garbage(void)
{
    struct arena a;
    struct buf body = BUF_EMPTY;
    arena_init(&a);
    check_number(receive_raw(SPAN("GET / HTTP/1.1\r\n\r\n"), &body), FRAME_BAD);
    check_number(receive_raw(header(&a, FRAME_MAGIC + 1, FRAME_RESULT, 0), &body), FRAME_BAD);
    check_number(receive_raw(header(&a, FRAME_MAGIC, 0, 0), &body), FRAME_BAD);
    check_number(receive_raw(header(&a, FRAME_MAGIC, FRAME_TYPES, 0), &body), FRAME_BAD);
    check_number(body.n, 0);
    buf_finish(&body);
    arena_finish(&a);
}

static void refuses_more_than_agreed_before_reading_it(void)
{
    struct arena a;
    struct buf body = BUF_EMPTY;
    arena_init(&a);
    check_number(receive_raw(header(&a, FRAME_MAGIC, FRAME_RESULT, MOST + 1), &body), FRAME_BAD);
    check_number(receive_raw(header(&a, FRAME_MAGIC, FRAME_RESULT, UINT32_MAX), &body), FRAME_BAD);
    check_true(body.capacity < 4096);
    buf_finish(&body);
    arena_finish(&a);
}

static void notices_a_message_cut_short_anywhere(void)
{
    struct arena a;
    struct buf whole = BUF_EMPTY;
    arena_init(&a);
    buf_add_span(&whole, header(&a, FRAME_MAGIC, FRAME_RESULT, 5));
    buf_add_text(&whole, "abcde");
    for (size_t n = 0; n < whole.n; n++) {
        struct buf body = BUF_EMPTY;
        check_number(receive_raw(span_slice(buf_span(&whole), 0, n), &body), FRAME_END);
        buf_finish(&body);
    }
    buf_finish(&whole);
    arena_finish(&a);
}

static void gives_up_at_the_deadline(void)
{
    int pair[2];
    enum frame_type type;
    struct buf body = BUF_EMPTY;
    check_true(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
    check_number(frame_receive(pair[1], MOST, clock_ms() + 20, &type, &body), FRAME_LATE);
    size_t n = 8 << 20; /* nobody reads it */
    char *unread = calloc(1, n);
    check_number(frame_send(pair[0], FRAME_RESULT, (struct span){unread, n}, clock_ms() + 20), FRAME_LATE);
    free(unread);
    close(pair[0]);
    close(pair[1]);
}

int main(int argc, char **argv)
{
    const struct check checks[] = {
        CHECK(hands_a_message_over),
        CHECK(hands_an_empty_message_over),
        CHECK(hands_a_large_message_over),
        CHECK(refuses_garbage),
        CHECK(refuses_more_than_agreed_before_reading_it),
        CHECK(notices_a_message_cut_short_anywhere),
        CHECK(gives_up_at_the_deadline),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
