/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dot, the one terminator that is more often something else: an abbreviation's, an initial's, a number's.
 */
#include "script/splitter.h"

#include <stdlib.h>
#include <string.h>

/* How far is looked: enough for what people write, and it keeps splitting linear. */
enum { TOKEN_ATOMS = 40, LEAD_WORDS = 4, ABBREVIATION_ATOMS = 16 };

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

static size_t words_so_far(const struct splitter *s, size_t end)
{
    size_t words = 0;
    for (size_t i = s->start; i < end && words <= LEAD_WORDS; i++)
        words += atom_at(s, i)->kind == ATOM_WORD;
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
    while (from >= s->start + 2 && dot - from < ABBREVIATION_ATOMS && mark_at(s, from - 1, ".") &&
           atom_at(s, from - 2)->kind == ATOM_WORD)
        from -= 2;
    return from;
}

static size_t word_before(const struct splitter *s, size_t i)
{
    while (i > s->start)
        if (atom_at(s, --i)->kind == ATOM_WORD)
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
    bool zone =
        (atom_is_upper(&s->atoms, next) && atom_at(s, next)->bytes > 1 && atom_at(s, next)->bytes <= 4) ||
        capital_in(s, next, s->splitting->zones);
    return atom_is_capital(&s->atoms, next) && !zone && !only_a_lead(s, dot);
}

/* The plurals of Spanish: EE. UU., SS. MM. */
static bool doubled(const struct splitter *s, size_t word)
{
    struct span text = atoms_span(&s->atoms, word, word + 1);
    return text.n == 2 && text.p[0] == text.p[1] && atom_is_upper(&s->atoms, word);
}

static bool unit_sign(const struct splitter *s, size_t i)
{
    uint32_t code = atom_at(s, i)->kind == ATOM_MARK ? atom_at(s, i)->code : 0;
    return code == SIGN_DEGREE || code == '/' || code == '%' || code == 0xB5;
}

/* "a piece of art. Closed", "the app. Apple": in small letters before a name it is the word, not the
 * abbreviation; not where nouns have capitals (and dots make ordinals), and not before "IV" and "A". */
static bool is_word(const struct splitter *s, size_t from, size_t next)
{
    return !s->splitting->ordinal_dot && small_letter(s, from) && atom_is_capital(&s->atoms, next) &&
           !atom_is_upper(&s->atoms, next);
}

static bool abbreviation_ends(const struct splitter *s, size_t dot, size_t next, bool *known)
{
    size_t from = abbreviation_start(s, dot);
    enum abbreviation_kind kind = abbreviation_of(s, from, dot);
    bool several = from + 1 < dot,
         single = dot == from + 1 && utf8_count(atoms_span(&s->atoms, from, dot)) == 1;
    *known = true;
    if (single && from > 0 && (atom_at(s, from - 1)->kind == ATOM_DIGITS || unit_sign(s, from - 1))) {
        single = false; /* 4K and 5 °C are no initials, and no abbreviations */
        kind = 0;
    }
    if ((single || doubled(s, from)) && atom_at(s, next)->kind == ATOM_WORD && atom_at(s, next)->bytes <= 2 &&
        mark_at(s, next + 1, "."))
        return false; /* z. B., EE. UU. */
    if (kind == ABBREVIATION_INNER || (single && from == s->start))
        return false;
    if (kind == ABBREVIATION_NUMBER)
        return atom_at(s, next)->kind == ATOM_WORD && (starts_sentence(s, next) || is_word(s, from, next));
    if (is_half_day(s, from, dot))
        return half_day_ends(s, dot, next);
    if (single && code_is_upper(atom_at(s, from)->code))
        return initial_ends(s, from, next);
    if (kind == ABBREVIATION_OUTER || (several && atom_at(s, from)->bytes <= 2))
        return starts_sentence(s, next);
    *known = false;
    return false;
}

/* "shopping: 1.Milk, 2.Bread" */
static bool numbers_an_item(const struct splitter *s, size_t digits)
{
    if (digits == 0 || mark_at(s, digits - 1, "(:"))
        return true;
    return digits > 1 && atom_at(s, digits - 1)->kind == ATOM_SPACE && mark_at(s, digits - 2, ",;:");
}

/* "world.Today": a new sentence without a space, if the whole token is no address or file name. */
bool joined_sentences(const struct splitter *s, size_t dot, size_t next)
{
    bool latin = (unsigned char)s->atoms.text.p[atom_at(s, dot)->at - 1] < 0x80; /* as addresses are */
    if (!atom_is_capital(&s->atoms, next) || (latin && atom_is_upper(&s->atoms, next)))
        return false;
    size_t length;
    bool word = atom_at(s, dot - 1)->kind == ATOM_WORD && atom_at(s, dot - 1)->bytes > 1 &&
                code_is_lower(utf8_before(s->atoms.text, atom_at(s, dot)->at, &length));
    if (!word && (atom_at(s, dot - 1)->kind != ATOM_DIGITS || numbers_an_item(s, dot - 1)))
        return false;
    size_t from = dot, to = next;
    while (from > 0 && dot - from < TOKEN_ATOMS && atom_at(s, from - 1)->kind != ATOM_SPACE)
        from--;
    while (to < s->atoms.n && to - next < 2 && atom_at(s, to)->kind != ATOM_SPACE)
        to++;
    for (size_t i = from; i < to; i++)
        if (mark_at(s, i, "@/_\\=&"))
            return false;
    return true;
}

bool dot_ends(const struct splitter *s, size_t dot, size_t next)
{
    const struct atom *before = dot > 0 ? atom_at(s, dot - 1) : atom_at(s, s->atoms.n);
    size_t word = first_word(s, next);
    bool known = false;
    if (before->kind == ATOM_WORD) {
        bool ends = abbreviation_ends(s, dot, next == word ? next : word, &known);
        if (known)
            return ends;
    }
    if (before->kind == ATOM_DIGITS && dot - 1 == first_word(s, s->start))
        return false; /* a list's number */
    bool grouped = dot > 1 && mark_at(s, dot - 2, ".,:");
    if (before->kind == ATOM_DIGITS && s->splitting->ordinal_dot && before->bytes <= 2 && !grouped)
        return starts_sentence(s, next);
    return !small_letter(s, word);
}
