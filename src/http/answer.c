/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/answer.h"

#include <microhttpd.h>
#include <unistd.h>

#include "base/base.h"
#include "http/events.h"
#include "http/exchange.h"
#include "http/making.h"
#include "http/progress.h"

/* What the reading callback is given at a time: small enough for thousands of followers. */
enum { BLOCK_BYTES = 8192 };

/* Audio opened as a page of its own is a document with a media element, which must be allowed to play itself.
 */
#define AUDIO_POLICY "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'"
/* The others are no documents: whoever makes one of them loads nothing and stands in nobody's page. */
#define NO_DOCUMENT "default-src 'none'; frame-ancestors 'none'"
static const struct kind {
    const char *media_type, *policy;
} kinds[] = {
    [ANSWER_AUDIO] = {"audio/mpeg", AUDIO_POLICY},
    [ANSWER_OPUS] = {"audio/ogg; codecs=opus", AUDIO_POLICY},
    [ANSWER_WAV] = {"audio/wav", AUDIO_POLICY},
    [ANSWER_FLAC] = {"audio/flac", AUDIO_POLICY},
    [ANSWER_JSON] = {"application/json", NO_DOCUMENT},
    [ANSWER_CAPTIONS] = {"text/vtt; charset=utf-8", NO_DOCUMENT},
    [ANSWER_CHAPTERS] = {"application/json+chapters", NO_DOCUMENT},
    [ANSWER_TEXT] = {"text/plain; version=0.0.4; charset=utf-8", NO_DOCUMENT},
    [ANSWER_SCRIPT] = {"text/javascript; charset=utf-8", NULL},
    [ANSWER_PAGE] =
        {"text/html; charset=utf-8",
         "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
         "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; "
         "require-trusted-types-for 'script'; trusted-types 'none'"},
};

void answer_field(struct MHD_Response *answer, const char *name, const char *value)
{
    MHD_add_response_header(answer, name, value);
}

void answer_type(struct MHD_Response *answer, const char *media_type)
{
    const char *before = MHD_get_response_header(answer, "Content-Type");
    if (before)
        MHD_del_response_header(answer, "Content-Type", before);
    answer_field(answer, "Content-Type", media_type);
}

void answer_destroy(struct MHD_Response *answer)
{
    MHD_destroy_response(answer);
}

static struct MHD_Response *dress(struct MHD_Response *answer, enum answer_kind kind, enum audience audience,
                                  bool has_body)
{
    if (has_body)
        answer_field(answer, "Content-Type", kinds[kind].media_type);
    answer_field(answer, "X-Content-Type-Options", "nosniff");
    if (kinds[kind].policy)
        answer_field(answer, "Content-Security-Policy", kinds[kind].policy);
    if (audience == READER) {
        answer_field(answer, "Access-Control-Allow-Origin", "*");
        answer_field(answer, "Access-Control-Expose-Headers",
                     "Content-Range, Accept-Ranges, Content-Length, ETag, Last-Modified, Retry-After");
        answer_field(answer, "Cross-Origin-Resource-Policy", "cross-origin");
        answer_field(answer, "Timing-Allow-Origin", "*");
    } else
        answer_field(answer, "Cross-Origin-Resource-Policy", "same-origin");
    return answer;
}

struct MHD_Response *answer_of_bytes(enum answer_kind kind, enum audience audience, struct span bytes)
{
    return dress(MHD_create_response_from_buffer(bytes.n, (void *)bytes.p, MHD_RESPMEM_MUST_COPY), kind,
                 audience, true);
}

struct MHD_Response *answer_empty(enum answer_kind kind, enum audience audience)
{
    return dress(MHD_create_response_from_buffer(0, "", MHD_RESPMEM_PERSISTENT), kind, audience, false);
}

static void drop_blob(void *blob)
{
    blob_drop(blob);
}

struct MHD_Response *answer_of_blob(enum answer_kind kind, enum audience audience, struct blob *blob,
                                    uint64_t first, uint64_t size_bytes)
{
    return dress(MHD_create_response_from_buffer_with_free_callback_cls(size_bytes, blob->bytes.p + first,
                                                                        drop_blob, blob_hold(blob)),
                 kind, audience, true);
}

struct MHD_Response *answer_of_file(enum answer_kind kind, enum audience audience, int fd, uint64_t first,
                                    uint64_t size_bytes)
{
    return dress(MHD_create_response_from_fd_at_offset64(size_bytes, fd, first), kind, audience, true);
}

/* Never 0 without sleeping: the library would call again at once, for ever. */
static ssize_t result_of(enum making_read verdict, size_t n)
{
    switch (verdict) {
    case MAKING_BYTES:
        return (ssize_t)n;
    case MAKING_SLEEPS:
        return 0;
    case MAKING_END:
        return MHD_CONTENT_READER_END_OF_STREAM;
    default:
        return MHD_CONTENT_READER_END_WITH_ERROR;
    }
}

static ssize_t read_making(void *arg, uint64_t position, char *out, size_t most)
{
    struct exchange *x = arg;
    (void)position;
    enum making_read verdict = making_read(x->making, x, out, &most);
    return result_of(verdict, most);
}

static ssize_t read_events(void *arg, uint64_t position, char *out, size_t most)
{
    (void)position;
    enum making_read verdict = events_read(arg, out, &most);
    return result_of(verdict, most);
}

static ssize_t read_progress(void *arg, uint64_t position, char *out, size_t most)
{
    (void)position;
    enum making_read verdict = progress_read(arg, out, &most);
    return result_of(verdict, most);
}

static struct MHD_Response *of_events(enum audience audience, struct exchange *x,
                                      MHD_ContentReaderCallback read)
{
    struct MHD_Response *answer =
        dress(MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK_BYTES, read, x, NULL), ANSWER_TEXT,
              audience, true);
    answer_type(answer, "text/event-stream");
    return answer;
}

struct MHD_Response *answer_of_events(enum audience audience, struct exchange *x)
{
    return of_events(audience, x, read_events);
}

struct MHD_Response *answer_of_progress(enum audience audience, struct exchange *x)
{
    return of_events(audience, x, read_progress);
}

struct MHD_Response *answer_of_making(enum audience audience, struct exchange *x, uint64_t size_bytes)
{
    uint64_t size = size_bytes == ANSWER_UNKNOWN ? MHD_SIZE_UNKNOWN : size_bytes;
    return dress(MHD_create_response_from_callback(size, BLOCK_BYTES, read_making, x, NULL), ANSWER_AUDIO,
                 audience, true);
}
