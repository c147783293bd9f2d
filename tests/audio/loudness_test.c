/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every shipped voice, said and finished, under an independent meter (ITU-R BS.1770, libebur128): what the
 * limiter, the filter and the gains promise, asked of what is heard. 'loudness_test --table' prints the table
 * of docs/voices.md. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "audio/decode.h"
#include "audio/loudness.h"
#include "check.h"
#include "speech/child.h"
#include "speech/reading.h"

enum {
    CAPACITY = 120 * SPEECH_RATE_HZ,
    WORD_BYTES = 6, /* a word of English prose with its space; the reading's own words are shorter */
};

static struct config config;
static struct voices *voices;

struct level {
    double lufs, true_peak_db;
};

struct measure {
    const struct voice *voice;
    struct level raw, finished;
    double words_per_minute, mean;
    size_t nframes, nclipped;
};

static struct arena arena;
static struct measure measures[64]; /* of the shipped voices */
static size_t nmeasures;

static struct level meter(const int16_t *frames, size_t nframes)
{
    struct loudness_meter *m = loudness_meter_create();
    check_true(loudness_meter_add(m, frames, nframes));
    struct level level = {loudness_meter_lufs(m), loudness_meter_true_peak_db(m)};
    loudness_meter_destroy(m);
    return level;
}

/* Said and finished; 'raw' is how loud it was before. In the arena. */
static struct said say(struct arena *a, const struct voice *voice, struct measure *m)
{
    const struct reading *reading = reading_for(voice->language);
    check_true(*reading->language != 0);
    struct segment segment =
        child_segment(a, reading->sentences, READING_SENTENCES, (uint32_t)voice->pauses.sentence_ms);
    struct said said = child_say(a, voice, 0, &segment, false, CAPACITY);
    check_true(said.ok && said.nskipped == 0);
    m->raw = meter(said.frames, said.nframes);
    m->words_per_minute =
        (double)utf8_count(segment.spoken) / WORD_BYTES * 60 * SPEECH_RATE_HZ / (double)said.nframes;
    struct sound sound = voice_sound(voice, &config);
    sound_finish(said.frames, said.nframes, &sound);
    return said;
}

static struct measure measure(const struct voice *voice)
{
    struct arena scratch;
    struct measure m = {.voice = voice};
    arena_init(&scratch);
    struct said said = say(&scratch, voice, &m);
    m.finished = meter(said.frames, said.nframes);
    m.nframes = said.nframes;
    for (size_t i = 0; i < said.nframes; i++) {
        m.nclipped += said.frames[i] == INT16_MAX || said.frames[i] == INT16_MIN;
        m.mean += (double)said.frames[i] / (double)said.nframes;
    }
    arena_finish(&scratch);
    return m;
}

/* Names the shipped voices for which it does not hold. */
static void for_each_shipped_voice(bool (*holds)(const struct measure *))
{
    for (const struct measure *m = measures; m < measures + nmeasures; m++)
        if (!holds(m))
            printf("  %s: %.2f LUFS, %.2f dBTP\n", m->voice->name, m->finished.lufs,
                   m->finished.true_peak_db);
}

static bool on_target(struct level level)
{
    bool loudness = check_true(fabs(level.lufs - SOUND_LUFS) <= 0.7);
    return check_true(level.true_peak_db <= -1) && loudness;
}

static bool voice_is_on_target(const struct measure *m)
{
    return check_true(m->nframes >= 20 * SPEECH_RATE_HZ) && on_target(m->finished);
}

static void every_shipped_voice_is_on_target(void)
{
    for_each_shipped_voice(voice_is_on_target);
}

static bool voice_is_clean(const struct measure *m)
{
    return check_number(m->nclipped, 0) && check_true(fabs(m->mean) < 0.001 * INT16_MAX);
}

static void no_shipped_voice_clips_or_has_direct_current(void)
{
    for_each_shipped_voice(voice_is_clean);
}

/* At the standard settings. An encoder leaves noise out, and what is left can peak higher. */
static void what_a_player_decodes_is_on_target(void)
{
    static const char *const names[] = {"en-us", "en-gb", "de", "fr", "es", "pt", "ru"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct measure unused;
        struct said said = say(&arena, voices_named(voices, span_of(names[i])), &unused);
        size_t mp3_frames = mp3_segment_frames(said.nframes, 0), nframes = mp3_frames * MP3_FRAME;
        int16_t *padded = arena_alloc(&arena, nframes * sizeof *padded);
        struct buf mp3 = BUF_EMPTY;
        memcpy(padded, said.frames, said.nframes * sizeof *padded);
        check_true(mp3_encode_segment(padded, mp3_frames, (int)config.bitrate_kbps,
                                      (int)config.encoder_quality, true, &mp3, NULL));
        int16_t *decoded = decode_mp3(&arena, buf_span(&mp3), nframes);
        struct level level = meter(decoded, nframes);
        if (!on_target(level))
            printf("  %s: %.2f LUFS, %.2f dBTP\n", names[i], level.lufs, level.true_peak_db);
        buf_finish(&mp3);
    }
}

