/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine's silence around an utterance differs from sentence to sentence, so it is cut off and our own
 * put in its place: a pause is as long as the script says, to the frame. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "speech/espeak.h"
#include "speech/marks.h"
#include "speech/text.h"

enum {
    SILENCE_LEVEL = 8,                       /* -72 dBFS: below what is heard as the beginning of a word */
    FADE_FRAMES = SPEECH_RATE_HZ * 3 / 1000, /* the last frame before a silence can be loud: 3 ms */
};

static bool is_silent(int16_t frame)
{
    return abs(frame) < SILENCE_LEVEL;
}

/* Cuts the silence at both ends of what was spoken since 'begin'; returns the frames cut at its beginning. */
static size_t trim(struct engine_output *out, size_t begin)
{
    size_t from = begin, to = out->nframes;
    while (to > from && is_silent(out->frames[to - 1]))
        to--;
    while (from < to && is_silent(out->frames[from]))
        from++;
    memmove(out->frames + begin, out->frames + from, (to - from) * sizeof *out->frames);
    out->nframes = begin + (to - from);
    return from - begin;
}

static void fade_out(int16_t *frames, size_t begin, size_t end)
{
    size_t n = end - begin < FADE_FRAMES ? end - begin : FADE_FRAMES;
    for (size_t i = 0; i < n; i++)
        frames[end - 1 - i] = (int16_t)(frames[end - 1 - i] * (int)(i + 1) / (int)(n + 1));
}

static void add_silence(struct engine_output *out, uint32_t pause_ms)
{
    uint64_t wanted = (uint64_t)pause_ms * SPEECH_RATE_HZ / 1000;
    size_t room = out->capacity - out->nframes, n = wanted < room ? (size_t)wanted : room;
    memset(out->frames + out->nframes, 0, n * sizeof *out->frames);
    out->nframes += n;
}

static bool say_utterance(struct engine_output *out, const struct segment *segment,
                          const struct utterance *utterance, bool safest, struct mark *marks,
                          struct error *err)
{
    size_t begin = out->nframes, ntexts;
    struct engine_text *texts = engine_texts(out->arena, segment, utterance, safest, &ntexts);
    out->nevents = 0;
    for (size_t i = 0; i < ntexts && !out->full; i++)
        if (!engine_speak(&texts[i], out, err))
            return false;
    size_t cut = trim(out, begin);
    for (size_t i = 0; i < out->nevents; i++)
        out->events[i].frame = out->events[i].frame > begin + cut ? out->events[i].frame - cut : begin;
    marks_lay(out->arena, segment, utterance, out, begin, marks);
    fade_out(out->frames, begin, out->nframes);
    add_silence(out, utterance->pause_ms);
    return true;
}

bool speech_say(struct arena *a, const struct manner *manner, const struct segment *segment, bool safest,
                struct speech *speech, struct error *err)
{
    struct engine_output out = {.frames = speech->frames, .capacity = speech->capacity, .arena = a};
    speech->nframes = speech->nskipped = 0;
    speech->marks = arena_alloc(a, (segment->ntokens + 1) * sizeof *speech->marks);
    speech->nmarks = segment->ntokens;
    if (!engine_select(manner, err))
        return false;
    for (size_t i = 0; i < segment->nutterances; i++) {
        const struct utterance *utterance = &segment->utterances[i];
        assert(utterance->token + (size_t)utterance->ntokens <= segment->ntokens);
        if (!say_utterance(&out, segment, utterance, safest, speech->marks + utterance->token, err))
            return false;
        speech->nskipped += out.full;
    }
    speech->nframes = out.nframes;
    return true;
}
