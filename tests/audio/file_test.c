/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <math.h>
#include <sndfile.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef LISTENPOST_SANITIZED
#include <sanitizer/lsan_interface.h>
#else
#define __lsan_disable()
#define __lsan_enable()
#endif

#include "audio/signal.h"
#include "check.h"

enum { NFRAMES = 3 * AUDIO_RATE_HZ + 17 };

static struct arena arena;
static const struct tags tags = {.title = SPAN("Ein Käse"),
                                 .artist = SPAN("Jane\nDoe"),
                                 .date = SPAN("2024-05-06"),
                                 .url = SPAN("https://blog.example/")};

/* A descriptor of a file that has no name any more. */
static int nameless(void)
{
    char path[] = "/tmp/listenpost-audio-XXXXXX";
    int fd = mkstemp(path);
    check_true(fd >= 0);
    unlink(path);
    return fd;
}

static bool write_file(int fd, const char *ending, const int16_t *frames, struct error *err)
{
    struct audio_file *f = audio_file_open(fd, span_of(ending), &tags, err);
    if (!f)
        return false;
    /* Pieces of odd sizes, as segments are. */
    bool ok =
        audio_file_write(f, frames, 10001, err) && audio_file_write(f, frames + 10001, NFRAMES - 10001, err);
    return audio_file_close(f, ok ? err : NULL) && ok;
}

static SNDFILE *read_file(int fd, SF_INFO *info)
{
    memset(info, 0, sizeof *info);
    lseek(fd, 0, SEEK_SET);
    return sf_open_fd(fd, SFM_READ, info, SF_FALSE);
}

static void writes_lossless_files_exactly(void)
{
    static const char *const endings[] = {"wav", "flac", "FLAC"};
    int16_t *frames = signal_speech(&arena, NFRAMES, 1000, 1), *back = arena_alloc(&arena, NFRAMES * 2 + 2);
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        struct error err = {0};
        SF_INFO info;
        int fd = nameless();
        check_true(write_file(fd, endings[i], frames, &err));
        SNDFILE *file = read_file(fd, &info);
        if (check_true(file != NULL)) {
            check_number(info.frames, NFRAMES);
            check_number(info.samplerate, AUDIO_RATE_HZ);
            check_number(sf_readf_short(file, back, NFRAMES), NFRAMES);
            check_true(memcmp(frames, back, NFRAMES * sizeof *frames) == 0);
            check_text(span_of(sf_get_string(file, SF_STR_TITLE)), "Ein Käse");
            check_text(span_of(sf_get_string(file, SF_STR_ARTIST)), "Jane Doe");
            sf_close(file);
        }
        close(fd);
    }
}

static double loudness(SNDFILE *file, sf_count_t nframes)
{
    float *back = arena_alloc(&arena, (size_t)nframes * sizeof *back + 4);
    sf_count_t n = sf_readf_float(file, back, nframes);
    double sum = 0;
    for (sf_count_t i = 0; i < n; i++)
        sum += (double)back[i] * (double)back[i];
    return sqrt(sum / (double)n);
}

static void writes_ogg_files_of_the_right_length_and_level(void)
{
    static const struct {
        const char *ending;
        int rate_hz;
    } cases[] = {{"ogg", AUDIO_RATE_HZ}, {"opus", 24000}};
    int16_t *frames = signal_speech(&arena, NFRAMES, 1000, 1);
    double sum = 0;
    for (size_t i = 0; i < NFRAMES; i++)
        sum += pow(frames[i] / 32768.0, 2);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct error err = {0};
        SF_INFO info;
        int fd = nameless();
        check_true(write_file(fd, cases[i].ending, frames, &err));
        SNDFILE *file = read_file(fd, &info);
        if (check_true(file != NULL)) {
            long wanted = lrint((double)NFRAMES * cases[i].rate_hz / AUDIO_RATE_HZ);
            check_number(info.samplerate, cases[i].rate_hz);
            check_true(labs((long)info.frames - wanted) <= 1);
            check_true(fabs(loudness(file, info.frames) / sqrt(sum / NFRAMES) - 1) < 0.1);
            check_text(span_of(sf_get_string(file, SF_STR_TITLE)), "Ein Käse");
            sf_close(file);
        }
        close(fd);
    }
}

static struct buf bytes_of(const char *ending, const int16_t *frames)
{
    struct buf out = BUF_EMPTY;
    struct error err = {0};
    int fd = nameless();
    check_true(write_file(fd, ending, frames, &err));
    lseek(fd, 0, SEEK_SET);
    check_true(file_read_fd(fd, 1 << 24, &out, &err) && out.n > 1000);
    close(fd);
    return out;
}

static void writes_the_same_bytes_again(void)
{
    static const char *const endings[] = {"wav", "flac", "ogg", "opus"};
    int16_t *frames = signal_speech(&arena, NFRAMES, 1000, 1);
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        struct buf first = bytes_of(endings[i], frames), second = bytes_of(endings[i], frames);
        check_true(span_equal(buf_span(&first), buf_span(&second)));
        buf_finish(&first);
        buf_finish(&second);
    }
}

static void refuses_endings_it_does_not_know(void)
{
    static const char *const endings[] = {"mp3", "", "wavx", "aiff", "."};
    check_true(audio_file_knows(SPAN("wav")) && audio_file_knows(SPAN("Opus")));
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        struct error err = {0};
        check_true(!audio_file_knows(span_of(endings[i])));
        check_true(!audio_file_open(1, span_of(endings[i]), &tags, &err));
        check_number(err.code, ERROR_USAGE);
    }
}

static void tells_when_a_file_cannot_be_written(void)
{
    static const char *const endings[] = {"wav", "flac", "ogg", "opus"};
    int16_t *frames = signal_speech(&arena, NFRAMES, 1000, 1);
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        struct error err = {0};
        int fd = open("/dev/full", O_RDWR | O_CLOEXEC);
        __lsan_disable(); /* libsndfile forgets its Vorbis encoder when the headers cannot be written */
        check_true(!write_file(fd, endings[i], frames, &err));
        __lsan_enable();
        check_number(err.code, ERROR_OUTPUT);
        close(fd);
    }
}

static void closes_a_file_without_sound(void)
{
    static const char *const endings[] = {"wav", "flac", "ogg", "opus"};
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        struct error err = {0};
        int fd = nameless();
        struct audio_file *f = audio_file_open(fd, span_of(endings[i]), &tags, &err);
        check_true(f && audio_file_close(f, &err));
        close(fd);
    }
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(writes_lossless_files_exactly),       CHECK(writes_ogg_files_of_the_right_length_and_level),
        CHECK(writes_the_same_bytes_again),         CHECK(refuses_endings_it_does_not_know),
        CHECK(tells_when_a_file_cannot_be_written), CHECK(closes_a_file_without_sound),
    };
    arena_init(&arena);
    int status = check_main(argc, argv, checks, COUNT_OF(checks));
    arena_finish(&arena);
    return status;
}
