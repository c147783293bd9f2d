/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <lame/lame.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audio/decode.h"
#include "audio/signal.h"
#include "check.h"

enum { QUALITY = 7 };

static struct arena arena;

struct segments {
    size_t mp3_frames[8], n;
    int16_t *pcm; /* all of them, joined */
    size_t nframes;
};

static struct segments make_segments(const size_t *lengths, size_t n)
{
    struct segments s = {.n = n};
    for (size_t i = 0; i < n; i++) {
        s.mp3_frames[i] = mp3_segment_frames(lengths[i], 0);
        s.nframes += s.mp3_frames[i] * MP3_FRAME;
    }
    s.pcm = arena_alloc(&arena, s.nframes * sizeof *s.pcm);
    for (size_t i = 0, at = 0; i < n; at += s.mp3_frames[i++] * MP3_FRAME)
        memcpy(s.pcm + at, signal_speech(&arena, lengths[i], 0, (unsigned)i), lengths[i] * sizeof *s.pcm);
    return s;
}

enum { VBR = 0, LEVEL = 6 }; /* in place of a bit rate */

static struct buf encode(const struct segments *s, int bitrate_kbps)
{
    struct buf out = BUF_EMPTY;
    struct error err = {0};
    for (size_t i = 0, at = 0; i < s->n; at += s->mp3_frames[i++] * MP3_FRAME)
        check_true(bitrate_kbps == VBR ? mp3_encode_segment_vbr(s->pcm + at, s->mp3_frames[i], LEVEL, QUALITY,
                                                                i + 1 == s->n, &out, &err)
                                       : mp3_encode_segment(s->pcm + at, s->mp3_frames[i], bitrate_kbps,
                                                            QUALITY, i + 1 == s->n, &out, &err));
    return out;
}

static double error_of(const int16_t *a, const int16_t *b, size_t from, size_t to)
{
    double sum = 0;
    for (size_t i = from; i < to; i++)
        sum += pow(a[i] - b[i], 2);
    return sqrt(sum / (double)(to - from));
}

static void check_joins(int bitrate_kbps)
{
    static const size_t lengths[] = {30000, 2000, 577, 44444};
    struct segments s = make_segments(lengths, COUNT_OF(lengths)), one = s;
    one.n = 1;
    one.mp3_frames[0] = s.nframes / MP3_FRAME;
    struct buf joined = encode(&s, bitrate_kbps), serial = encode(&one, bitrate_kbps);
    check_number(mp3_count_frames(buf_span(&joined)), s.nframes / MP3_FRAME + 2);
    int16_t *from_joined = decode_mp3(&arena, buf_span(&joined), s.nframes),
            *from_serial = decode_mp3(&arena, buf_span(&serial), s.nframes);
    double joined_all = error_of(from_joined, s.pcm, 0, s.nframes);
    double serial_all = error_of(from_serial, s.pcm, 0, s.nframes);
    check_true(joined_all < serial_all * 1.05);
    int16_t *silence = arena_alloc(&arena, s.nframes * sizeof *silence);
    check_true(joined_all * 4 < error_of(silence, s.pcm, 0, s.nframes));
    for (size_t i = 0, at = 0; i + 1 < s.n; i++) {
        at += s.mp3_frames[i] * MP3_FRAME;
        /* the last zeros of one segment, and the first sound of the next */
        check_true(error_of(from_joined, s.pcm, at - MP3_FRAME, at) < joined_all / 4);
        double begin = error_of(from_joined, s.pcm, at, at + 2 * MP3_FRAME);
        check_true(begin < joined_all * 2 &&
                   begin < error_of(from_serial, s.pcm, at, at + 2 * MP3_FRAME) * 2);
    }
    buf_finish(&joined);
    buf_finish(&serial);
}

static void joins_segments_without_a_seam(void)
{
    check_joins(48);
    check_joins(VBR);
}

