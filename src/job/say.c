/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what keeps most to what keeps least: the whole segment, tried twice; then sentence by sentence, so
 * that only a guilty one is spoken in its safest form; and if that fails too, a pause in its place. */
#include "job/say.h"

#include <assert.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "job/manner.h"
#include "job/message.h"

/* Heard in place of a sentence that cannot be spoken, before that sentence's own pause. */
enum { SKIPPED_PAUSE_MS = 300 };

struct saying {
    struct worker *worker;
    struct arena *arena;
    const struct post *post;
    struct pcm *pcm;
    struct buf *mp3; /* encode too, in the same child; NULL: leave the sound in pcm */
    bool last;       /* segment of the post */
    uint64_t limit;  /* frames that may be spoken; the rest of the memory is for padding */
    struct error *err;
};

/* What a failed try may have left behind 'at' must be silence again. */
static void wipe(const struct pcm *pcm, uint64_t at)
{
    if (pcm->fd < 0)
        return;
    off_t from = (off_t)(at * sizeof(int16_t)), end = (off_t)(pcm->capacity * sizeof(int16_t));
    int failed = fallocate(pcm->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, from, end - from);
    assert(failed == 0);
}

static uint32_t voice_number(const struct pool *p, const struct voice *voice)
{
    uint32_t i = 0;
    while (voices_at(p->voices, i) != voice)
        i++;
    return i;
}

static void take(struct saying *s, const struct say_result *result, uint32_t first_token)
{
    struct pcm *pcm = s->pcm;
    for (size_t i = 0; i < result->nmarks; i++)
        pcm->marks[pcm->nmarks++] = (struct mark){first_token + result->marks[i].token,
                                                  (uint32_t)pcm->nframes + result->marks[i].frame};
    pcm->nframes += result->nframes;
    pcm->nskipped += result->nskipped;
}

struct encoding encoding_of(const struct pool *p, const struct post *post, bool last)
{
    const struct config *c = p->config;
    return (struct encoding){.bitrate_kbps = (uint32_t)c->bitrate_kbps,
                             .quality = (uint32_t)c->encoder_quality,
                             .last = last,
                             .vbr = post->vbr,
                             .level = (uint32_t)c->vbr_quality};
}

bool is_last_segment(const struct pool *p, const struct post *post, size_t segment)
{
    return segment + 1 == post->script.nsegments && !p->outro.mp3.n;
}

/* The largest answer that makes sense. */
static size_t reply_bytes(const struct say_request *r)
{
    size_t marks = 64 + 8 * r->segment.ntokens, mp3_frames = mp3_segment_frames(r->capacity - r->at, 0);
    return marks + (r->encoded ? encoding_most_bytes(&r->encoding, mp3_frames) : 0);
}

/* Speaks 'part' behind what is spoken already. */
static enum step_outcome say_part(struct saying *s, const struct segment *part, uint32_t first_token,
                                  bool safest)
{
    struct pool *p = s->worker->pool;
    struct manner manner = segment_manner(p->voices, s->post, part);
    struct say_request r = {.voice = voice_number(p, manner.voice),
                            .rate_wpm = (uint32_t)manner.rate_wpm,
                            .pitch_change = manner.pitch_change,
                            .safest = safest,
                            .encoded = s->mp3 != NULL,
                            .raw = !s->mp3 && s->pcm->raw,
                            .encoding = encoding_of(p, s->post, s->last),
                            .at = s->pcm->nframes,
                            .capacity = s->limit,
                            .segment = *part};
    struct buf request = BUF_EMPTY, reply = BUF_EMPTY;
    say_request_put(&r, &request);
    struct step step = {.id = STEP_SAY, .request = buf_span(&request), .memory = s->pcm->fd};
    step.reply_max_bytes = reply_bytes(&r);
    enum step_outcome outcome = step_insist(s->worker, &step, &reply, s->err);
    struct say_result result;
    if (outcome == STEP_DONE && !say_result_get(s->arena, buf_span(&reply), &r, &result))
        outcome = STEP_CRASHED;
    if (outcome == STEP_DONE)
        take(s, &result, first_token);
    if (outcome == STEP_DONE && result.nskipped)
        log_warn("%u sentences were cut off: a segment is longer than segment_max_ms", result.nskipped);
    if (outcome == STEP_DONE && s->mp3)
        buf_add_span(s->mp3, result.mp3);
    if (outcome != STEP_DONE)
        wipe(s->pcm, s->pcm->nframes);
    buf_finish(&request);
    buf_finish(&reply);
    return outcome;
}

