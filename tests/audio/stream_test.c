/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audio/audio.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "check.h"

enum { FRAMES = 50000, WAV_HEAD_BYTES = 44 };

static void fill(int16_t frames[FRAMES])
{
    for (size_t i = 0; i < FRAMES; i++)
        frames[i] = (int16_t)(8000 * sin((double)i * 0.03) * sin((double)i * 0.0007));
}

/* The sound as a format, written in pieces of 'piece' frames. */
static struct buf stream(const char *format, uint64_t told_frames, size_t piece)
{
    static int16_t frames[FRAMES];
    struct buf out = BUF_EMPTY;
    struct error err = {0};
    fill(frames);
    struct audio_stream *s = audio_stream_open(span_of(format), told_frames, &err);
    bool ok = s != NULL;
    for (size_t at = 0; ok && at < FRAMES; at += piece)
        ok = audio_stream_write(s, frames + at, at + piece < FRAMES ? piece : FRAMES - at, &out, &err);
    check_true(ok && audio_stream_end(s, &out, &err));
    audio_stream_destroy(s);
    return out;
}

static uint64_t little(const char *bytes, size_t n)
{
    uint64_t value = 0;
    while (n--)
        value = value << 8 | (uint8_t)bytes[n];
    return value;
}

static void knows_its_formats_and_no_others(void)
{
    check_text(span_of(audio_stream_media_type(SPAN("wav"))), "audio/wav");
    check_text(span_of(audio_stream_media_type(SPAN("opus"))), "audio/ogg; codecs=opus");
    check_true(!audio_stream_media_type(SPAN("aac")) && !audio_stream_media_type(SPAN("WAV")));
    check_true(!audio_stream_media_type(SPAN("")));
}

static void expect_wav_lengths(uint64_t told_frames, uint32_t riff, uint32_t data)
{
    struct buf wav = stream("wav", told_frames, FRAMES);
    check_number(wav.n, WAV_HEAD_BYTES + 2 * FRAMES);
    check_number(little(wav.p + 4, 4), riff);
    check_number(little(wav.p + 40, 4), data);
    buf_finish(&wav);
}

static void tells_a_wav_s_length_only_when_it_is_known_and_fits(void)
{
    expect_wav_lengths(FRAMES, 2 * FRAMES + 36, 2 * FRAMES);
    expect_wav_lengths(0, UINT32_MAX, UINT32_MAX);
    expect_wav_lengths(1u << 31, UINT32_MAX, UINT32_MAX);
}

static void tells_a_flac_s_length_when_it_is_known(void)
{
    struct buf known = stream("flac", FRAMES, 1000), unknown = stream("flac", 0, 1000);
    check_number((uint8_t)known.p[21] & 15, 0);
    check_number(little((char[]){known.p[25], known.p[24], known.p[23], known.p[22]}, 4), FRAMES);
    check_number(little(unknown.p + 22, 4), 0);
    check_true(known.n == unknown.n && memcmp(known.p + 26, unknown.p + 26, known.n - 26) == 0);
    buf_finish(&known);
    buf_finish(&unknown);
}

static void resamples_pcm_to_24_khz(void)
{
    struct buf pcm = stream("pcm", 0, 777);
    check_number(pcm.n / 2, (FRAMES * 24000 + 11025) / 22050);
    int peak = 0;
    for (size_t i = 0; i < pcm.n; i += 2) {
        int value = (int16_t)little(pcm.p + i, 2);
        peak = value > peak ? value : peak;
    }
    check_true(peak > 7800 && peak < 8100);
    buf_finish(&pcm);
}

static void gives_the_same_bytes_however_the_sound_is_cut(void)
{
    static const char *const formats[] = {"wav", "pcm", "flac", "opus"};
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        struct buf whole = stream(formats[i], FRAMES, FRAMES), cut = stream(formats[i], FRAMES, 5555);
        if (!check_true(whole.n == cut.n && memcmp(whole.p, cut.p, cut.n) == 0))
            printf("  %s\n", formats[i]);
        buf_finish(&whole);
        buf_finish(&cut);
    }
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(knows_its_formats_and_no_others),
        CHECK(tells_a_wav_s_length_only_when_it_is_known_and_fits),
        CHECK(tells_a_flac_s_length_when_it_is_known),
        CHECK(resamples_pcm_to_24_khz),
        CHECK(gives_the_same_bytes_however_the_sound_is_cut),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
