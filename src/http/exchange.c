/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/exchange.h"

#include <inttypes.h>
#include <microhttpd.h>
#include <time.h>

#include "base/base.h"
#include "http/answer.h"

struct span exchange_field(struct exchange *x, const char *name)
{
    const struct field *first = NULL;
    size_t n = 0;
    for (size_t i = 0; i < x->nfields; i++)
        if (span_is_nocase(x->fields[i].name, name)) {
            first = n ? first : &x->fields[i];
            n++;
        }
    if (n == 0)
        return (struct span){"", 0};
    if (n == 1)
        return span_trim(first->value);
    struct buf joined = BUF_EMPTY;
    for (size_t i = 0; i < x->nfields; i++)
        if (span_is_nocase(x->fields[i].name, name)) {
            buf_add_text(&joined, joined.n ? ", " : "");
            buf_add_span(&joined, span_trim(x->fields[i].value));
        }
    struct span copy = arena_copy(&x->arena, buf_span(&joined));
    buf_finish(&joined);
    return copy;
}

bool exchange_has_json(struct exchange *x)
{
    struct span media_type = exchange_field(x, "Content-Type");
    return span_is_nocase(span_trim(span_slice(media_type, 0, span_find_byte(media_type, ';'))),
                          "application/json");
}

struct conditions exchange_conditions(struct exchange *x)
{
    return (struct conditions){
        .if_match = exchange_field(x, "If-Match"),
        .if_none_match = exchange_field(x, "If-None-Match"),
        .if_modified_since = exchange_field(x, "If-Modified-Since"),
        .if_unmodified_since = exchange_field(x, "If-Unmodified-Since"),
        .if_range = exchange_field(x, "If-Range"),
    };
}

int exchange_descriptor(const struct exchange *x)
{
    return x->fd;
}

void exchange_suspend(struct exchange *x)
{
    MHD_suspend_connection(x->connection);
}

void exchange_resume(struct exchange *x)
{
    MHD_resume_connection(x->connection);
}

enum step exchange_wait(struct exchange *x, struct waiters *w)
{
    return waiters_add(w, x) ? STEP_WAIT : STEP_CLOSE;
}

enum step exchange_answer_shared(struct exchange *x, int status, struct MHD_Response *answer)
{
    x->status = status;
    return MHD_queue_response(x->connection, (unsigned)status, answer) == MHD_YES ? STEP_ANSWERED
                                                                                  : STEP_CLOSE;
}

int64_t exchange_now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

enum step exchange_answer(struct exchange *x, int status, struct MHD_Response *answer)
{
    char timing[48];
    snprintf(timing, sizeof timing, "answer;dur=%.3f", (double)(exchange_now_us() - x->began_us) / 1000);
    answer_field(answer, "X-Request-Id", x->id);
    answer_field(answer, "Server-Timing", timing);
    if (x->closes)
        answer_field(answer, "Connection", "close");
    enum step step = exchange_answer_shared(x, status, answer);
    answer_destroy(answer);
    return step;
}

/* What OpenAI's clients call errors of this status. */
static const char *type_of(int status)
{
    return status == 401   ? "authentication_error"
           : status == 403 ? "permission_error"
           : status == 429 ? "rate_limit_error"
           : status >= 500 ? "server_error"
                           : "invalid_request_error";
}

/* The request's member that an error can only come from. */
static const char *member_of(enum error_code code)
{
    static const struct {
        enum error_code code;
        const char *member;
    } rows[] = {{ERROR_VOICE_UNKNOWN, "voice"},
                {ERROR_LANGUAGE_UNKNOWN, "lang"},
                {ERROR_LEXICON, "lexicon"},
                {ERROR_URL_INVALID, "url"},
                {ERROR_URL_REFUSED, "url"}};
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (rows[i].code == code)
            return rows[i].member;
    return NULL;
}

static enum step fail(struct exchange *x, enum error_code code, struct span message, const char *field,
                      const char *value)
{
    struct buf body = BUF_EMPTY;
    struct json j = json_to(&body);
    json_open(&j, '{');
    json_key(&j, "error");
    json_open(&j, '{');
    json_field_text(&j, "code", span_of(error_name(code)));
    json_field_text(&j, "message", message);
    json_field_text(&j, "type", span_of(type_of(error_http_status(code))));
    json_field_text_or_null(&j, "param", span_of(x->wrong_member ? x->wrong_member : member_of(code)));
    json_close(&j, '}');
    json_close(&j, '}');
    buf_add_byte(&body, '\n');
    /* What is not here is nothing that a page needs. */
    enum audience audience = x->route ? x->route->audience : OPERATOR;
    struct MHD_Response *answer = answer_of_bytes(ANSWER_JSON, audience, buf_span(&body));
    buf_finish(&body);
    answer_field(answer, "Cache-Control", "no-store");
    if (field)
        answer_field(answer, field, value);
    return exchange_answer(x, error_http_status(code), answer);
}

enum step exchange_fail_with(struct exchange *x, enum error_code code, const char *field, const char *value)
{
    return fail(x, code, span_of(error_sentence(code)), field, value);
}

enum step exchange_refuse(struct exchange *x, const struct error *err)
{
    char message[480];
    if (err->code != ERROR_USAGE && err->code != ERROR_LEXICON)
        return exchange_fail(x, err->code);
    snprintf(message, sizeof message, "%s (%s)", error_sentence(err->code), err->detail);
    return fail(x, err->code, span_of(message), NULL, NULL);
}

enum step exchange_fail(struct exchange *x, enum error_code code)
{
    if (error_http_status(code) == 503 || error_http_status(code) == 429) {
        char seconds[24] = EXCHANGE_RETRY_AFTER_S;
        if (x->retry_after_s)
            snprintf(seconds, sizeof seconds, "%" PRId64, x->retry_after_s);
        return exchange_fail_with(x, code, "Retry-After", seconds);
    }
    if (code == ERROR_UNAUTHORIZED)
        return exchange_fail_with(x, code, "WWW-Authenticate", "Bearer");
    if (code == ERROR_KEY_WRONG) /* RFC 6750 section 3.1 */
        return exchange_fail_with(x, code, "WWW-Authenticate", "Bearer error=\"invalid_token\"");
    return exchange_fail_with(x, code, NULL, NULL);
}
