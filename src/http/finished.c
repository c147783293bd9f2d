/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/finished.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "http/address.h"
#include "http/answer.h"
#include "http/date.h"
#include "http/exchange.h"
#include "http/memory.h"
#include "http/range.h"
#include "http/server.h"

/* So much is sent from the file, which copies nothing: with hundreds of clients the copies fill the
 * memory. Less costs more that way than the copy does. */
enum { FROM_FILE_BYTES = 131072 };

/* As the cache calls it, and as it is answered. */
static const enum answer_kind answers[CACHE_KINDS] = {[CACHE_AUDIO] = ANSWER_AUDIO,
                                                      [CACHE_OPUS] = ANSWER_OPUS,
                                                      [CACHE_WAV] = ANSWER_WAV,
                                                      [CACHE_FLAC] = ANSWER_FLAC};

/* What an answer says of the thing itself: 200, 206 and 304 alike. */
static struct MHD_Response *describe(struct MHD_Response *answer, const char *key)
{
    char etag[KEY_HEX + 3], modified[DATE_BYTES];
    snprintf(etag, sizeof etag, "\"%s\"", key);
    date_write(FINISHED_MODIFIED, modified);
    answer_field(answer, "ETag", etag);
    answer_field(answer, "Last-Modified", modified);
    answer_field(answer, "Accept-Ranges", "bytes");
    answer_field(answer, "Cache-Control", "public, max-age=31536000, immutable");
    return answer;
}

static struct hot_item *make_item(struct server *s, enum cache_kind kind, const char *key, struct blob *blob)
{
    struct hot_item *item = zeroed(sizeof *item);
    uint64_t size_bytes = 0;
    enum answer_kind answer = answers[kind];
    snprintf(item->keyed.key, sizeof item->keyed.key, "%s", key);
    item->kind = kind;
    item->nreferences = 1;
    item->blob = blob_hold(blob);
    item->fd = -1;
    if (blob->bytes.n >= FROM_FILE_BYTES)
        item->fd = cache_get_fd(s->cache, kind, key, &item->offset, &size_bytes);
    if (item->fd >= 0 && size_bytes != blob->bytes.n) {
        close(item->fd);
        item->fd = -1;
    }
    item->whole = describe(answer_of_blob(answer, READER, blob, 0, blob->bytes.n), key);
    item->not_modified = describe(answer_empty(answer, READER), key);
    return item;
}

void finished_keep(struct server *s, const char *key, struct span audio)
{
    struct buf copy = BUF_EMPTY;
    if (!hot_fits(s->hot, audio.n)) {
        cache_put(s->cache, CACHE_AUDIO, key, audio);
        return;
    }
    buf_add_span(&copy, audio);
    struct blob *blob = blob_create(&copy);
    cache_put(s->cache, CACHE_AUDIO, key, buf_span(&blob->bytes));
    hot_drop(hot_put(s->hot, make_item(s, CACHE_AUDIO, key, blob)));
    blob_drop(blob);
}

bool finished_forget(struct server *s, const char *key)
{
    int cause = 0;
    for (enum cache_kind kind = 0; kind < CACHE_KINDS; kind++) {
        if (kind == CACHE_SEGMENT) /* of other posts, too */
            continue;
        hot_remove(s->hot, kind, key);
        if (!cache_remove(s->cache, kind, key))
            cause = errno;
    }
    errno = cause;
    return cause == 0;
}

/* From memory, or from the cache into memory if it fits. NULL: not there, or too large for memory. */
static struct hot_item *get_item(struct server *s, enum cache_kind kind, const char *key)
{
    struct hot_item *item = hot_get(s->hot, kind, key);
    uint64_t offset, size_bytes;
    if (item)
        return item;
    int fd = cache_get_fd(s->cache, kind, key, &offset, &size_bytes);
    if (fd < 0)
        return NULL;
    close(fd);
    struct buf bytes = BUF_EMPTY;
    if (hot_fits(s->hot, size_bytes) && cache_get(s->cache, kind, key, &bytes)) {
        struct blob *blob = blob_create(&bytes);
        item = hot_put(s->hot, make_item(s, kind, key, blob));
        blob_drop(blob);
    }
    buf_finish(&bytes);
    return item;
}

