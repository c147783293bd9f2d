/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "speech/speech.h"

void voices_print_text(const struct voices *voices, struct buf *out)
{
    buf_printf(out, "%-16s %-12s %-5s %s\n", "NAME", "LANGUAGE", "RATE", "TITLE");
    for (size_t i = 0; i < voices_count(voices); i++) {
        const struct voice *v = voices_at(voices, i);
        buf_printf(out, "%-16s %-12s %-5d %s%s\n", v->name, v->language, v->rate_wpm, v->title,
                   v->shipped ? " *" : "");
    }
    buf_add_text(out, "* has a file of its own in voices/: rate, pauses and level are set for listening\n");
}

void voices_print_json(const struct voices *voices, struct buf *out)
{
    struct json j = json_to(out);
    json_open(&j, '[');
    for (size_t i = 0; i < voices_count(voices); i++) {
        const struct voice *v = voices_at(voices, i);
        json_open(&j, '{');
        json_field_text(&j, "name", span_of(v->name));
        json_field_text(&j, "language", span_of(v->language));
        json_field_text(&j, "title", span_of(v->title));
        json_field_number(&j, "rate", v->rate_wpm);
        json_field_bool(&j, "shipped", v->shipped);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    buf_add_byte(out, '\n');
}
