/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Front matter as blogs write it: "key: value" lines of YAML or "key = value" lines of TOML. Only the few
 * facts an article has are taken; lists give their first entry. */
#include "article/date.h"
#include "article/fold.h"
#include "article/language.h"
#include "article/markdown.h"

static const char *const title_keys[] = {"title", NULL},
                         *const language_keys[] = {"lang", "language", "locale", NULL},
                         *const byline_keys[] = {"author", "authors", "byline", NULL},
                         *const site_keys[] = {"site", "site_name", "publication", NULL},
                         *const date_keys[] = {"date",    "published", "publishdate",
                                               "pubdate", "created",   NULL};

static bool among(struct span key, const char *const *keys)
{
    for (; *keys; keys++)
        if (span_is_nocase(key, *keys))
            return true;
    return false;
}

static struct span unquote(struct span value)
{
    value = span_trim(value);
    if (value.n >= 2 && value.p[0] == '[') {
        value = span_trim(span_slice(value, 1, value.n - 1));
        value = span_trim(span_slice(value, 0, span_find_byte(value, ',')));
    }
    if (value.n >= 2 && (value.p[0] == '"' || value.p[0] == '\'') && value.p[value.n - 1] == value.p[0])
        return span_slice(value, 1, value.n - 1);
    return value;
}

static void take(struct arena *a, struct span key, struct span value, struct article *out)
{
    value = fold_span(a, unquote(value));
    if (!value.n)
        return;
    if (among(key, title_keys))
        out->title = value;
    else if (among(key, byline_keys) && !out->byline.n)
        out->byline = value;
    else if (among(key, site_keys))
        out->site = value;
    else if (among(key, language_keys))
        out->language = language_tag(a, value);
    else if (among(key, date_keys))
        out->date = date_iso(a, value, date_order_of(out->language));
}

/* A list entry ("- Ann" or "- name: Ann") below "authors:". */
static struct span entry_value(struct span line)
{
    struct span value = span_trim(span_slice(line, 1, line.n));
    return span_starts_nocase(value, "name:") ? span_slice(value, 5, value.n) : value;
}

void front_matter_read(struct arena *a, struct span *text, struct article *out)
{
    struct span rest = *text, line, key = {0};
    if (!span_line(&rest, &line))
        return;
    struct span rule = span_trim(line);
    char sign = span_is(rule, "---") ? ':' : '=';
    if (!span_is(rule, "---") && !span_is(rule, "+++"))
        return;
    struct article found = {0};
    while (span_line(&rest, &line)) {
        struct span plain = span_trim(line);
        if (span_equal(plain, rule) || (sign == ':' && span_is(plain, "..."))) {
            *text = rest;
            out->title = found.title;
            out->byline = found.byline;
            out->site = found.site;
            out->language = found.language;
            out->date = found.date;
            return;
        }
        size_t at = span_find_byte(plain, sign);
        bool nested = line.n && (line.p[0] == ' ' || line.p[0] == '\t');
        if (span_starts(plain, "-")) {
            take(a, key, entry_value(plain), &found);
        } else if (at < plain.n && !nested) {
            key = span_trim(span_slice(plain, 0, at));
            take(a, key, span_slice(plain, at + 1, plain.n), &found);
        }
    }
}
