/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/piece.h"

#include "job/key.h"
#include "job/message.h"

/* A little more than one second of English takes at 12 characters a second (150 words a minute); other rates
 * in proportion. Only the order of work and the moment a plan is given up hang on it. */
enum { CHARACTERS_PER_MINUTE_PER_WPM = 5 };

static const struct segment *segment_of(const struct piece *piece)
{
    return &piece->job->post->script.segments[piece->index];
}

static bool is_last(const struct piece *piece)
{
    return is_last_segment(piece->job->pool, piece->job->post, piece->index);
}

/* What counts at least for a piece with its sound in memory: so there are never more than 256 of their
 * descriptors at once. */
static uint64_t least_held(const struct piece *piece)
{
    return (uint64_t)piece->job->pool->config->pcm_in_flight_bytes / 256;
}

uint64_t piece_estimate_ms(const struct piece *piece)
{
    const struct segment *s = segment_of(piece);
    uint64_t ms =
        s->spoken.n * 60000 / (uint64_t)(piece->job->post->rate_wpm * CHARACTERS_PER_MINUTE_PER_WPM);
    for (size_t i = 0; i < s->nutterances; i++)
        ms += s->utterances[i].pause_ms;
    return ms;
}

uint64_t piece_estimate(const struct piece *piece)
{
    uint64_t bytes = piece_estimate_ms(piece) * AUDIO_RATE_HZ / 1000 * sizeof(int16_t),
             least = least_held(piece);
    return bytes > least ? bytes : least;
}

void piece_init(struct piece *piece, struct speaking *job, size_t index)
{
    *piece = (struct piece){.job = job, .index = index};
    piece->pcm = (struct pcm){.fd = -1, .raw = job->options->form == SPEAK_MP3};
}

void piece_finish(struct piece *piece)
{
    pcm_destroy(&piece->pcm);
    buf_finish(&piece->mp3);
}

/* Under the lock. */
static void hold(struct piece *piece, uint64_t bytes)
{
    piece->job->pool->held_bytes += bytes - piece->held_bytes;
    piece->held_bytes = bytes;
}

/* ---- cached segments: number of MP3 frames, marks, MP3 bytes ---- */

static bool uses_cache(const struct piece *piece)
{
    return piece->job->options->cache && piece->job->options->form == SPEAK_MP3;
}

static struct encoding encoding_of_piece(const struct piece *piece)
{
    return encoding_of(piece->job->pool, piece->job->post, is_last(piece));
}

static bool parse_cached(struct arena *a, struct piece *piece, struct span bytes)
{
    struct wire w = {.rest = bytes};
    size_t mp3_frames = wire_get_u32(&w), nmarks;
    struct mark *marks;
    marks_get(a, &w, segment_of(piece)->ntokens, (uint64_t)mp3_frames * MP3_FRAME, &marks, &nmarks);
    struct span mp3 = wire_get_span(&w);
    const struct encoding encoding = encoding_of_piece(piece);
    if (!wire_done(&w) || mp3_frames == 0 || !encoding_is_whole(&encoding, mp3_frames, mp3))
        return false;
    piece->mp3_frames = mp3_frames;
    pcm_copy_marks(&piece->pcm, marks, nmarks);
    buf_add_span(&piece->mp3, mp3);
    return true;
}

static bool find_cached(struct piece *piece)
{
    char key[KEY_HEX + 1];
    struct buf bytes = BUF_EMPTY;
    struct arena a;
    arena_init(&a);
    segment_key(piece->job->pool, piece->job->post, segment_of(piece), is_last(piece), key);
    piece->cached = cache_get(piece->job->options->cache, CACHE_SEGMENT, key, &bytes) &&
                    parse_cached(&a, piece, buf_span(&bytes));
    arena_finish(&a);
    buf_finish(&bytes);
    return piece->cached;
}

/* What is not whole gets another chance the next time. */
static void keep(struct piece *piece)
{
    if (!uses_cache(piece) || piece->pcm.nskipped)
        return;
    char key[KEY_HEX + 1];
    struct buf bytes = BUF_EMPTY;
    segment_key(piece->job->pool, piece->job->post, segment_of(piece), is_last(piece), key);
    wire_put_u32(&bytes, (uint32_t)piece->mp3_frames);
    marks_put(piece->pcm.marks, piece->pcm.nmarks, &bytes);
    wire_put_span(&bytes, buf_span(&piece->mp3));
    cache_put(piece->job->options->cache, CACHE_SEGMENT, key, buf_span(&bytes));
    buf_finish(&bytes);
}

