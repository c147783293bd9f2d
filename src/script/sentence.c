/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One pass over the atoms. A run of terminators with the quotes and brackets that close behind it ends a
 * sentence unless what stands before it is an abbreviation, an initial or a list's number, or what follows
 * does not look like a beginning. */
#include "script/sentence.h"

#include <stdlib.h>
#include <string.h>

/* How far is looked: enough for what people write, and it keeps splitting linear. */
enum { PARENTHESIS_ATOMS = 120, TOKEN_ATOMS = 40, LEAD_WORDS = 4, ABBREVIATION_ATOMS = 16 };

enum list_style { LIST_NONE, LIST_DOT, LIST_PAREN, LIST_DOT_PAREN, LIST_BULLET };

struct splitter {
    const struct splitting *splitting;
    struct atoms atoms;
    size_t start;       /* first atom of the sentence */
    size_t parenthesis; /* atom that closes an open one; 0: none */
    enum list_style style;
    long expected; /* the next number (or letter) of a list in running text */
};

static const struct atom *at(const struct splitter *s, size_t i)
{
    return &s->atoms.list[i < s->atoms.n ? i : s->atoms.n];
}

static bool is_mark(const struct splitter *s, size_t i, const char *marks)
{
    const struct atom *a = at(s, i);
    return a->kind == ATOM_MARK && a->code && a->code < 0x80 && strchr(marks, (int)a->code);
}

static bool terminates(const struct splitter *s, size_t i)
{
    static const uint32_t others[] = {ELLIPSIS, 0x061F, 0x06D4, 0x0964, 0x0965, 0x104A,
                                      0x104B,   0x0589, 0x203D, 0x2047, 0x2048, 0x2049};
    const struct atom *a = at(s, i);
    if (is_mark(s, i, ".!?"))
        return true;
    for (size_t o = 0; a->kind == ATOM_MARK && o < COUNT_OF(others); o++)
        if (a->code == others[o])
            return true;
    return false;
}

static size_t skip_space(const struct splitter *s, size_t i)
{
    return at(s, i)->kind == ATOM_SPACE ? i + 1 : i;
}

static struct span lower_text(const struct splitter *s, size_t from, size_t to, char *bytes, size_t size)
{
    struct span text = atoms_span(&s->atoms, from, to);
    size_t n = 0, length;
    for (size_t i = 0; i < text.n && n + 4 < size; i += length)
        n += utf8_encode(code_lower(utf8_at(text, i, &length)), bytes + n);
    return (struct span){bytes, n};
}

static bool capital_in(const struct splitter *s, size_t i, const char *const *list)
{
    char bytes[40];
    if (!list || !atom_is_capital(&s->atoms, i))
        return false;
    struct span word = lower_text(s, i, i + 1, bytes, sizeof bytes);
    for (; *list; list++)
        if (span_is(word, *list))
            return true;
    return false;
}

static bool starts_sentence(const struct splitter *s, size_t i)
{
    return capital_in(s, i, s->splitting->starters);
}

static int compare_abbreviation(const void *key, const void *element)
{
    const struct span *text = key;
    const char *written = ((const struct abbreviation *)element)->written;
    size_t n = strlen(written), least = text->n < n ? text->n : n;
    int order = memcmp(text->p, written, least);
    return order ? order : (text->n > n) - (text->n < n);
}

static enum abbreviation_kind abbreviation_of(const struct splitter *s, size_t from, size_t dot)
{
    char bytes[40];
    struct span text = lower_text(s, from, dot, bytes, sizeof bytes);
    const struct abbreviation *found =
        bsearch(&text, s->splitting->abbreviations, s->splitting->nabbreviations,
                sizeof *s->splitting->abbreviations, compare_abbreviation);
    return found ? found->kind : 0;
}

/* The first word or number behind quotes, brackets and dashes; nothing but those: the end. */
static size_t first_word(const struct splitter *s, size_t i)
{
    while (i < s->atoms.n && !atom_is_wordlike(&s->atoms, i) && !terminates(s, i))
        i++;
    return i;
}

static bool small_letter(const struct splitter *s, size_t i)
{
    return at(s, i)->kind == ATOM_WORD && code_is_lower(at(s, i)->code);
}

