/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The long-term spectrum of voices, in third-octave bands, beside that of people:
 *
 *     voice_spectrum [--data-dir DIR] [VOICE...]        (default: en-us)
 *
 * Each voice says the reading of its language as a post is said. All columns have the same level between 100
 * Hz and 8 kHz. The people are those of Byrne et al., "An international comparison of long-term average
 * speech spectra", JASA 96 (1994), table II: men and women of 12 languages. */
#include <complex.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audio/biquad.h"
#include "cli/measure.h"

enum { WINDOW = 4096, BINS = WINDOW / 2, VOICES_MAX = 8 };

static const struct band {
    double hz, people_db; /* centre; dB SPL at 70 dB in all */
} bands[] = {
    {100, 54.4},  {125, 57.7},  {160, 56.8},  {200, 60.2},  {250, 60.3},  {315, 59.0},  {400, 62.1},
    {500, 62.1},  {630, 60.5},  {800, 56.8},  {1000, 53.7}, {1250, 53.0}, {1600, 52.0}, {2000, 48.7},
    {2500, 48.1}, {3150, 46.8}, {4000, 45.6}, {5000, 44.5}, {6300, 44.3}, {8000, 43.7}, {10000, 43.4},
};

struct spectrum {
    const char *name;
    struct buf pcm;
    double power[BINS], band_db[COUNT_OF(bands)];
    double median_hz, melody; /* of the voice's pitch; melody: its standard deviation in semitones */
    double hiss_db; /* what the loudest 2 % of 20 ms have above 4.5 kHz, over the mean level of speech */
};

/* In place, radix 2: bits of the index turned round, then butterflies of growing span. */
static void transform(double complex *x)
{
    for (size_t i = 1, j = 0; i < WINDOW; i++) {
        size_t bit = WINDOW >> 1;
        for (; j & bit; bit >>= 1)
            j ^= bit;
        j ^= bit;
        if (i < j) {
            double complex kept = x[i];
            x[i] = x[j];
            x[j] = kept;
        }
    }
    for (size_t span = 1; span < WINDOW; span *= 2)
        for (size_t k = 0; k < span; k++) {
            double complex turn = cexp(-I * M_PI * (double)k / (double)span);
            for (size_t i = k; i < WINDOW; i += 2 * span) {
                double complex odd = turn * x[i + span];
                x[i + span] = x[i] - odd;
                x[i] += odd;
            }
        }
}

/* Welch's way: Hann windows, half overlapping, their powers added. */
static void add_power(struct spectrum *s)
{
    const int16_t *frames = (const int16_t *)(const void *)s->pcm.p;
    size_t nframes = s->pcm.n / sizeof *frames;
    static double complex x[WINDOW];
    for (size_t at = 0; at + WINDOW <= nframes; at += WINDOW / 2) {
        for (size_t i = 0; i < WINDOW; i++)
            x[i] = frames[at + i] * (1 - cos(2 * M_PI * (double)i / WINDOW));
        transform(x);
        for (size_t i = 0; i < BINS; i++)
            s->power[i] += pow(cabs(x[i]), 2);
    }
}

enum { HOP = AUDIO_RATE_HZ / 50, LONGEST = AUDIO_RATE_HZ / 60, SHORTEST = AUDIO_RATE_HZ / 300 };

