/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Front matter as blogs write it: entries of YAML ("key: value") or TOML ("key = value") with what is nested
 * below them. Only the few facts an article has are taken, and of those only what people write: neither is
 * parsed as a whole language. */
#include "article/byline.h"
#include "article/date.h"
#include "article/fold.h"
#include "article/language.h"
#include "article/markdown.h"

#include <string.h>

enum { NAMES_BYTES_MAX = 400 };

/* In order of trust. */
static const char *const title_keys[] = {"title", NULL};
static const char *const language_keys[] = {"lang", "language", "locale", NULL};
static const char *const byline_keys[] = {"author", "authors", "byline", NULL};
static const char *const site_keys[] = {"site", "site_name", "publication", NULL};
static const char *const image_keys[] = {"image", "cover_image", "cover", NULL};
static const char *const date_keys[] = {"date",         "published", "publishdate",
                                        "publish_date", "pubdate",   "pubdatetime",
                                        "published_at", "created",   NULL};

/* A key of the outermost level with its value and the lines nested below it. */
struct entry {
    struct span key, value, below;
};

struct facts {
    struct article *article;
    struct span date; /* as written: the language may be told below it */
    int date_rank, byline_rank;
};

/* The key's place among the keys; -1: it is none of them. */
static int rank_of(struct span key, const char *const *keys)
{
    for (int i = 0; keys[i]; i++)
        if (span_is_nocase(key, keys[i]))
            return i;
    return -1;
}

static bool is_any(char c, const char *set)
{
    return c && strchr(set, c);
}

/* Up to the closing quote, what is escaped as it is meant ("\\"" in double quotes, "''" in single ones). */
static struct span unquote(struct arena *a, struct span value)
{
    char quote = value.p[0], *text = arena_alloc(a, value.n);
    size_t n = 0;
    for (size_t at = 1; at < value.n; at++) {
        bool more = at + 1 < value.n;
        bool escape =
            more && (quote == '"' ? value.p[at] == '\\' : value.p[at] == quote && value.p[at + 1] == quote);
        if (!escape && value.p[at] == quote)
            break;
        at += escape;
        text[n++] = value.p[at];
    }
    return (struct span){text, n};
}

/* Without quotes, or without a comment behind it. */
static struct span scalar(struct arena *a, struct span value)
{
    value = span_trim(value);
    if (value.n >= 2 && is_any(value.p[0], "\"'"))
        return unquote(a, value);
    return span_trim(span_slice(value, 0, span_find(value, " #")));
}

/* "name: Ann" and "name = 'Ann'" into key and value; false for anything but a word before the sign. */
static bool split_key(struct span text, struct span *key, struct span *value)
{
    size_t at = 0;
    while (at < text.n && !is_any(text.p[at], ":= \t\"'"))
        at++;
    size_t sign = at;
    while (sign < text.n && is_any(text.p[sign], " \t"))
        sign++;
    bool colon = sign < text.n && text.p[sign] == ':' && (sign + 1 == text.n || text.p[sign + 1] == ' ');
    if (at == 0 || !(colon || (sign < text.n && text.p[sign] == '=')))
        return false;
    *key = span_slice(text, 0, at);
    *value = span_trim(span_slice(text, sign + 1, text.n));
    return true;
}

/* Takes what stands before the next comma, bracket or line's end outside quotes off *rest. */
static bool next_piece(struct span *rest, struct span *piece)
{
    if (!rest->n)
        return false;
    char quote = '\0', before = ' ';
    size_t at = 0;
    for (; at < rest->n && (quote || !is_any(rest->p[at], ",[]{}\n")); at++) {
        char c = rest->p[at];
        bool opens = !quote && is_any(c, "\"'") && is_any(before, " \t:=-"); /* not that of "O'Neill" */
        if (opens || c == quote || c == '\n')
            quote = opens ? c : '\0';
        before = c;
    }
    *piece = span_trim(span_slice(*rest, 0, at));
    *rest = span_slice(*rest, at + 1, rest->n);
    return true;
}

/* The names in a value: alone, in a list, in a person's "name" or in a list of these, on one line or below.
 */
static struct span add_names(struct arena *a, struct span names, struct span text)
{
    struct span piece, key, value;
    while (names.n < NAMES_BYTES_MAX && next_piece(&text, &piece)) {
        if (span_starts(piece, "- "))
            piece = span_trim(span_slice(piece, 1, piece.n));
        if (span_starts(piece, "#") || span_is(piece, "-"))
            continue;
        if (!split_key(piece, &key, &value))
            value = piece;
        else if (!span_is_nocase(key, "name"))
            continue;
        struct span name = byline_clean(a, scalar(a, value));
        if (name.n)
            names =
                names.n ? arena_printf(a, "%.*s, %.*s", (int)names.n, names.p, (int)name.n, name.p) : name;
    }
    return names;
}

