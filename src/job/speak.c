/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pipeline: gives pieces to the pool as memory allows, waits for what comes next, delivers it in order.
 */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>

#include "job/frame.h"
#include "job/key.h"
#include "job/piece.h"
#include "job/tags.h"

enum {
    SPEECH_SPEED = 1000,    /* a processor speaks 840 to 1,250 times as fast as one listens */
    HOPELESS_BUDGET_MS = 5, /* enough to find some hundred segments in a cache */
};

struct speech_job {
    struct speaking shared; /* with the workers */
    struct arena *arena;
    const struct speak_sink *sink;
    struct speak_result *result;
    bool known;             /* all durations, when the audio began */
    struct mp3_index index; /* of what was delivered at a bit rate that varies */
    int64_t plan_until;     /* clock_ms; INT64_MAX: wait for all durations; 0: do not wait */
};

/* Are its MP3 bytes known only when all are made? */
static bool is_vbr(const struct speaking *s)
{
    return s->post->vbr && s->options->form == SPEAK_MP3;
}

/* ---- the timeline ---- */

static void fill_time(struct arena *a, const struct piece *piece, uint64_t frame, struct segment_time *time)
{
    size_t n = piece->pcm.nmarks;
    *time = (struct segment_time){
        .frame = frame, .nframes = (uint64_t)piece->mp3_frames * MP3_FRAME, .nmarks = n};
    time->marks = arena_alloc(a, n * sizeof *time->marks);
    if (n)
        memcpy(time->marks, piece->pcm.marks, n * sizeof *time->marks);
}

/* Durations are known for all pieces. Fills result->timeline and result->head. */
static void lay_out(struct speech_job *j)
{
    const struct speaking *s = &j->shared;
    int kbps = (int)s->pool->config->bitrate_kbps;
    struct timeline *t = &j->result->timeline;
    if (t->segments)
        return;
    t->segments = arena_alloc(j->arena, s->npieces * sizeof *t->segments);
    const struct clip *intro = &s->pool->intro, *outro = &s->pool->outro;
    uint64_t mp3_frames = clip_mp3_frames(intro), audio_bytes = intro->mp3.n;
    t->nframes = mp3_frames * MP3_FRAME;
    for (size_t i = 0; i < s->npieces; i++) {
        const struct piece *piece = &s->pieces[i];
        bool last = i + 1 == s->npieces && !outro->mp3.n;
        fill_time(j->arena, piece, t->nframes, &t->segments[i]);
        t->nframes += t->segments[i].nframes;
        mp3_frames += piece->mp3_frames + (last ? 2 : 0);
        audio_bytes += mp3_segment_bytes(piece->mp3_frames, kbps, last);
    }
    t->nframes += clip_mp3_frames(outro) * MP3_FRAME;
    mp3_frames += clip_mp3_frames(outro) + (outro->mp3.n ? 2 : 0);
    audio_bytes += outro->mp3.n;
    const struct tags tags = post_head_tags(j->arena, s->post, s->pool->config, t);
    struct buf head = BUF_EMPTY;
    if (is_vbr(s)) {
        audio_bytes = j->index.nbytes;
        mp3_head_vbr(&tags, t->nframes, &j->index, (int)s->pool->config->vbr_quality, &head);
    } else {
        mp3_head(&tags, t->nframes, mp3_frames, audio_bytes, kbps, &head);
    }
    j->result->head = arena_copy(j->arena, buf_span(&head));
    t->size_bytes = head.n + audio_bytes;
    buf_finish(&head);
}

/* ---- delivery, without the lock ---- */

static bool cancelled(struct error *err)
{
    return error_set(err, ERROR_CANCELLED, "the receiver wants no more");
}

static bool deliver_clip(struct speech_job *j, const struct clip *c, struct error *err)
{
    struct span bytes = buf_span(j->shared.options->form == SPEAK_PCM ? &c->frames : &c->mp3);
    if (is_vbr(&j->shared))
        mp3_index_add(&j->index, bytes); /* of a constant rate, as any stretch may be */
    return !bytes.n || j->sink->audio(j->sink->arg, bytes.p, bytes.n) || cancelled(err);
}

static bool begin(struct speech_job *j, struct error *err)
{
    const struct speak_sink *sink = j->sink;
    if (j->known)
        lay_out(j);
    if (!sink->begin(sink->arg, j->known ? &j->result->timeline : NULL))
        return cancelled(err);
    if (j->shared.options->form == SPEAK_PCM)
        return deliver_clip(j, &j->shared.pool->intro, err);
    struct buf head = BUF_EMPTY;
    const struct tags tags = post_head_tags(j->arena, j->shared.post, j->shared.pool->config, NULL);
    if (j->known)
        buf_add_span(&head, j->result->head);
    else if (is_vbr(&j->shared))
        mp3_head_vbr(&tags, 0, &j->index, 0, &head);
    else
        mp3_head(&tags, 0, 0, 0, (int)j->shared.pool->config->bitrate_kbps, &head);
    bool ok = sink->audio(sink->arg, head.p, head.n);
    buf_finish(&head);
    return ok ? deliver_clip(j, &j->shared.pool->intro, err) : cancelled(err);
}

