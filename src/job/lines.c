/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/lines.h"

bool lines_speak(const struct scripter *s, struct span language, const struct lexicon *lexicon,
                 struct span lines, struct buf *out)
{
    struct span line;
    while (span_line(&lines, &line)) {
        struct arena a;
        arena_init(&a);
        buf_add_span(out, script_line(s, &a, language, lexicon, utf8_repair(&a, line)));
        buf_add_byte(out, '\n');
        arena_finish(&a);
    }
    return true;
}

static void print_sentences(const struct scripter *s, struct span language, struct span text, struct buf *out)
{
    struct arena a;
    arena_init(&a);
    size_t count = 0;
    struct span *sentences = script_sentences(s, &a, language, text, &count);
    struct json j = json_to(out);
    json_open(&j, '[');
    for (size_t i = 0; i < count; i++)
        json_add_text(&j, sentences[i]);
    json_close(&j, ']');
    buf_add_byte(out, '\n');
    arena_finish(&a);
}

bool lines_split(const struct scripter *s, struct span language, struct span lines, struct buf *out,
                 struct error *err)
{
    struct span line;
    while (span_line(&lines, &line)) {
        json_t *object = json_parse(line, err);
        if (!object)
            return false;
        const json_t *text = json_object_get(object, "text");
        if (!json_is_string(text)) {
            json_decref(object);
            return error_set(err, ERROR_USAGE, "a line has no \"text\": give {\"lang\": ..., \"text\": ...}");
        }
        struct span own = json_get_text(object, "lang");
        print_sentences(s, own.n ? own : language, json_get_text(object, "text"), out);
        json_decref(object);
    }
    return true;
}
