/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/message.h"

#include <string.h>

enum {
    FRAMES_MAX = SPEECH_RATE_HZ * 3600 * 2, /* above segment_max_ms's largest value, padding included */
    TOKEN_WIRE = 8,
    UTTERANCE_WIRE = 24,
    MARK_WIRE = 8,
};

static void put_bool(struct buf *b, bool value)
{
    wire_put_u32(b, value);
}

static bool get_bool(struct wire *w)
{
    return wire_get_u32_max(w, 1) == 1;
}

static uint64_t get_frames(struct wire *w)
{
    uint64_t n = wire_get_u64(w);
    w->bad |= n > FRAMES_MAX;
    return w->bad ? 0 : n;
}

void error_put(const struct error *err, struct buf *message)
{
    wire_put_u32(message, err->code);
    wire_put_span(message, span_of(err->detail));
}

bool error_get(struct wire *w, struct error *err)
{
    uint32_t code = wire_get_u32_max(w, ERROR_COUNT - 1);
    struct span detail = wire_get_span(w);
    if (!wire_done(w) || code == ERROR_NONE)
        return error_set(err, ERROR_INTERNAL, "a child's error is malformed");
    return error_set(err, (enum error_code)code, "%.*s", detail.n < 240 ? (int)detail.n : 239, detail.p);
}

/* Empty or what a request may carry. */
static struct span get_validator(struct wire *w)
{
    struct span text = wire_get_span(w);
    w->bad |= text.n && !page_is_validator(text);
    return w->bad ? (struct span){"", 0} : text;
}

void fetch_request_put(const struct fetch_request *r, struct buf *message)
{
    wire_put_span(message, r->url);
    wire_put_span(message, r->sites);
    wire_put_span(message, r->copy.url);
    wire_put_span(message, r->copy.etag);
    wire_put_span(message, r->copy.last_modified);
    put_bool(message, r->picture);
    wire_put_span(message, r->fields);
    wire_put_span(message, r->body);
}

bool fetch_request_get(struct span message, struct fetch_request *r)
{
    struct wire w = {.rest = message};
    r->url = wire_get_span(&w);
    r->sites = wire_get_span(&w);
    r->copy.url = wire_get_span(&w);
    r->copy.etag = get_validator(&w);
    r->copy.last_modified = get_validator(&w);
    r->picture = get_bool(&w);
    r->fields = wire_get_span(&w);
    r->body = wire_get_span(&w);
    return wire_done(&w);
}

void fetch_result_put(const struct fetched *f, struct buf *message)
{
    wire_put_u32(message, (uint32_t)f->status);
    wire_put_u32(message, (uint32_t)(f->max_age_s + 1));
    wire_put_span(message, buf_span(&f->etag));
    wire_put_span(message, buf_span(&f->last_modified));
    wire_put_span(message, buf_span(&f->body));
    wire_put_span(message, buf_span(&f->media_type));
    wire_put_span(message, buf_span(&f->language));
    wire_put_span(message, buf_span(&f->url));
}

bool fetch_result_get(struct span message, struct fetched *f)
{
    struct wire w = {.rest = message};
    *f = (struct fetched){.status = (int)wire_get_u32_max(&w, 999)};
    f->max_age_s = (int64_t)wire_get_u32_max(&w, PAGE_MAX_AGE_S + 1) - 1;
    struct buf *const parts[] = {&f->etag,       &f->last_modified, &f->body,
                                 &f->media_type, &f->language,      &f->url};
    struct span found[COUNT_OF(parts)];
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        found[i] = i < 2 ? get_validator(&w) : wire_get_span(&w);
    if (!wire_done(&w) || (f->status == 304 && found[2].n))
        return false;
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        buf_add_span(parts[i], found[i]);
    return true;
}

void read_request_put(const struct read_request *r, struct buf *message)
{
    wire_put_u32(message, r->mode);
    wire_put_u32(message, r->rate_wpm);
    put_bool(message, r->speak_title);
    put_bool(message, r->article_only);
    put_bool(message, r->explain);
    put_bool(message, r->why);
    put_bool(message, r->verbatim);
    const struct span parts[] = {
        r->source.media_type, r->source.name, r->source.url, r->source.language, r->voice,
        r->language,          r->title,       r->byline,     r->source.bytes,    r->lexicon,
        r->lexicon_name};
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        wire_put_span(message, parts[i]);
}

