/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GET /v1/audio/{key}.json, .vtt and .chapters.json: what is read along with the audio of that key. Whoever
 * asks for them wants to listen, so they begin it as the audio does. */
#include "http/admission.h"
#include "http/answer.h"
#include "http/exchange.h"
#include "http/finished.h"
#include "http/handlers.h"
#include "http/server.h"

/* Waits until all times are known; marks are given as far as they are, when the sound comes before all times.
 */
static enum step answer_in_the_making(struct exchange *x, enum text text)
{
    struct making *m = x->making;
    enum step step = STEP_CLOSE;
    watch_hangup(x->server->watch, x);
    waiters_lock(&m->waiters);
    struct blob *blob = m->texts[text] ? blob_hold(m->texts[text]) : NULL;
    if (!blob && text == TEXT_MARKS)
        blob = making_known_marks(m);
    enum error_code failed = m->state == MAKING_FAILED ? m->error : ERROR_NONE;
    if (!blob && !failed)
        step = exchange_wait(x, &m->waiters);
    waiters_unlock(&m->waiters);
    if (blob)
        step = text_answer_unkept(x, text, blob);
    else if (failed)
        step = exchange_fail(x, failed);
    blob_drop(blob);
    return step;
}

/* x->making is set, or the handler's step is *step. */
static bool find_making(struct exchange *x, enum text text, const char *key, enum step *step)
{
    bool found;
    x->making = making_find(x->server, key, true);
    if (x->making)
        return true;
    *step = text_answer(x, text, key, &found);
    if (found)
        return false;
    x->entry = posts_by_audio(x->server, key);
    if (!x->entry)
        *step = exchange_fail(x, finished_why_missing(x->server, key));
    else if (x->method == METHOD_HEAD) /* sets nobody to work */
        *step = exchange_fail(x, ERROR_NOT_FOUND);
    else
        admission_make(x, step);
    return x->making != NULL;
}

static enum step answer_text(struct exchange *x, enum text text)
{
    char key[KEY_HEX + 1];
    enum step step;
    if (!key_read(x->parameter, key))
        return exchange_fail(x, ERROR_NOT_FOUND);
    if (!x->making && !find_making(x, text, key, &step))
        return step;
    return answer_in_the_making(x, text);
}

enum step handle_marks(struct exchange *x)
{
    return answer_text(x, TEXT_MARKS);
}

enum step handle_captions(struct exchange *x)
{
    return answer_text(x, TEXT_CAPTIONS);
}

enum step handle_chapters(struct exchange *x)
{
    return answer_text(x, TEXT_CHAPTERS);
}
