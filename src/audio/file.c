/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only file that knows libsndfile. */
#include <assert.h>
#include <errno.h>
#include <math.h>
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
    f->resampler = resampler_create(SAMPLE_INT16, AUDIO_RATE_HZ, format->rate_hz);
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

/* ---- reading ---- */

struct source {
    struct span bytes;
    sf_count_t at;
};

static sf_count_t source_length(void *user)
{
    return (sf_count_t)((struct source *)user)->bytes.n;
}

static sf_count_t source_seek(sf_count_t offset, int whence, void *user)
{
    struct source *s = user;
    sf_count_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? s->at : source_length(user), at;
    if (__builtin_add_overflow(from, offset, &at) || at < 0 || at > source_length(user))
        return -1;
    return s->at = at;
}

static sf_count_t source_read(void *to, sf_count_t n, void *user)
{
    struct source *s = user;
    sf_count_t left = source_length(user) - s->at, got = n < left ? n : left;
    if (got <= 0)
        return 0;
    memcpy(to, s->bytes.p + s->at, (size_t)got);
    s->at += got;
    return got;
}

static sf_count_t source_tell(void *user)
{
    return ((struct source *)user)->at;
}

/* For bytes that it does not know libsndfile looks for files beside, which ends a sandboxed child. */
static bool looks_like_sound(struct span file)
{
    static const char *const begins[] = {"RIFF", "RIFX", "RF64", "riff", "FORM",
                                         "fLaC", "OggS", "caff", ".snd", "ID3"};
    for (size_t i = 0; i < COUNT_OF(begins); i++)
        if (span_starts(file, begins[i]))
            return true;
    const uint8_t *bytes = (const uint8_t *)file.p; /* else a frame of MPEG audio */
    return file.n > 4 && bytes[0] == 0xFF && (bytes[1] & 0xE0) == 0xE0;
}

/* The mean of the channels, in place. */
static void mix(float *frames, size_t nframes, size_t nchannels)
{
    for (size_t i = 0; i < nframes; i++) {
        float sum = 0;
        for (size_t k = 0; k < nchannels; k++)
            sum += frames[i * nchannels + k];
        /* A file of floats may hold what is no number. */
        frames[i] = isfinite(sum) ? sum / (float)nchannels : 0;
    }
}

static bool decode(SNDFILE *sndfile, const SF_INFO *info, int64_t max_ms, struct buf *out, struct error *err)
{
    enum { FRAMES = 1024 };
    static_assert(FRAMES * AUDIO_CHANNELS_MAX <= 1 << 14, "the room is on the stack");
    float room[FRAMES * AUDIO_CHANNELS_MAX];
    struct resampler *resampler = resampler_create(SAMPLE_FLOAT, info->samplerate, AUDIO_RATE_HZ);
    if (!resampler)
        return error_set(err, ERROR_INTERNAL, "libsoxr cannot resample from %d Hz", info->samplerate);
    int64_t most = max_ms * info->samplerate / 1000, sum = 0;
    bool ok = true;
    for (sf_count_t n; ok && (n = sf_readf_float(sndfile, room, FRAMES)) > 0;) {
        sum += n;
        mix(room, (size_t)n, (size_t)info->channels);
        ok = sum <= most ? resampler_run(resampler, room, (size_t)n, out, err)
                         : error_set(err, ERROR_CONFIG, "it is longer than %lld ms", (long long)max_ms);
    }
    ok = ok && resampler_run(resampler, NULL, 0, out, err);
    resampler_destroy(resampler);
    return ok;
}

bool audio_file_decode(struct span file, int64_t max_ms, struct buf *floats, struct error *err)
{
    struct source source = {.bytes = file};
    SF_VIRTUAL_IO io = {source_length, source_seek, source_read, NULL, source_tell};
    SF_INFO info = {0};
    if (!looks_like_sound(file))
        return error_set(err, ERROR_CONFIG,
                         "it is no sound file: WAV, AIFF, AU, CAF, FLAC, Ogg, Opus and MP3 are known");
    SNDFILE *sndfile = sf_open_virtual(&io, SFM_READ, &info, &source);
    if (!sndfile)
        return error_set(err, ERROR_CONFIG, "it is no sound file (%s)", reason(NULL));
    bool ok = info.channels >= 1 && info.channels <= AUDIO_CHANNELS_MAX &&
              info.samplerate >= AUDIO_RATE_LEAST_HZ && info.samplerate <= AUDIO_RATE_MOST_HZ;
    if (ok)
        ok = decode(sndfile, &info, max_ms, floats, err);
    else
        error_set(err, ERROR_CONFIG, "it has %d channels at %d Hz: at most %d, %d to %d Hz", info.channels,
                  info.samplerate, AUDIO_CHANNELS_MAX, AUDIO_RATE_LEAST_HZ, AUDIO_RATE_MOST_HZ);
    sf_close(sndfile);
    return ok;
}
