/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/preflight.h"

#include "base/base.h"
#include "http/answer.h"
#include "http/exchange.h"

/* The player asks for nothing that needs a preflight. Players of others do, which load audio in parts or keep
 * what they have by themselves; reading is all that they may do, and never with a key. */
static void open_to_pages(struct MHD_Response *answer)
{
    answer_field(answer, "Access-Control-Allow-Methods", "GET, HEAD");
    answer_field(answer, "Access-Control-Allow-Headers",
                 "Range, If-Range, If-None-Match, If-Modified-Since, If-Match, If-Unmodified-Since");
    answer_field(answer, "Access-Control-Max-Age", "86400");
}

enum step preflight_answer(struct exchange *x)
{
    struct span path = buf_span(&x->path);
    if (!x->allowed && !span_is(path, "*"))
        return exchange_fail(x, ERROR_NOT_FOUND);
    const struct route *read = route_find(path, METHOD_GET).route;
    enum audience audience = read ? read->audience : OPERATOR;
    struct MHD_Response *answer = answer_empty(ANSWER_JSON, audience);
    answer_field(answer, "Allow", route_allow(x->allowed ? x->allowed : (METHOD_GET | METHOD_POST)));
    answer_field(answer, "Cache-Control", "no-store");
    if (audience == READER)
        open_to_pages(answer);
    return exchange_answer(x, 204, answer);
}