static size_t words_so_far(const struct splitter *s, size_t end)
{
    size_t words = 0;
    for (size_t i = s->start; i < end && words <= LEAD_WORDS; i++)
        words += at(s, i)->kind == ATOM_WORD;
    return words;
}

/* "At 5 a.m. Mr. Smith": two or three words that begin with a preposition are no sentence yet. */
static bool only_a_lead(const struct splitter *s, size_t end)
{
    static const char *const leads[] = {"at",    "on",    "in",    "by",     "from", "around",
                                        "about", "until", "since", "before", "after"};
    char bytes[16];
    struct span word = lower_text(s, s->start, s->start + 1, bytes, sizeof bytes);
    for (size_t i = 0; i < COUNT_OF(leads); i++)
        if (span_is(word, leads[i]))
            return words_so_far(s, end) <= LEAD_WORDS;
    return false;
}

/* Where the abbreviation that ends with the dot at i begins: "U.S.A" of "U.S.A." */
static size_t abbreviation_start(const struct splitter *s, size_t dot)
{
    size_t from = dot - 1;
    while (from >= s->start + 2 && dot - from < ABBREVIATION_ATOMS && is_mark(s, from - 1, ".") &&
           at(s, from - 2)->kind == ATOM_WORD)
        from -= 2;
    return from;
}

static size_t word_before(const struct splitter *s, size_t i)
{
    while (i > s->start)
        if (at(s, --i)->kind == ATOM_WORD)
            return i;
    return s->atoms.n;
}

/* A single letter and a dot: an initial, unless a sentence in small letters runs up to it ("you and I. Did").
 */
static bool initial_ends(const struct splitter *s, size_t letter, size_t next)
{
    size_t before = word_before(s, letter);
    return letter > s->start && before < s->atoms.n && small_letter(s, before) && starts_sentence(s, next);
}

static bool is_half_day(const struct splitter *s, size_t from, size_t dot)
{
    char bytes[16];
    struct span text = lower_text(s, from, dot, bytes, sizeof bytes);
    return span_is(text, "a.m") || span_is(text, "p.m");
}

/* Not before a time zone: "10 a.m. PST", "10 a.m. Eastern". */
static bool half_day_ends(const struct splitter *s, size_t dot, size_t next)
{
    bool zone = (atom_is_upper(&s->atoms, next) && at(s, next)->bytes > 1 && at(s, next)->bytes <= 4) ||
                capital_in(s, next, s->splitting->zones);
    return atom_is_capital(&s->atoms, next) && !zone && !only_a_lead(s, dot);
}

static bool abbreviation_ends(const struct splitter *s, size_t dot, size_t next, bool *known)
{
    size_t from = abbreviation_start(s, dot);
    enum abbreviation_kind kind = abbreviation_of(s, from, dot);
    bool several = from + 1 < dot,
         single = dot == from + 1 && utf8_count(atoms_span(&s->atoms, from, dot)) == 1;
    *known = true;
    if (single && at(s, next)->kind == ATOM_WORD && at(s, next)->bytes <= 2 && is_mark(s, next + 1, "."))
        return false; /* z. B. */
    if (kind == ABBREVIATION_INNER)
        return false;
    if (kind == ABBREVIATION_NUMBER)
        return at(s, next)->kind == ATOM_WORD && starts_sentence(s, next);
    if (is_half_day(s, from, dot))
        return half_day_ends(s, dot, next);
    if (single && from > 0 && at(s, from - 1)->kind == ATOM_DIGITS)
        single = false; /* 4K is no initial */
    if (single && code_is_upper(at(s, from)->code))
        return initial_ends(s, from, next);
    if (single && from == s->start)
        return false;
    if (kind == ABBREVIATION_OUTER || (several && at(s, from)->bytes <= 2))
        return starts_sentence(s, next);
    *known = false;
    return false;
}

/* "world.Today": a new sentence without a space, if the whole token is no address or file name. */
static bool joined_sentences(const struct splitter *s, size_t dot, size_t next)
{
    if (!atom_is_capital(&s->atoms, next) || atom_is_upper(&s->atoms, next))
        return false;
    size_t length;
    bool word = at(s, dot - 1)->kind == ATOM_WORD && at(s, dot - 1)->bytes > 1 &&
                code_is_lower(utf8_before(s->atoms.text, at(s, dot)->at, &length));
    if (!word && at(s, dot - 1)->kind != ATOM_DIGITS)
        return false;
    size_t from = dot, to = next;
    while (from > 0 && dot - from < TOKEN_ATOMS && at(s, from - 1)->kind != ATOM_SPACE)
        from--;
    while (to < s->atoms.n && to - next < 2 && at(s, to)->kind != ATOM_SPACE)
        to++;
    for (size_t i = from; i < to; i++)
        if (is_mark(s, i, "@/_\\=&"))
            return false;
    return true;
}

