/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/follow.h"

#include <inttypes.h>
#include <stdio.h>

#include "audio/audio.h"
#include "http/answer.h"
#include "http/exchange.h"
#include "http/finished.h"
#include "http/range.h"
#include "http/server.h"

/* What was decided about the making, read under its lock. */
struct view {
    enum making_state state;
    bool exact;
    uint64_t size_bytes;
    enum error_code error;
};

static struct view look(struct making *m, struct exchange *waits, enum step *step)
{
    waiters_lock(&m->waiters);
    struct view v = {m->state, m->exact, m->size_bytes, m->error};
    if (v.state == MAKING_QUEUED)
        *step = exchange_wait(waits, &m->waiters);
    waiters_unlock(&m->waiters);
    return v;
}

static enum step stream(struct exchange *x, int status, uint64_t size_bytes, const char *content_range)
{
    const char *format = x->making->format;
    struct MHD_Response *answer = x->events ? answer_of_events(x->route->audience, x)
                                            : answer_of_making(x->route->audience, x, size_bytes);
    if (format && !x->events)
        answer_type(answer, audio_stream_media_type(span_of(format)));
    bool exact = size_bytes != ANSWER_UNKNOWN;
    if (x->route->audience == READER && exact) {
        char etag[KEY_HEX + 3];
        snprintf(etag, sizeof etag, "\"%s\"", x->making->entry->post.key);
        answer_field(answer, "ETag", etag);
        answer_field(answer, "Accept-Ranges", "bytes");
    }
    if (content_range)
        answer_field(answer, "Content-Range", content_range);
    if (x->route->audience == CLIENT && !format)
        finished_say_where(x, answer, x->making->entry->post.key);
    answer_field(answer, "Cache-Control", "no-store");
    x->left = exact ? size_bytes : UINT64_MAX;
    return exchange_answer(x, status, answer);
}

static enum step not_modified(struct exchange *x, const char *etag)
{
    struct MHD_Response *answer = answer_empty(ANSWER_AUDIO, x->route->audience);
    answer_field(answer, "ETag", etag);
    answer_field(answer, "Cache-Control", "no-store");
    return exchange_answer(x, 304, answer);
}

static enum step stream_exact(struct exchange *x, uint64_t size_bytes)
{
    char etag[KEY_HEX + 3], text[80];
    struct range range;
    struct span tag = {etag, (size_t)snprintf(etag, sizeof etag, "\"%s\"", x->making->entry->post.key)};
    struct conditions c = exchange_conditions(x);
    struct span header = x->method == METHOD_GET ? exchange_field(x, "Range") : (struct span){"", 0};
    enum condition_verdict verdict = conditions_judge(&c, tag, 0);
    if (verdict == CONDITION_FAILED)
        return exchange_fail(x, ERROR_CONDITION);
    if (verdict == CONDITION_NOT_MODIFIED)
        return not_modified(x, etag);
    if (header.n == 0 || !conditions_allow_range(&c, tag, 0))
        return stream(x, 200, size_bytes, NULL);
    enum range_verdict part = range_read(header, size_bytes, &range);
    if (part == RANGE_UNSATISFIABLE) {
        snprintf(text, sizeof text, "bytes */%" PRIu64, size_bytes);
        return exchange_fail_with(x, ERROR_RANGE, "Content-Range", text);
    }
    if (part == RANGE_WHOLE)
        return stream(x, 200, size_bytes, NULL);
    x->from = range.first;
    snprintf(text, sizeof text, "bytes %" PRIu64 "-%" PRIu64 "/%" PRIu64, range.first,
             range.first + range.size_bytes - 1, size_bytes);
    return stream(x, 206, range.size_bytes, text);
}

enum step follow_answer(struct exchange *x, bool addressed)
{
    enum step step = STEP_CLOSE;
    watch_hangup(x->server->watch, x);
    struct view v = look(x->making, x, &step);
    if (v.state == MAKING_QUEUED)
        return step;
    if (v.state == MAKING_FAILED)
        return exchange_fail(x, v.error);
    if (v.exact && addressed)
        return stream_exact(x, v.size_bytes);
    return stream(x, 200, v.exact && !x->events ? v.size_bytes : ANSWER_UNKNOWN, NULL);
}
