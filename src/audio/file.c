/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only file that knows libsndfile. */
#include <errno.h>
#include <sndfile.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "audio/id3.h"
#include "audio/ogg.h"
#include "audio/resample.h"
#include "audio/tags.h"

/* libsndfile adds its own name and version behind. */
#define SOFTWARE_BEGIN "listenpost " LISTENPOST_VERSION ", key "

/* What libsndfile is given at a time: its Vorbis encoder keeps all of one call on the stack. */
enum { CHUNK = 4096 };

static const struct format {
    const char *ending;
    int sndfile, rate_hz;
} formats[] = {
    {"wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, AUDIO_RATE_HZ},
    {"flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_16, AUDIO_RATE_HZ},
    {"ogg", SF_FORMAT_OGG | SF_FORMAT_VORBIS, AUDIO_RATE_HZ},
    {"opus", SF_FORMAT_OGG | SF_FORMAT_OPUS, 24000}, /* Opus knows only divisors of 48,000 */
};

struct audio_file {
    const struct format *format;
    int fd;
    off_t begin; /* of the file in the descriptor */
    SNDFILE *sndfile;
    struct resampler *resampler; /* NULL: the format takes our rate */
    struct buf resampled;        /* floats */
};

static const struct format *format_of(struct span ending)
{
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        if (span_is_nocase(ending, formats[i].ending))
            return &formats[i];
    return NULL;
}

bool audio_file_knows(struct span ending)
{
    return format_of(ending) != NULL;
}

static void set_tags(SNDFILE *sndfile, const struct tags *tags)
{
    const struct {
        int type;
        struct span text;
    } rows[] = {
        {SF_STR_TITLE, tags->title}, {SF_STR_ARTIST, tags->artist}, {SF_STR_ALBUM, tags->album},
        {SF_STR_DATE, tags->date},   {SF_STR_COMMENT, tags->url},
    };
    if (tags->key.n) {
        struct buf text = BUF_EMPTY;
        buf_printf(&text, SOFTWARE_BEGIN "%.*s", (int)tags->key.n, tags->key.p);
        sf_set_string(sndfile, SF_STR_SOFTWARE, text.p);
        buf_finish(&text);
    }
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buf text = BUF_EMPTY;
        tag_add(&text, rows[i].text);
        if (text.n)
            sf_set_string(sndfile, rows[i].type, text.p);
        buf_finish(&text);
    }
}

/* For a number outside its table libsndfile prints to standard output, which may be our audio's. */
static const char *reason(SNDFILE *sndfile)
{
    int code = sf_error(sndfile);
    return code > 0 ? sf_error_number(code) : "libsndfile does not say why";
}

static bool begin(struct audio_file *f, const struct format *format, int fd)
{
    SF_INFO info = {.samplerate = format->rate_hz, .channels = 1, .format = format->sndfile};
    f->format = format;
    f->fd = fd;
    f->begin = lseek(fd, 0, SEEK_CUR);
    f->sndfile = sf_open_fd(fd, SFM_WRITE, &info, SF_FALSE);
    if (!f->sndfile || format->rate_hz == AUDIO_RATE_HZ)
        return f->sndfile != NULL;
    f->resampler = resampler_create(AUDIO_RATE_HZ, format->rate_hz);
    return f->resampler != NULL;
}

struct audio_file *audio_file_open(int fd, struct span ending, const struct tags *tags, struct error *err)
{
    const struct format *format = format_of(ending);
    if (!format) {
        error_set(err, ERROR_USAGE, "no audio format is called '.%.*s'", (int)(ending.n < 20 ? ending.n : 20),
                  ending.p);
        return NULL;
    }
    struct audio_file *f = calloc(1, sizeof *f);
    if (!f || !begin(f, format, fd)) {
        error_set(err, ERROR_OUTPUT, "a .%s file cannot be begun: %s", format->ending, reason(NULL));
        audio_file_close(f, NULL);
        return NULL;
    }
    set_tags(f->sndfile, tags);
    return f;
}

static bool write_failed(struct audio_file *f, struct error *err)
{
    return error_set(err, ERROR_OUTPUT, "the audio cannot be written: %s", reason(f->sndfile));
}

static bool write_resampled(struct audio_file *f, const int16_t *frames, size_t nframes, struct error *err)
{
    buf_clear(&f->resampled);
    if (!resampler_run(f->resampler, frames, nframes, &f->resampled, err))
        return false;
    const float *made = (const float *)(const void *)f->resampled.p;
    sf_count_t n = (sf_count_t)(f->resampled.n / sizeof *made);
    return n == 0 || sf_writef_float(f->sndfile, made, n) == n || write_failed(f, err);
}

bool audio_file_write(struct audio_file *f, const int16_t *frames, size_t nframes, struct error *err)
{
    for (size_t at = 0, n; at < nframes; at += n) {
        n = nframes - at < CHUNK ? nframes - at : CHUNK;
        if (f->resampler) {
            if (!write_resampled(f, frames + at, n, err))
                return false;
        } else if (sf_writef_short(f->sndfile, frames + at, (sf_count_t)n) != (sf_count_t)n) {
            return write_failed(f, err);
        }
    }
    return true;
}

bool audio_file_close(struct audio_file *f, struct error *err)
{
    if (!f)
        return true;
    bool ok = !f->resampler || !f->sndfile || write_resampled(f, NULL, 0, err);
    if (f->sndfile && sf_close(f->sndfile) != 0 && ok)
        ok = error_set(err, ERROR_OUTPUT, "the audio file cannot be finished");
    bool ogg = f->sndfile && (f->format->sndfile & SF_FORMAT_TYPEMASK) == SF_FORMAT_OGG;
    if (ok && ogg && !ogg_set_serial(f->fd, f->begin, 1))
        ok = error_set(err, ERROR_OUTPUT, "the Ogg pages cannot be numbered: %s", strerror(errno));
    resampler_destroy(f->resampler);
    buf_finish(&f->resampled);
    free(f);
    return ok;
}

bool audio_file_tell(int fd, struct span ending, struct audio_told *out)
{
    *out = (struct audio_told){0};
    if (span_is_nocase(ending, "mp3"))
        return id3_tell(fd, out);
    SF_INFO info = {0};
    SNDFILE *sndfile = lseek(fd, 0, SEEK_SET) == 0 ? sf_open_fd(fd, SFM_READ, &info, SF_FALSE) : NULL;
    if (!sndfile)
        return false;
    struct span software = span_of(sf_get_string(sndfile, SF_STR_SOFTWARE));
    struct span key = span_slice(software, strlen(SOFTWARE_BEGIN), strlen(SOFTWARE_BEGIN) + KEY_HEX);
    bool ours = span_starts(software, SOFTWARE_BEGIN) && key_valid(key);
    if (ours) {
        memcpy(out->key, key.p, KEY_HEX);
        out->key[KEY_HEX] = '\0';
        out->duration_ms = info.samplerate > 0 && info.frames > 0
                               ? (uint64_t)info.frames * 1000 / (uint64_t)info.samplerate
                               : 0;
    }
    sf_close(sndfile);
    return ours;
}
