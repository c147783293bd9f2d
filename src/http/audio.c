/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GET /v1/audio/{key}.mp3 and the same in other formats: finished, in the making, or begun now because a post
 * with that audio was read. */
#include <string.h>

#include "audio/audio.h"
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
    if (x->format)
        answer_type(answer, audio_stream_media_type(span_of(x->format)));
    answer_field(answer, "Cache-Control", "no-store");
    return exchange_answer(x, 200, answer);
}

/* x->making is set, or the handler's step is *step. */
static bool find_making(struct exchange *x, const char *key, enum step *step)
{
    bool found;
    x->making = making_find_as(x->server, key, x->format, true);
    if (x->making)
        return true;
    *step = finished_answer(x, making_kind(x->format), key, &found);
    if (found)
        return false;
    x->entry = posts_by_audio(x->server, key);
    if (!x->entry)
        *step = exchange_fail(x, finished_why_missing(x->server, key));
    else if (x->method == METHOD_HEAD)
        *step = answer_head(x);
    else
        admission_make(x, step);
    return x->making != NULL;
}

static enum step answer_audio(struct exchange *x, const char *format)
{
    char key[KEY_HEX + 1];
    enum step step;
    x->format = format;
    if (!key_read(x->parameter, key))
        return exchange_fail(x, ERROR_NOT_FOUND);
    if (!x->making && !find_making(x, key, &step))
        return step;
    return follow_answer(x, true);
}

enum step handle_audio(struct exchange *x)
{
    return answer_audio(x, NULL);
}

enum step handle_opus(struct exchange *x)
{
    return answer_audio(x, "opus");
}

enum step handle_wav(struct exchange *x)
{
    return answer_audio(x, "wav");
}

enum step handle_flac(struct exchange *x)
{
    return answer_audio(x, "flac");
}
