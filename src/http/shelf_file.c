/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/shelf_file.h"

#include <errno.h>
#include <string.h>

enum { MAGIC_BYTES = 8, FRAME_BYTES = MAGIC_BYTES + KEY_HEX + 32 };

/* Far above what a request may bring (body_max_bytes), which can be lowered after a post was accepted. */
#define FILE_MOST_BYTES ((size_t)1 << 29)

static const struct {
    const char *magic, *ending;
} kinds[] = {[SHELF_POST] = {"LPpost01", ".post"},
             [SHELF_KEYS] = {"LPkeys01", ".keys"},
             [SHELF_LETTER] = {"LPpmsg01", ".letter"}};

void shelf_name(struct span site, struct span id, char name[KEY_HEX + 1])
{
    struct digest d;
    digest_init(&d);
    digest_part(&d, site);
    digest_part(&d, id);
    digest_key(&d, name);
}

void shelf_edition(const struct shelf_post *post, char edition[KEY_HEX + 1])
{
    struct shelf_post unnumbered = *post;
    struct buf body = BUF_EMPTY;
    struct digest d;
    unnumbered.number = 0;
    shelf_post_put(&unnumbered, &body);
    digest_init(&d);
    digest_part(&d, buf_span(&body));
    digest_key(&d, edition);
    buf_finish(&body);
}

void shelf_post_put(const struct shelf_post *p, struct buf *out)
{
    const struct span texts[] = {p->site,  p->id,     p->url,      p->bytes, p->media_type,
                                 p->title, p->byline, p->language, p->voice, p->lexicon};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        wire_put_span(out, texts[i]);
    wire_put_u32(out, (uint32_t)p->rate_wpm);
    wire_put_u32(out, p->draft);
    wire_put_u64(out, p->number);
}

bool shelf_post_get(struct span body, struct shelf_post *p)
{
    struct wire w = {.rest = body};
    struct span *const texts[] = {&p->site,  &p->id,     &p->url,      &p->bytes, &p->media_type,
                                  &p->title, &p->byline, &p->language, &p->voice, &p->lexicon};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        *texts[i] = wire_get_span(&w);
    p->rate_wpm = (int)wire_get_u32_max(&w, 1000);
    p->draft = wire_get_u32_max(&w, 1);
    p->number = wire_get_u64(&w);
    return wire_done(&w);
}

void shelf_path(const char *folder, const char *name, enum shelf_kind kind, struct buf *out)
{
    buf_printf(out, "%s/%s%s", folder, name, kinds[kind].ending);
}

static void frame_put(enum shelf_kind kind, const char *name, struct span body, struct buf *out)
{
    uint8_t sum[32];
    digest_bytes(body, sum);
    buf_add(out, kinds[kind].magic, MAGIC_BYTES);
    buf_add(out, name, KEY_HEX);
    buf_add(out, sum, sizeof sum);
}

bool shelf_file_write(const char *folder, const char *name, enum shelf_kind kind, struct span body,
                      struct error *err)
{
    struct buf path = BUF_EMPTY, frame = BUF_EMPTY;
    struct file_new file;
    shelf_path(folder, name, kind, &path);
    frame_put(kind, name, body, &frame);
    bool ok = file_new_open(&file, path.p, err);
    if (ok && !(file_write_all(file.fd, frame.p, frame.n) && file_write_all(file.fd, body.p, body.n))) {
        ok = error_set(err, ERROR_OUTPUT, "%s: %s", path.p, strerror(errno));
        file_new_abandon(&file);
    }
    ok = ok && file_new_commit(&file, true, err);
    buf_finish(&path);
    buf_finish(&frame);
    return ok;
}

enum shelf_reading shelf_file_read(const char *folder, const char *name, enum shelf_kind kind,
                                   struct buf *bytes, struct span *body)
{
    struct buf path = BUF_EMPTY, frame = BUF_EMPTY;
    struct error err = {0};
    size_t before = bytes->n;
    shelf_path(folder, name, kind, &path);
    errno = 0;
    bool there = file_read(path.p, FILE_MOST_BYTES, bytes, &err);
    int cause = errno;
    struct span whole = span_slice(buf_span(bytes), before, bytes->n);
    *body = span_slice(whole, FRAME_BYTES, whole.n);
    frame_put(kind, name, *body, &frame);
    bool good = there && whole.n >= FRAME_BYTES && memcmp(whole.p, frame.p, FRAME_BYTES) == 0;
    buf_finish(&path);
    buf_finish(&frame);
    if (good)
        return SHELF_GOOD;
    if (there || err.code == ERROR_INPUT_TOO_LARGE)
        return SHELF_DAMAGED;
    errno = cause;
    return cause == ENOENT ? SHELF_ABSENT : SHELF_UNREADABLE;
}
