/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "audio/signal.h"
#include "check.h"

enum { MAX_MS = 10000 };

static struct arena arena;

static void add_number(struct buf *out, uint32_t value, size_t nbytes)
{
    for (size_t i = 0; i < nbytes; i++)
        buf_add_byte(out, (char)(value >> (8 * i)));
}

/* A WAV file of 'ms' of a tone of half of full scale on each channel. */
static struct buf tone_wav(uint32_t rate_hz, uint32_t nchannels, uint32_t ms, double size)
{
    struct buf out = BUF_EMPTY;
    uint32_t nframes = rate_hz / 1000 * ms, bytes = nframes * nchannels * 2;
    buf_add_text(&out, "RIFF");
    add_number(&out, 36 + bytes, 4);
    buf_add_text(&out, "WAVEfmt ");
    add_number(&out, 16, 4);
    add_number(&out, 1, 2);
    add_number(&out, nchannels, 2);
    add_number(&out, rate_hz, 4);
    add_number(&out, rate_hz * nchannels * 2, 4);
    add_number(&out, nchannels * 2, 2);
    add_number(&out, 16, 2);
    buf_add_text(&out, "data");
    add_number(&out, bytes, 4);
    for (uint32_t i = 0; i < nframes; i++)
        for (uint32_t k = 0; k < nchannels; k++)
            add_number(&out, (uint32_t)lrint(size * sin(2 * M_PI * 440 * i / rate_hz)), 2);
    return out;
}

static struct buf speech_file(const char *ending, size_t nframes)
{
    char path[] = "/tmp/listenpost-clip-XXXXXX";
    struct buf out = BUF_EMPTY;
    struct error err = {0};
    int fd = mkstemp(path);
    unlink(path);
    struct audio_file *f = audio_file_open(fd, span_of(ending), &(struct tags){0}, &err);
    check_true(f && audio_file_write(f, signal_speech(&arena, nframes, 0, 3), nframes, &err) &&
               audio_file_close(f, &err));
    lseek(fd, 0, SEEK_SET);
    check_true(file_read_fd(fd, 1 << 26, &out, &err));
    close(fd);
    return out;
}

static struct error err;

/* Frames; 0 when it is refused, *err says why. */
static size_t read_clip(struct buf *file, double lufs, struct buf *frames)
{
    err = (struct error){0};
    buf_clear(frames);
    bool ok = clip_read(buf_span(file), MAX_MS, lufs, frames, &err);
    buf_finish(file);
    check_number(ok, err.code == ERROR_NONE);
    return ok ? frames->n / sizeof(int16_t) : 0;
}

static double lufs_of(const struct buf *frames, double *true_peak_db)
{
    struct loudness_meter *m = loudness_meter_create();
    loudness_meter_add(m, (const int16_t *)(const void *)frames->p, frames->n / sizeof(int16_t));
    double lufs = loudness_meter_lufs(m);
    *true_peak_db = loudness_meter_true_peak_db(m);
    loudness_meter_destroy(m);
    return lufs;
}

static void is_as_loud_as_it_shall_be(void)
{
    static const double levels[] = {-30, -19, -16};
    struct buf frames = BUF_EMPTY;
    for (size_t i = 0; i < COUNT_OF(levels); i++) {
        double peak;
        struct buf file = speech_file("wav", 5 * AUDIO_RATE_HZ);
        check_true(read_clip(&file, levels[i], &frames) > 0);
        double lufs = lufs_of(&frames, &peak);
        if (!check_true(fabs(lufs - levels[i]) < 0.7) || !check_true(peak <= -1))
            printf("  %.0f: %.2f LUFS, %.2f dBTP\n", levels[i], lufs, peak);
    }
    buf_finish(&frames);
}

