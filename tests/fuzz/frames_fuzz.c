/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything the front parses that a child sent, and everything a child parses that the front sent. The first
 * byte chooses the message. What is accepted must survive being written and read again. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "job/frame.h"
#include "job/message.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { NVOICES = 3 };

/* Reads every element and every byte that a parser handed out. */
static size_t touch(struct span text)
{
    size_t sum = 0;
    for (size_t i = 0; i < text.n; i++)
        sum += (unsigned char)text.p[i];
    return sum;
}

static void header(struct span message)
{
    enum frame_type type;
    size_t length;
    if (frame_header_get(message, 1000, &type, &length))
        assert(length <= 1000 && type >= FRAME_REQUEST && type < FRAME_TYPES);
}

static void error(struct span message)
{
    struct error err = {0};
    struct wire w = {.rest = message};
    assert(!error_get(&w, &err));
    assert(err.code != ERROR_NONE && err.code < ERROR_COUNT && memchr(err.detail, 0, sizeof err.detail));
}

static void fetch(struct span message)
{
    struct fetched f;
    struct fetch_request r;
    struct buf again = BUF_EMPTY;
    if (fetch_result_get(message, &f)) {
        assert(f.max_age_s >= -1 && f.max_age_s <= PAGE_MAX_AGE_S);
        fetch_result_put(&f, &again);
        assert(span_equal(buf_span(&again), message));
    }
    fetched_finish(&f);
    buf_clear(&again);
    if (fetch_request_get(message, &r)) {
        fetch_request_put(&r, &again);
        assert(span_equal(buf_span(&again), message));
    }
    buf_finish(&again);
}

static void read_request(struct span message)
{
    struct read_request r;
    struct buf again = BUF_EMPTY;
    if (read_request_get(message, &r)) {
        read_request_put(&r, &again);
        assert(span_equal(buf_span(&again), message));
    }
    buf_finish(&again);
}

static void read_result(struct arena *a, struct span message)
{
    struct read_result r;
    if (!read_result_get(a, message, NVOICES, &r))
        return;
    touch(r.article.title);
    for (size_t i = 0; i < r.script.nsegments; i++) {
        const struct segment *s = &r.script.segments[i];
        assert(s->block >= SEGMENT_TITLE && (s->block < 0 || (size_t)s->block < r.article.nblocks));
        touch(s->spoken);
        for (size_t k = 0; k < s->ntokens; k++)
            assert(s->tokens[k].spoken_at + (uint64_t)s->tokens[k].spoken_bytes <= s->spoken.n);
    }
}

static void say_request(struct arena *a, struct span message)
{
    struct say_request r;
    if (!say_request_get(a, message, NVOICES, &r))
        return;
    assert(r.voice < NVOICES && r.at <= r.capacity);
    for (size_t i = 0; i < r.segment.nutterances; i++) {
        const struct utterance *u = &r.segment.utterances[i];
        touch(span_slice(r.segment.spoken, u->spoken_at, (size_t)u->spoken_at + u->spoken_bytes));
        assert(u->token + (uint64_t)u->ntokens <= r.segment.ntokens);
    }
    struct buf again = BUF_EMPTY;
    say_request_put(&r, &again);
    assert(span_equal(buf_span(&again), message));
    buf_finish(&again);
}

static void say_result(struct arena *a, struct span message, bool encoded, bool vbr)
{
    struct utterance utterances[3] = {{.pause_ms = 300}, {.pause_ms = 300}, {.pause_ms = 300}};
    struct say_request asked = {.at = 10,
                                .capacity = 100000,
                                .encoded = encoded,
                                .encoding = {.bitrate_kbps = 48, .quality = 7, .last = true, .vbr = vbr},
                                .segment = {.ntokens = 12, .nutterances = 3, .utterances = utterances}};
    struct say_result r;
    if (!say_result_get(a, message, &asked, &r))
        return;
    size_t mp3_frames = segment_mp3_frames(&asked.segment, r.nframes, r.nskipped);
    assert(touch(r.mp3) == 0 || encoded);
    assert(vbr || r.mp3.n == (encoded ? mp3_segment_bytes(mp3_frames, 48, true) : 0));
    assert(!vbr || mp3_count_frames(r.mp3) == mp3_frames + 2);
    assert(r.nframes <= 99990 && r.nmarks <= 12 && r.nskipped <= 3);
    for (size_t i = 0; i < r.nmarks; i++)
        assert(r.marks[i].token < 12 && r.marks[i].frame <= r.nframes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    struct span message = {(const char *)data + 1, size - 1};
    struct arena a;
    struct encode_request encode;
    struct wire w = {.rest = message};
    arena_init(&a);
    switch (data[0] % 11) {
    case 0:
        header(message);
        break;
    case 1:
        error(message);
        break;
    case 2:
        fetch(message);
        break;
    case 3:
        read_request(message);
        break;
    case 4:
        read_result(&a, message);
        break;
    case 5:
        say_request(&a, message);
        break;
    case 6:
        say_result(&a, message, false, false);
        break;
    case 7:
        say_result(&a, message, true, false);
        break;
    case 8:
        encode_request_get(message, NVOICES, &encode);
        break;
    case 9:
        say_result(&a, message, true, true);
        break;
    default:
        voices_destroy(voices_get(&w));
        break;
    }
    arena_finish(&a);
    return 0;
}
