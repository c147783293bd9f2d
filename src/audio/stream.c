/* SPDX-License-Identifier: GPL-3.0-or-later */
/* WAV and PCM are written here, for their lengths stand before the sound. FLAC and Opus are made by a file in
 * memory, from which whatever was added is taken after each step; what is written over its beginning in the
 * end (FLAC's checksum) is left out. */
#include "audio/stream.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "audio/audio.h"
#include "audio/ogg.h"
#include "audio/resample.h"

enum {
    PCM_RATE_HZ = 24000,
    WAV_HEAD_BYTES = 44,
    FLAC_TOTAL_AT = 21, /* where STREAMINFO's 36 bits of the number of samples begin, in the low half */
    FLAC_HEAD_BYTES = 42,
    OGG_SERIAL = 1,
};

struct audio_stream {
    const struct format *format;
    uint64_t nframes;            /* 0: not known */
    struct resampler *resampler; /* pcm */
    struct buf resampled;        /* floats */
    struct audio_file *file;     /* flac, opus */
    int fd;                      /* its memory */
    off_t taken;                 /* bytes of it that came out */
    uint64_t nwritten;           /* frames that went in */
};

typedef bool write_function(struct audio_stream *s, const int16_t *frames, size_t nframes, struct buf *out,
                            struct error *err);
static write_function write_plain, write_resampled, write_file;

/* 'write' with frames NULL: the end. */
static const struct format {
    const char *name, *media_type;
    write_function *write;
} formats[] = {
    {"wav", "audio/wav", write_plain},
    {"pcm", "audio/pcm", write_resampled},
    {"flac", "audio/flac", write_file},
    {"opus", "audio/ogg; codecs=opus", write_file},
};

static const struct format *format_of(struct span name)
{
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        if (span_is(name, formats[i].name))
            return &formats[i];
    return NULL;
}

const char *audio_stream_media_type(struct span format)
{
    const struct format *f = format_of(format);
    return f ? f->media_type : NULL;
}

static bool open_file(struct audio_stream *s, struct error *err)
{
    s->fd = memfd_create("audio", MFD_CLOEXEC);
    if (s->fd < 0)
        return error_set(err, ERROR_INTERNAL, "memfd_create: %s", strerror(errno));
    s->file = audio_file_open(s->fd, span_of(s->format->name), &(struct tags){0}, err);
    return s->file != NULL;
}

struct audio_stream *audio_stream_open(struct span format, uint64_t nframes, struct error *err)
{
    struct audio_stream *s = calloc(1, sizeof *s);
    bool ok = true;
    if (!s) {
        error_set(err, ERROR_INTERNAL, "no memory for a stream");
        return NULL;
    }
    s->format = format_of(format);
    s->nframes = nframes;
    s->fd = -1;
    if (s->format->write == write_file)
        ok = open_file(s, err);
    else if (s->format->write == write_resampled) {
        s->resampler = resampler_create(SAMPLE_INT16, AUDIO_RATE_HZ, PCM_RATE_HZ);
        ok = s->resampler || error_set(err, ERROR_INTERNAL, "no memory for a resampler");
    }
    if (ok)
        return s;
    audio_stream_destroy(s);
    return NULL;
}

void audio_stream_destroy(struct audio_stream *s)
{
    if (!s)
        return;
    audio_file_close(s->file, NULL);
    if (s->fd >= 0)
        close(s->fd);
    resampler_destroy(s->resampler);
    buf_finish(&s->resampled);
    free(s);
}

bool audio_stream_write(struct audio_stream *s, const int16_t *frames, size_t nframes, struct buf *out,
                        struct error *err)
{
    s->nwritten += nframes;
    return s->format->write(s, frames, nframes, out, err);
}

bool audio_stream_end(struct audio_stream *s, struct buf *out, struct error *err)
{
    return s->format->write(s, NULL, 0, out, err);
}

/* ---- WAV ---- */

static void add_number(struct buf *out, uint32_t value, size_t nbytes)
{
    for (size_t i = 0; i < nbytes; i++)
        buf_add_byte(out, (char)(value >> 8 * i));
}