bool read_request_get(struct span message, struct read_request *r)
{
    struct wire w = {.rest = message};
    *r = (struct read_request){.mode = (enum read_mode)wire_get_u32_max(&w, READ_MODES - 1)};
    r->rate_wpm = wire_get_u32(&w);
    r->speak_title = get_bool(&w);
    r->article_only = get_bool(&w);
    r->explain = get_bool(&w);
    r->why = get_bool(&w);
    r->verbatim = get_bool(&w);
    struct span *const parts[] = {
        &r->source.media_type, &r->source.name, &r->source.url, &r->source.language, &r->voice,
        &r->language,          &r->title,       &r->byline,     &r->source.bytes,    &r->lexicon,
        &r->lexicon_name};
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        *parts[i] = wire_get_span(&w);
    return wire_done(&w);
}

void read_result_put(const struct read_result *r, struct buf *message)
{
    put_bool(message, r->scripted);
    wire_put_u32(message, r->voice);
    wire_put_u32(message, r->rate_wpm);
    article_put(&r->article, message);
    if (r->scripted)
        script_put(&r->script, message);
}

bool read_result_get(struct arena *a, struct span message, size_t nvoices, struct read_result *r)
{
    struct wire w = {.rest = message};
    *r = (struct read_result){.scripted = get_bool(&w)};
    r->voice = wire_get_u32(&w);
    r->rate_wpm = wire_get_u32(&w);
    if (!article_get(a, &w, &r->article))
        return false;
    if (r->scripted &&
        (r->voice >= nvoices || r->rate_wpm == 0 || !script_get(a, &w, &r->article, &r->script)))
        return false;
    return wire_done(&w);
}

static void segment_put(const struct segment *s, struct buf *message)
{
    wire_put_span(message, s->language);
    wire_put_span(message, s->spoken);
    wire_put_u32(message, (uint32_t)s->ntokens);
    for (size_t i = 0; i < s->ntokens; i++) {
        wire_put_u32(message, s->tokens[i].spoken_at);
        wire_put_u32(message, s->tokens[i].spoken_bytes);
    }
    wire_put_u32(message, (uint32_t)s->nutterances);
    for (size_t i = 0; i < s->nutterances; i++) {
        const struct utterance *u = &s->utterances[i];
        const uint32_t fields[] = {u->spoken_at, u->spoken_bytes, u->token,
                                   u->ntokens,   u->pause_ms,     u->sentence};
        for (size_t k = 0; k < COUNT_OF(fields); k++)
            wire_put_u32(message, fields[k]);
    }
}

static void tokens_get(struct arena *a, struct wire *w, struct segment *s)
{
    s->ntokens = wire_get_count(w, TOKEN_WIRE);
    s->tokens = arena_alloc(a, s->ntokens * sizeof *s->tokens);
    size_t end = 0;
    for (size_t i = 0; i < s->ntokens; i++) {
        struct token *t = &s->tokens[i];
        t->spoken_at = wire_get_u32(w);
        t->spoken_bytes = wire_get_u32(w);
        w->bad |=
            t->spoken_at < end || t->spoken_at > s->spoken.n || t->spoken_bytes > s->spoken.n - t->spoken_at;
        end = (size_t)t->spoken_at + t->spoken_bytes;
    }
}

static void utterances_get(struct arena *a, struct wire *w, struct segment *s)
{
    s->nutterances = wire_get_count(w, UTTERANCE_WIRE);
    s->utterances = arena_alloc(a, s->nutterances * sizeof *s->utterances);
    size_t end = 0, token = 0;
    for (size_t i = 0; i < s->nutterances; i++) {
        struct utterance *u = &s->utterances[i];
        u->spoken_at = wire_get_u32(w);
        u->spoken_bytes = wire_get_u32(w);
        u->token = wire_get_u32(w);
        u->ntokens = wire_get_u32(w);
        u->pause_ms = wire_get_u32(w);
        u->sentence = get_bool(w);
        w->bad |=
            u->spoken_at < end || u->spoken_at > s->spoken.n || u->spoken_bytes > s->spoken.n - u->spoken_at;
        w->bad |= u->token < token || u->token > s->ntokens || u->ntokens > s->ntokens - u->token;
        end = (size_t)u->spoken_at + u->spoken_bytes;
        token = (size_t)u->token + u->ntokens;
    }
}

void say_request_put(const struct say_request *r, struct buf *message)
{
    wire_put_u32(message, r->voice);
    wire_put_u32(message, r->rate_wpm);
    put_bool(message, r->safest);
    put_bool(message, r->encoded);
    put_bool(message, r->raw);
    encoding_put(&r->encoding, message);
    wire_put_u32(message, (uint32_t)(r->pitch_change + PITCH_CHANGE_MOST));
    wire_put_u64(message, r->at);
    wire_put_u64(message, r->capacity);
    segment_put(&r->segment, message);
}

