/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GET /v1/audio/{key}.mp3: finished, in the making, or begun now because a post with that audio was read. */
#include <stdio.h>
#include <string.h>

#include "http/admission.h"
#include "http/answer.h"
#include "http/exchange.h"
#include "http/finished.h"
#include "http/follow.h"
#include "http/handlers.h"
#include "http/server.h"

/* A HEAD sets nobody to work; the length is not known, and no body is asked for. */
static enum step answer_head(struct exchange *x)
{
    struct MHD_Response *answer = answer_of_making(READER, x, ANSWER_UNKNOWN);
    answer_field(answer, "Cache-Control", "no-store");
    return exchange_answer(x, 200, answer);
}

/* x->making is set, or the handler's step is *step. */
static bool find_making(struct exchange *x, const char *key, enum step *step)
{
    x->making = making_find(x->server, key, true);
    if (x->making)
        return true;
    bool found;
    *step = finished_answer(x, CACHE_AUDIO, key, &found);
    if (found)
        return false;
    x->entry = posts_by_audio(x->server, key);
    if (!x->entry)
        *step = exchange_fail(x, ERROR_NOT_FOUND);
    else if (x->method == METHOD_HEAD)
        *step = answer_head(x);
    else
        admission_make(x, step);
    return x->making != NULL;
}

enum step handle_audio(struct exchange *x)
{
    char key[KEY_HEX + 1];
    enum step step;
    if (!key_read(x->parameter, key))
        return exchange_fail(x, ERROR_NOT_FOUND);
    if (!x->making && !find_making(x, key, &step))
        return step;
    return follow_answer(x, true);
}