static void follows_the_loudness_that_is_configured(void)
{
    static const int64_t lufs[] = {-30, -23, -17, -14};
    for (size_t i = 0; i < nmeasures * COUNT_OF(lufs); i++) {
        /* Each voice at one of them, and the default voice at all. */
        bool chosen = measures[i % nmeasures].voice == voices_named(voices, SPAN("en-us"));
        if (!chosen && i % nmeasures % COUNT_OF(lufs) != i / nmeasures)
            continue;
        config.loudness = lufs[i / nmeasures];
        struct measure m = measure(measures[i % nmeasures].voice);
        if (!check_true(fabs(m.finished.lufs - (double)config.loudness) <= 0.7) ||
            !check_true(m.finished.true_peak_db <= -1))
            printf("  %s: %.2f LUFS, %.2f dBTP\n", m.voice->name, m.finished.lufs, m.finished.true_peak_db);
    }
    config.loudness = SOUND_LUFS;
}

/* A row of docs/voices.md: "| `de` | 170 | -20.8 | -0.1 | 2.1 | -19.0 | -1.3 |" */
static bool row_shows(struct span document, const struct measure *m)
{
    char begin[VOICE_NAME_BYTES + 8];
    double rate, raw, raw_peak, gain, lufs, peak;
    snprintf(begin, sizeof begin, "| `%s` |", m->voice->name);
    struct span row = span_slice(document, span_find(document, begin), document.n);
    int n = row.n ? sscanf(row.p + strlen(begin), "%lf | %lf | %lf | %lf | %lf | %lf", &rate, &raw, &raw_peak,
                           &gain, &lufs, &peak)
                  : 0;
    return n == 6 && fabs(gain - m->voice->gain_db) < 0.01 && fabs(lufs - m->finished.lufs) < 0.3 &&
           fabs(raw - m->raw.lufs) < 0.3 && fabs(rate - m->words_per_minute) < 3;
}

static bool document_shows(const struct measure *m)
{
    struct buf document = BUF_EMPTY;
    check_fixture("../docs/voices.md", &document);
    bool same = check_true(row_shows(buf_span(&document), m));
    buf_finish(&document);
    return same;
}

static void the_document_shows_each_shipped_voice_as_measured(void)
{
    for_each_shipped_voice(document_shows);
}

static void the_default_voice_reads_at_165_words_a_minute(void)
{
    double rate = measure(voices_named(voices, SPAN("en-us"))).words_per_minute;
    if (!check_true(fabs(rate - 165) <= 8))
        printf("  %.1f words a minute\n", rate);
}

static int print_table(void)
{
    printf("| voice | words/min | raw LUFS | raw dBTP | gain dB | LUFS | dBTP |\n"
           "| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    for (const struct measure *m = measures; m < measures + nmeasures; m++)
        printf("| `%s` | %.0f | %.1f | %.1f | %.1f | %.1f | %.1f |\n", m->voice->name, m->words_per_minute,
               m->raw.lufs, m->raw.true_peak_db, m->voice->gain_db, m->finished.lufs,
               m->finished.true_peak_db);
    return 0;
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(every_shipped_voice_is_on_target),
        CHECK(no_shipped_voice_clips_or_has_direct_current),
        CHECK(follows_the_loudness_that_is_configured),
        CHECK(what_a_player_decodes_is_on_target),
        CHECK(the_document_shows_each_shipped_voice_as_measured),
        CHECK(the_default_voice_reads_at_165_words_a_minute),
    };
    struct error err = {0};
    arena_init(&arena);
    config_init(&config);
    voices = child_voices(NULL, &err);
    if (!voices) {
        printf("%s\n", err.detail);
        return 2;
    }
    for (size_t i = 0; i < voices_count(voices) && voices_at(voices, i)->shipped && i < COUNT_OF(measures);
         i++)
        measures[nmeasures++] = measure(voices_at(voices, i));
    int status = argc == 2 && !strcmp(argv[1], "--table") ? print_table()
                                                          : check_main(argc, argv, checks, COUNT_OF(checks));
    arena_finish(&arena);
    voices_destroy(voices);
    config_finish(&config);
    return status;
}