static bool dot_ends(const struct splitter *s, size_t dot, size_t next)
{
    const struct atom *before = dot > 0 ? at(s, dot - 1) : at(s, s->atoms.n);
    size_t word = first_word(s, next);
    bool known = false;
    if (before->kind == ATOM_WORD) {
        bool ends = abbreviation_ends(s, dot, next == word ? next : word, &known);
        if (known)
            return ends;
    }
    if (before->kind == ATOM_DIGITS && dot - 1 == first_word(s, s->start))
        return false; /* a list's number */
    if (before->kind == ATOM_DIGITS && s->splitting->ordinal_dot && before->bytes <= 2)
        return starts_sentence(s, next);
    return !small_letter(s, word);
}

/* Quotes and brackets that close, and citations: where the sentence that ended at i is complete. */
static size_t closers_end(const struct splitter *s, size_t i)
{
    size_t end = i;
    for (;;) {
        if (is_mark(s, end, ")]}\"'"))
            end++;
        else if (is_mark(s, end, "[") && at(s, end + 1)->kind == ATOM_DIGITS && is_mark(s, end + 2, "]"))
            end += 3;
        else
            break;
    }
    return end;
}

/* A note's number right behind the dot: "(type 2).10 This", "(1987).1 According". */
static size_t note_end(const struct splitter *s, size_t dot, size_t end)
{
    bool behind_word = dot > 0 && (at(s, dot - 1)->kind == ATOM_WORD || is_mark(s, dot - 1, ")]\""));
    if (behind_word && at(s, end)->kind == ATOM_DIGITS && at(s, end)->bytes <= 3 &&
        at(s, end + 1)->kind == ATOM_SPACE && atom_is_capital(&s->atoms, end + 2))
        return end + 1;
    return end;
}

/* The full-width marks of Chinese and Japanese: no space follows them. */
static bool full_width(const struct splitter *s, size_t i)
{
    return is_mark(s, i, ".!?") && at(s, i)->bytes == 3;
}

static size_t spaced_dots(const struct splitter *s, size_t i, size_t *dots)
{
    size_t end = i;
    for (*dots = 0; is_mark(s, end, "."); (*dots)++) {
        i = end + 1;
        end = skip_space(s, i);
    }
    return i;
}

/* The atom behind the sentence if one ends with the run of terminators at i; 0 if none does. *behind is where
 * to look on. */
static size_t sentence_end(const struct splitter *s, size_t i, size_t *behind)
{
    size_t run = i, dots = 0;
    if (i > 0 && at(s, i - 1)->kind == ATOM_SPACE && is_mark(s, i, ".") &&
        is_mark(s, skip_space(s, i + 1), ".")) {
        *behind = spaced_dots(s, i, &dots);
        size_t follows = skip_space(s, *behind);
        return dots > 3 && atom_is_capital(&s->atoms, follows) ? *behind : 0;
    }
    while (terminates(s, run))
        run++;
    size_t end = note_end(s, i, closers_end(s, run)), next = skip_space(s, end);
    *behind = run;
    if (end >= s->atoms.n)
        return s->atoms.n;
    if (i > 0 && is_mark(s, i - 1, "[") && is_mark(s, run, "]"))
        return 0; /* [...] */
    if (full_width(s, run - 1))
        return end;
    bool only_dot = run == i + 1 && is_mark(s, i, ".");
    if (next == end)
        return only_dot && i > 0 && end == run && joined_sentences(s, i, next) ? end : 0;
    if (is_mark(s, next, ".")) {
        size_t last = spaced_dots(s, next, &dots);
        return atom_is_capital(&s->atoms, skip_space(s, last)) ? end : 0;
    }
    bool ends =
        only_dot ? dot_ends(s, i, next) : !small_letter(s, first_word(s, next)) && !is_mark(s, next, ",;");
    return ends ? end : 0;
}

