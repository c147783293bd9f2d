/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audio/loudness.h"
#include "audio/signal.h"
#include "check.h"

enum { SECOND = AUDIO_RATE_HZ, CEILING = 28212 };

static struct arena arena;

static int16_t *tone(double hz, double size, size_t nframes)
{
    int16_t *frames = arena_alloc(&arena, nframes * sizeof *frames);
    for (size_t i = 0; i < nframes; i++)
        frames[i] = (int16_t)lrint(size * sin(2 * M_PI * hz * (double)i / AUDIO_RATE_HZ));
    return frames;
}

static int peak(const int16_t *frames, size_t from, size_t to)
{
    int most = 0;
    for (size_t i = from; i < to; i++)
        most = abs(frames[i]) > most ? abs(frames[i]) : most;
    return most;
}

static void finish(int16_t *frames, size_t nframes, double gain_db)
{
    struct sound sound = {.gain_db = gain_db};
    sound_finish(frames, nframes, &sound);
}

static void never_exceeds_the_ceiling(void)
{
    int16_t *loud = signal_speech(&arena, 3 * SECOND, 5000, 3);
    finish(loud, 3 * SECOND, 24);
    check_true(peak(loud, 0, 3 * SECOND) <= CEILING);
    check_true(peak(loud, 0, 3 * SECOND) > CEILING * 9 / 10);
    int16_t *just_above = tone(1000, 10000, SECOND);
    finish(just_above, SECOND, 9);
    check_true(peak(just_above, 0, SECOND) <= CEILING);
    int16_t *click = arena_alloc(&arena, SECOND * sizeof *click);
    click[9000] = 32767;
    click[9001] = -32768;
    finish(click, SECOND, 12);
    check_true(peak(click, 0, SECOND) <= CEILING);
}

/* A quarter of the rate, sampled beside its peaks, which are 3 dB higher than any sample. */
static void knows_peaks_between_the_samples(void)
{
    int16_t *frames = arena_alloc(&arena, SECOND * sizeof *frames);
    for (size_t i = 0; i < SECOND; i++)
        frames[i] = i & 2 ? -10000 : 10000;
    finish(frames, SECOND, 20);
    struct loudness_meter *meter = loudness_meter_create();
    loudness_meter_add(meter, frames, SECOND);
    check_true(fabs(loudness_meter_true_peak_db(meter) + 1.3) < 0.15);
    loudness_meter_destroy(meter);
}

static void leaves_what_is_below_the_ceiling_alone_but_for_its_gain(void)
{
    int16_t *frames = tone(1000, 8000, SECOND);
    finish(frames, SECOND, 6.0206);
    int most = peak(frames, SECOND / 2, SECOND - 200);
    check_true(most > 15900 && most < 16100);
}

static void takes_its_latency_out(void)
{
    int16_t *frames = arena_alloc(&arena, SECOND * sizeof *frames);
    frames[5000] = frames[SECOND - 1] = 10000; /* the last is faded out */
    finish(frames, SECOND, 0);
    check_number(peak(frames, 0, 5000), 0);
    check_true(frames[5000] > 9700);
}

static void keeps_the_silence_at_the_end_silent(void)
{
    int16_t *frames = signal_speech(&arena, SECOND, 3000, 5);
    size_t end = SECOND - 3000;
    finish(frames, SECOND, 3);
    check_number(peak(frames, end, SECOND), 0);
    check_true(peak(frames, end - 3, end) < 3000);
}

static void takes_rumble_and_direct_current_off(void)
{
    int16_t *rumble = tone(20, 10000, 2 * SECOND), *steady = arena_alloc(&arena, SECOND * sizeof *steady);
    finish(rumble, 2 * SECOND, 0);
    check_true(peak(rumble, SECOND, 2 * SECOND) < 1000); /* -20 dB and better */
    for (size_t i = 0; i < SECOND; i++)
        steady[i] = 5000;
    finish(steady, SECOND, 0);
    check_true(peak(steady, SECOND / 2, SECOND) <= 1);
}

static void turns_down_before_a_peak_and_comes_back_after_it(void)
{
    int16_t *frames = tone(1000, 10000, 2 * SECOND);
    for (size_t i = SECOND; i < SECOND + 2205; i++)
        frames[i] = (int16_t)(frames[i] * 3);
    finish(frames, 2 * SECOND, 6.0206);
    check_true(peak(frames, SECOND / 2, SECOND - 300) > 19800);
    check_true(peak(frames, SECOND + 200, SECOND + 2205) <= CEILING);
    check_true(peak(frames, SECOND + 2300, SECOND + 2500) < 15000);
    check_true(peak(frames, 2 * SECOND - 3000, 2 * SECOND - 200) > 19800);
}

/* In dB, what becomes of a tone. */
static double change_db(double hz, const struct sound *sound)
{
    int16_t *frames = tone(hz, 5000, SECOND);
    sound_finish(frames, SECOND, sound);
    return 20 * log10(peak(frames, SECOND / 4, SECOND / 2) / 5000.0);
}

static void changes_the_tone_where_it_says(void)
{
    struct sound presence = {.presence_db = -4}, treble = {.treble_db = -6}, both = {3, -4, -6};
    check_true(fabs(change_db(2500, &presence) + 4) < 0.1);
    check_true(fabs(change_db(400, &presence)) < 0.2 && fabs(change_db(9000, &presence)) < 0.3);
    check_true(fabs(change_db(1000, &treble)) < 0.2 && fabs(change_db(5000, &treble) + 3) < 0.1);
    check_true(fabs(change_db(9500, &treble) + 6) < 0.3);
    check_true(fabs(change_db(400, &both) - 3) < 0.3 && fabs(change_db(9500, &both) + 3) < 0.5);
}

static void takes_the_shortest_and_the_empty(void)
{
    int16_t one[1] = {12345};
    finish(one, 0, 3);
    check_number(one[0], 12345);
    finish(one, 1, 3);
    check_true(abs(one[0]) < 12345);
    int16_t silence[1000] = {0};
    finish(silence, 1000, 24);
    check_number(peak(silence, 0, 1000), 0);
}

static void does_the_same_each_time(void)
{
    int16_t *a = signal_speech(&arena, SECOND, 100, 7), *b = signal_speech(&arena, SECOND, 100, 7);
    finish(a, SECOND, 9);
    finish(b, SECOND, 9);
    check_true(memcmp(a, b, SECOND * sizeof *a) == 0);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(never_exceeds_the_ceiling),
        CHECK(knows_peaks_between_the_samples),
        CHECK(leaves_what_is_below_the_ceiling_alone_but_for_its_gain),
        CHECK(takes_its_latency_out),
        CHECK(keeps_the_silence_at_the_end_silent),
        CHECK(takes_rumble_and_direct_current_off),
        CHECK(turns_down_before_a_peak_and_comes_back_after_it),
        CHECK(changes_the_tone_where_it_says),
        CHECK(takes_the_shortest_and_the_empty),
        CHECK(does_the_same_each_time),
    };
    arena_init(&arena);
    int status = check_main(argc, argv, checks, COUNT_OF(checks));
    arena_finish(&arena);
    return status;
}
