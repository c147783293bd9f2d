/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/byline.h"

#include "article/date.h"
#include "article/fold.h"
#include "article/lead.h"
#include "article/month.h"

#include <string.h>

enum {
    BYLINE_BYTES = 160,
    SOURCE_BYTES = 400,
    NAME_BYTES = 60,
    NAME_WORDS_MAX = 6,
    PREFIX_BYTES_MAX = 60,
    ROLE_SHORT = 5
};

/* Where names end. */
static const char *const ends[] = {
    " | ",        "|",         " · ",  "·",      "•",      " - ",        " – ",          " — ",
    " // ",       " in ",      " on ", " for ",  " at ",   " updated",   " published",   " posted",
    " (",         " @",        "⋅",    " from ", " last ", " edited by", " reviewed by", ". ",
    " read more", " comments", ":"};

/* A part behind a comma that has such a word is what somebody does, not who. */
static const char *const roles[] = {
    "editor",    "writer",     "reporter",    "manager",       "director",   "founder",    "ceo",
    "cto",       "expert",     "contributor", "correspondent", "specialist", "journalist", "author",
    "analyst",   "staff",      "head",        "lead",          "president",  "engineer",   "consultant",
    "redakteur", "strategist", "producer",    "coordinator",   "officer",    "professor",  "researcher",
    "marketing", "dietitian",  "rédact",      "redac"};

static bool is_account(struct span text)
{
    static const char *const accounts[] = {"admin",     "administrator", "webmaster", "root",     "null",
                                           "undefined", "none",          "n/a",       "wp-admin", "user",
                                           "author",    "default",       "site admin"};
    for (size_t i = 0; i < COUNT_OF(accounts); i++)
        if (span_is_nocase(text, accounts[i]))
            return true;
    return false;
}

static bool is_address(struct span text)
{
    bool spaced = span_find_byte(text, ' ') < text.n;
    size_t at = span_find_byte(text, '@'), dot = span_find_byte(text, '.');
    return span_starts_nocase(text, "http") || span_find(text, "://") < text.n || span_starts(text, "@") ||
           (at < text.n && span_find_byte(span_slice(text, at, text.n), '.') < text.n - at && !spaced) ||
           (dot < text.n && !spaced &&
            span_find_byte(span_slice(text, dot + 1, text.n), '.') < text.n - dot - 1) ||
           span_find(text, "{{") < text.n || span_find(text, "%%") < text.n;
}

/* Some pages escape their escapes. */
static struct span unescape(struct arena *a, struct span text)
{
    static const struct {
        const char *from, *to;
    } entities[] = {{"&amp;", "&"}, {"&#039;", "'"}, {"&#39;", "'"}, {"&quot;", "\""}, {"&nbsp;", " "}};
    for (size_t i = 0; i < COUNT_OF(entities); i++) {
        size_t at = span_find(text, entities[i].from);
        if (at < text.n)
            text = arena_printf(a, "%.*s%s%.*s", (int)at, text.p, entities[i].to,
                                (int)(text.n - at - strlen(entities[i].from)),
                                text.p + at + strlen(entities[i].from));
    }
    return text;
}

struct span byline_clean(struct arena *a, struct span text)
{
    struct span name = fold_span(a, unescape(a, span_slice(text, 0, SOURCE_BYTES)));
    name = lead_strip(lead_skip(a, name));
    return is_address(name) || is_account(name) || name.n > BYLINE_BYTES ? (struct span){0} : name;
}

static bool is_particle(struct span word)
{
    static const char *const particles[] = {"de", "da",  "di",  "du",  "del", "der", "den", "van",  "von",
                                            "la", "le",  "bin", "al",  "el",  "dos", "and", "y",    "und",
                                            "et", "the", "of",  "ten", "zu",  "e",   "i",   "with", "&"};
    for (size_t i = 0; i < COUNT_OF(particles); i++)
        if (span_is_nocase(word, particles[i]))
            return true;
    return false;
}

bool byline_is_name(struct span text)
{
    if (text.n == 0 || text.n > NAME_BYTES || is_address(text))
        return false;
    struct span rest = text, word;
    int words = 0;
    while (span_split(&rest, ' ', &word)) {
        size_t length;
        if (word.n == 0)
            continue;
        uint32_t code = utf8_at(word, 0, &length);
        if (!code_is_letter(code) && !is_particle(word) && code != '(')
            return false;
        if (code_is_lower(code) && !is_particle(word))
            return false;
        words++;
    }
    return words > 0 && words <= NAME_WORDS_MAX;
}

bool byline_is_full(struct span text)
{
    struct span rest = text, word;
    int words = 0;
    while (span_split(&rest, ' ', &word))
        words += word.n > 0;
    return words >= 2 && words <= 4 && span_find(text, " & ") == text.n && byline_is_name(text);
}