/* What does not fit is told like what is not known. */
static void add_wav_head(uint64_t nframes, struct buf *out)
{
    uint64_t nbytes = nframes * sizeof(int16_t);
    bool known = nframes && nbytes <= UINT32_MAX - WAV_HEAD_BYTES;
    buf_add_text(out, "RIFF");
    add_number(out, known ? (uint32_t)nbytes + WAV_HEAD_BYTES - 8 : UINT32_MAX, 4);
    buf_add_text(out, "WAVEfmt ");
    add_number(out, 16, 4);
    add_number(out, 1, 2); /* PCM */
    add_number(out, 1, 2); /* channel */
    add_number(out, AUDIO_RATE_HZ, 4);
    add_number(out, AUDIO_RATE_HZ * sizeof(int16_t), 4);
    add_number(out, sizeof(int16_t), 2);
    add_number(out, 16, 2); /* bits */
    buf_add_text(out, "data");
    add_number(out, known ? (uint32_t)nbytes : UINT32_MAX, 4);
}

static bool write_plain(struct audio_stream *s, const int16_t *frames, size_t nframes, struct buf *out,
                        struct error *err)
{
    (void)err;
    if (s->taken++ == 0)
        add_wav_head(s->nframes, out);
    for (size_t i = 0; i < nframes; i++)
        add_number(out, (uint16_t)frames[i], sizeof *frames);
    return true;
}

/* ---- PCM ---- */

static bool write_resampled(struct audio_stream *s, const int16_t *frames, size_t nframes, struct buf *out,
                            struct error *err)
{
    buf_clear(&s->resampled);
    if (!resampler_run(s->resampler, frames, nframes, &s->resampled, err))
        return false;
    const float *made = (const float *)(const void *)s->resampled.p;
    for (size_t i = 0; i < s->resampled.n / sizeof *made; i++) {
        float value = fminf(fmaxf(made[i] * 32768, INT16_MIN), INT16_MAX);
        add_number(out, (uint16_t)lrintf(value), sizeof(int16_t));
    }
    return true;
}

/* ---- FLAC and Opus ---- */

static void set_flac_length(struct audio_stream *s, uint8_t *head)
{
    head[FLAC_TOTAL_AT] |= (uint8_t)(s->nframes >> 32 & 15);
    for (int i = 1; i <= 4; i++)
        head[FLAC_TOTAL_AT + i] = (uint8_t)(s->nframes >> (32 - 8 * i));
}

static bool take(struct audio_stream *s, struct buf *out, struct error *err)
{
    struct stat file;
    bool ogg = span_is(span_of(s->format->name), "opus");
    if ((ogg && !ogg_set_serial(s->fd, s->taken, OGG_SERIAL)) || fstat(s->fd, &file) != 0)
        return error_set(err, ERROR_INTERNAL, "the encoder's pages: %s", strerror(errno));
    size_t n = (size_t)(file.st_size - s->taken);
    char *room = buf_reserve(out, n);
    for (size_t got = 0; got < n;) {
        ssize_t piece = pread(s->fd, room + got, n - got, s->taken + (off_t)got);
        if (piece <= 0)
            return error_set(err, ERROR_INTERNAL, "pread: %s", strerror(errno));
        got += (size_t)piece;
    }
    if (s->taken == 0 && n >= FLAC_HEAD_BYTES && !ogg)
        set_flac_length(s, (uint8_t *)room);
    out->n += n;
    s->taken += (off_t)n;
    return true;
}

static bool write_file(struct audio_stream *s, const int16_t *frames, size_t nframes, struct buf *out,
                       struct error *err)
{
    struct audio_file *file = s->file;
    if (frames)
        return audio_file_write(file, frames, nframes, err) && take(s, out, err);
    s->file = NULL;
    return audio_file_close(file, err) && take(s, out, err);
}

/* ---- when all is known */

bool audio_stream_head(struct audio_stream *s, struct buf *out, struct error *err)
{
    if (s->format->write == write_plain)
        add_wav_head(s->nwritten, out);
    if (!span_is(span_of(s->format->name), "flac"))
        return true;
    char *room = buf_reserve(out, FLAC_HEAD_BYTES);
    if (pread(s->fd, room, FLAC_HEAD_BYTES, 0) != FLAC_HEAD_BYTES)
        return error_set(err, ERROR_INTERNAL, "pread: %s", strerror(errno));
    out->n += FLAC_HEAD_BYTES;
    return true;
}

uint64_t audio_stream_bytes(struct span format, uint64_t nframes)
{
    const struct format *f = format_of(format);
    return f && f->write == write_plain ? WAV_HEAD_BYTES + nframes * sizeof(int16_t) : 0;
}
