/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps as their children do them: a request taken apart, the stage's function, a result. */
#include <assert.h>
#include <string.h>
#include <sys/mman.h>

#include "audio/audio.h"
#include "job/child.h"
#include "job/lines.h"
#include "job/message.h"

static bool malformed(struct error *err)
{
    return error_set(err, ERROR_INTERNAL, "a step's request is malformed");
}

static bool fetch_run(struct step_call *call, struct error *err)
{
    struct fetch_request request;
    struct fetched fetched = {0};
    if (!fetch_request_get(call->request, &request))
        return malformed(err);
    const struct config *config = call->workshop->config;
    struct letter letter = {request.url, request.fields, request.body};
    bool ok = letter.body.n     ? page_post(config, &letter, err)
              : request.picture ? page_fetch_picture(config, request.url, &fetched, err)
                                : page_fetch(config, request.url, request.sites,
                                             request.copy.url.n ? &request.copy : NULL, &fetched, err);
    if (!ok)
        return false;
    fetch_result_put(&fetched, call->reply);
    return true;
}

/* "en", "zh-hant": what could be a BCP 47 tag. Pages declare much else ("english", "<?php lang ?>"). */
static bool looks_like_language(struct span tag)
{
    size_t primary = span_find_byte(tag, '-');
    if (primary < 2 || primary > 3 || tag.n >= VOICE_NAME_BYTES)
        return false;
    for (size_t i = 0; i < primary; i++)
        if (tag.p[i] < 'a' || tag.p[i] > 'z')
            return false;
    return true;
}

/* The voice asked for, else one for the article's language. On the way the article gets its language: what
 * the caller said, else what the page says, else the voice's own, else the default. */
static const struct voice *choose_voice(const struct workshop *w, const struct read_request *r,
                                        struct article *article, struct error *err)
{
    const struct voice *voice = NULL;
    if (r->voice.n && !(voice = voices_named(w->voices, r->voice))) {
        error_set(err, ERROR_VOICE_UNKNOWN, "'%.*s'", (int)(r->voice.n < 80 ? r->voice.n : 80), r->voice.p);
        return NULL;
    }
    if (r->language.n)
        article->language = r->language;
    else if (!looks_like_language(article->language))
        article->language = span_of(voice ? voice->language : w->config->default_lang);
    if (voice)
        return voice;
    struct span language = article->language;
    voice = voices_for_language(w->voices, language);
    if (!voice)
        error_set(err, ERROR_LANGUAGE_UNKNOWN, "'%.*s'", (int)(language.n < 80 ? language.n : 80),
                  language.p);
    return voice;
}

static uint32_t voice_index(const struct voices *voices, const struct voice *voice)
{
    size_t i = 0;
    while (voices_at(voices, i) != voice)
        i++;
    return (uint32_t)i;
}

/* A page may only ask for voices we have. */
static void take_voices(struct arena *a, const struct voices *voices, struct article *article)
{
    for (size_t i = 0; i < article->nblocks; i++) {
        struct block *block = &article->blocks[i];
        if (!block->voice.n || voices_named(voices, block->voice))
            continue;
        article_note(
            a, article, block,
            arena_printf(a, "ignored: there is no voice '%.*s'", (int)block->voice.n, block->voice.p));
        block->voice = (struct span){0};
    }
}

/* false: it cannot be used; true and *lexicon is NULL: there is none. */
static bool take_lexicon(struct step_call *call, const struct read_request *r, struct span language,
                         const struct lexicon **lexicon, struct error *err)
{
    *lexicon = NULL;
    if (r->lexicon.n)
        *lexicon =
            script_lexicon(call->arena, call->workshop->config, r->lexicon, r->lexicon_name, language, err);
    return !r->lexicon.n || *lexicon;
}

static bool write_script(struct step_call *call, const struct read_request *request,
                         struct read_result *result, struct error *err)
{
    const struct workshop *w = call->workshop;
    const struct voice *voice = choose_voice(w, request, &result->article, err);
    if (!voice)
        return false;
    struct script_options options = {
        .language = result->article.language, .pauses = voice->pauses, .speak_title = request->speak_title};
    script_options_take(&options, w->config);
    if (!take_lexicon(call, request, result->article.language, &options.lexicon, err))
        return false;
    options.why = request->why;
    result->voice = voice_index(w->voices, voice);
    result->rate_wpm = request->rate_wpm ? request->rate_wpm : (uint32_t)voice->rate_wpm;
    result->scripted = true;
    return script_write(w->scripter, call->arena, &result->article, &options, &result->script, err);
}

static bool read_post(struct step_call *call, const struct read_request *request, struct error *err)
{
    struct read_result result = {0};
    struct page page;
    bool (*read)(struct arena *, const struct config *, const struct page *, struct article *,
                 struct error *) = request->explain ? article_explain : article_read;
    if (!page_decode(call->arena, call->workshop->config, &request->source, &page, err))
        return false;
    page.verbatim = request->verbatim;
    page.kind = page.verbatim ? PAGE_TEXT : page.kind;
    if (!read(call->arena, call->workshop->config, &page, &result.article, err))
        return false;
    if (!request->language.n)
        article_settle_language(call->arena, call->workshop->config, call->workshop->detector,
                                &result.article);
    if (request->title.n)
        result.article.title = request->title;
    if (request->byline.n)
        result.article.byline = request->byline;
    take_voices(call->arena, call->workshop->voices, &result.article);
    if (request->article_only && request->language.n)
        result.article.language = request->language;
    if (!request->article_only && !write_script(call, request, &result, err))
        return false;
    read_result_put(&result, call->reply);
    return true;
}

