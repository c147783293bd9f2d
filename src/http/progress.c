/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "http/answer.h"
#include "http/exchange.h"
#include "http/manifest.h"
#include "http/server.h"
#include "http/watchers.h"

enum {
    LOOK_MS = 250,
    HEARTBEAT_MS = 15000, /* shorter than what proxies take for dead */
    EVENT_BYTES = 384,
};

/* The id of the last event: who comes back with it has seen the end. */
static const char END_ID[] = "end";

struct progress {
    char text[EVENT_BYTES]; /* what is being sent */
    size_t n, sent;
    const char *state; /* told last; static */
    size_t nmade;
    uint64_t duration_ms;
    bool making;
    int64_t heartbeat_ms; /* monotonic: when silence has lasted too long */
    bool done;
};

/* One watcher more, unless there are too many. */
static bool enter(struct exchange *x)
{
    if (!x->watching)
        x->watching = watchers_enter(x->server->watchers, x->server->config->watchers_max);
    return x->watching;
}

void progress_end(struct exchange *x)
{
    if (x->watching)
        watchers_leave(x->server->watchers);
    x->watching = false;
}

/* Until something happens to the post since 'seen', its client leaves, or it is until_ms. */
static enum watchers_sleep sleep_until(struct exchange *x, uint64_t seen, int64_t until_ms)
{
    watch_hangup(x->server->watch, x);
    watch_alarm(x, until_ms);
    return watchers_sleep(x->server->watchers, x->entry->post.key, seen, x);
}

static int64_t wait_of(struct exchange *x)
{
    struct buf text = BUF_EMPTY;
    int64_t seconds = 0, most = x->server->config->wait_max_s;
    if (target_query(&x->target, "wait", &text))
        for (size_t i = 0; i < text.n && text.p[i] >= '0' && text.p[i] <= '9' && seconds < most; i++)
            seconds = seconds * 10 + (text.p[i] - '0');
    buf_finish(&text);
    return seconds < most ? seconds : most;
}

/* Is there anything to wait for? */
static bool is_pending(struct exchange *x)
{
    struct post_state state = manifest_state(x->server, x->entry);
    return !atomic_load(&x->server->stopping) && !state.error && !manifest_is_ready(&state);
}

bool progress_waited(struct exchange *x, enum step *step)
{
    int64_t seconds = wait_of(x);
    enum watchers_sleep verdict = WATCHERS_NEWS;
    if (seconds && !x->until_ms)
        x->until_ms = watch_now_ms() + 1000 * seconds;
    while (verdict == WATCHERS_NEWS) {
        uint64_t seen = watchers_news(x->server->watchers, x->entry->post.key);
        if (watch_now_ms() >= x->until_ms || !is_pending(x))
            return true;
        if (!enter(x)) {
            *step = exchange_fail(x, ERROR_BUSY);
            return false;
        }
        verdict = sleep_until(x, seen, x->until_ms);
    }
    *step = verdict == WATCHERS_SLEEPS ? STEP_WAIT : STEP_CLOSE;
    return false;
}

bool progress_wanted(struct exchange *x)
{
    struct span accept = exchange_field(x, "Accept");
    return x->method == METHOD_GET && span_find_nocase(accept, "text/event-stream") < accept.n;
}

enum step progress_answer(struct exchange *x)
{
    struct post_state state = manifest_state(x->server, x->entry);
    if (manifest_is_ready(&state) && span_is(exchange_field(x, "Last-Event-ID"), END_ID)) {
        struct MHD_Response *nothing = answer_empty(ANSWER_JSON, READER);
        answer_field(nothing, "Cache-Control", "no-store");
        return exchange_answer(x, 204, nothing); /* a browser does not come back then */
    }
    if (!enter(x))
        return exchange_fail(x, ERROR_BUSY);
    x->until_ms = watch_now_ms() + 1000 * x->server->config->watch_max_s;
    x->progress = arena_alloc(&x->arena, sizeof *x->progress);
    watch_hangup(x->server->watch, x);
    struct MHD_Response *answer = answer_of_progress(READER, x);
    answer_field(answer, "Cache-Control", "no-store");
    answer_field(answer, "Vary", "Accept");
    answer_field(answer, "X-Accel-Buffering", "no"); /* nginx would collect the events */
    return exchange_answer(x, 200, answer);
}

static void tell(struct progress *p, const struct post_state *state)
{
    char duration[24] = "null", error[80] = "null";
    bool ready = manifest_is_ready(state);
    if (p->duration_ms)
        snprintf(duration, sizeof duration, "%" PRIu64, p->duration_ms);
    if (state->error)
        snprintf(error, sizeof error, "{\"code\":\"%s\",\"retry_after_s\":%" PRId64 "}",
                 error_name(state->error), state->retry_after_s);
    p->sent = 0;
    p->n = (size_t)snprintf(p->text, sizeof p->text,
                            "event: %s\n%s%s%sdata: {\"state\":\"%s\",\"made\":%zu,\"segments\":%zu,"
                            "\"duration_ms\":%s,\"error\":%s}\n\n",
                            ready ? "ready" : "progress", ready ? "id: " : "", ready ? END_ID : "",
                            ready ? "\n" : "", state->word, state->nmade, state->nsegments, duration, error);
    p->done = ready;
}

/* Something to send, if there is. */
static bool look(struct exchange *x)
{
    struct progress *p = x->progress;
    int64_t now = watch_now_ms();
    struct post_state state = manifest_state(x->server, x->entry);
    uint64_t duration_ms = manifest_duration_ms(x->server, x->entry, state.word);
    p->making = strcmp(state.word, "making") == 0;
    if (state.word != p->state || state.nmade != p->nmade || duration_ms != p->duration_ms) {
        p->state = state.word;
        p->nmade = state.nmade;
        p->duration_ms = duration_ms;
        tell(p, &state);
    } else if (now >= p->heartbeat_ms) {
        p->sent = 0;
        p->n = (size_t)snprintf(p->text, sizeof p->text, ":\n\n");
    } else
        return false;
    p->heartbeat_ms = now + HEARTBEAT_MS;
    return true;
}

/* While it is being made it also looks by itself: not every segment is told of. */
static int64_t next_look_ms(const struct exchange *x)
{
    const struct progress *p = x->progress;
    int64_t next_ms = p->making ? watch_now_ms() + LOOK_MS : p->heartbeat_ms;
    return next_ms < x->until_ms ? next_ms : x->until_ms;
}

enum making_read progress_read(struct exchange *x, char *out, size_t *most)
{
    struct progress *p = x->progress;
    while (p->sent == p->n) {
        uint64_t seen = watchers_news(x->server->watchers, x->entry->post.key);
        if (p->done || watch_now_ms() >= x->until_ms || atomic_load(&x->server->stopping))
            return MAKING_END;
        if (look(x))
            break;
        enum watchers_sleep verdict = sleep_until(x, seen, next_look_ms(x));
        if (verdict != WATCHERS_NEWS)
            return verdict == WATCHERS_SLEEPS ? MAKING_SLEEPS : MAKING_BROKEN;
    }
    *most = p->n - p->sent < *most ? p->n - p->sent : *most;
    memcpy(out, p->text + p->sent, *most);
    p->sent += *most;
    return MAKING_BYTES;
}
