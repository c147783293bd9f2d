/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be asked for: voices and, for OpenAI's clients, models. */
#include "http/document.h"
#include "http/exchange.h"
#include "http/finished.h"
#include "http/handlers.h"
#include "http/server.h"

static enum step answer_printed(struct exchange *x, struct buf *body)
{
    enum step step = document_answer(x, ANSWER_JSON, buf_span(body), NULL);
    buf_finish(body);
    return step;
}

enum step handle_voices(struct exchange *x)
{
    struct buf body = BUF_EMPTY;
    buf_add_text(&body, "{\"voices\":");
    voices_print_json(pool_voices(x->server->pool), &body);
    buf_add_text(&body, "}\n");
    return answer_printed(x, &body);
}

enum step handle_models(struct exchange *x)
{
    struct buf body = BUF_EMPTY;
    struct json j = json_to(&body);
    json_open(&j, '{');
    json_field_text(&j, "object", SPAN("list"));
    json_key(&j, "data");
    json_open(&j, '[');
    json_open(&j, '{');
    json_field_text(&j, "id", SPAN("listenpost"));
    json_field_text(&j, "object", SPAN("model"));
    json_field_number(&j, "created", FINISHED_MODIFIED);
    json_field_text(&j, "owned_by", SPAN("listenpost"));
    json_close(&j, '}');
    json_close(&j, ']');
    json_close(&j, '}');
    buf_add_byte(&body, '\n');
    return answer_printed(x, &body);
}
