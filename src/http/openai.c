/* SPDX-License-Identifier: GPL-3.0-or-later */
/* POST /v1/audio/speech: as OpenAI's clients ask for speech. What they send in Accept is always the same and
 * says nothing, so the format is the body's word alone. */
#include "http/admission.h"
#include "http/events.h"
#include "http/exchange.h"
#include "http/handlers.h"
#include "http/openai_request.h"
#include "http/scope.h"
#include "http/server.h"
#include "http/speak.h"

static bool want(struct exchange *x, struct error *err)
{
    struct openai_request request;
    uint64_t most = (uint64_t)x->server->config->speech_max_characters;
    if (!openai_request_read(&x->arena, buf_span(&x->body), most, &request, &x->wrong_member, err))
        return false;
    x->wrong_member = NULL;
    x->format = request.format;
    x->events = request.events ? events_create(&x->arena) : NULL;
    request.wanted.client = scope_client(x);
    x->entry = admission_read(x, &request.wanted, err);
    return x->entry != NULL;
}

enum step handle_speech(struct exchange *x)
{
    struct error err = {0};
    if (!exchange_has_json(x))
        return exchange_fail(x, ERROR_MEDIA_TYPE);
    if (!x->entry && !want(x, &err))
        return exchange_refuse(x, &err);
    return speak_answer(x);
}
