/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts are read byte by byte: most hold nothing to be remembered. */
#include <string.h>

#include "script/expansion.h"

enum {
    STREETS_MOST = 32, /* what a hostile post has more is not remembered */
    USED_LEAST = 3,    /* letters: IT and US are words, too */
    REFERENCES_LEAST = 3,
};

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* BCP 47: the subtag of two letters or three digits behind the language. */
static struct span region_of(struct span tag)
{
    struct span part;
    for (bool first = true; span_split(&tag, '-', &part); first = false)
        if (!first && (part.n == 2 || (part.n == 3 && digit(part.p[0]))))
            return part;
    return SPAN("");
}

void memory_init(struct memory *m, struct arena *a, const struct language *language, struct span tag)
{
    struct span region = region_of(tag);
    *m = (struct memory){.arena = a, .regional_day_first = region.n > 0};
    for (const char *const *r = language->month_first; r && *r; r++)
        if (span_is_nocase(region, *r))
            m->regional_day_first = false;
}

bool memory_day_first(const struct memory *m)
{
    return (m->day_first > 0) == (m->month_first > 0) ? m->regional_day_first : m->day_first > 0;
}

bool memory_has_references(const struct memory *m)
{
    return m->references >= REFERENCES_LEAST && !m->references_broken;
}

bool memory_knows_street(const struct memory *m, struct span name)
{
    for (size_t i = 0; i < m->nstreets; i++)
        if (span_equal(m->streets[i], name))
            return true;
    return false;
}

static size_t number_at(struct span text, size_t at, size_t digits_most, int *value)
{
    size_t n = 0;
    for (*value = 0; at + n < text.n && digit(text.p[at + n]); n++)
        *value = n < digits_most ? *value * 10 + (text.p[at + n] - '0') : *value;
    return n <= digits_most ? n : 0;
}

/* 25/12/2023: only the day can be 25. */
static void note_date(struct memory *m, struct span text, size_t at)
{
    int first, second, year;
    size_t n = number_at(text, at, 2, &first), middle = at + n + 1;
    if (n == 0 || middle >= text.n)
        return;
    char mark = text.p[middle - 1];
    size_t n2 = number_at(text, middle, 2, &second), last = middle + n2 + 1;
    if ((mark != '/' && mark != '.' && mark != '-') || n2 == 0 || last >= text.n || text.p[last - 1] != mark)
        return;
    size_t n3 = number_at(text, last, 4, &year);
    bool more = last + n3 + 1 < text.n && text.p[last + n3] == mark && digit(text.p[last + n3 + 1]);
    if ((n3 != 4 && (n3 != 2 || mark != '/')) || more)
        return;
    m->day_first += first > 12 && first <= 31 && second >= 1 && second <= 12;
    m->month_first += second > 12 && second <= 31 && first >= 1 && first <= 12;
}

/* "in minutes (1)." and later "(2)," and "(3)": numbers of sources, each first seen behind the one before it.
 */
static void note_reference(struct memory *m, struct span text, size_t open)
{
    int value;
    size_t n = number_at(text, open + 1, 3, &value), close = open + 1 + n;
    if (n == 0 || open == 0 || close >= text.n || text.p[close] != ')')
        return;
    char before = text.p[open - 1] == ' ' && open > 1 ? text.p[open - 2] : text.p[open - 1];
    bool ends = close + 1 >= text.n || strchr(".,;:\n", text.p[close + 1]);
    if (!ends || (!expansion_letter(before) && !strchr("\"')%", before) && !digit(before)))
        return;
    m->references_broken |= value < 1 || value > m->references + 1;
    m->references = value > m->references ? value : m->references;
}

static void note_street(struct memory *m, const struct dictionary *d, struct span name, struct span kind)
{
    const struct entry *e = dictionary_get(d, kind, SENSE_STREET);
    if (!e || !span_equal(kind, span_of(e->spoken)) || m->nstreets == STREETS_MOST ||
        memory_knows_street(m, name))
        return;
    m->streets = arena_grow(m->arena, m->streets, m->nstreets, &m->streets_capacity, sizeof *m->streets);
    m->streets[m->nstreets++] = name;
}

/* Acronyms of running text: in a line of capitals they are still known. */
struct usage {
    struct span list[64];
    size_t n, words, capitals;
};

static void note_usage(struct usage *u, struct span text, size_t at, struct span word)
{
    size_t end;
    struct span letters = acronym_at(text, at, &end);
    u->words += word.n > 1;
    u->capitals += letters.n > 0;
    if (letters.n >= USED_LEAST && u->n < COUNT_OF(u->list))
        u->list[u->n++] = letters;
}

void memory_note(struct memory *m, const struct dictionary *d, struct span text)
{
    struct usage usage = {.n = 0};
    struct span before = {0}, word;
    for (size_t at = 0, n; at < text.n; at += n ? n : 1) {
        n = 0;
        if (expansion_letter(text.p[at])) {
            word = expansion_word(text, at);
            n = word.n;
            note_usage(&usage, text, at, word);
            if (before.n && before.p + before.n + 1 == word.p && word.p[-1] == ' ' && capital(before.p[0]) &&
                capital(word.p[0]))
                note_street(m, d, before, word);
            before = word;
        } else if (digit(text.p[at])) {
            note_date(m, text, at);
            while (at + n < text.n && (digit(text.p[at + n]) || text.p[at + n] == '/'))
                n++;
        } else if (text.p[at] == '(') {
            expansion_note(m, d, text, at);
            note_reference(m, text, at);
        }
    }
    for (size_t i = 0; i < usage.n && usage.capitals * 2 < usage.words; i++)
        acronym_remember(m, usage.list[i]);
}
