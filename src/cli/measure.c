/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/measure.h"

#include <math.h>

#include "cli/progress.h"

struct measured {
    const struct voice *voice;
    double lufs, true_peak_db, gain_db; /* gain_db: what it needs */
    uint64_t nframes;
};

/* ---- one voice ---- */

static bool on_begin(void *arg, const struct timeline *timeline)
{
    (void)arg;
    (void)timeline;
    return true;
}

struct metering {
    struct loudness_meter *meter;
    uint64_t nframes;
};

static bool on_audio(void *arg, const void *bytes, size_t n)
{
    struct metering *m = arg;
    m->nframes += n / sizeof(int16_t);
    return loudness_meter_add(m->meter, bytes, n / sizeof(int16_t));
}

bool measure_speak(struct pool *pool, const struct voice *voice,
                   bool (*audio)(void *arg, const void *bytes, size_t n), void *arg, struct error *err)
{
    const struct reading *reading = reading_for(voice->language);
    struct buf text = BUF_EMPTY;
    for (size_t i = 0; i < READING_SENTENCES; i++)
        buf_printf(&text, "%s ", reading->sentences[i]);
    struct page_source source = {.bytes = buf_span(&text), .media_type = SPAN("text/plain; charset=utf-8")};
    struct read_options read = {.voice = span_of(voice->name), .language = span_of(voice->language)};
    struct speak_options options = {.form = SPEAK_PCM, .plan_budget_ms = -1};
    struct speak_sink sink = {.arg = arg, .begin = on_begin, .audio = audio};
    struct speak_result result;
    struct post post;
    struct arena a;
    arena_init(&a);
    bool ok = pool_read(pool, &a, &source, &read, &post, err) &&
              pool_speak(pool, &a, &post, &options, &sink, &result, err);
    arena_finish(&a);
    buf_finish(&text);
    return ok;
}

static bool measure(struct pool *pool, double wanted_lufs, struct measured *m, struct error *err)
{
    struct metering metering = {.meter = loudness_meter_create()};
    if (!metering.meter)
        return error_set(err, ERROR_INTERNAL, "no meter");
    bool ok = measure_speak(pool, m->voice, on_audio, &metering, err);
    m->nframes = metering.nframes;
    m->lufs = loudness_meter_lufs(metering.meter);
    m->true_peak_db = loudness_meter_true_peak_db(metering.meter);
    loudness_meter_destroy(metering.meter);
    if (ok && isinf(m->lufs))
        return error_set(err, ERROR_INTERNAL, "voice '%s' says nothing", m->voice->name);
    m->gain_db = round((m->voice->gain_db + wanted_lufs - m->lufs) * 10) / 10;
    return ok;
}

/* ---- what is told ---- */

static void print_text(const struct measured *list, size_t count, struct buf *out)
{
    buf_printf(out, "%-16s %8s %8s %8s %8s\n", "NAME", "LUFS", "DBTP", "GAIN DB", "NEEDED");
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "%-16s %8.2f %8.2f %8.1f %8.1f\n", list[i].voice->name, list[i].lufs,
                   list[i].true_peak_db, list[i].voice->gain_db, list[i].gain_db);
}

static void field_real(struct json *j, const char *key, double value, int decimals)
{
    json_key(j, key);
    json_add_real(j, value, decimals);
}

static void print_json(const struct measured *list, size_t count, struct buf *out)
{
    struct json j = json_to(out);
    json_open(&j, '[');
    for (size_t i = 0; i < count; i++) {
        json_open(&j, '{');
        json_field_text(&j, "name", span_of(list[i].voice->name));
        json_field_number(&j, "duration_ms", (int64_t)(list[i].nframes * 1000 / AUDIO_RATE_HZ));
        field_real(&j, "lufs", list[i].lufs, 2);
        field_real(&j, "true_peak_dbtp", list[i].true_peak_db, 2);
        field_real(&j, "gain_db", list[i].voice->gain_db, 1);
        field_real(&j, "gain_needed_db", list[i].gain_db, 1);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    buf_add_byte(out, '\n');
}

/* ---- all of them ---- */

static bool choose(const struct arguments *arguments, const struct voices *voices, struct measured *list,
                   size_t *count, struct error *err)
{
    for (size_t i = 0; i < arguments->nnames; i++) {
        const char *name = arguments->names[i];
        const struct voice *voice = voices_named(voices, span_of(name));
        if (!voice)
            return error_set(err, ERROR_VOICE_UNKNOWN, "'%.80s'", name);
        if (arguments->write && !voice->shipped)
            return error_set(err, ERROR_USAGE, "voice '%s' has no file to write its gain into", name);
        list[(*count)++].voice = voice;
    }
    for (size_t i = 0; !arguments->nnames && i < voices_count(voices); i++)
        if (voices_at(voices, i)->shipped)
            list[(*count)++].voice = voices_at(voices, i);
    return true;
}

static bool measure_all(const struct arguments *arguments, struct pool *pool, struct measured *list,
                        size_t count, struct error *err)
{
    struct progress progress;
    bool ok = true;
    progress_init(&progress, "voices", arguments->quiet);
    for (size_t i = 0; ok && i < count; i++) {
        progress_update(&progress, i, count);
        ok = measure(pool, (double)arguments->config.loudness, &list[i], err);
    }
    progress_clear(&progress);
    for (size_t i = 0; ok && arguments->write && i < count; i++)
        if (fabs(list[i].gain_db - list[i].voice->gain_db) > 0.05)
            ok = voice_save_gain(&arguments->config, list[i].voice, list[i].gain_db, err);
    return ok;
}

bool measure_voices(const struct arguments *arguments, struct pool *pool, struct error *err)
{
    const struct voices *voices = pool_voices(pool);
    struct arena a;
    struct buf out = BUF_EMPTY;
    size_t count = 0;
    arena_init(&a);
    struct measured *list = arena_alloc(&a, (arguments->nnames + voices_count(voices)) * sizeof *list);
    bool ok = choose(arguments, voices, list, &count, err) && measure_all(arguments, pool, list, count, err);
    if (ok)
        (arguments->json ? print_json : print_text)(list, count, &out);
    ok = ok && print_out(&out, err);
    buf_finish(&out);
    arena_finish(&a);
    return ok;
}