bool finished_exists(struct server *s, enum cache_kind kind, const char *key)
{
    struct hot_item *item = hot_get(s->hot, kind, key);
    if (item) {
        hot_drop(item);
        return true;
    }
    uint64_t offset, size_bytes;
    int fd = cache_get_fd(s->cache, kind, key, &offset, &size_bytes);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

enum error_code finished_why_missing(struct server *s, const char *key)
{
    return finished_exists(s, CACHE_AUDIO, key) ? ERROR_NOT_READ : ERROR_NOT_FOUND;
}

/* Where the bytes are: an item in memory, or an open file. */
struct place {
    struct hot_item *item;
    int fd;
    uint64_t offset, size_bytes;
};

static struct MHD_Response *body_of(struct place *p, enum cache_kind kind, enum audience audience,
                                    uint64_t first, uint64_t size_bytes)
{
    enum answer_kind answer = answers[kind];
    if (p->item && p->item->fd >= 0 && size_bytes >= FROM_FILE_BYTES) {
        int copy = fcntl(p->item->fd, F_DUPFD_CLOEXEC, 0);
        if (copy >= 0)
            return answer_of_file(answer, audience, copy, p->item->offset + first, size_bytes);
    }
    if (p->item)
        return answer_of_blob(answer, audience, p->item->blob, first, size_bytes);
    int fd = p->fd;
    p->fd = -1;
    return answer_of_file(answer, audience, fd, p->offset + first, size_bytes);
}

static enum step answer_part(struct exchange *x, struct place *p, enum cache_kind kind, const char *key,
                             const struct range *range)
{
    char text[80];
    struct MHD_Response *answer = describe(body_of(p, kind, READER, range->first, range->size_bytes), key);
    snprintf(text, sizeof text, "bytes %" PRIu64 "-%" PRIu64 "/%" PRIu64, range->first,
             range->first + range->size_bytes - 1, p->size_bytes);
    answer_field(answer, "Content-Range", text);
    return exchange_answer(x, 206, answer);
}

static enum step answer_from(struct exchange *x, struct place *p, enum cache_kind kind, const char *key)
{
    char etag[KEY_HEX + 3], text[48];
    struct range range;
    struct conditions c = exchange_conditions(x);
    struct span tag = {etag, (size_t)snprintf(etag, sizeof etag, "\"%s\"", key)};
    enum condition_verdict verdict = conditions_judge(&c, tag, FINISHED_MODIFIED);
    if (verdict == CONDITION_FAILED)
        return exchange_fail(x, ERROR_CONDITION);
    if (verdict == CONDITION_NOT_MODIFIED)
        return p->item && !trace_wanted(x)
                   ? exchange_answer_shared(x, 304, p->item->not_modified)
                   : exchange_answer(x, 304, describe(answer_empty(answers[kind], READER), key));
    struct span header = x->method == METHOD_GET ? exchange_field(x, "Range") : (struct span){"", 0};
    if (header.n && conditions_allow_range(&c, tag, FINISHED_MODIFIED)) {
        enum range_verdict part = range_read(header, p->size_bytes, &range);
        snprintf(text, sizeof text, "bytes */%" PRIu64, p->size_bytes);
        if (part == RANGE_UNSATISFIABLE)
            return exchange_fail_with(x, ERROR_RANGE, "Content-Range", text);
        if (part == RANGE_PART)
            return answer_part(x, p, kind, key, &range);
    }
    return p->item && p->item->fd < 0 && !trace_wanted(x)
               ? exchange_answer_shared(x, 200, p->item->whole)
               : exchange_answer(x, 200, describe(body_of(p, kind, READER, 0, p->size_bytes), key));
}

static bool find_place(struct server *s, enum cache_kind kind, const char *key, struct place *p)
{
    *p = (struct place){.item = get_item(s, kind, key), .fd = -1};
    if (p->item)
        p->size_bytes = p->item->blob->bytes.n;
    else
        p->fd = cache_get_fd(s->cache, kind, key, &p->offset, &p->size_bytes);
    return p->item || p->fd >= 0;
}

static void leave_place(struct place *p)
{
    hot_drop(p->item);
    if (p->fd >= 0)
        close(p->fd);
}

enum step finished_answer(struct exchange *x, enum cache_kind kind, const char *key, bool *found)
{
    struct place p;
    *found = find_place(x->server, kind, key, &p);
    enum step step = *found ? answer_from(x, &p, kind, key) : STEP_CLOSE;
    leave_place(&p);
    return step;
}

void finished_say_where(struct exchange *x, struct MHD_Response *answer, const char *key)
{
    struct buf location = BUF_EMPTY;
    address_write(x->server->config, key, ".mp3", &location);
    answer_field(answer, "Content-Location", location.p);
    buf_finish(&location);
}

enum step finished_answer_whole(struct exchange *x, enum cache_kind kind, const char *key, bool *found)
{
    struct place p;
    enum step step = STEP_CLOSE;
    *found = find_place(x->server, kind, key, &p);
    if (*found) {
        struct MHD_Response *answer = body_of(&p, kind, x->route->audience, 0, p.size_bytes);
        finished_say_where(x, answer, key);
        answer_field(answer, "Cache-Control", "no-store");
        step = exchange_answer(x, 200, answer);
    }
    leave_place(&p);
    return step;
}