static void is_whole_mp3_frames_with_a_pause_behind(void)
{
    struct buf frames = BUF_EMPTY, file = tone_wav(22050, 1, 2000, 8000);
    size_t n = read_clip(&file, -19, &frames), sound = 22000 / 1000 * 2000;
    const int16_t *p = (const int16_t *)(const void *)frames.p;
    check_number(n % MP3_FRAME, 0);
    size_t pause = (size_t)AUDIO_RATE_HZ * CLIP_PAUSE_MS / 1000;
    check_true(n + MP3_FRAME > sound + pause && n < sound + pause + 2 * MP3_FRAME);
    for (size_t i = n - MP3_TAIL; i < n; i++)
        check_number(p[i], 0);
    check_true(abs(p[sound / 2]) + abs(p[sound / 2 + 12]) > 1000);
    buf_finish(&frames);
}

static void takes_any_rate_and_any_number_of_channels(void)
{
    static const struct {
        uint32_t rate_hz, nchannels;
    } rows[] = {{8000, 1}, {44000, 2}, {48000, 6}, {96000, 2}, {22000, 8}};
    struct buf frames = BUF_EMPTY;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buf file = tone_wav(rows[i].rate_hz, rows[i].nchannels, 1000, 3000);
        size_t n = read_clip(&file, -19, &frames);
        check_true(n > AUDIO_RATE_HZ + AUDIO_RATE_HZ / 2 - MP3_FRAME &&
                   n < AUDIO_RATE_HZ + AUDIO_RATE_HZ / 2 + MP3_FRAME);
        double peak;
        check_true(fabs(lufs_of(&frames, &peak) + 19) < 0.7);
    }
    buf_finish(&frames);
}

static void takes_each_format_that_is_written_here(void)
{
    static const char *const endings[] = {"wav", "flac", "ogg", "opus"};
    struct buf frames = BUF_EMPTY;
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        struct buf file = speech_file(endings[i], 2 * AUDIO_RATE_HZ);
        size_t n = read_clip(&file, -19, &frames);
        check_true(n > 2 * AUDIO_RATE_HZ && n < 3 * AUDIO_RATE_HZ);
    }
    buf_finish(&frames);
}

static void takes_what_is_shorter_than_the_meter_needs(void)
{
    struct buf frames = BUF_EMPTY, file = tone_wav(44000, 1, 100, 20000);
    check_true(read_clip(&file, -19, &frames) > 0);
    buf_finish(&frames);
}

static void refuses(struct buf file, const char *why)
{
    struct buf frames = BUF_EMPTY;
    check_number(read_clip(&file, -19, &frames), 0);
    check_number(err.code, ERROR_CONFIG);
    if (!check_true(span_find(span_of(err.detail), why) < strlen(err.detail)))
        printf("  %s\n", err.detail);
    buf_finish(&frames);
}

static struct buf text(const char *bytes)
{
    struct buf out = BUF_EMPTY;
    buf_add_text(&out, bytes);
    return out;
}

static void refuses_what_is_no_sound_or_too_long_or_silent(void)
{
    refuses(text(""), "no sound file");
    refuses(text("Once upon a time, in a file called intro.wav ..."), "no sound file");
    refuses(text("RIFF....WAVEfmt and no more"), "no sound file");
    refuses(text("OggS and no more, no more, no more, no more"), "no sound file");
    refuses(tone_wav(8000, 1, 0, 0), "hear");
    refuses(tone_wav(8000, 1, 1000, 0), "nothing to hear");
    refuses(tone_wav(8000, 1, MAX_MS + 1, 100), "longer than 10000 ms");
    refuses(tone_wav(2000, 1, 1000, 1000), "2000 Hz");
    refuses(tone_wav(8000, 9, 10, 1000), "9 channels");
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(is_as_loud_as_it_shall_be),
        CHECK(is_whole_mp3_frames_with_a_pause_behind),
        CHECK(takes_any_rate_and_any_number_of_channels),
        CHECK(takes_each_format_that_is_written_here),
        CHECK(takes_what_is_shorter_than_the_meter_needs),
        CHECK(refuses_what_is_no_sound_or_too_long_or_silent),
    };
    arena_init(&arena);
    int status = check_main(argc, argv, checks, COUNT_OF(checks));
    arena_finish(&arena);
    return status;
}