bool say_request_get(struct arena *a, struct span message, size_t nvoices, struct say_request *r)
{
    struct wire w = {.rest = message};
    *r = (struct say_request){.voice = wire_get_u32(&w)};
    r->rate_wpm = wire_get_u32(&w);
    r->safest = get_bool(&w);
    r->encoded = get_bool(&w);
    r->raw = get_bool(&w);
    r->encoding = encoding_get(&w);
    r->pitch_change = (int)wire_get_u32_max(&w, 2 * PITCH_CHANGE_MOST) - PITCH_CHANGE_MOST;
    r->at = get_frames(&w);
    r->capacity = get_frames(&w);
    r->segment.language = wire_get_span(&w);
    r->segment.spoken = wire_get_span(&w);
    tokens_get(a, &w, &r->segment);
    utterances_get(a, &w, &r->segment);
    return wire_done(&w) && r->voice < nvoices && r->at <= r->capacity;
}

void marks_put(const struct mark *marks, size_t nmarks, struct buf *message)
{
    wire_put_u32(message, (uint32_t)nmarks);
    for (size_t i = 0; i < nmarks; i++) {
        wire_put_u32(message, marks[i].token);
        wire_put_u32(message, marks[i].frame);
    }
}

bool marks_get(struct arena *a, struct wire *w, size_t ntokens, uint64_t nframes, struct mark **marks,
               size_t *nmarks)
{
    *nmarks = wire_get_count(w, MARK_WIRE);
    *marks = arena_alloc(a, *nmarks * sizeof **marks);
    for (size_t i = 0; i < *nmarks; i++) {
        struct mark *m = &(*marks)[i];
        m->token = wire_get_u32(w);
        m->frame = wire_get_u32(w);
        w->bad |= m->token >= ntokens || m->frame > nframes;
        w->bad |= i && (m->token <= m[-1].token || m->frame < m[-1].frame);
    }
    return !w->bad;
}

void say_result_put(const struct say_result *r, struct buf *message)
{
    wire_put_u64(message, r->nframes);
    wire_put_u32(message, r->nskipped);
    marks_put(r->marks, r->nmarks, message);
    wire_put_span(message, r->mp3);
}

/* The pause behind the last utterance, where it was reached. */
static size_t silence_at_end(const struct segment *s, uint64_t nframes, uint32_t nskipped)
{
    if (s->nutterances == 0 || nskipped)
        return 0;
    size_t silent = (size_t)s->utterances[s->nutterances - 1].pause_ms * AUDIO_RATE_HZ / 1000;
    return silent < nframes ? silent : (size_t)nframes;
}

size_t segment_mp3_frames(const struct segment *segment, uint64_t nframes, uint32_t nskipped)
{
    return mp3_segment_frames((size_t)nframes, silence_at_end(segment, nframes, nskipped));
}

static bool is_whole_mp3(const struct say_request *asked, const struct say_result *r)
{
    size_t mp3_frames = segment_mp3_frames(&asked->segment, r->nframes, r->nskipped);
    return encoding_is_whole(&asked->encoding, mp3_frames, r->mp3);
}

bool say_result_get(struct arena *a, struct span message, const struct say_request *asked,
                    struct say_result *r)
{
    struct wire w = {.rest = message};
    *r = (struct say_result){.nframes = get_frames(&w)};
    r->nskipped = wire_get_u32(&w);
    marks_get(a, &w, asked->segment.ntokens, r->nframes, &r->marks, &r->nmarks);
    r->mp3 = wire_get_span(&w);
    return wire_done(&w) && r->nframes <= asked->capacity - asked->at &&
           r->nskipped <= asked->segment.nutterances &&
           (asked->encoded ? is_whole_mp3(asked, r) : r->mp3.n == 0);
}

void encode_request_put(const struct encode_request *r, struct buf *message)
{
    wire_put_u64(message, r->mp3_frames);
    wire_put_u32(message, r->voice);
    encoding_put(&r->encoding, message);
}

bool encode_request_get(struct span message, size_t nvoices, struct encode_request *r)
{
    struct wire w = {.rest = message};
    *r = (struct encode_request){.mp3_frames = get_frames(&w)};
    r->voice = wire_get_u32(&w);
    r->encoding = encoding_get(&w);
    return wire_done(&w) && r->voice < nvoices;
}
