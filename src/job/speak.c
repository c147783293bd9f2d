/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pipeline: gives pieces to the pool as memory allows, waits for what comes next, delivers it in order.
 */
#include "job/delivery.h"
#include "job/frame.h"
#include "job/key.h"

enum {
    SPEECH_SPEED = 1000,    /* a processor speaks 840 to 1,250 times as fast as one listens */
    HOPELESS_BUDGET_MS = 5, /* enough to find some hundred segments in a cache */
};

/* ---- the loop, under the lock ---- */

/* Gives pieces to the pool while memory allows; the one needed next always, or nothing would ever move; and
 * all of them for a plan that waits for all (its size was judged before). */
static void give_pieces(struct speech_job *j)
{
    struct speaking *s = &j->shared;
    uint64_t limit = (uint64_t)s->pool->config->pcm_in_flight_bytes;
    bool all = !s->begun && j->plan_until == INT64_MAX;
    while (s->given < s->npieces) {
        struct piece *piece = &s->pieces[s->given];
        if (!all && s->given != s->next && s->pool->held_bytes + piece_estimate(piece) > limit)
            return;
        s->given++;
        piece_give(piece);
    }
}

static bool refuse_length(struct speaking *s, bool refused)
{
    s->failed |= refused;
    if (refused)
        error_set(&s->err, ERROR_LIMIT, "more than job_max_ms of audio");
    return refused;
}

static bool too_long(struct speaking *s)
{
    return refuse_length(s, s->nframes > (uint64_t)s->pool->config->job_max_ms * AUDIO_RATE_HZ / 1000);
}

/* A post that is too long by far is refused before anything is spoken; at the limit the samples are counted.
 */
static bool hopelessly_long(struct speaking *s)
{
    uint64_t ms = 0;
    for (size_t i = 0; i < s->npieces; i++)
        ms += piece_estimate_ms(&s->pieces[i]);
    return refuse_length(s, ms / 2 > (uint64_t)s->pool->config->job_max_ms);
}

static void wait_for_change(struct speech_job *j)
{
    struct pool *p = j->shared.pool;
    if (j->shared.begun || j->plan_until == INT64_MAX) {
        pthread_cond_wait(&p->changed, &p->lock);
        return;
    }
    struct timespec until = {j->plan_until / 1000, j->plan_until % 1000 * 1000000};
    pthread_cond_timedwait(&p->changed, &p->lock, &until);
}

/* More speech than the pool can make in that time, by far? */
static bool takes_longer(const struct pool *p, uint64_t speech_ms, uint64_t budget_ms)
{
    return speech_ms > 2 * budget_ms * p->nworkers * SPEECH_SPEED;
}

static bool may_begin(const struct speech_job *j)
{
    const struct speaking *s = &j->shared;
    bool hopeless = j->plan_until != INT64_MAX && takes_longer(s->pool, s->missing_ms, j->budget_ms);
    return s->nknown == s->npieces || hopeless || clock_ms() >= j->plan_until;
}

/* One action outside the lock; false when it failed. */
static bool act(struct speech_job *j, bool (*action)(struct speech_job *, struct error *))
{
    struct error err = {0};
    pthread_mutex_unlock(&j->shared.pool->lock);
    bool ok = action(j, &err);
    pthread_mutex_lock(&j->shared.pool->lock);
    if (!ok && !j->shared.failed) {
        j->shared.failed = true;
        j->shared.err = err;
    }
    return ok;
}

static bool deliver_next(struct speech_job *j, struct error *err)
{
    return speech_deliver(j, &j->shared.pieces[j->shared.next], err);
}

/* The first from 'at' on, and round again, that is not delivered, or is ready. npieces: there is none. */
static size_t find_piece(const struct speaking *s, size_t at, bool ready)
{
    for (size_t k = 0; k < s->npieces; k++) {
        size_t i = (at + k) % s->npieces;
        if (ready ? s->pieces[i].state == PIECE_READY : s->pieces[i].state != PIECE_DELIVERED)
            return i;
    }
    return s->npieces;
}

/* It was handed over. Whoever waited for it waits for what follows. */
static void go_on(struct speech_job *j, struct piece *piece)
{
    struct speaking *s = &j->shared;
    bool wanted = piece->wanted;
    piece_release(piece);
    s->ndelivered++;
    size_t next = find_piece(s, piece->index + 1, false);
    if (next < s->npieces && wanted)
        piece_hurry(&s->pieces[next]);
    s->next = speech_is_placed(j) ? find_piece(s, next < s->npieces ? next : 0, true) : next;
}