static enum step_outcome say_again(struct saying *s, const struct segment *part, uint32_t first_token,
                                   bool safest)
{
    s->pcm->nretried++;
    step_count_retry(s->worker->pool);
    return say_part(s, part, first_token, safest);
}

static bool is_final(enum step_outcome outcome)
{
    return outcome == STEP_DONE || outcome == STEP_CANCELLED || outcome == STEP_LOST;
}

/* The utterances [from, to) as a segment of their own, with spans and tokens counted from its own beginning.
 */
static struct segment cut_part(struct arena *a, const struct segment *whole, size_t from, size_t to)
{
    const struct utterance *first = &whole->utterances[from], *last = &whole->utterances[to - 1];
    struct segment part = {
        .block = whole->block, .language = whole->language, .voice = whole->voice, .nutterances = to - from};
    part.spoken = span_slice(whole->spoken, first->spoken_at, (size_t)last->spoken_at + last->spoken_bytes);
    part.ntokens = last->token + last->ntokens - first->token;
    part.tokens = arena_alloc(a, part.ntokens * sizeof *part.tokens);
    for (size_t i = 0; i < part.ntokens; i++) {
        part.tokens[i] = whole->tokens[first->token + i];
        part.tokens[i].spoken_at -= first->spoken_at;
    }
    part.utterances = arena_alloc(a, part.nutterances * sizeof *part.utterances);
    for (size_t i = 0; i < part.nutterances; i++) {
        part.utterances[i] = whole->utterances[from + i];
        part.utterances[i].spoken_at -= first->spoken_at;
        part.utterances[i].token -= first->token;
    }
    return part;
}

/* A pause in a sentence's place; its words get their marks there, so that a highlight does not hang. */
static void skip_sentence(struct saying *s, const struct segment *sentence, uint32_t first_token)
{
    uint64_t ms = SKIPPED_PAUSE_MS + sentence->utterances[sentence->nutterances - 1].pause_ms;
    uint64_t room = s->limit - s->pcm->nframes, nframes = ms * AUDIO_RATE_HZ / 1000;
    struct say_result silence = {
        .nframes = nframes < room ? nframes : room, .nmarks = sentence->ntokens, .nskipped = 1};
    silence.marks = arena_alloc(s->arena, silence.nmarks * sizeof *silence.marks);
    for (size_t i = 0; i < silence.nmarks; i++)
        silence.marks[i].token = (uint32_t)i;
    take(s, &silence, first_token);
    log_warn("a sentence of %zu bytes crashed the engine and was left out", sentence->spoken.n);
}

static enum step_outcome say_sentence(struct saying *s, const struct segment *sentence, uint32_t first_token)
{
    enum step_outcome outcome = say_part(s, sentence, first_token, false);
    if (is_final(outcome))
        return outcome;
    outcome = say_again(s, sentence, first_token, true);
    if (is_final(outcome))
        return outcome;
    skip_sentence(s, sentence, first_token);
    return STEP_DONE;
}

static enum step_outcome say_sentences(struct saying *s, const struct segment *segment)
{
    enum step_outcome outcome = STEP_DONE;
    for (size_t from = 0, to; outcome == STEP_DONE && from < segment->nutterances; from = to) {
        to = from + 1;
        while (to < segment->nutterances && !segment->utterances[to].sentence)
            to++;
        struct segment sentence = cut_part(s->arena, segment, from, to);
        outcome = say_sentence(s, &sentence, segment->utterances[from].token);
    }
    return outcome;
}