/* A month, a day of the week, a word of the lines that names stand in. */
static bool is_other_word(struct arena *a, struct span word)
{
    static const char *const words[] = {"last",   "updated", "published", "posted",   "sponsored", "mon",
                                        "tue",    "wed",     "thu",       "fri",      "sat",       "sun",
                                        "monday", "tuesday", "wednesday", "thursday", "friday",    "saturday",
                                        "sunday", "share",   "home",      "menu",     "blog",      "news",
                                        "about",  "read",    "more",      "min",      "comments"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (span_is_nocase(word, words[i]))
            return true;
    /* "May", "June", "April", "August" are first names, too, but no whole ones in a byline. */
    return month_of(a, word) > 0;
}

/* Has the part a word that begins like a role's name? */
static bool is_role(struct arena *a, struct span part)
{
    struct span rest = utf8_lower(a, part), word;
    while (span_split(&rest, ' ', &word))
        for (size_t i = 0; i < COUNT_OF(roles); i++)
            if (span_starts(word, roles[i]) && (word.n > ROLE_SHORT || span_is(word, roles[i])))
                return true;
    return false;
}

/* "Ann Lee, Senior Editor" is "Ann Lee"; "Ann Lee, Bo Kim and Cy Day" stays. */
static struct span without_roles(struct arena *a, struct span names)
{
    size_t at = 0;
    while (at < names.n) {
        size_t comma = at + span_find_byte(span_slice(names, at, names.n), ',');
        struct span part = span_trim(span_slice(names, at, comma));
        if (at > 0 && (!byline_is_name(part) || is_role(a, part)))
            return span_slice(names, 0, at - 1);
        at = comma + 1;
    }
    return names;
}

static struct span cut(struct arena *a, struct span text)
{
    struct span lower = utf8_lower(a, text);
    size_t end = text.n;
    for (size_t i = 0; i < COUNT_OF(ends) && lower.n == text.n; i++) {
        size_t at = span_find(lower, ends[i]);
        bool initial = at == 1 || (at > 1 && (lower.p[at - 2] == ' ' || lower.p[at - 2] == '.')) ||
                       (at == 2 && span_starts(lower, "dr")) || (at == 3 && span_starts(lower, "prof"));
        if (at > 0 && at < end && !(span_is(span_of(ends[i]), ". ") && initial))
            end = at;
    }
    for (size_t i = 0; i < end; i++)
        if (text.p[i] >= '0' && text.p[i] <= '9')
            end = i;
    return lead_strip(span_slice(text, 0, end));
}

/* "Ann Lee Writer" is "Ann Lee". */
static struct span without_last_role(struct arena *a, struct span name)
{
    size_t last = name.n;
    while (last > 0 && name.p[last - 1] != ' ')
        last--;
    return last && !span_starts_nocase(name, "the ") && is_role(a, span_slice(name, last, name.n))
               ? lead_strip(span_slice(name, 0, last))
               : name;
}

struct span byline_names(struct arena *a, struct span text)
{
    struct span names = lead_strip(without_roles(a, cut(a, lead_strip(lead_skip(a, text)))));
    if (span_starts(names, "& ") || span_starts_nocase(names, "and "))
        names = lead_strip(span_slice(names, span_find_byte(names, ' '), names.n));
    struct span first = span_slice(names, 0, span_find_byte(names, ','));
    if (first.n == names.n)
        first = names = without_last_role(a, names);
    bool other = is_other_word(a, span_slice(first, 0, span_find_byte(first, ' ')));
    bool one_word = span_find_byte(first, ' ') == first.n;
    bool domain = one_word && span_find_byte(first, '.') < first.n;
    return byline_is_name(first) && !is_account(names) &&
                   !(other && (one_word || span_starts_nocase(first, "about "))) && !domain
               ? names
               : (struct span){0};
}

/* Does the beginning of a line lead to "by"? "Published May 6, 2024", "Words and pictures", not "is used". */
static bool leads_to_by(struct arena *a, struct span text)
{
    static const char *const words[] = {
        "published", "posted",   "written",   "updated", "words",    "text",   "story",    "article",
        "shared",    "authored", "submitted", "created", "post",     "report", "reported", "recipe",
        "review",    "edited",   "blog",      "photos",  "pictures", "read",   "ago"};
    struct date_found found;
    if (date_find(a, text, DATE_ORDER_DAY_FIRST, &found))
        return true;
    size_t last = text.n;
    while (last > 0 && text.p[last - 1] != ' ')
        last--;
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (span_is_nocase(span_slice(text, last, text.n), words[i]))
            return true;
    return !byline_is_name(text) && text.n <= 3;
}

struct span byline_of_line(struct arena *a, struct span text)
{
    text = span_slice(text, 0, SOURCE_BYTES);
    if (lead_bytes(a, text))
        return byline_names(a, text);
    size_t by = span_find_nocase(text, " by ");
    if (by < text.n && by <= PREFIX_BYTES_MAX && leads_to_by(a, span_trim(span_slice(text, 0, by))))
        return byline_names(a, span_slice(text, by + 1, text.n));
    return (struct span){0};
}
