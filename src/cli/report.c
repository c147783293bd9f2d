/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/report.h"

#include <stdio.h>

static const char *const states[OUTCOME_STATES] = {"failed", "made", "fresh"};

static void add_error(struct json *j, const struct error *err)
{
    json_open(j, '{');
    json_field_text(j, "code", span_of(error_name(err->code)));
    json_field_text(j, "message", span_of(error_sentence(err->code)));
    json_field_text_or_null(j, "detail", span_of(err->detail));
    json_field_number(j, "status", error_exit_status(err->code));
    json_close(j, '}');
}

static void add_row(struct json *j, const struct target *target, const struct outcome *outcome)
{
    bool failed = outcome->state == OUTCOME_FAILED;
    json_open(j, '{');
    json_field_text(j, "input", span_of(target->input));
    json_field_text(j, "output", span_of(target->audio));
    json_field_text(j, "state", span_of(states[outcome->state]));
    json_field_number(j, "duration_ms", (int64_t)outcome->duration_ms);
    json_field_number(j, "bytes", (int64_t)outcome->size_bytes);
    json_field_number(j, "words", (int64_t)outcome->nwords);
    json_field_number(j, "skipped", outcome->nskipped);
    json_field_text_or_null(j, "no_cover", span_of(outcome->note.detail));
    json_key(j, "error");
    if (failed)
        add_error(j, &outcome->err);
    else
        json_add_null(j);
    json_close(j, '}');
}

void report_tell_notes(const struct target *target, const struct outcome *outcome)
{
    if (outcome->note.code)
        fprintf(stderr, "listenpost speak: %s: no cover: %s\n", target->input, outcome->note.detail);
    if (outcome->nskipped)
        fprintf(stderr, "listenpost speak: %s: %u sentences could not be spoken and were skipped\n",
                target->input, outcome->nskipped);
}

void report_print_json(const struct targets *targets, const struct outcome *outcomes, struct buf *out)
{
    struct json j = json_to(out);
    int64_t counts[OUTCOME_STATES] = {0}, duration_ms = 0, size_bytes = 0, nwords = 0, nskipped = 0;
    json_open(&j, '{');
    json_key(&j, "posts");
    json_open(&j, '[');
    for (size_t i = 0; i < targets->n; i++) {
        const struct outcome *o = &outcomes[i];
        add_row(&j, &targets->rows[i], o);
        counts[o->state]++;
        duration_ms += (int64_t)o->duration_ms;
        size_bytes += (int64_t)o->size_bytes;
        nwords += (int64_t)o->nwords;
        nskipped += o->nskipped;
    }
    json_close(&j, ']');
    json_key(&j, "totals");
    json_open(&j, '{');
    for (size_t i = 0; i < OUTCOME_STATES; i++)
        json_field_number(&j, states[i], counts[i]);
    json_field_number(&j, "duration_ms", duration_ms);
    json_field_number(&j, "bytes", size_bytes);
    json_field_number(&j, "words", nwords);
    json_field_number(&j, "skipped", nskipped);
    json_close(&j, '}');
    json_close(&j, '}');
    buf_add_byte(out, '\n');
}