static void count_skipped(struct pool *p, uint32_t n)
{
    pthread_mutex_lock(&p->lock);
    p->stat.skipped += n;
    pthread_mutex_unlock(&p->lock);
}

/* Without memory there is nothing to fall back on. */
static bool say_whole(struct saying *s, const struct segment *segment, enum step_outcome *outcome)
{
    if (!s->mp3 && !pcm_create(s->pcm, s->worker->pool->config, s->err))
        return false;
    *outcome = say_part(s, segment, 0, false);
    if (!is_final(*outcome))
        *outcome = say_again(s, segment, 0, false);
    if (is_final(*outcome))
        return true;
    if (s->mp3 && !pcm_create(s->pcm, s->worker->pool->config, s->err))
        return false;
    s->mp3 = NULL;
    *outcome = say_sentences(s, segment);
    return true;
}

bool say_segment(struct worker *w, const struct post *post, size_t segment, struct pcm *pcm, struct buf *mp3,
                 struct error *err)
{
    struct arena scratch;
    arena_init(&scratch);
    const struct segment *whole = &post->script.segments[segment];
    struct saying s = {.worker = w, .arena = &scratch, .post = post, .pcm = pcm, .mp3 = mp3, .err = err};
    s.last = is_last_segment(w->pool, post, segment);
    s.limit = (uint64_t)w->pool->config->segment_max_ms * AUDIO_RATE_HZ / 1000;
    pcm->marks = calloc(whole->ntokens + 1, sizeof *pcm->marks);
    enum step_outcome outcome = STEP_FAILED;
    bool tried = say_whole(&s, whole, &outcome);
    arena_finish(&scratch);
    if (pcm->nskipped)
        count_skipped(w->pool, pcm->nskipped);
    return tried && (outcome == STEP_DONE || step_error(outcome, "say", err));
}

static enum step_outcome encode_once(struct worker *w, const struct encode_request *r, int memory,
                                     struct buf *out, struct error *err)
{
    struct buf request = BUF_EMPTY;
    encode_request_put(r, &request);
    size_t before = out->n, most = encoding_most_bytes(&r->encoding, r->mp3_frames);
    struct step step = {.id = STEP_ENCODE, .request = buf_span(&request), .memory = memory};
    step.reply_max_bytes = most > 4096 ? most : 4096; /* an error is an answer, too */
    enum step_outcome outcome = step_retry(w, &step, out, err);
    if (outcome == STEP_DONE &&
        !encoding_is_whole(&r->encoding, r->mp3_frames, span_slice(buf_span(out), before, out->n)))
        outcome = STEP_CRASHED;
    if (outcome != STEP_DONE)
        out->n = before;
    buf_finish(&request);
    return outcome;
}

bool encode_segment(struct worker *w, const struct post *post, size_t segment, struct pcm *pcm,
                    struct buf *out, struct error *err)
{
    struct pool *p = w->pool;
    const struct segment *whole = &post->script.segments[segment];
    struct manner manner = segment_manner(p->voices, post, whole);
    const struct encode_request r = {.mp3_frames = segment_mp3_frames(whole, pcm->nframes, pcm->nskipped),
                                     .voice = voice_number(p, manner.voice),
                                     .encoding = encoding_of(p, post, is_last_segment(p, post, segment))};
    assert(pcm->raw);
    enum step_outcome outcome = encode_once(w, &r, pcm->fd, out, err);
    if (is_final(outcome))
        return outcome == STEP_DONE || step_error(outcome, "encode", err);
    log_warn("a segment could not be encoded and is silent");
    wipe(pcm, 0);
    pcm->nskipped++;
    count_skipped(p, 1);
    outcome = encode_once(w, &r, pcm->fd, out, err);
    return outcome == STEP_DONE || (outcome != STEP_FAILED && step_error(outcome, "encode", err));
}
