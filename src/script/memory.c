/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts are read byte by byte: most hold nothing to be remembered. */
#include "script/memory.h"

enum {
    /* A post has fewer; what a hostile one has more is not remembered, and looking up stays cheap. */
    ACRONYMS_MOST = 128,
    STREETS_MOST = 32,
    LETTERS_MOST = 8, /* of an acronym */
    EXPANSION_WORDS = 12,
    USED_LEAST = 3 /* letters: IT and US are words, too */
};

static bool ascii_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool letter(char c)
{
    return ascii_upper(c) || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
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

static struct acronym *find(const struct memory *m, struct span letters)
{
    for (size_t i = 0; i < m->nacronyms; i++)
        if (span_equal(m->acronyms[i].letters, letters))
            return &m->acronyms[i];
    return NULL;
}

const struct acronym *memory_acronym(const struct memory *m, struct span letters)
{
    return find(m, letters);
}

bool memory_knows_street(const struct memory *m, struct span name)
{
    for (size_t i = 0; i < m->nstreets; i++)
        if (span_equal(m->streets[i], name))
            return true;
    return false;
}

static struct acronym *remember(struct memory *m, struct span letters)
{
    struct acronym *known = find(m, letters);
    if (known || m->nacronyms == ACRONYMS_MOST)
        return known;
    m->acronyms = arena_grow(m->arena, m->acronyms, m->nacronyms, &m->acronyms_capacity, sizeof *m->acronyms);
    m->acronyms[m->nacronyms] = (struct acronym){.letters = letters};
    return &m->acronyms[m->nacronyms++];
}

/* The tables' word for it, if they have one, is another: "IMO" is "in my opinion", but here it is the
 * International Maritime Organization. Lexicons are not asked: their word holds in any case. */
static bool is_shadow(const struct dictionary *d, const struct acronym *a)
{
    struct span first = a->expansion;
    bool another = false;
    for (size_t i = 0; i < first.n; i++)
        if (!letter(first.p[i]))
            first.n = i;
    if (first.n > 1 && first.p[first.n - 1] == 's')
        first.n--;
    for (int sense = 1; sense < SENSES; sense++) {
        const struct entry *e = dictionary_get(d, a->letters, (enum sense)sense);
        if (e && span_equal_nocase(span_slice(span_of(e->spoken), 0, first.n), first))
            return false;
        another |= e != NULL;
    }
    return another;
}

/* Words that an acronym may pass over. */
static bool small_word(struct span word)
{
    static const char *const words[] = {"of", "the", "and", "for",  "in", "to",
                                        "a",  "an",  "on",  "with", "by", "at"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (span_is(word, words[i]))
            return true;
    return false;
}

/* Each letter begins a word, in order, and each word but small ones and second halves ("co-operation") has
 * its letter. */
static bool initials_fit(const struct span *words, size_t count, struct span letters, bool count_small)
{
    size_t n = 0;
    for (size_t w = 0; w < count; w++) {
        bool half = w > 0 && words[w].p[-1] == '-';
        if (!count_small && small_word(words[w]))
            continue;
        if (n < letters.n && upper(words[w].p[0]) == letters.p[n])
            n++;
        else if (!half && !small_word(words[w]))
            return false;
    }
    return n == letters.n && !small_word(words[0]);
}

static bool expands(const struct span *words, size_t count, struct span letters)
{
    return count > 1 &&
           (initials_fit(words, count, letters, false) || initials_fit(words, count, letters, true));
}

static struct span word_at(struct span text, size_t at)
{
    size_t end = at;
    while (end < text.n && letter(text.p[end]))
        end++;
    return span_slice(text, at, end);
}

/* LLM, LLMs; empty: no acronym stands there. *end is behind it. */
static struct span acronym_at(struct span text, size_t at, size_t *end)
{
    struct span word = word_at(text, at);
    *end = at + word.n;
    if (word.n > 2 && word.p[word.n - 1] == 's')
        word.n--;
    for (size_t i = 0; i < word.n; i++)
        if (!ascii_upper(word.p[i]))
            return SPAN("");
    return word.n >= 2 && word.n <= LETTERS_MOST ? word : SPAN("");
}

static void define(struct memory *m, const struct dictionary *d, struct span letters,
                   const struct span *words, size_t count)
{
    struct acronym *a = remember(m, letters);
    if (!a || a->expansion.n)
        return;
    a->expansion = (struct span){words[0].p, (size_t)(words[count - 1].p + words[count - 1].n - words[0].p)};
    a->shadows = is_shadow(d, a);
}

static bool joins_words(char c)
{
    return c == ' ' || c == '-' || c == ',' || c == '/' || c == '\'';
}

/* "Large Language Model (LLM)": words[0, n) end where the parenthesis opens, the last first. */
static void define_by_words_before(struct memory *m, const struct dictionary *d, struct span text,
                                   size_t open, struct span letters)
{
    struct span words[EXPANSION_WORDS];
    size_t first = EXPANSION_WORDS, at = open;
    while (first > 0) {
        while (at > 0 && joins_words(text.p[at - 1]))
            at--;
        size_t end = at;
        while (at > 0 && letter(text.p[at - 1]))
            at--;
        if (at == end)
            break;
        words[--first] = span_slice(text, at, end);
        size_t count = EXPANSION_WORDS - first;
        if (upper(words[first].p[0]) == letters.p[0] && expands(words + first, count, letters)) {
            define(m, d, letters, words + first, count);
            break;
        }
    }
}

/* "LLM (large language model)", "(large language model; see below)". */
static void define_by_words_inside(struct memory *m, const struct dictionary *d, struct span text,
                                   size_t open, struct span letters)
{
    struct span words[EXPANSION_WORDS];
    size_t count = 0, at = open + 1;
    while (count < EXPANSION_WORDS) {
        struct span word = word_at(text, at);
        if (word.n == 0)
            return;
        words[count++] = word;
        at += word.n;
        bool ends = at < text.n && (text.p[at] == ')' || text.p[at] == ';' || text.p[at] == ',');
        if (ends && expands(words, count, letters)) {
            define(m, d, letters, words, count);
            return;
        }
        while (at < text.n && joins_words(text.p[at]))
            at++;
    }
}

static void note_parenthesis(struct memory *m, const struct dictionary *d, struct span text, size_t open)
{
    size_t end, at = open;
    struct span inside = acronym_at(text, open + 1, &end);
    if (inside.n && end < text.n && text.p[end] == ')') {
        define_by_words_before(m, d, text, open, inside);
        return;
    }
    if (at > 0 && text.p[at - 1] == ' ')
        at--;
    size_t from = at;
    while (from > 0 && letter(text.p[from - 1]) && at - from <= LETTERS_MOST)
        from--;
    struct span before = acronym_at(span_slice(text, 0, at), from, &end);
    if (before.n)
        define_by_words_inside(m, d, text, open, before);
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
        if (letter(text.p[at])) {
            word = word_at(text, at);
            n = word.n;
            note_usage(&usage, text, at, word);
            if (before.n && before.p + before.n + 1 == word.p && word.p[-1] == ' ' &&
                ascii_upper(before.p[0]) && ascii_upper(word.p[0]))
                note_street(m, d, before, word);
            before = word;
        } else if (digit(text.p[at])) {
            note_date(m, text, at);
            while (at + n < text.n && (digit(text.p[at + n]) || text.p[at + n] == '/'))
                n++;
        } else if (text.p[at] == '(') {
            note_parenthesis(m, d, text, at);
        }
    }
    for (size_t i = 0; i < usage.n && usage.capitals * 2 < usage.words; i++)
        remember(m, usage.list[i]);
}