/* How many bytes before its frame a frame's data begins (ISO/IEC 13818-3, main_data_begin, 8 bits here). */
static void keeps_the_bit_reservoir_within_the_segment(void)
{
    static const size_t lengths[] = {30000, 20000};
    struct segments s = make_segments(lengths, 2);
    struct buf mp3 = encode(&s, 48);
    size_t frame = 0, reaching_back = 0;
    for (size_t at = 0; at + 4 < mp3.n; frame++) {
        uint8_t reach = (uint8_t)mp3.p[at + 4];
        if (frame == 0 || frame == s.mp3_frames[0])
            check_number(reach, 0);
        reaching_back += reach > 0;
        at += 72000 * 48 / AUDIO_RATE_HZ + ((uint8_t)mp3.p[at + 2] >> 1 & 1);
    }
    check_number(frame, s.nframes / MP3_FRAME + 2);
    check_true(reaching_back > frame / 2);
    buf_finish(&mp3);
}

static void predicts_the_bytes_of_every_length_and_bit_rate(void)
{
    static const int rates[] = {32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};
    static const size_t lengths[] = {0, 1, 575, 577, 5000, 22050, 60000};
    for (size_t r = 0; r < COUNT_OF(rates); r++)
        for (size_t i = 0; i < COUNT_OF(lengths); i++)
            for (int last = 0; last < 2; last++) {
                size_t mp3_frames = mp3_segment_frames(lengths[i], 0);
                struct buf out = BUF_EMPTY;
                struct error err = {0};
                int16_t *pcm = signal_speech(&arena, mp3_frames * MP3_FRAME, MP3_TAIL, 1);
                check_true(mp3_encode_segment(pcm, mp3_frames, rates[r], QUALITY, last, &out, &err));
                check_number(out.n, mp3_segment_bytes(mp3_frames, rates[r], last));
                buf_finish(&out);
            }
}

static void takes_the_next_lower_bit_rate_that_exists(void)
{
    int16_t *pcm = signal_speech(&arena, 20 * MP3_FRAME, MP3_TAIL, 1);
    struct buf exact = BUF_EMPTY, between = BUF_EMPTY;
    struct error err = {0};
    check_true(mp3_encode_segment(pcm, 20, 48, QUALITY, true, &exact, &err));
    check_true(mp3_encode_segment(pcm, 20, 55, QUALITY, true, &between, &err));
    check_true(span_equal(buf_span(&exact), buf_span(&between)));
    check_number(mp3_segment_bytes(20, 55, true), exact.n);
    buf_finish(&exact);
    buf_finish(&between);
}

static void makes_the_same_bytes_again(void)
{
    static const size_t lengths[] = {30000, 9999};
    struct segments s = make_segments(lengths, 2);
    struct buf first = encode(&s, 48), second = encode(&s, 48);
    check_true(span_equal(buf_span(&first), buf_span(&second)));
    buf_finish(&first);
    buf_finish(&second);
}

static void holds_any_length_in_whole_frames_with_a_silent_tail(void)
{
    for (size_t n = 0; n < 3000; n++) {
        size_t room = mp3_segment_frames(n, 0) * MP3_FRAME;
        check_true(room >= n + MP3_TAIL && room < n + MP3_TAIL + MP3_FRAME);
    }
}

/* A pause asked for is the silence heard: 300 ms are never 378. */
static void counts_the_silence_that_is_there_for_the_tail(void)
{
    for (size_t silent = 0; silent < 8000; silent += 7)
        for (size_t sound = 0; sound < 1500; sound += 13) {
            size_t room = mp3_segment_frames(sound + silent, silent) * MP3_FRAME;
            check_true(room >= sound + MP3_TAIL && room <= sound + silent + MP3_TAIL + MP3_FRAME);
            if (silent >= MP3_TAIL + MP3_FRAME / 2)
                check_true(room + MP3_FRAME / 2 >= sound + silent && room <= sound + silent + MP3_FRAME / 2);
        }
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(joins_segments_without_a_seam),
        CHECK(keeps_the_bit_reservoir_within_the_segment),
        CHECK(predicts_the_bytes_of_every_length_and_bit_rate),
        CHECK(takes_the_next_lower_bit_rate_that_exists),
        CHECK(makes_the_same_bytes_again),
        CHECK(holds_any_length_in_whole_frames_with_a_silent_tail),
        CHECK(counts_the_silence_that_is_there_for_the_tail),
    };
    arena_init(&arena);
    int status = check_main(argc, argv, checks, COUNT_OF(checks));
    arena_finish(&arena);
    return status;
}
