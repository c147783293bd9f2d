/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "audio/biquad.h"
#include "audio/limiter.h"

enum { FADE_FRAMES = AUDIO_RATE_HZ * 3 / 1000 }; /* 3 ms */

/* Below any voice; the band around 2.5 kHz, an octave and a half wide, in which the ear is keenest; the hiss
 * of s and f. */
enum { RUMBLE_HZ = 70, PRESENCE_HZ = 2500, TREBLE_HZ = 5000 };
static const double PRESENCE_QUALITY = 0.9;

/* Frames up to the silence at the end. */
static size_t speech_end(const int16_t *frames, size_t nframes)
{
    while (nframes > 0 && frames[nframes - 1] == 0)
        nframes--;
    return nframes;
}

static void fade_out(int16_t *frames, size_t nframes)
{
    size_t n = nframes < FADE_FRAMES ? nframes : FADE_FRAMES;
    for (size_t i = 0; i < n; i++)
        frames[nframes - 1 - i] = (int16_t)(frames[nframes - 1 - i] * (int)(i + 1) / (int)(n + 1));
}

/* What is wanted louder than SOUND_LUFS meets the limiter, so that each dB takes more gain than the one
 * before; in the mean of four voices, which lie up to 2 dB of gain, 0.6 LU, apart. */
static double change_db(double lufs)
{
    static const double louder[] = {0, 1.7, 3.9, 6.8, 10.2, 13.6};
    double change = lufs - SOUND_LUFS;
    size_t steps = change > 0 ? (size_t)change : 0;
    return change <= 0 ? change : louder[steps < COUNT_OF(louder) ? steps : COUNT_OF(louder) - 1];
}

struct sound voice_sound(const struct voice *voice, const struct config *config)
{
    return (struct sound){.gain_db = voice->gain_db + change_db((double)config->loudness),
                          .presence_db = voice->presence_db,
                          .treble_db = voice->treble_db};
}

/* The filters in their order; those that would do nothing are left out. */
static size_t filters(const struct sound *sound, struct biquad chain[3])
{
    size_t n = 0;
    chain[n++] = biquad_high_pass(RUMBLE_HZ);
    if (sound->presence_db != 0)
        chain[n++] = biquad_bell(PRESENCE_HZ, PRESENCE_QUALITY, sound->presence_db);
    if (sound->treble_db != 0)
        chain[n++] = biquad_high_shelf(TREBLE_HZ, sound->treble_db);
    return n;
}

/* Each filter waits for its own last frame: together they take hardly longer than one. */
static void filter(struct biquad *chain, size_t nfilters, double *block, size_t n)
{
    if (nfilters < 3) {
        for (size_t k = 0; k < nfilters; k++)
            biquad_block(&chain[k], block, n);
        return;
    }
    struct biquad a = chain[0], b = chain[1], c = chain[2]; /* in registers */
    for (size_t i = 0; i < n; i++)
        block[i] = biquad_next(&c, biquad_next(&b, biquad_next(&a, block[i])));
    chain[0] = a;
    chain[1] = b;
    chain[2] = c;
}

/* To the nearest, halves to the even one: what lrint does, without a call. */
static int16_t rounded(double x)
{
    const double whole = 6755399441055744.0; /* 1.5 * 2^52: no bits are left behind the point */
    return (int16_t)((x + whole) - whole);
}

void sound_finish(int16_t *frames, size_t nframes, const struct sound *sound)
{
    size_t end = speech_end(frames, nframes), total = end + LIMITER_LATENCY;
    double gain = pow(10, sound->gain_db / 20), block[LIMITER_BLOCK];
    struct biquad chain[3];
    size_t nfilters = filters(sound, chain);
    struct limiter limiter;
    limiter_init(&limiter);
    for (size_t at = 0, n; at < total; at += n) {
        n = total - at < LIMITER_BLOCK ? total - at : LIMITER_BLOCK;
        size_t spoken = at >= end ? 0 : end - at < n ? end - at : n;
        for (size_t i = 0; i < spoken; i++)
            block[i] = gain * frames[at + i];
        memset(block + spoken, 0, (n - spoken) * sizeof *block);
        filter(chain, nfilters, block, spoken);
        limiter_block(&limiter, block, n);
        for (size_t i = at < LIMITER_LATENCY ? LIMITER_LATENCY - at : 0; i < n; i++)
            frames[at + i - LIMITER_LATENCY] = rounded(block[i]);
    }
    fade_out(frames, end);
}