static bool deliver_pcm(struct speech_job *j, struct piece *piece, struct error *err)
{
    size_t n = piece->mp3_frames * MP3_FRAME * sizeof(int16_t);
    void *frames = mmap(NULL, n, PROT_READ, MAP_SHARED, piece->pcm.fd, 0);
    if (frames == MAP_FAILED)
        return error_set(err, ERROR_INTERNAL, "mmap: %s", strerror(errno));
    bool ok = j->sink->audio(j->sink->arg, frames, n);
    munmap(frames, n);
    pcm_close(&piece->pcm);
    return ok || cancelled(err);
}

static bool deliver(struct speech_job *j, struct piece *piece, struct error *err)
{
    const struct speak_sink *sink = j->sink;
    if (j->shared.options->form == SPEAK_PCM) {
        if (!deliver_pcm(j, piece, err))
            return false;
    } else if (!sink->audio(sink->arg, piece->mp3.p, piece->mp3.n)) {
        return cancelled(err);
    } else if (is_vbr(&j->shared)) {
        mp3_index_add(&j->index, buf_span(&piece->mp3));
    }
    buf_finish(&piece->mp3);
    j->result->nretried += piece->pcm.nretried;
    j->result->nskipped += piece->pcm.nskipped;
    j->result->ncached += piece->cached;
    if (sink->progress)
        sink->progress(sink->arg, piece->index + 1, j->shared.npieces);
    if (piece->index + 1 == j->shared.npieces)
        return deliver_clip(j, &j->shared.pool->outro, err);
    return true;
}

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

static bool may_begin(const struct speech_job *j)
{
    return j->shared.nknown == j->shared.npieces || clock_ms() >= j->plan_until;
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
    return deliver(j, &j->shared.pieces[j->shared.next], err);
}

static void run(struct speech_job *j)
{
    struct speaking *s = &j->shared;
    while (!s->failed && !too_long(s) && (!s->begun || s->next < s->npieces)) {
        give_pieces(j);
        if (!s->begun && may_begin(j)) {
            j->known = s->nknown == s->npieces && !is_vbr(s);
            s->begun = act(j, begin);
            piece_hurry(&s->pieces[s->next]);
        } else if (s->begun && s->pieces[s->next].state == PIECE_READY) {
            if (act(j, deliver_next))
                piece_release(&s->pieces[s->next++]);
            if (s->next < s->npieces)
                piece_hurry(&s->pieces[s->next]);
        } else {
            wait_for_change(j);
        }
    }
}

/* Without a wall budget a plan is made or not by what the text promises, so that the bytes do not depend on
 * the clock. With one, a post that cannot be spoken within it is not waited for, but for a moment in which a
 * cache may answer. */
static int64_t plan_deadline(const struct speaking *s)
{
    uint64_t bytes = 0, budget_ms = (uint64_t)s->options->plan_budget_ms;
    for (size_t i = 0; i < s->npieces; i++)
        bytes += piece_estimate(&s->pieces[i]);
    if (is_vbr(s)) /* durations would not tell the bytes */
        return 0;
    if (s->options->plan_budget_ms < 0)
        return bytes <= (uint64_t)s->pool->config->pcm_in_flight_bytes ? INT64_MAX : 0;
    uint64_t speech_ms = bytes * 1000 / sizeof(int16_t) / AUDIO_RATE_HZ;
    if (speech_ms > 2 * budget_ms * s->pool->nworkers * SPEECH_SPEED && budget_ms > HOPELESS_BUDGET_MS)
        budget_ms = HOPELESS_BUDGET_MS;
    return clock_ms() + (int64_t)budget_ms;
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
    s->nframes = (clip_mp3_frames(&p->intro) + clip_mp3_frames(&p->outro)) * MP3_FRAME;
    s->pieces = arena_alloc(a, s->npieces * sizeof *s->pieces);
    for (size_t i = 0; i < s->npieces; i++)
        piece_init(&s->pieces[i], s, i);
    j.plan_until = plan_deadline(s);
    s->planned = j.plan_until != INT64_MAX;
    pthread_mutex_lock(&p->lock);
    if (!hopelessly_long(s))
        run(&j);
    release_all(s);
    pthread_mutex_unlock(&p->lock);
    if (!s->failed)
        lay_out(&j);
    else if (err)
        *err = s->err;
    for (size_t i = 0; i < s->npieces; i++)
        piece_finish(&s->pieces[i]);
    return !s->failed;
}
