/* SPDX-License-Identifier: GPL-3.0-or-later */
/* POST /v1/audio: a text comes back as audio while it is being made. Nothing else of it is kept than what a
 * post leaves behind, and who hangs up ends the work, unless somebody else listens to the same. */

#include "http/speak.h"
#include "http/admission.h"
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
    wanted.client = scope_client(x);
    x->entry = admission_read(x, &wanted, err);
    return x->entry != NULL;
}

/* Already made: the whole, at once. */
static bool answer_finished(struct exchange *x, enum step *step)
{
    bool found;
    *step = finished_answer_whole(x, CACHE_AUDIO, x->entry->post.key, &found);
    return found;
}

/* Events and other formats than MP3 are made anew: the former from the segments' own cache. */
static bool find_or_begin(struct exchange *x, enum step *step)
{
    struct server *s = x->server;
    bool bare_mp3 = !x->format && !x->events;
    if (!wanted_is_read(x, step))
        return false;
    if (bare_mp3)
        x->making = making_find(s, x->entry->post.key, false);
    if (bare_mp3 && !x->making && answer_finished(x, step)) {
        admission_give_back(x);
        return false;
    }
    return x->making || admission_speak(x, step);
}

enum step speak_answer(struct exchange *x)
{
    enum step step;
    if (!x->making && !find_or_begin(x, &step))
        return step;
    return follow_answer(x, false);
}

enum step handle_speak(struct exchange *x)
{
    struct error err = {0};
    if (!exchange_has_json(x))
        return exchange_fail(x, ERROR_MEDIA_TYPE);
    if (!x->entry && !want(x, &err)) {
        log_info("POST /v1/audio refused: %s", err.detail);
        return exchange_refuse(x, &err);
    }
    return speak_answer(x);
}
