/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libespeak-ng holds some 250 mutable globals and is deterministic only until it has spoken once, so this
 * process initialises it and children that are forked from it speak. Output is synchronous: the other mode
 * hangs in a forked child. Text is always plain: with espeakSSML the engine opens files and runs a shell. */
#include "speech/espeak.h"

#include <ctype.h>
#include <espeak-ng/speak_lib.h>
#include <stdlib.h>
#include <string.h>

/* The engine connects to a PulseAudio server even when it only computes; this one is never there. */
static const char no_server[] = "unix:/nonexistent";

bool speech_start(struct error *err)
{
    const char *set = getenv("PULSE_SERVER");
    char *before = set ? strdup(set) : NULL;
    setenv("PULSE_SERVER", no_server, 1);
    int rate_hz = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, NULL, espeakINITIALIZE_DONT_EXIT);
    if (before)
        setenv("PULSE_SERVER", before, 1);
    else
        unsetenv("PULSE_SERVER");
    free(before);
    if (rate_hz != SPEECH_RATE_HZ)
        return error_set(err, ERROR_INTERNAL, "eSpeak NG starts with %d Hz: is its data installed?", rate_hz);
    return true;
}

struct span speech_engine_version(void)
{
    return span_of(espeak_Info(NULL));
}

const char *speech_data_folder(void)
{
    const char *folder = "";
    espeak_Info(&folder);
    return folder;
}

static void copy_name(char *to, size_t size, const char *from)
{
    size_t n = strnlen(from, size - 1);
    memcpy(to, from, n);
    to[n] = 0;
}

/* espeak_ListVoices reads all voice files; done here, before any child, so that no child has to. */
static struct engine_voice *list(struct arena *a, espeak_VOICE *wanted, size_t *count)
{
    const espeak_VOICE **voices = espeak_ListVoices(wanted);
    size_t n = 0;
    while (voices[n])
        n++;
    struct engine_voice *out = arena_alloc(a, (n + 1) * sizeof *out);
    *count = 0;
    for (size_t i = 0; i < n; i++) {
        const char *language = voices[i]->languages + 1; /* behind its priority byte */
        /* A name cut short would be another name. */
        if (strlen(language) >= VOICE_NAME_BYTES || strlen(voices[i]->identifier) >= VOICE_NAME_BYTES)
            continue;
        struct engine_voice *voice = &out[(*count)++];
        copy_name(voice->identifier, sizeof voice->identifier, voices[i]->identifier);
        copy_name(voice->title, sizeof voice->title, voices[i]->name);
        for (size_t k = 0; language[k]; k++)
            voice->language[k] = (char)tolower((unsigned char)language[k]);
    }
    return out;
}

struct engine_voice *engine_languages(struct arena *a, size_t *count)
{
    return list(a, NULL, count);
}

struct engine_voice *engine_variants(struct arena *a, size_t *count)
{
    espeak_VOICE wanted = {.languages = "variant"};
    return list(a, &wanted, count);
}

/* The engine counts characters from 1 and sometimes past the end. */
static uint32_t spoken_at(const struct engine_text *text, int text_position)
{
    size_t character = (size_t)text_position - 1;
    if (character >= text->ncharacters)
        character = text->ncharacters ? text->ncharacters - 1 : 0;
    return text->source[character];
}

/* A word that lies before the last one is no word: the engine marks a pause so. */
static void add_event(struct engine_output *out, const espeak_EVENT *event)
{
    uint32_t at = spoken_at(out->text, event->text_position);
    if (out->nevents && at < out->events[out->nevents - 1].spoken_at)
        return;
    out->events =
        arena_grow(out->arena, out->events, out->nevents, &out->events_capacity, sizeof *out->events);
    out->events[out->nevents++] =
        (struct engine_event){.spoken_at = at, .frame = out->began + (size_t)event->sample};
}

static int take(short *frames, int nframes, espeak_EVENT *event)
{
    /* The list's end carries the pointer too. */
    struct engine_output *out = event->user_data;
    for (; event->type != espeakEVENT_LIST_TERMINATED; event++)
        if (event->type == espeakEVENT_WORD && event->text_position > 0) /* 0: a pause, too */
            add_event(out, event);
    if (!frames || nframes <= 0)
        return out->full;
    size_t n = (size_t)nframes;
    if (n > out->capacity - out->nframes) {
        n = out->capacity - out->nframes;
        out->full = true;
    }
    memcpy(out->frames + out->nframes, frames, n * sizeof *frames);
    out->nframes += n;
    return out->full;
}

/* On the engine's scale. */
static int pitch_of(const struct manner *manner)
{
    int pitch = manner->voice->pitch + manner->pitch_change;
    return pitch < 0 ? 0 : pitch > 100 ? 100 : pitch;
}

bool engine_select(const struct manner *manner, struct error *err)
{
    const struct voice *voice = manner->voice;
    if (espeak_SetVoiceByName(voice->engine) != EE_OK)
        return error_set(err, ERROR_INTERNAL, "eSpeak NG does not take the voice '%s'", voice->engine);
    const struct {
        espeak_PARAMETER parameter;
        int value;
    } settings[] = {
        {espeakRATE, manner->rate_wpm ? manner->rate_wpm : voice->rate_wpm},
        {espeakPITCH, pitch_of(manner)},
        {espeakRANGE, voice->pitch_range},
        {espeakVOLUME, 100},
    };
    for (size_t i = 0; i < COUNT_OF(settings); i++)
        if (espeak_SetParameter(settings[i].parameter, settings[i].value, 0) != EE_OK)
            return error_set(err, ERROR_INTERNAL, "eSpeak NG refuses parameter %d = %d",
                             settings[i].parameter, settings[i].value);
    espeak_SetSynthCallback(take);
    return true;
}

bool engine_speak(const struct engine_text *text, struct engine_output *out, struct error *err)
{
    out->text = text;
    out->began = out->nframes;
    unsigned flags = espeakCHARS_UTF8 | (text->phonemes ? espeakPHONEMES : 0);
    espeak_ERROR status =
        espeak_Synth(text->text, strlen(text->text) + 1, 0, POS_CHARACTER, 0, flags, NULL, out);
    if (status != EE_OK && !out->full)
        return error_set(err, ERROR_INTERNAL, "eSpeak NG fails with status %d", status);
    return true;
}
