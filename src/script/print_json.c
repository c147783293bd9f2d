/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A script with its token map, for other programs. */
#include "script/script.h"

static struct span written_text(const struct article *article, int block)
{
    return block == SEGMENT_TITLE ? article->title : article->blocks[block].text;
}

static void print_tokens(struct json *j, const struct segment *segment, struct span written)
{
    json_key(j, "tokens");
    json_open(j, '[');
    for (size_t i = 0; i < segment->ntokens; i++) {
        const struct token *t = &segment->tokens[i];
        json_open(j, '{');
        json_field_text(j, "word", span_slice(segment->spoken, t->spoken_at, t->spoken_at + t->spoken_bytes));
        json_field_number(j, "spoken_at", t->spoken_at);
        json_field_number(j, "source_at", t->source_at);
        json_field_number(j, "source_bytes", t->source_bytes);
        json_field_text(j, "source", span_slice(written, t->source_at, t->source_at + t->source_bytes));
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void print_utterances(struct json *j, const struct segment *segment)
{
    json_key(j, "utterances");
    json_open(j, '[');
    for (size_t i = 0; i < segment->nutterances; i++) {
        const struct utterance *u = &segment->utterances[i];
        json_open(j, '{');
        json_field_text(j, "spoken",
                        span_slice(segment->spoken, u->spoken_at, u->spoken_at + u->spoken_bytes));
        json_field_number(j, "token", u->token);
        json_field_number(j, "tokens", u->ntokens);
        json_field_number(j, "pause_ms", u->pause_ms);
        json_field_bool(j, "sentence", u->sentence);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void print_reason(struct json *j, const struct reason *r, struct span written)
{
    json_open(j, '{');
    if (r->block != SEGMENT_TITLE)
        json_field_number(j, "block", r->block);
    json_field_text(j, "class", span_of(class_names[r->class]));
    json_field_text(j, "rule", r->rule);
    json_field_number(j, "source_at", r->source_at);
    json_field_number(j, "source_bytes", r->source_bytes);
    json_field_text(j, "source", span_slice(written, r->source_at, r->source_at + r->source_bytes));
    json_field_text(j, "said", r->said);
    json_field_bool(j, "plain", r->plain);
    json_field_bool(j, "safe_form", r->safe);
    json_close(j, '}');
}

void script_print_json(const struct article *article, const struct script *script, struct buf *out)
{
    struct json j = json_to(out);
    json_open(&j, '{');
    json_key(&j, "segments");
    json_open(&j, '[');
    for (size_t i = 0; i < script->nsegments; i++) {
        const struct segment *segment = &script->segments[i];
        json_open(&j, '{');
        if (segment->block == SEGMENT_TITLE) {
            json_field_text(&j, "kind", SPAN("title"));
        } else {
            json_field_text(&j, "kind", span_of(block_kind_names[article->blocks[segment->block].kind]));
            json_field_number(&j, "block", segment->block);
        }
        json_field_text(&j, "language", segment->language);
        if (segment->voice.n)
            json_field_text(&j, "voice", segment->voice);
        json_field_text(&j, "spoken", segment->spoken);
        print_tokens(&j, segment, written_text(article, segment->block));
        print_utterances(&j, segment);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    if (script->nreasons) {
        json_key(&j, "why");
        json_open(&j, '[');
        for (size_t i = 0; i < script->nreasons; i++)
            print_reason(&j, &script->reasons[i], written_text(article, script->reasons[i].block));
        json_close(&j, ']');
    }
    json_close(&j, '}');
}