static void run(struct speech_job *j)
{
    struct speaking *s = &j->shared;
    while (!s->failed && !too_long(s) && (!s->begun || s->ndelivered < s->npieces)) {
        give_pieces(j);
        if (s->begun && speech_is_placed(j) && s->next == s->npieces)
            s->next = find_piece(s, 0, true);
        if (!s->begun && may_begin(j)) {
            j->known = s->nknown == s->npieces && !speech_is_vbr(s);
            s->begun = act(j, speech_begin);
            piece_hurry(&s->pieces[0]);
            s->next = speech_is_placed(j) ? find_piece(s, 0, true) : 0;
        } else if (s->begun && s->next < s->npieces && s->pieces[s->next].state == PIECE_READY) {
            struct piece *piece = &s->pieces[s->next];
            if (act(j, deliver_next))
                go_on(j, piece);
        } else {
            wait_for_change(j);
        }
    }
}

void speaking_want(struct speaking *s, size_t segment)
{
    pthread_mutex_lock(&s->pool->lock);
    if (segment < s->npieces && s->pieces[segment].state != PIECE_DELIVERED)
        piece_hurry(&s->pieces[segment]);
    pthread_mutex_unlock(&s->pool->lock);
}

/* Without a wall budget a plan is made or not by what the text promises, so that the bytes do not depend on
 * the clock. With one, a post that cannot be spoken within it is not waited for, but for a moment in which a
 * cache may answer: until it is seen to lack more than can be spoken in a moment. */
static int64_t plan_deadline(struct speech_job *j)
{
    const struct speaking *s = &j->shared;
    uint64_t bytes = 0, speech_ms = 0;
    for (size_t i = 0; i < s->npieces; i++) {
        bytes += piece_estimate(&s->pieces[i]);
        speech_ms += piece_estimate_ms(&s->pieces[i]);
    }
    if (speech_is_vbr(s)) /* durations would not tell the bytes */
        return 0;
    if (s->options->plan_budget_ms < 0)
        return bytes <= (uint64_t)s->pool->config->pcm_in_flight_bytes ? INT64_MAX : 0;
    j->budget_ms = (uint64_t)s->options->plan_budget_ms;
    if (j->budget_ms > HOPELESS_BUDGET_MS && takes_longer(s->pool, speech_ms, j->budget_ms))
        j->budget_ms = HOPELESS_BUDGET_MS;
    return clock_ms() + (int64_t)j->budget_ms;
}

static void release_all(struct speaking *s)
{
    pool_cancel(s->pool, s);
    for (size_t i = 0; i < s->npieces; i++)
        piece_release(&s->pieces[i]);
}

bool pool_speak(struct pool *p, struct arena *a, const struct post *post, const struct speak_options *options,
                const struct speak_sink *sink, struct speak_result *result, struct error *err)
{
    *result = (struct speak_result){0};
    if (post->script.nsegments == 0)
        return error_set(err, ERROR_NO_TEXT, "no segment");
    struct speech_job j = {.arena = a, .sink = sink, .result = result};
    struct speaking *s = &j.shared;
    *s = (struct speaking){.pool = p, .post = post, .options = options, .npieces = post->script.nsegments};
    j.frame = clip_mp3_frames(&p->intro) * MP3_FRAME;
    s->nframes = (clip_mp3_frames(&p->intro) + clip_mp3_frames(&p->outro)) * MP3_FRAME;
    s->pieces = arena_alloc(a, s->npieces * sizeof *s->pieces);
    for (size_t i = 0; i < s->npieces; i++)
        piece_init(&s->pieces[i], s, i);
    j.plan_until = plan_deadline(&j);
    s->planned = j.plan_until != INT64_MAX;
    if (sink->at_work)
        sink->at_work(sink->arg, s);
    pthread_mutex_lock(&p->lock);
    if (!hopelessly_long(s))
        run(&j);
    release_all(s);
    pthread_mutex_unlock(&p->lock);
    if (sink->at_work)
        sink->at_work(sink->arg, NULL);
    if (!s->failed)
        speech_lay_out(&j);
    else if (err)
        *err = s->err;
    for (size_t i = 0; i < s->npieces; i++)
        piece_finish(&s->pieces[i]);
    return !s->failed;
}
