/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/clip.h"

#include <string.h>

#include "job/pool.h"

size_t clip_mp3_frames(const struct clip *c)
{
    return c->frames.n / sizeof(int16_t) / MP3_FRAME;
}

/* A child that was taken over may say anything. */
static bool frames_valid(const struct buf *frames)
{
    static const char zeros[MP3_TAIL * sizeof(int16_t)];
    return frames->n >= sizeof zeros && frames->n % (MP3_FRAME * sizeof(int16_t)) == 0 &&
           memcmp(frames->p + frames->n - sizeof zeros, zeros, sizeof zeros) == 0;
}

static bool make(struct pool *p, const char *path, bool last, struct clip *c, struct error *err)
{
    struct buf file = BUF_EMPTY;
    const struct config *config = p->config;
    struct digest d;
    bool ok = file_read(path, (size_t)config->intro_max_bytes, &file, err) &&
              pool_decode(p, buf_span(&file), &c->frames, err);
    if (ok && !frames_valid(&c->frames))
        ok = error_set(err, ERROR_CRASHED, "the process that decodes it answered nonsense");
    ok =
        ok && mp3_encode_segment((const int16_t *)(const void *)c->frames.p, clip_mp3_frames(c),
                                 (int)config->bitrate_kbps, (int)config->encoder_quality, last, &c->mp3, err);
    digest_init(&d);
    digest_part(&d, buf_span(&file));
    digest_key(&d, c->key);
    buf_finish(&file);
    return ok;
}

static bool load(struct pool *p, const char *name, const char *path, struct clip *c, struct error *err)
{
    struct error inner = {0};
    if (!*path || make(p, path, c == &p->outro, c, &inner))
        return true;
    if (inner.code == ERROR_CRASHED)
        return error_set(err, ERROR_CONFIG, "%s: %.150s: the process that read it died", name, path);
    if (inner.code == ERROR_INPUT_MISSING || inner.code == ERROR_INPUT_TOO_LARGE)
        inner.code = ERROR_CONFIG;
    if (span_starts(span_of(inner.detail), path)) /* file_read names it, too */
        return error_set(err, inner.code, "%s: %s", name, inner.detail);
    return error_set(err, inner.code, "%s: %.150s: %.150s", name, path, inner.detail);
}

bool clips_load(struct pool *p, struct error *err)
{
    return load(p, "intro", p->config->intro, &p->intro, err) &&
           load(p, "outro", p->config->outro, &p->outro, err);
}

void clip_finish(struct clip *c)
{
    buf_finish(&c->frames);
    buf_finish(&c->mp3);
}
