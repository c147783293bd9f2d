/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/texts.h"

#include <stdio.h>
#include <unistd.h>

#include "http/date.h"
#include "http/encoding.h"
#include "http/exchange.h"
#include "http/finished.h"
#include "http/memory.h"
#include "http/server.h"

const struct text_form text_forms[TEXTS] = {
    [TEXT_MARKS] = {CACHE_MARKS, ANSWER_JSON, marks_print_json},
    [TEXT_CAPTIONS] = {CACHE_CAPTIONS, ANSWER_CAPTIONS, captions_print_vtt},
    [TEXT_CHAPTERS] = {CACHE_CHAPTERS, ANSWER_CHAPTERS, chapters_print_json},
};

enum { ETAG_BYTES = KEY_HEX + sizeof "\"-gzip\"" };

static struct span etag_of(const char *key, bool packed, char etag[ETAG_BYTES])
{
    return (struct span){etag, (size_t)snprintf(etag, ETAG_BYTES, packed ? "\"%s-gzip\"" : "\"%s\"", key)};
}

/* What an answer says of the thing itself: 200 and 304 alike. */
static struct MHD_Response *describe(struct MHD_Response *answer, const char *key, bool packed)
{
    char etag[ETAG_BYTES], modified[DATE_BYTES];
    date_write(FINISHED_MODIFIED, modified);
    etag_of(key, packed, etag);
    answer_field(answer, "ETag", etag);
    answer_field(answer, "Last-Modified", modified);
    answer_field(answer, "Vary", "Accept-Encoding");
    answer_field(answer, "Cache-Control", "public, max-age=31536000, immutable");
    return answer;
}

static struct MHD_Response *describe_whole(struct MHD_Response *answer, const char *key, bool packed)
{
    if (packed)
        answer_field(answer, "Content-Encoding", "gzip");
    return describe(answer, key, packed);
}

static struct hot_item *make_one(enum text text, const char *key, struct blob *blob, bool packed)
{
    enum answer_kind kind = text_forms[text].answer;
    struct hot_item *item = zeroed(sizeof *item);
    item->fd = -1;
    snprintf(item->keyed.key, sizeof item->keyed.key, "%s", key);
    item->kind = text_forms[text].kind;
    item->nreferences = 1;
    item->blob = blob_hold(blob);
    item->whole = describe_whole(answer_of_blob(kind, READER, blob, 0, blob->bytes.n), key, packed);
    item->not_modified = describe(answer_empty(kind, READER), key, packed);
    return item;
}

static struct hot_item *make_item(enum text text, const char *key, struct blob *blob)
{
    struct hot_item *item = make_one(text, key, blob, false);
    struct blob *packed = encoding_pack(buf_span(&blob->bytes));
    if (packed)
        item->packed = make_one(text, key, packed, true);
    blob_drop(packed);
    return item;
}

struct blob *text_print(enum text text, const struct post *post, const struct timeline *timeline)
{
    struct buf out = BUF_EMPTY;
    text_forms[text].print(post, timeline, &out);
    return blob_create(&out);
}

void text_keep(struct server *s, enum text text, const char *key, struct blob *blob)
{
    if (hot_fits(s->hot, blob->bytes.n))
        hot_drop(hot_put(s->hot, make_item(text, key, blob)));
    cache_put(s->cache, text_forms[text].kind, key, buf_span(&blob->bytes));
}

/* From memory, or from the cache into memory if it fits, else as an open file. */
struct place {
    struct hot_item *item;
    int fd;
    uint64_t offset, size_bytes;
};

static bool find_place(struct server *s, enum text text, const char *key, struct place *p)
{
    enum cache_kind kind = text_forms[text].kind;
    struct buf bytes = BUF_EMPTY;
    *p = (struct place){.item = hot_get(s->hot, kind, key), .fd = -1};
    if (p->item)
        return true;
    p->fd = cache_get_fd(s->cache, kind, key, &p->offset, &p->size_bytes);
    if (p->fd >= 0 && hot_fits(s->hot, p->size_bytes) && cache_get(s->cache, kind, key, &bytes)) {
        struct blob *blob = blob_create(&bytes);
        p->item = hot_put(s->hot, make_item(text, key, blob));
        blob_drop(blob);
    }
    buf_finish(&bytes);
    return p->item || p->fd >= 0;
}

static void leave_place(struct place *p)
{
    hot_drop(p->item);
    if (p->fd >= 0)
        close(p->fd);
}

static struct MHD_Response *whole_of(struct place *p, const struct hot_item *item, enum text text)
{
    enum answer_kind kind = text_forms[text].answer;
    if (item)
        return answer_of_blob(kind, READER, item->blob, 0, item->blob->bytes.n);
    int fd = p->fd;
    p->fd = -1;
    return answer_of_file(kind, READER, fd, p->offset, p->size_bytes);
}

static enum step answer_from(struct exchange *x, struct place *p, enum text text, const char *key)
{
    struct hot_item *item = p->item;
    struct conditions c = exchange_conditions(x);
    char etag[ETAG_BYTES];
    bool packed = item && item->packed && encoding_accepts_gzip(exchange_field(x, "Accept-Encoding"));
    if (packed)
        item = item->packed;
    bool shared = item && !trace_wanted(x);
    enum condition_verdict verdict = conditions_judge(&c, etag_of(key, packed, etag), FINISHED_MODIFIED);
    if (verdict == CONDITION_FAILED)
        return exchange_fail(x, ERROR_CONDITION);
    if (verdict == CONDITION_NOT_MODIFIED)
        return shared ? exchange_answer_shared(x, 304, item->not_modified)
                      : exchange_answer(x, 304,
                                        describe(answer_empty(text_forms[text].answer, READER), key, packed));
    return shared ? exchange_answer_shared(x, 200, item->whole)
                  : exchange_answer(x, 200, describe_whole(whole_of(p, item, text), key, packed));
}

enum step text_answer(struct exchange *x, enum text text, const char *key, bool *found)
{
    struct place p;
    *found = find_place(x->server, text, key, &p);
    enum step step = *found ? answer_from(x, &p, text, key) : STEP_CLOSE;
    leave_place(&p);
    return step;
}

enum step text_answer_unkept(struct exchange *x, enum text text, struct blob *blob)
{
    struct MHD_Response *answer = answer_of_blob(text_forms[text].answer, READER, blob, 0, blob->bytes.n);
    answer_field(answer, "Cache-Control", "no-store");
    return exchange_answer(x, 200, answer);
}

uint64_t text_duration_ms(struct server *s, const char *key)
{
    struct place p;
    bool found = find_place(s, TEXT_MARKS, key, &p);
    json_t *marks = found && p.item ? json_parse(buf_span(&p.item->blob->bytes), NULL) : NULL;
    json_int_t value = json_integer_value(json_object_get(marks, "duration_ms"));
    json_decref(marks);
    leave_place(&p);
    return value > 0 ? (uint64_t)value : 0;
}
