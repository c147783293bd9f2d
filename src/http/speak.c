/* SPDX-License-Identifier: GPL-3.0-or-later */
/* POST /v1/audio: a text comes back as audio while it is being made. Nothing else of it is kept than what a
 * post leaves behind, and who hangs up ends the work, unless somebody else listens to the same. */

#include "http/answer.h"
#include "http/exchange.h"
#include "http/finished.h"
#include "http/follow.h"
#include "http/handlers.h"
#include "http/scope.h"
#include "http/server.h"
#include "http/speech_request.h"
#include "http/wanted.h"

static bool want(struct exchange *x, struct error *err)
{
    struct wanted wanted;
    if (!speech_request_read(&x->arena, buf_span(&x->body), &wanted, err))
        return false;
    if (wanted.kind == SOURCE_URL && !wanted_resolve(x, wanted.url, &wanted, err))
        return false;
    bool of_a_site = wanted.kind == SOURCE_URL || wanted.kind == SOURCE_SHELF;
    if (of_a_site && !scope_allows(x, page_url_host(wanted.url), err))
        return false;
    x->entry = posts_want(x->server, &wanted);
    return x->entry ? true : error_set(err, ERROR_BUSY, "reading");
}

/* Already made: the whole, at once. */
static bool answer_finished(struct exchange *x, enum step *step)
{
    bool found;
    *step = finished_answer_whole(x, CACHE_AUDIO, x->entry->post.key, &found);
    return found;
}

enum step handle_speak(struct exchange *x)
{
    enum step step;
    struct error err = {0};
    if (!exchange_has_json(x))
        return exchange_fail(x, ERROR_MEDIA_TYPE);
    if (!x->entry && !want(x, &err)) {
        log_info("POST /v1/audio refused: %s", err.detail);
        return exchange_refuse(x, &err);
    }
    if (!x->making) {
        if (!wanted_is_read(x, &step))
            return step;
        x->making = making_find(x->server, x->entry->post.key, false);
        if (!x->making && answer_finished(x, &step))
            return step;
        if (!x->making)
            x->making = making_join(x->server, x->entry, false);
        if (!x->making)
            return exchange_fail(x, ERROR_BUSY);
    }
    return follow_answer(x, false);
}