/* Hugo keeps a site's own keys below "params". */
static void take_params(struct arena *a, struct span below, struct article *out)
{
    struct span line, key, value;
    while (span_line(&below, &line))
        if (!out->byline.n && split_key(span_trim(line), &key, &value) && rank_of(key, byline_keys) >= 0)
            out->byline = add_names(a, (struct span){0}, value);
}

static void take_byline(struct arena *a, const struct entry *entry, int rank, struct facts *facts)
{
    struct span *byline = &facts->article->byline;
    if (byline->n && rank > facts->byline_rank)
        return;
    struct span before =
        rank == facts->byline_rank ? *byline : (struct span){0}; /* [[authors]] comes again */
    *byline = add_names(a, add_names(a, before, entry->value), entry->below);
    facts->byline_rank = rank;
}

static void take(struct arena *a, const struct entry *entry, struct facts *facts)
{
    struct article *out = facts->article;
    bool block = entry->value.n && is_any(entry->value.p[0], ">|"); /* the text stands below */
    struct span value = fold_span(a, block ? entry->below : scalar(a, entry->value));
    int byline = rank_of(entry->key, byline_keys), date = rank_of(entry->key, date_keys);
    if (byline >= 0)
        take_byline(a, entry, byline, facts);
    else if (span_is_nocase(entry->key, "params"))
        take_params(a, entry->below, out);
    else if (!value.n)
        return;
    else if (rank_of(entry->key, title_keys) >= 0)
        out->title = value;
    else if (rank_of(entry->key, site_keys) >= 0)
        out->site = value;
    else if (rank_of(entry->key, image_keys) >= 0)
        out->image = article_image(value);
    else if (rank_of(entry->key, language_keys) >= 0)
        out->language = language_tag(a, value);
    else if (date >= 0 && (!facts->date.n || date < facts->date_rank)) {
        facts->date = value;
        facts->date_rank = date;
    }
}

/* Does the line begin an entry? "[author]" and "[[authors]]" are TOML's headings of what is below them. */
static bool begins_entry(struct span line, bool toml, bool below_heading, struct entry *entry)
{
    struct span plain = span_trim(line), name = plain;
    if (toml && span_starts(line, "[") && span_ends(plain, "]")) {
        while (name.n && is_any(name.p[0], "["))
            name = span_slice(name, 1, name.n);
        *entry = (struct entry){.key = span_slice(name, 0, span_find_byte(name, ']'))};
        return true;
    }
    struct span key, value;
    bool nested = line.n && is_any(line.p[0], " \t-#");
    if (nested || below_heading || !split_key(plain, &key, &value))
        return false;
    *entry = (struct entry){.key = key, .value = value};
    return true;
}

/* Cuts what stands between two lines "---" or "+++" off *text; false if there is no such thing. */
static bool cut(struct span *text, struct span *matter, bool *toml)
{
    struct span rest = *text, line;
    if (!span_line(&rest, &line))
        return false;
    struct span rule = span_trim(line), all = rest;
    *toml = span_is(rule, "+++");
    if (!*toml && !span_is(rule, "---"))
        return false;
    while (span_line(&rest, &line)) {
        struct span plain = span_trim(line);
        if (!span_equal(plain, rule) && (*toml || !span_is(plain, "...")))
            continue;
        *matter = span_slice(all, 0, (size_t)(line.p - all.p));
        *text = rest;
        return true;
    }
    return false;
}

void front_matter_read(struct arena *a, struct span *text, struct article *out)
{
    struct span matter, line;
    struct entry entry = {0}, next;
    struct facts facts = {.article = out};
    bool toml, below_heading = false;
    if (!cut(text, &matter, &toml))
        return;
    while (span_line(&matter, &line)) {
        if (begins_entry(line, toml, below_heading, &next)) {
            take(a, &entry, &facts);
            below_heading = toml && span_starts(line, "[");
            entry = next;
        } else {
            const char *from = entry.below.n ? entry.below.p : line.p;
            entry.below = (struct span){from, (size_t)(line.p + line.n - from)};
        }
    }
    take(a, &entry, &facts);
    out->date = date_iso(a, facts.date, date_order_of(out->language));
}
