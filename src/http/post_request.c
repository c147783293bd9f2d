/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/post_request.h"

#include <stddef.h>

/* A title or a name is a line. */
enum { LINE_BYTES = 1000, URL_BYTES = 4000 };

enum member_kind { MEMBER_SOURCE, MEMBER_TEXT, MEMBER_RATE, MEMBER_DRAFT };

static const struct member {
    const char *name;
    enum member_kind kind;
    size_t offset;          /* of a text in struct shelf_post */
    size_t most_bytes;      /* of a text; 0: as long as the body may be */
    const char *media_type; /* of a source */
} members[] = {
    {"html", MEMBER_SOURCE, 0, 0, "text/html; charset=utf-8"},
    {"markdown", MEMBER_SOURCE, 0, 0, "text/markdown; charset=utf-8"},
    {"text", MEMBER_SOURCE, 0, 0, "text/plain; charset=utf-8"},
    {"url", MEMBER_TEXT, offsetof(struct shelf_post, url), URL_BYTES, NULL},
    {"title", MEMBER_TEXT, offsetof(struct shelf_post, title), LINE_BYTES, NULL},
    {"byline", MEMBER_TEXT, offsetof(struct shelf_post, byline), LINE_BYTES, NULL},
    {"language", MEMBER_TEXT, offsetof(struct shelf_post, language), LINE_BYTES, NULL},
    {"voice", MEMBER_TEXT, offsetof(struct shelf_post, voice), LINE_BYTES, NULL},
    {"lexicon", MEMBER_TEXT, offsetof(struct shelf_post, lexicon), 0, NULL},
    {"rate", MEMBER_RATE, 0, 0, NULL},
    {"draft", MEMBER_DRAFT, 0, 0, NULL},
};

static bool read_text(struct arena *a, const json_t *value, const struct member *m, struct span *out,
                      struct error *err)
{
    if (!json_is_string(value))
        return error_set(err, ERROR_USAGE, "%s: must be a string", m->name);
    if (m->most_bytes && json_string_length(value) > m->most_bytes)
        return error_set(err, ERROR_USAGE, "%s: is longer than %zu bytes", m->name, m->most_bytes);
    *out = arena_copy(a, (struct span){json_string_value(value), json_string_length(value)});
    return true;
}

static bool read_member(struct arena *a, const json_t *value, const struct member *m, struct shelf_post *out,
                        struct error *err)
{
    json_int_t rate = json_integer_value(value);
    switch (m->kind) {
    case MEMBER_SOURCE:
        if (out->media_type.n)
            return error_set(err, ERROR_USAGE, "give one of html, markdown and text");
        out->media_type = span_of(m->media_type);
        return read_text(a, value, m, &out->bytes, err);
    case MEMBER_TEXT:
        return read_text(a, value, m, (struct span *)((char *)out + m->offset), err);
    case MEMBER_RATE:
        if (!json_is_integer(value) || rate < 80 || rate > 449)
            return error_set(err, ERROR_USAGE,
                             "rate: must be a whole number of words a minute from 80 to 449");
        out->rate_wpm = (int)rate;
        return true;
    default:
        if (!json_is_boolean(value))
            return error_set(err, ERROR_USAGE, "draft: must be true or false");
        out->draft = json_is_true(value);
        return true;
    }
}

static bool read_named(struct arena *a, const char *name, const json_t *value, struct shelf_post *out,
                       struct error *err)
{
    for (size_t i = 0; i < COUNT_OF(members); i++)
        if (span_is(span_of(name), members[i].name))
            return read_member(a, value, &members[i], out, err);
    return error_set(err, ERROR_USAGE, "there is no member '%.40s'", name);
}

bool post_request_read(struct arena *a, struct span json, struct shelf_post *out, struct error *err)
{
    const char *name;
    json_t *value, *object = json_parse(json, err);
    if (!object)
        return false;
    bool ok = json_is_object(object) || error_set(err, ERROR_USAGE, "the body is no JSON object");
    json_object_foreach(object, name, value) ok = ok && read_named(a, name, value, out, err);
    if (ok && !out->media_type.n)
        ok = error_set(err, ERROR_USAGE, "give one of html, markdown and text");
    if (ok && !out->url.n)
        ok = error_set(err, ERROR_USAGE, "url: the post's address is needed");
    json_decref(object);
    return ok;
}