static bool read_run(struct step_call *call, struct error *err)
{
    struct read_request request;
    if (!read_request_get(call->request, &request))
        return malformed(err);
    struct span language =
        request.language.n ? request.language : span_of(call->workshop->config->default_lang);
    const struct lexicon *lexicon;
    switch (request.mode) {
    case READ_LINES:
        return take_lexicon(call, &request, language, &lexicon, err) &&
               lines_speak(call->workshop->scripter, language, lexicon, request.source.bytes, call->reply);
    case READ_SENTENCES:
        return lines_split(call->workshop->scripter, language, request.source.bytes, call->reply, err);
    default:
        return read_post(call, &request, err);
    }
}

/* MAP_SHARED, or MAP_PRIVATE: what is written stays in this child. */
static void *map_memory(int fd, size_t size_bytes, int sharing)
{
    void *p = mmap(NULL, size_bytes, PROT_READ | PROT_WRITE, sharing, fd, 0);
    assert(p != MAP_FAILED);
    return p;
}

/* The step's memory, or, when the sound does not leave this child, memory of its own in pages as large as
 * there are. Pages that nobody writes cost nothing. */
static int16_t *sound_memory(const struct step_call *call, bool own, size_t nframes)
{
    size_t size_bytes = nframes * sizeof(int16_t);
    if (!own)
        return map_memory(call->memory, size_bytes, MAP_SHARED);
    void *p =
        mmap(NULL, size_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    assert(p != MAP_FAILED);
    madvise(p, size_bytes, MADV_HUGEPAGE);
    return p;
}

/* The padding. Where the engine's last silence was cut off there is no zero yet. */
static void clear_behind(const struct speech *speech, size_t room)
{
    size_t padded = mp3_segment_frames(speech->nframes, 0) * MP3_FRAME, end = padded < room ? padded : room;
    memset(speech->frames + speech->nframes, 0, (end - speech->nframes) * sizeof *speech->frames);
}

static bool encode_said(const struct say_request *r, const struct speech *speech, struct buf *mp3,
                        struct error *err)
{
    size_t mp3_frames = segment_mp3_frames(&r->segment, speech->nframes, (uint32_t)speech->nskipped);
    return encoding_run(&r->encoding, speech->frames, mp3_frames, mp3, err);
}

static void finish(const struct step_call *call, uint32_t voice, int16_t *frames, size_t nframes)
{
    const struct workshop *w = call->workshop;
    struct sound sound = voice_sound(voices_at(w->voices, voice), w->config);
    sound_finish(frames, nframes, &sound);
}

static bool say_run(struct step_call *call, struct error *err)
{
    struct say_request request;
    const struct voices *voices = call->workshop->voices;
    if (!say_request_get(call->arena, call->request, voices_count(voices), &request))
        return malformed(err);
    struct manner manner = {voices_at(voices, request.voice), (int)request.rate_wpm, request.pitch_change};
    size_t room = mp3_segment_frames((size_t)request.capacity, 0) * MP3_FRAME;
    int16_t *frames = sound_memory(call, request.encoded, room);
    struct speech speech = {.frames = frames + request.at, .capacity = request.capacity - request.at};
    if (!speech_say(call->arena, &manner, &request.segment, request.safest, &speech, err))
        return false;
    if (!request.raw)
        finish(call, request.voice, speech.frames, speech.nframes);
    clear_behind(&speech, room - (size_t)request.at);
    struct buf mp3 = BUF_EMPTY;
    if (request.encoded && !encode_said(&request, &speech, &mp3, err))
        return false;
    struct say_result result = {speech.nframes, (uint32_t)speech.nskipped, speech.marks, speech.nmarks,
                                buf_span(&mp3)};
    say_result_put(&result, call->reply);
    return true;
}

static bool encode_run(struct step_call *call, struct error *err)
{
    struct encode_request r;
    if (!encode_request_get(call->request, voices_count(call->workshop->voices), &r))
        return malformed(err);
    size_t nframes = r.mp3_frames * MP3_FRAME;
    /* A second child may have to begin with the same sound. */
    int16_t *frames = map_memory(call->memory, nframes * sizeof *frames, MAP_PRIVATE);
    finish(call, r.voice, frames, nframes);
    return encoding_run(&r.encoding, frames, r.mp3_frames, call->reply, err);
}

/* The request is the file. */
static bool decode_run(struct step_call *call, struct error *err)
{
    const struct config *config = call->workshop->config;
    return clip_read(call->request, config->intro_max_ms, (double)config->loudness, call->reply, err);
}

/* A fetch has a limit of its own, which tells the caller more than a killed child. */
enum { FETCH_GRACE_MS = 2000 };

int64_t step_timeout_ms(const struct config *config, enum step_id step)
{
    int64_t own = step == STEP_FETCH ? config->fetch_timeout_ms + FETCH_GRACE_MS : 0;
    return own > config->step_timeout_ms ? own : config->step_timeout_ms;
}

const struct step_kind step_kinds[STEP_IDS] = {
    [STEP_FETCH] = {"fetch", SANDBOX_FETCH, fetch_run},
    [STEP_READ] = {"read", SANDBOX_READ, read_run},
    [STEP_SAY] = {"say", SANDBOX_SAY, say_run},
    [STEP_ENCODE] = {"encode", SANDBOX_COMPUTE, encode_run},
    [STEP_DECODE] = {"decode", SANDBOX_COMPUTE, decode_run},
};
