/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every shipped voice, said and finished, under an independent meter (ITU-R BS.1770, libebur128).
 * 'loudness_test --table' prints the table of docs/voices.md. */
/* It calls its own errors "enum error". */
#define error ebur128_error
#include <ebur128.h>
#undef error

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "audio/audio.h"
#include "check.h"
#include "speech/child.h"
#include "speech/reading.h"

enum {
    CAPACITY = 120 * SPEECH_RATE_HZ,
    WORD_BYTES = 6, /* a word of English prose with its space; the reading's own words are shorter */
};

static struct voices *voices;

struct measure {
    double raw_lufs, lufs, raw_peak_dbfs, true_peak_dbtp, words_per_minute;
};

static void meter(const int16_t *frames, size_t nframes, double *lufs, double *true_peak_db)
{
    double peak = 0;
    ebur128_state *state = ebur128_init(1, SPEECH_RATE_HZ, EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK);
    ebur128_add_frames_short(state, frames, nframes);
    ebur128_loudness_global(state, lufs);
    ebur128_true_peak(state, 0, &peak);
    *true_peak_db = 20 * log10(peak);
    ebur128_destroy(&state);
}

static struct measure measure(const struct voice *voice)
{
    struct measure m = {0};
    struct arena arena;
    arena_init(&arena);
    const struct reading *reading = reading_for(voice->language);
    if (check_true(reading != NULL)) {
        struct segment segment =
            child_segment(&arena, reading->sentences, READING_SENTENCES, (uint32_t)voice->pauses.sentence_ms);
        struct said said = child_say(&arena, voice, 0, &segment, false, CAPACITY);
        check_true(said.ok && said.nskipped == 0);
        meter(said.frames, said.nframes, &m.raw_lufs, &m.raw_peak_dbfs);
        sound_finish(said.frames, said.nframes, voice->gain_db);
        meter(said.frames, said.nframes, &m.lufs, &m.true_peak_dbtp);
        m.words_per_minute =
            (double)utf8_count(segment.spoken) / WORD_BYTES * 60 * SPEECH_RATE_HZ / (double)said.nframes;
    }
    arena_finish(&arena);
    return m;
}

static void every_shipped_voice_is_on_target(void)
{
    for (size_t i = 0; i < voices_count(voices) && voices_at(voices, i)->shipped; i++) {
        const struct voice *voice = voices_at(voices, i);
        struct measure m = measure(voice);
        if (!check_true(fabs(m.lufs + 19) <= 0.7) || !check_true(m.true_peak_dbtp <= -1))
            printf("  %s: %.2f LUFS, %.2f dBTP\n", voice->name, m.lufs, m.true_peak_dbtp);
    }
}

static void the_default_voice_reads_at_165_words_a_minute(void)
{
    double rate = measure(voices_named(voices, SPAN("en-us"))).words_per_minute;
    if (!check_true(fabs(rate - 165) <= 8))
        printf("  %.1f words a minute\n", rate);
}

/* A row of docs/voices.md: "| `de` | 170 | -20.8 | -0.1 | 2.1 | -19.0 | -1.3 |" */
static void the_document_shows_each_shipped_voice_as_measured(void)
{
    struct buf document = BUF_EMPTY;
    check_fixture("../docs/voices.md", &document);
    for (size_t i = 0; i < voices_count(voices) && voices_at(voices, i)->shipped; i++) {
        const struct voice *voice = voices_at(voices, i);
        struct measure m = measure(voice);
        char begin[VOICE_NAME_BYTES + 8];
        double rate = 0, raw = 0, raw_peak = 0, gain = 0, lufs = 0, peak = 0;
        snprintf(begin, sizeof begin, "| `%s` |", voice->name);
        struct span row = span_slice(buf_span(&document), span_find(buf_span(&document), begin), document.n);
        int n = row.n ? sscanf(row.p + strlen(begin), "%lf | %lf | %lf | %lf | %lf | %lf", &rate, &raw,
                               &raw_peak, &gain, &lufs, &peak)
                      : 0;
        bool same = n == 6 && fabs(gain - voice->gain_db) < 0.01 && fabs(lufs - m.lufs) < 0.3 &&
                    fabs(raw - m.raw_lufs) < 0.3 && fabs(rate - m.words_per_minute) < 3;
        if (!check_true(same))
            printf("  %s\n", voice->name);
    }
    buf_finish(&document);
}

static int print_table(void)
{
    printf("| voice | words/min | raw LUFS | raw dBTP | gain dB | LUFS | dBTP |\n"
           "| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    for (size_t i = 0; i < voices_count(voices) && voices_at(voices, i)->shipped; i++) {
        const struct voice *voice = voices_at(voices, i);
        struct measure m = measure(voice);
        printf("| `%s` | %.0f | %.1f | %.1f | %.1f | %.1f | %.1f |\n", voice->name, m.words_per_minute,
               m.raw_lufs, m.raw_peak_dbfs, voice->gain_db, m.lufs, m.true_peak_dbtp);
    }
    return 0;
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(every_shipped_voice_is_on_target),
        CHECK(the_document_shows_each_shipped_voice_as_measured),
        CHECK(the_default_voice_reads_at_165_words_a_minute),
    };
    struct error err = {0};
    voices = child_voices(NULL, &err);
    if (!voices) {
        printf("%s\n", err.detail);
        return 2;
    }
    int status = argc == 2 && !strcmp(argv[1], "--table") ? print_table()
                                                          : check_main(argc, argv, checks, COUNT_OF(checks));
    voices_destroy(voices);
    return status;
}