/* The pitch of a moment by its autocorrelation; 0: not voiced. */
static double pitch_hz(const int16_t *frames)
{
    double best = 0, all = 0;
    int period = 0;
    for (int i = 0; i < LONGEST; i++)
        all += (double)frames[i] * frames[i];
    for (int lag = SHORTEST; lag < LONGEST; lag++) {
        double sum = 0, shifted = 0;
        for (int i = 0; i < LONGEST; i++) {
            sum += (double)frames[i] * frames[i + lag];
            shifted += (double)frames[i + lag] * frames[i + lag];
        }
        double likeness = sum / sqrt(all * shifted + 1);
        if (likeness > best + 0.01) { /* the shortest of equal ones */
            best = likeness;
            period = lag;
        }
    }
    return best > 0.8 && all > LONGEST * 1e5 ? (double)AUDIO_RATE_HZ / period : 0;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void find_melody(struct spectrum *s)
{
    const int16_t *frames = (const int16_t *)(const void *)s->pcm.p;
    size_t nframes = s->pcm.n / sizeof *frames, n = 0;
    double *hz = calloc(nframes / HOP + 1, sizeof *hz), square = 0;
    for (size_t at = 0; at + 2 * LONGEST < nframes; at += HOP)
        if ((hz[n] = pitch_hz(frames + at)) > 0)
            n++;
    qsort(hz, n, sizeof *hz, by_size);
    s->median_hz = n ? hz[n / 2] : 0;
    /* The outer twentieths are mistakes of an octave as often as speech. */
    for (size_t i = n / 20; i < n - n / 20; i++)
        square += pow(12 * log2(hz[i] / s->median_hz), 2);
    s->melody = n ? sqrt(square / (double)(n - 2 * (n / 20))) : 0;
    free(hz);
}

static void find_hiss(struct spectrum *s)
{
    const int16_t *frames = (const int16_t *)(const void *)s->pcm.p;
    size_t nframes = s->pcm.n / sizeof *frames, n = nframes / HOP, nspoken = 0;
    struct biquad filter[2] = {biquad_high_pass(4500), biquad_high_pass(4500)};
    double *hiss = calloc(n + 1, sizeof *hiss), spoken = 0;
    for (size_t k = 0; k < n; k++) {
        double whole = 0;
        for (size_t i = k * HOP; i < (k + 1) * HOP; i++) {
            double high = biquad_next(&filter[1], biquad_next(&filter[0], frames[i]));
            hiss[k] += high * high;
            whole += (double)frames[i] * frames[i];
        }
        spoken += whole > HOP * 1e3 ? whole : 0;
        nspoken += whole > HOP * 1e3;
    }
    qsort(hiss, n, sizeof *hiss, by_size);
    s->hiss_db = 10 * log10(hiss[n * 98 / 100] / (spoken / (double)nspoken));
    free(hiss);
}

/* Up to the highest frequency there is. */
static double power_between(const struct spectrum *s, double from_hz, double to_hz)
{
    double sum = 0;
    for (size_t i = 1; i < BINS; i++) {
        double hz = (double)i * AUDIO_RATE_HZ / WINDOW;
        if (hz >= from_hz && hz < to_hz)
            sum += s->power[i];
    }
    return sum;
}

static double sum_db(const double *band_db)
{
    double sum = 0;
    for (size_t i = 0; i < COUNT_OF(bands); i++)
        sum += bands[i].hz <= 8000 ? pow(10, band_db[i] / 10) : 0;
    return 10 * log10(sum);
}

static void find_bands(struct spectrum *s)
{
    double people_db[COUNT_OF(bands)], half = pow(10, 0.05); /* a tenth of a decade */
    for (size_t i = 0; i < COUNT_OF(bands); i++) {
        people_db[i] = bands[i].people_db;
        s->band_db[i] = 10 * log10(power_between(s, bands[i].hz / half, bands[i].hz * half) + 1e-9);
    }
    double off = sum_db(people_db) - sum_db(s->band_db);
    for (size_t i = 0; i < COUNT_OF(bands); i++)
        s->band_db[i] += off;
}

/* Mean of the bands' differences from people. */
static double mean_off(const struct spectrum *s, double from_hz, double to_hz)
{
    double sum = 0;
    int n = 0;
    for (size_t i = 0; i < COUNT_OF(bands); i++)
        if (bands[i].hz >= from_hz && bands[i].hz <= to_hz) {
            sum += s->band_db[i] - bands[i].people_db;
            n++;
        }
    return sum / n;
}

static void print_row(const struct spectrum *list, size_t n, const char *name, double from_hz, double to_hz)
{
    printf("| %s | |", name);
    for (size_t i = 0; i < n; i++)
        printf(" %+.1f |", mean_off(&list[i], from_hz, to_hz));
    putchar('\n');
}

static void print_value(const struct spectrum *list, size_t n, const char *name, size_t offset)
{
    printf("| %s | |", name);
    for (size_t i = 0; i < n; i++)
        printf(" %.1f |", *(const double *)(const void *)((const char *)&list[i] + offset));
    putchar('\n');
}

static void print(const struct spectrum *list, size_t n)
{
    printf("| Hz | people |");
    for (size_t i = 0; i < n; i++)
        printf(" %s |", list[i].name);
    printf("\n| --- | ---: |");
    for (size_t i = 0; i < n; i++)
        printf(" ---: |");
    putchar('\n');
    for (size_t b = 0; b < COUNT_OF(bands); b++) {
        printf("| %.0f | %.1f |", bands[b].hz, bands[b].people_db);
        for (size_t i = 0; i < n; i++)
            printf(" %.1f |", list[i].band_db[b]);
        putchar('\n');
    }
    print_row(list, n, "mean difference, 200 to 1,000 Hz", 200, 1000);
    print_row(list, n, "1,250 to 4,000 Hz", 1250, 4000);
    print_row(list, n, "5,000 to 8,000 Hz", 5000, 8000);
    print_value(list, n, "hiss, dB over speech", offsetof(struct spectrum, hiss_db));
    print_value(list, n, "pitch, Hz", offsetof(struct spectrum, median_hz));
    print_value(list, n, "melody, semitones", offsetof(struct spectrum, melody));
}

static bool take(void *arg, const void *bytes, size_t n)
{
    buf_add(&((struct spectrum *)arg)->pcm, bytes, n);
    return true;
}

static bool listen(struct pool *pool, struct spectrum *s, struct error *err)
{
    const struct voice *voice = voices_named(pool_voices(pool), span_of(s->name));
    if (!voice)
        return error_set(err, ERROR_VOICE_UNKNOWN, "'%s'", s->name);
    if (!measure_speak(pool, voice, take, s, err))
        return false;
    add_power(s);
    find_melody(s);
    find_hiss(s);
    find_bands(s);
    buf_finish(&s->pcm);
    return true;
}

int main(int argc, char **argv)
{
    static struct spectrum list[VOICES_MAX] = {{.name = "en-us"}};
    struct config config;
    struct error err = {0};
    size_t n = 0;
    config_init(&config);
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--data-dir") && i + 1 < argc)
            config_set(&config, config_find(SPAN("data_dir")), span_of(argv[++i]), NULL);
        else if (n < VOICES_MAX)
            list[n++].name = argv[i];
    }
    n = n ? n : 1;
    struct pool *pool = pool_start(&config, &err);
    bool ok = pool != NULL;
    for (size_t i = 0; ok && i < n; i++)
        ok = listen(pool, &list[i], &err);
    if (ok)
        print(list, n);
    else
        fprintf(stderr, "voice_spectrum: %s (%s)\n", error_sentence(err.code), err.detail);
    pool_stop(pool);
    config_finish(&config);
    return ok ? 0 : 1;
}
