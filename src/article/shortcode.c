/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/shortcode.h"

#include "article/fold.h"

#include <string.h>

enum { NAME_BYTES_MAX = 40, SHORTCODE_BYTES_MAX = 600, SWALLOWED_BYTES_MAX = 2000 };

/* [name], [/name] and [name anything]: WordPress's own. Others are known by their attributes. */
static const char *const shortcodes[] = {"audio", "caption", "embed", "gallery",        "playlist",  "toc",
                                         "video", "youtube", "sc",    "contact-form-7", "wp_caption"};
/* What stands between these and their end is not the author's text either. */
static const char *const swallowing[] = {"caption", "wp_caption", "embed", "gallery", "video", "audio"};

static bool among(struct span name, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (span_is_nocase(name, names[i]))
            return true;
    return false;
}

/* Bytes of the name that 'text' begins with: letters, digits, '-', '_'. */
static size_t name_bytes(struct span text)
{
    size_t n = 0;
    while (n < text.n && n < NAME_BYTES_MAX &&
           ((text.p[n] | 32) >= 'a' && (text.p[n] | 32) <= 'z' ? true
            : n > 0 ? (text.p[n] >= '0' && text.p[n] <= '9') || text.p[n] == '_' || text.p[n] == '-'
                    : false))
        n++;
    return n;
}

/* "align=left", "ids="1,2"": a name, an equals sign, a value. */
static bool has_attribute(struct span text)
{
    text = span_trim(text);
    size_t n = name_bytes(text);
    return n > 0 && n + 1 < text.n && text.p[n] == '=' && text.p[n + 1] != ' ' && text.p[n + 1] != '=';
}

/* Bytes of the template tag ({{< x >}}, {{% x %}}, {% x %}) that 'text' begins with, or 0. */
static size_t template_bytes(struct span text)
{
    static const char *const tags[][2] = {{"{{<", ">}}"}, {"{{%", "%}}"}, {"{%", "%}"}};
    for (size_t i = 0; i < COUNT_OF(tags); i++) {
        if (!span_starts(text, tags[i][0]))
            continue;
        size_t end = span_find(span_slice(text, 0, SHORTCODE_BYTES_MAX), tags[i][1]);
        return end < text.n && end < SHORTCODE_BYTES_MAX ? end + strlen(tags[i][1]) : 0;
    }
    return 0;
}

/* The offset behind the "[/name]" in 'text', or 0. */
static size_t ending_of(struct span name, struct span text)
{
    char ending[NAME_BYTES_MAX + 4];
    snprintf(ending, sizeof ending, "[/%.*s]", (int)name.n, name.p);
    size_t at = span_find_nocase(text, ending);
    return at < text.n ? at + strlen(ending) : 0;
}

/* One "[name ...]" or "[/name]" at the beginning of a text. */
struct shortcode {
    struct span name;
    size_t n; /* bytes; 0: there is none */
    bool closes;
};

/* "[sic]" is none: a name alone must be a known one or have its end in the text. */
static struct shortcode shortcode_at(struct span text)
{
    struct shortcode code = {0};
    if (text.n < 3 || text.p[0] != '[')
        return code;
    code.closes = text.p[1] == '/';
    size_t from = code.closes ? 2 : 1, n = name_bytes(span_slice(text, from, text.n));
    struct span rest = span_slice(text, from + n, from + n + SHORTCODE_BYTES_MAX);
    size_t end = span_find_byte(rest, ']');
    struct span inside = span_slice(rest, 0, end);
    if (n == 0 || end == rest.n || span_find_byte(inside, '[') < end)
        return code;
    code.name = span_slice(text, from, from + n);
    bool known = among(code.name, shortcodes, COUNT_OF(shortcodes)) || span_find_byte(code.name, '_') < n;
    bool bare = end == 0 || span_is(span_trim(inside), "/");
    bool opens = has_attribute(inside) || (known && (bare || inside.p[0] == ' ')) ||
                 (end == 0 && ending_of(code.name, span_slice(rest, 1, rest.n)));
    code.n = (code.closes ? bare : opens) ? from + n + end + 1 : 0;
    return code;
}

/* Bytes of the shortcode that 'text' begins with, with what it swallows, or 0. */
static size_t shortcode_bytes(struct span text)
{
    struct shortcode code = shortcode_at(text);
    bool swallows = code.n && !code.closes && among(code.name, swallowing, COUNT_OF(swallowing));
    return swallows ? code.n + ending_of(code.name, span_slice(text, code.n, code.n + SWALLOWED_BYTES_MAX))
                    : code.n;
}

struct span shortcode_remove(struct arena *a, struct span text)
{
    if (span_find_byte(text, '[') == text.n && span_find(text, "{%") == text.n &&
        span_find(text, "{{") == text.n)
        return text;
    struct fold fold = {0};
    size_t kept = 0;
    for (size_t at = 0; at < text.n;) {
        struct span rest = span_slice(text, at, text.n);
        size_t code = text.p[at] == '{' ? template_bytes(rest) : shortcode_bytes(rest);
        if (code) {
            fold_add(&fold, span_slice(text, kept, at));
            kept = at + code;
            if (kept < text.n && !strchr(".,;:!?)", text.p[kept]))
                fold_add(&fold, SPAN(" "));
        }
        at += code ? code : 1;
    }
    if (kept) {
        fold_add(&fold, span_slice(text, kept, text.n));
        text = fold_text(a, &fold);
    }
    fold_finish(&fold);
    return text;
}
