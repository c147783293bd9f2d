/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/document.h"

#include <inttypes.h>
#include <stdio.h>

#include "http/encoding.h"
#include "http/exchange.h"
#include "http/range.h"

enum { ETAG_BYTES = 20 };

static enum condition_verdict judge(struct exchange *x, const char *etag)
{
    struct conditions c = exchange_conditions(x);
    return conditions_judge(&c, span_of(etag), 0);
}

static enum step send(struct exchange *x, int status, struct MHD_Response *answer, const char *etag)
{
    answer_field(answer, "ETag", etag);
    answer_field(answer, "Cache-Control", "no-cache");
    return exchange_answer(x, status, answer);
}

enum step document_answer(struct exchange *x, enum answer_kind kind, struct span bytes, const char *vary)
{
    char key[KEY_HEX + 1], etag[ETAG_BYTES];
    enum audience audience = x->route->audience;
    struct digest d;
    digest_init(&d);
    digest_part(&d, bytes);
    digest_key(&d, key);
    snprintf(etag, sizeof etag, "\"%.16s\"", key);
    enum condition_verdict verdict = judge(x, etag);
    if (verdict == CONDITION_FAILED)
        return exchange_fail(x, ERROR_CONDITION);
    bool same = verdict == CONDITION_NOT_MODIFIED;
    struct MHD_Response *answer =
        same ? answer_empty(kind, audience) : answer_of_bytes(kind, audience, bytes);
    if (vary)
        answer_field(answer, "Vary", vary);
    return send(x, same ? 304 : 200, answer, etag);
}

/* Sound can be had in parts: players seek in no other way, and they ask for it unpacked. */
static bool is_sound(const struct file *file)
{
    return span_starts(span_of(file->media_type), "audio/");
}

static bool wants_part(struct exchange *x, const struct file *file, struct range *part)
{
    struct conditions c = exchange_conditions(x);
    struct span header = x->method == METHOD_GET ? exchange_field(x, "Range") : SPAN("");
    return is_sound(file) && header.n && conditions_allow_range(&c, span_of(file->etag), 0) &&
           range_read(header, file->bytes->bytes.n, part) == RANGE_PART;
}

static enum step send_part(struct exchange *x, const struct file *file, const struct range *part)
{
    char text[80];
    struct MHD_Response *answer =
        answer_of_blob(file->kind, x->route->audience, file->bytes, part->first, part->size_bytes);
    snprintf(text, sizeof text, "bytes %" PRIu64 "-%" PRIu64 "/%zu", part->first,
             part->first + part->size_bytes - 1, file->bytes->bytes.n);
    answer_field(answer, "Content-Range", text);
    answer_type(answer, file->media_type);
    return send(x, 206, answer, file->etag);
}

enum step document_answer_file(struct exchange *x, const struct file *file)
{
    enum audience audience = x->route->audience;
    bool packed = file->packed && encoding_accepts_gzip(exchange_field(x, "Accept-Encoding"));
    struct blob *bytes = packed ? file->packed : file->bytes;
    const char *etag = packed ? file->packed_etag : file->etag;
    enum condition_verdict verdict = judge(x, etag);
    if (verdict == CONDITION_FAILED)
        return exchange_fail(x, ERROR_CONDITION);
    struct range part;
    if (verdict != CONDITION_NOT_MODIFIED && !packed && wants_part(x, file, &part))
        return send_part(x, file, &part);
    struct MHD_Response *answer = verdict == CONDITION_NOT_MODIFIED
                                      ? answer_empty(file->kind, audience)
                                      : answer_of_blob(file->kind, audience, bytes, 0, bytes->bytes.n);
    answer_field(answer, "Vary", "Accept-Encoding");
    if (verdict == CONDITION_NOT_MODIFIED)
        return send(x, 304, answer, etag);
    answer_type(answer, file->media_type);
    if (packed)
        answer_field(answer, "Content-Encoding", "gzip");
    else if (is_sound(file))
        answer_field(answer, "Accept-Ranges", "bytes");
    return send(x, 200, answer, etag);
}
