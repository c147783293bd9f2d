/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/speech_request.h"

#include "base/base.h"

/* A title or a name is a line. */
enum { LINE_BYTES = 1000 };

static const struct source {
    const char *name, *media_type; /* NULL: an address */
} sources[] = {
    {"text", "text/plain; charset=utf-8"},
    {"html", "text/html; charset=utf-8"},
    {"markdown", "text/markdown; charset=utf-8"},
    {"url", NULL},
};

static bool read_line(struct arena *a, const json_t *value, const char *name, struct span *out,
                      struct error *err)
{
    if (!json_is_string(value) || json_string_length(value) > LINE_BYTES)
        return error_set(err, ERROR_USAGE, "%s: must be a string of at most %d bytes", name, LINE_BYTES);
    *out = arena_copy(a, (struct span){json_string_value(value), json_string_length(value)});
    return true;
}

/* Read by a child process, like the text. */
static bool read_lexicon(struct arena *a, const json_t *value, struct span *out, struct error *err)
{
    if (!json_is_string(value))
        return error_set(err, ERROR_USAGE, "lexicon: must be a string");
    *out = arena_copy(a, (struct span){json_string_value(value), json_string_length(value)});
    return true;
}

static bool read_rate(const json_t *value, int *rate_wpm, struct error *err)
{
    json_int_t rate = json_integer_value(value);
    if (!json_is_integer(value) || rate < 80 || rate > 449)
        return error_set(err, ERROR_USAGE, "rate: must be a whole number of words a minute from 80 to 449");
    *rate_wpm = (int)rate;
    return true;
}

static bool read_source(struct arena *a, const json_t *value, const struct source *source, struct wanted *out,
                        struct error *err)
{
    if (!json_is_string(value))
        return error_set(err, ERROR_USAGE, "%s: must be a string", source->name);
    if (out->url.n || out->media_type.n)
        return error_set(err, ERROR_USAGE, "give one of text, html, markdown and url");
    struct span text = arena_copy(a, (struct span){json_string_value(value), json_string_length(value)});
    out->kind = source->media_type ? SOURCE_BYTES : SOURCE_URL;
    *(source->media_type ? &out->bytes : &out->url) = text;
    out->media_type = span_of(source->media_type);
    if (!source->media_type && text.n == 0)
        return error_set(err, ERROR_URL_INVALID, "url: is empty");
    return true;
}

static bool read_member(struct arena *a, const char *name, const json_t *value, struct wanted *out,
                        struct error *err)
{
    struct span member = span_of(name);
    for (size_t i = 0; i < COUNT_OF(sources); i++)
        if (span_is(member, sources[i].name))
            return read_source(a, value, &sources[i], out, err);
    if (span_is(member, "voice"))
        return read_line(a, value, name, &out->voice, err);
    if (span_is(member, "lang"))
        return read_line(a, value, name, &out->language, err);
    if (span_is(member, "title"))
        return read_line(a, value, name, &out->title, err);
    if (span_is(member, "lexicon"))
        return read_lexicon(a, value, &out->lexicon, err);
    if (span_is(member, "rate"))
        return read_rate(value, &out->rate_wpm, err);
    return error_set(err, ERROR_USAGE, "there is no member '%.40s'", name);
}

bool speech_request_read(struct arena *a, struct span json, struct wanted *out, struct error *err)
{
    const char *name;
    json_t *value, *object = json_parse(json, err);
    if (!object)
        return false;
    bool ok = json_is_object(object) || error_set(err, ERROR_USAGE, "the body is no JSON object");
    *out = (struct wanted){0};
    json_object_foreach(object, name, value) ok = ok && read_member(a, name, value, out, err);
    if (ok && !out->url.n && !out->media_type.n)
        ok = error_set(err, ERROR_USAGE, "give one of text, html, markdown and url");
    json_decref(object);
    return ok;
}