/* ---- steps, in a worker ---- */

static void fail(struct piece *piece, const struct error *err)
{
    struct speaking *job = piece->job;
    if (job->failed)
        return;
    job->failed = true;
    job->err = *err;
}

static void encode_run(struct task *task, struct worker *w);

/* Under the lock. */
static void length_known(struct piece *piece)
{
    struct speaking *job = piece->job;
    job->nknown++;
    job->nframes += (uint64_t)piece->mp3_frames * MP3_FRAME;
    bool ready = piece->mp3.n || job->options->form == SPEAK_PCM;
    piece->state = ready ? PIECE_READY : PIECE_ENCODING;
    uint64_t sound = piece->mp3_frames * MP3_FRAME * sizeof(int16_t), least = least_held(piece);
    hold(piece, piece->mp3.n ? piece->mp3.n : sound > least ? sound : least);
    if (ready || job->failed)
        return;
    piece->task =
        (struct task){.run = encode_run, .owner = job, .rank = RANK_AHEAD, .size = piece->mp3_frames};
    if (job->begun && job->next == piece->index)
        piece_hurry(piece);
    pool_submit(job->pool, &piece->task);
}

/* Is nothing won by knowing its length before it is encoded? Then one child can do both. */
static bool is_made_at_once(const struct piece *piece)
{
    struct speaking *job = piece->job;
    pthread_mutex_lock(&job->pool->lock);
    bool at_once = job->options->form == SPEAK_MP3 && (job->begun || !job->planned);
    pthread_mutex_unlock(&job->pool->lock);
    return at_once;
}

/* No cache has it. Whoever waits for all lengths may have to wait too long for it. */
static void miss(struct piece *piece)
{
    struct speaking *job = piece->job;
    pthread_mutex_lock(&job->pool->lock);
    job->missing_ms += piece_estimate_ms(piece);
    if (!job->begun)
        pthread_cond_broadcast(&job->pool->changed);
    pthread_mutex_unlock(&job->pool->lock);
}

static void say_run(struct task *task, struct worker *w)
{
    struct piece *piece = (struct piece *)task;
    struct speaking *job = piece->job;
    struct error err = {0};
    bool ok = uses_cache(piece) && find_cached(piece);
    if (!ok) {
        miss(piece);
        struct buf *mp3 = is_made_at_once(piece) ? &piece->mp3 : NULL;
        ok = say_segment(w, job->post, piece->index, &piece->pcm, mp3, &err);
        piece->mp3_frames = segment_mp3_frames(segment_of(piece), piece->pcm.nframes, piece->pcm.nskipped);
        if (ok && piece->mp3.n)
            keep(piece);
    }
    pthread_mutex_lock(&w->pool->lock);
    task->done = true;
    if (ok)
        length_known(piece);
    else
        fail(piece, &err);
    pthread_mutex_unlock(&w->pool->lock);
}

static void encode_run(struct task *task, struct worker *w)
{
    struct piece *piece = (struct piece *)task;
    struct error err = {0};
    bool ok = encode_segment(w, piece->job->post, piece->index, &piece->pcm, &piece->mp3, &err);
    pcm_close(&piece->pcm);
    if (ok)
        keep(piece);
    pthread_mutex_lock(&w->pool->lock);
    task->done = true;
    if (ok) {
        piece->state = PIECE_READY;
        hold(piece, piece->mp3.n);
    } else {
        fail(piece, &err);
    }
    pthread_mutex_unlock(&w->pool->lock);
}

void piece_give(struct piece *piece)
{
    struct speaking *job = piece->job;
    piece->state = PIECE_SAYING;
    hold(piece, piece_estimate(piece));
    enum rank rank = piece->index == job->next ? RANK_NEXT : RANK_SAY;
    /* In their turn, unless nothing is heard before all are made: then the longest first. */
    uint64_t size = job->planned ? 0 : piece_estimate(piece);
    piece->task = (struct task){.run = say_run, .owner = job, .rank = rank, .size = size};
    pool_submit(job->pool, &piece->task);
}

void piece_hurry(struct piece *piece)
{
    if (!piece->wanted) /* behind what is wanted already, here and in other posts */
        piece->task.order = piece->job->pool->norders++;
    piece->wanted = true;
    piece->task.rank = RANK_NEXT;
    piece->task.size = 0; /* in its turn */
}

void piece_release(struct piece *piece)
{
    piece->state = PIECE_DELIVERED;
    hold(piece, 0);
    pthread_cond_broadcast(&piece->job->pool->changed);
}
