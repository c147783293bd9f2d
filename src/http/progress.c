/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "http/answer.h"
#include "http/exchange.h"
#include "http/manifest.h"
#include "http/server.h"

enum {
    LOOK_MS = 250,
    HEARTBEAT_MS = 15000, /* shorter than what proxies take for dead */
    EVENT_BYTES = 256,
};

/* The id of the last event: who comes back with it has seen the end. */
static const char END_ID[] = "end";

struct progress {
    char text[EVENT_BYTES]; /* what is being sent */
    size_t n, sent;
    const char *state; /* told last; static */
    size_t nmade;
    int64_t heartbeat_ms; /* monotonic: when silence has lasted too long */
    bool done;
};

/* One watcher more, unless there are too many. */
static bool enter(struct exchange *x)
{
    struct server *s = x->server;
    if (x->watching)
        return true;
    if (atomic_fetch_add(&s->watchers, 1) >= s->config->watchers_max) {
        atomic_fetch_sub(&s->watchers, 1);
        return false;
    }
    return x->watching = true;
}

void progress_end(struct exchange *x)
{
    if (x->watching)
        atomic_fetch_sub(&x->server->watchers, 1);
    x->watching = false;
}

/* Until the next look, or its client leaves. The entry's list is as good as any: nothing happens there. */
static bool sleep_a_little(struct exchange *x, int64_t until_ms)
{
    struct waiters *w = &x->entry->waiters;
    int64_t next_ms = watch_now_ms() + LOOK_MS;
    watch_hangup(x->server->watch, x);
    watch_alarm(x, next_ms < until_ms ? next_ms : until_ms);
    waiters_lock(w);
    bool sleeps = waiters_add(w, x);
    waiters_unlock(w);
    return sleeps;
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

bool progress_waited(struct exchange *x, enum step *step)
{
    int64_t seconds = wait_of(x);
    if (seconds == 0 || atomic_load(&x->server->stopping) ||
        strcmp(manifest_state(x->server, x->entry), "ready") == 0)
        return true;
    if (!x->until_ms)
        x->until_ms = watch_now_ms() + 1000 * seconds;
    if (watch_now_ms() >= x->until_ms)
        return true;
    if (!enter(x))
        *step = exchange_fail(x, ERROR_BUSY);
    else
        *step = sleep_a_little(x, x->until_ms) ? STEP_WAIT : STEP_CLOSE;
    return false;
}

bool progress_wanted(struct exchange *x)
{
    struct span accept = exchange_field(x, "Accept");
    return x->method == METHOD_GET && span_find_nocase(accept, "text/event-stream") < accept.n;
}

enum step progress_answer(struct exchange *x)
{
    bool ready = strcmp(manifest_state(x->server, x->entry), "ready") == 0;
    if (ready && span_is(exchange_field(x, "Last-Event-ID"), END_ID)) {
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

static void tell(struct progress *p, const char *state, struct making_counts counts, uint64_t duration_ms)
{
    char duration[24] = "null";
    bool ready = strcmp(state, "ready") == 0;
    if (duration_ms)
        snprintf(duration, sizeof duration, "%" PRIu64, duration_ms);
    p->sent = 0;
    p->n = (size_t)snprintf(
        p->text, sizeof p->text,
        "event: %s\n%s%s%sdata: {\"state\":\"%s\",\"made\":%zu,\"segments\":%zu,\"duration_ms\":%s}\n\n",
        ready ? "ready" : "progress", ready ? "id: " : "", ready ? END_ID : "", ready ? "\n" : "", state,
        counts.nmade, counts.nsegments, duration);
    p->state = state;
    p->nmade = counts.nmade;
    p->done = ready;
}

/* Something to send, if there is. */
static bool look(struct exchange *x)
{
    struct progress *p = x->progress;
    struct making_counts counts = {0, x->entry->post.script.nsegments};
    int64_t now = watch_now_ms();
    making_count(x->server, x->entry->post.key, &counts);
    const char *state = manifest_state(x->server, x->entry);
    if (strcmp(state, "ready") == 0)
        counts.nmade = counts.nsegments;
    if (state != p->state || counts.nmade != p->nmade)
        tell(p, state, counts, manifest_duration_ms(x->server, x->entry, state));
    else if (now >= p->heartbeat_ms) {
        p->sent = 0;
        p->n = (size_t)snprintf(p->text, sizeof p->text, ":\n\n");
    } else
        return false;
    p->heartbeat_ms = now + HEARTBEAT_MS;
    return true;
}

enum making_read progress_read(struct exchange *x, char *out, size_t *most)
{
    struct progress *p = x->progress;
    if (p->sent == p->n) {
        bool over = p->done || watch_now_ms() >= x->until_ms || atomic_load(&x->server->stopping);
        if (over)
            return MAKING_END;
        if (!look(x))
            return sleep_a_little(x, x->until_ms) ? MAKING_SLEEPS : MAKING_BROKEN;
    }
    *most = p->n - p->sent < *most ? p->n - p->sent : *most;
    memcpy(out, p->text + p->sent, *most);
    p->sent += *most;
    return MAKING_BYTES;
}
