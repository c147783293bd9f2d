/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/fake_pool.h"

#include <string.h>
#include <unistd.h>

enum { OPEN = 1 << 20, HEAD_BYTES = 4 };

struct fake_pool fake;
static const struct voice voice = {.name = "fake"};

void fake_reset(void)
{
    memset(&fake, 0, sizeof fake);
    fake.gate = fake.read_gate = OPEN;
}

bool fake_wait(atomic_int *count, int least)
{
    for (int i = 0; i < 10000 && atomic_load(count) < least; i++)
        usleep(1000);
    return atomic_load(count) >= least;
}

char fake_byte(size_t at)
{
    return at < HEAD_BYTES ? 'H' : (char)(at * 31 % 251);
}

/* Takes one from the gate, waiting for it. */
static void pass(atomic_int *gate)
{
    while (atomic_fetch_sub(gate, 1) <= 0) {
        atomic_fetch_add(gate, 1);
        usleep(500);
    }
}

void pool_stat(struct pool *p, struct pool_stat *out)
{
    (void)p;
    memset(out, 0, sizeof *out);
    out->lost = atomic_load(&fake.lost);
}

const struct voices *pool_voices(const struct pool *p)
{
    (void)p;
    return NULL; /* nobody asks for them here */
}

bool pool_fetch(struct pool *p, struct span url, struct span sites, const struct page_copy *copy,
                struct fetched *out, struct error *err)
{
    (void)p, (void)sites, (void)copy;
    atomic_fetch_add(&fake.fetches, 1);
    if (span_ends(url, "/absent"))
        return error_set(err, ERROR_FETCH_STATUS, "absent");
    buf_add_span(&out->body, url);
    buf_add_text(&out->media_type, "text/plain");
    buf_add_span(&out->url, url);
    return true;
}

bool pool_post(struct pool *p, const struct letter *letter, struct error *err)
{
    (void)p, (void)letter, (void)err;
    return true;
}

bool pool_read(struct pool *p, struct arena *a, const struct page_source *source,
               const struct read_options *options, struct post *post, struct error *err)
{
    (void)p;
    pass(&fake.read_gate);
    atomic_fetch_add(&fake.reads, 1);
    if (span_trim(source->bytes).n == 0)
        return error_set(err, ERROR_NO_TEXT, "blank");
    if (options->voice.n && !span_is(options->voice, "fake"))
        return error_set(err, ERROR_VOICE_UNKNOWN, "not fake");
    struct digest d;
    digest_init(&d);
    digest_part(&d, source->bytes);
    digest_key(&d, post->key);
    post->article.title = arena_copy(a, options->title.n ? options->title : SPAN("A \"title\""));
    post->article.language = SPAN("en");
    post->article.url = arena_copy(a, source->url);
    post->article.nblocks = 3;
    post->voice = &voice;
    post->rate_wpm = 165;
    return true;
}

static bool hand_out(const struct speak_sink *sink)
{
    static _Thread_local char piece[FAKE_PIECE_BYTES];
    for (size_t i = 0; i < FAKE_PIECES; i++) {
        pass(&fake.gate);
        for (size_t k = 0; k < sizeof piece; k++) {
            size_t at = i * sizeof piece + k;
            piece[k] = at < HEAD_BYTES && fake.inexact ? '?' : fake_byte(at);
        }
        if (!sink->audio(sink->arg, piece, sizeof piece) || fake.breaks)
            return false;
    }
    return true;
}

bool pool_speak(struct pool *p, struct arena *a, const struct post *post, const struct speak_options *options,
                const struct speak_sink *sink, struct speak_result *result, struct error *err)
{
    (void)p, (void)a, (void)post, (void)options;
    struct timeline timeline = {.nframes = 22050 * 25, .size_bytes = FAKE_BYTES};
    atomic_fetch_add(&fake.speaks, 1);
    bool ok = sink->begin(sink->arg, fake.inexact ? NULL : &timeline) && hand_out(sink);
    if (ok) {
        result->timeline = timeline;
        result->head = SPAN("HHHH");
    } else if (fake.breaks)
        error_set(err, ERROR_CRASHED, "broken");
    else {
        error_set(err, ERROR_CANCELLED, "not wanted");
        atomic_fetch_add(&fake.cancelled, 1);
    }
    atomic_fetch_add(&fake.ended, 1);
    return ok;
}

void speaking_want(struct speaking *s, size_t segment)
{
    (void)s, (void)segment;
}

void marks_print_known(const struct post *post, const struct segment_time *times, size_t ntimes,
                       struct buf *out)
{
    (void)post, (void)times;
    buf_printf(out, "{\"known\":%zu}", ntimes);
}

void captions_print_vtt(const struct post *post, const struct timeline *timeline, struct buf *out)
{
    (void)post, (void)timeline;
    buf_add_text(out, "WEBVTT\n");
}

void chapters_print_json(const struct post *post, const struct timeline *timeline, struct buf *out)
{
    (void)post, (void)timeline;
    buf_add_text(out, "{\"version\":\"1.2.0\"}");
}

void marks_print_json(const struct post *post, const struct timeline *timeline, struct buf *out)
{
    (void)post;
    buf_printf(out, "{\"duration_ms\":%d}", (int)(timeline->nframes * 1000 / SPEECH_RATE_HZ));
}
