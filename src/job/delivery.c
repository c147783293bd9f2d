/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/delivery.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>

#include "job/tags.h"

bool speech_is_vbr(const struct speaking *s)
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

void speech_lay_out(struct speech_job *j)
{
    const struct speaking *s = &j->shared;
    int kbps = (int)s->pool->config->bitrate_kbps;
    struct timeline *t = &j->result->timeline;
    if (t->segments)
        return;
    t->segments = arena_alloc(j->arena, s->npieces * sizeof *t->segments);
    t->bytes = arena_alloc(j->arena, (s->npieces + 1) * sizeof *t->bytes);
    const struct clip *intro = &s->pool->intro, *outro = &s->pool->outro;
    uint64_t mp3_frames = clip_mp3_frames(intro), audio_bytes = intro->mp3.n;
    t->nframes = mp3_frames * MP3_FRAME;
    for (size_t i = 0; i < s->npieces; i++) {
        const struct piece *piece = &s->pieces[i];
        bool last = i + 1 == s->npieces && !outro->mp3.n;
        fill_time(j->arena, piece, t->nframes, &t->segments[i]);
        t->bytes[i] = audio_bytes;
        t->nframes += t->segments[i].nframes;
        mp3_frames += piece->mp3_frames + (last ? 2 : 0);
        audio_bytes += mp3_segment_bytes(piece->mp3_frames, kbps, last);
    }
    t->bytes[s->npieces] = audio_bytes;
    t->nframes += clip_mp3_frames(outro) * MP3_FRAME;
    mp3_frames += clip_mp3_frames(outro) + (outro->mp3.n ? 2 : 0);
    audio_bytes += outro->mp3.n;
    const struct tags tags = post_head_tags(j->arena, s->post, s->pool->config, t);
    struct buf head = BUF_EMPTY;
    if (speech_is_vbr(s)) {
        audio_bytes = j->index.nbytes;
        mp3_head_vbr(&tags, t->nframes, &j->index, (int)s->pool->config->vbr_quality, &head);
    } else {
        mp3_head(&tags, t->nframes, mp3_frames, audio_bytes, kbps, &head);
    }
    j->result->head = arena_copy(j->arena, buf_span(&head));
    t->size_bytes = head.n + audio_bytes;
    for (size_t i = 0; i <= s->npieces; i++)
        t->bytes[i] += head.n;
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
    if (speech_is_vbr(&j->shared))
        mp3_index_add(&j->index, bytes); /* of a constant rate, as any stretch may be */
    return !bytes.n || j->sink->audio(j->sink->arg, bytes.p, bytes.n) || cancelled(err);
}

bool speech_is_placed(const struct speech_job *j)
{
    return j->known && j->sink->place && j->shared.options->form == SPEAK_MP3;
}

/* What stands before the first segment and behind the last; adds to 'head'. */
static bool place_ends(struct speech_job *j, struct buf *head)
{
    const struct speak_sink *sink = j->sink;
    const struct clip *intro = &j->shared.pool->intro, *outro = &j->shared.pool->outro;
    buf_add_span(head, buf_span(&intro->mp3));
    return sink->place(sink->arg, 0, head->p, head->n) &&
           sink->place(sink->arg, j->result->timeline.bytes[j->shared.npieces], outro->mp3.p, outro->mp3.n);
}

bool speech_begin(struct speech_job *j, struct error *err)
{
    const struct speak_sink *sink = j->sink;
    if (j->known)
        speech_lay_out(j);
    if (!sink->begin(sink->arg, j->known ? &j->result->timeline : NULL))
        return cancelled(err);
    if (j->shared.options->form == SPEAK_PCM)
        return deliver_clip(j, &j->shared.pool->intro, err);
    struct buf head = BUF_EMPTY;
    const struct tags tags = post_head_tags(j->arena, j->shared.post, j->shared.pool->config, NULL);
    if (j->known)
        buf_add_span(&head, j->result->head);
    else if (speech_is_vbr(&j->shared))
        mp3_head_vbr(&tags, 0, &j->index, 0, &head);
    else
        mp3_head(&tags, 0, 0, 0, (int)j->shared.pool->config->bitrate_kbps, &head);
    bool ok = speech_is_placed(j) ? place_ends(j, &head) : sink->audio(sink->arg, head.p, head.n);
    buf_finish(&head);
    if (!ok)
        return cancelled(err);
    return speech_is_placed(j) || deliver_clip(j, &j->shared.pool->intro, err);
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

static bool deliver_mp3(struct speech_job *j, struct piece *piece, struct error *err)
{
    const struct speak_sink *sink = j->sink;
    struct span mp3 = buf_span(&piece->mp3);
    if (speech_is_vbr(&j->shared))
        mp3_index_add(&j->index, mp3);
    bool ok = speech_is_placed(j)
                  ? sink->place(sink->arg, j->result->timeline.bytes[piece->index], mp3.p, mp3.n)
                  : sink->audio(sink->arg, mp3.p, mp3.n);
    return ok || cancelled(err);
}

/* Before its sound, when no timeline told it. */
static void tell_time(struct speech_job *j, const struct piece *piece)
{
    struct segment_time time;
    if (j->known || !j->sink->timed)
        return;
    fill_time(j->arena, piece, j->frame, &time);
    j->frame += time.nframes;
    j->sink->timed(j->sink->arg, piece->index, &time);
}

bool speech_deliver(struct speech_job *j, struct piece *piece, struct error *err)
{
    const struct speak_sink *sink = j->sink;
    bool pcm = j->shared.options->form == SPEAK_PCM;
    tell_time(j, piece);
    if (!(pcm ? deliver_pcm(j, piece, err) : deliver_mp3(j, piece, err)))
        return false;
    buf_finish(&piece->mp3);
    j->result->nretried += piece->pcm.nretried;
    j->result->nskipped += piece->pcm.nskipped;
    j->result->ncached += piece->cached;
    if (sink->progress)
        sink->progress(sink->arg, j->shared.ndelivered + 1, j->shared.npieces);
    if (piece->index + 1 == j->shared.npieces && !speech_is_placed(j))
        return deliver_clip(j, &j->shared.pool->outro, err);
    return true;
}