/* Where a parenthesis that opens at i closes, when it does so soon; else 0. */
static size_t closing(const struct splitter *s, size_t i)
{
    size_t depth = 0;
    for (size_t j = i; j < i + PARENTHESIS_ATOMS && j < s->atoms.n; j++) {
        depth += is_mark(s, j, "(");
        depth -= is_mark(s, j, ")") && depth > 0;
        if (depth == 0)
            return j;
    }
    return 0;
}

/* Not inside a parenthesis, unless that is the whole sentence and ends here. */
static bool may_end(const struct splitter *s, size_t i)
{
    return s->parenthesis <= i || (is_mark(s, s->start, "(") && i + 1 == s->parenthesis);
}

static enum list_style marker_at(const struct splitter *s, size_t i, long *value)
{
    const struct atom *a = at(s, i);
    if (a->kind == ATOM_MARK &&
        (a->code == 0x2022 || a->code == 0x2043 || a->code == 0x25CF || a->code == 0x25E6))
        return LIST_BULLET;
    struct span text = atoms_span(&s->atoms, i, i + 1);
    *value = 0;
    if (a->kind == ATOM_DIGITS && a->bytes <= 3)
        for (size_t d = 0; d < text.n; d++)
            *value = *value * 10 + (text.p[d] - '0');
    else if (a->kind == ATOM_WORD && text.n == 1)
        *value = text.p[0];
    else
        return LIST_NONE;
    bool dot = is_mark(s, i + 1, "."), paren = is_mark(s, i + 1 + dot, ")");
    if (at(s, i + 1 + dot + paren)->kind != ATOM_SPACE)
        return LIST_NONE;
    return dot && paren ? LIST_DOT_PAREN : dot ? LIST_DOT : paren ? LIST_PAREN : LIST_NONE;
}

static bool next_item(struct splitter *s, size_t i)
{
    long value = 0;
    enum list_style style = marker_at(s, i, &value);
    if (style == LIST_NONE || style != s->style || (style != LIST_BULLET && value != s->expected))
        return false;
    s->expected = value + 1;
    return true;
}

static void add_span(struct arena *a, struct span **list, size_t *count, size_t *capacity, struct span text)
{
    size_t length;
    while (text.n && code_is_space(utf8_at(text, 0, &length)))
        text = span_slice(text, length, text.n);
    while (text.n && code_is_space(utf8_before(text, text.n, &length)))
        text.n -= length;
    if (text.n == 0)
        return;
    *list = arena_grow(a, *list, *count, capacity, sizeof **list);
    (*list)[(*count)++] = text;
}

static bool blank_line(const struct splitter *s, size_t i)
{
    struct span space = atoms_span(&s->atoms, i, i + 1);
    size_t first = span_find_byte(space, '\n');
    return first < space.n &&
           span_find_byte(span_slice(space, first + 1, space.n), '\n') < space.n - first - 1;
}

struct span *sentences_of(struct arena *a, const struct splitting *splitting, struct span text, size_t *count)
{
    struct splitter s = {.splitting = splitting, .atoms = atoms_of(a, text)};
    struct span *list = NULL;
    size_t capacity = 0, behind;
    *count = 0;
    s.style = s.atoms.n ? marker_at(&s, skip_space(&s, 0), &s.expected) : LIST_NONE;
    s.expected++;
    for (size_t i = skip_space(&s, 0) + 1; i < s.atoms.n; i = behind) {
        size_t end = 0;
        behind = i + 1;
        if (s.parenthesis <= i && is_mark(&s, i, "("))
            s.parenthesis = closing(&s, i);
        if (at(&s, i)->kind == ATOM_SPACE)
            end = blank_line(&s, i) || next_item(&s, i + 1) ? i : 0;
        else if (terminates(&s, i) && may_end(&s, i))
            end = sentence_end(&s, i, &behind);
        if (end == 0)
            continue;
        add_span(a, &list, count, &capacity, atoms_span(&s.atoms, s.start, end));
        s.start = skip_space(&s, end);
        behind = end > behind ? end : behind;
    }
    if (s.start < s.atoms.n)
        add_span(a, &list, count, &capacity, atoms_span(&s.atoms, s.start, s.atoms.n));
    return list;
}
