/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ordinary text: what no rule knows. Words as they stand, acronyms by letters or as words, marks as
 * punctuation, as a spoken name or as nothing. */
#include <string.h>

#include "script/acronym.h"
#include "script/program.h"

enum {
    LETTERS_IN_WORD = 4, /* with at most three dots inside: the safe form */
    CLOSERS_MOST = 40,   /* keeps a line of nothing but marks linear */
};

/* W.H.O is one word with one stress to the engine; "W H O" is three. "P.C's" it reads with the dot. */
void letters_say(struct wording *out, struct span letters, const char *ending)
{
    size_t length, at = 0, count = 0;
    struct buf word = BUF_EMPTY;
    for (size_t i = 0; i < letters.n; i += length)
        count += code_is_letter(utf8_at(letters, i, &length));
    size_t words = count == 2 && ending[0] ? 2 : (count + LETTERS_IN_WORD - 1) / LETTERS_IN_WORD;
    for (size_t w = 0; w < words; w++) {
        buf_clear(&word);
        size_t most = (count * (w + 1)) / words - (count * w) / words;
        for (size_t n = 0; n < most && at < letters.n; at += length) {
            uint32_t code = utf8_at(letters, at, &length);
            if (!code_is_letter(code))
                continue;
            if (n++ > 0)
                buf_add_byte(&word, '.');
            buf_add_code(&word, code_upper(code));
        }
        if (w + 1 == words)
            buf_add_text(&word, ending);
        if (word.n == 1)
            wording_add_letter(out, buf_span(&word));
        else
            wording_add(out, buf_span(&word));
    }
    buf_finish(&word);
}

static bool spelled(const struct speaker *s, struct span word)
{
    const struct dictionary *d = s->scan->dictionary;
    const struct acronym *known = memory_acronym(s->scan->memory, word);
    if (dictionary_get(d, word, SENSE_SPOKENCAPS))
        return false;
    if (dictionary_get(d, word, SENSE_SMALLWORD))
        return known && known->expansion.n && word.n == 2; /* OR, the operating room; but ACT is an act */
    if (dictionary_get(d, word, SENSE_SPELLED) || dictionary_get(d, word, SENSE_SELFSPELLED))
        return true;
    if (s->scan->capitals && !known)
        return !acronym_has_vowel(word);
    return word.n <= 3 || !(acronym_pronounceable(word) || (word.n > 5 && acronym_has_vowel(word)));
}

/* NASA becomes Nasa, but what is only emphasised becomes an ordinary word. */
static struct span as_word(struct speaker *s, struct span word)
{
    char *lower = arena_string(s->out->arena, utf8_lower(s->out->arena, word));
    if (dictionary_get(s->scan->dictionary, word, SENSE_SPOKENCAPS))
        lower[0] = word.p[0];
    return (struct span){lower, word.n};
}

static bool ascii_letters(struct span word)
{
    for (size_t i = 0; i < word.n; i++)
        if ((unsigned char)word.p[i] >= 0x80)
            return false;
    return true;
}

/* All capitals, perhaps with a small s behind: "APIs". */
static bool say_acronym(struct speaker *s, struct span word, struct span tail)
{
    bool plural = word.n > 2 && word.p[word.n - 1] == 's' && code_is_upper((unsigned char)word.p[word.n - 2]);
    struct span base = plural ? span_slice(word, 0, word.n - 1) : word;
    for (size_t c = 0; c < base.n; c++)
        if (base.p[c] < 'A' || base.p[c] > 'Z')
            return false;
    if (base.n < 2 && !(s->scan->capitals && span_is(base, "A")))
        return false;
    struct span ending = plural ? SPAN("'s") : tail;
    if (!ending.n && dictionary_get(s->scan->dictionary, base, SENSE_SELFSPELLED)) {
        wording_add(s->out, base);
        wording_because(s->out, CLASS_LETTERS, "spelled by the voice");
        return true;
    }
    if (spelled(s, base)) {
        bool listed = dictionary_get(s->scan->dictionary, base, SENSE_SPELLED);
        wording_because(s->out, CLASS_LETTERS, listed ? "acronym, listed" : "acronym, by its letters");
        letters_say(s->out, base, arena_string(s->out->arena, ending));
        return true;
    }
    bool listed = dictionary_get(s->scan->dictionary, base, SENSE_SPOKENCAPS);
    wording_because(s->out, CLASS_WORD, listed ? "acronym as a word, listed" : "capitals as a word");
    wording_add(s->out, as_word(s, base));
    wording_extend_last(s->out, plural ? "s" : arena_string(s->out->arena, tail));
    return true;
}

/* The apostrophe and what belongs to the word behind it: 's, 't, 'Brien. */
static size_t word_end(const struct atoms *atoms, size_t i)
{
    size_t end = i + 1;
    while (end < i + 4 && atom_is_mark(atoms, end, '\'') && end + 1 < atoms->n &&
           atoms->list[end + 1].kind == ATOM_WORD)
        end += 2;
    return end;
}

static struct span straight(struct speaker *s, size_t from, size_t to)
{
    struct buf text = BUF_EMPTY;
    for (size_t i = from; i < to; i++) {
        if (s->scan->atoms.list[i].kind == ATOM_MARK)
            buf_add_byte(&text, '\'');
        else
            buf_add_span(&text, atoms_span(&s->scan->atoms, i, i + 1));
    }
    struct span copy = arena_copy(s->out->arena, buf_span(&text));
    buf_finish(&text);
    return copy;
}

/* "vitamin A is": a capital A among small letters, not at a beginning, is the letter; before a pause the
 * engine knows. */
static bool is_letter_a(const struct speaker *s, size_t i)
{
    const struct atoms *atoms = &s->scan->atoms;
    bool spaces = i > 1 && atoms->list[i - 1].kind == ATOM_SPACE && atoms->list[i + 1].kind == ATOM_SPACE;
    return s->scan->language->numbers && spaces && atoms->list[i - 2].kind == ATOM_WORD &&
           !atom_is_capital(atoms, i - 2) && atoms->list[i + 2].kind == ATOM_WORD &&
           !atom_is_capital(atoms, i + 2);
}

static void say_word(struct speaker *s, size_t i, size_t end)
{
    struct span word = atoms_span(&s->scan->atoms, i, i + 1);
    size_t next;
    const struct entry *symbol =
        dictionary_find(s->scan->dictionary, &s->scan->atoms, i, SENSE_SYMBOL, &next);
    if (symbol && end == i + 1) {
        wording_add_text(s->out, span_of(symbol->spoken));
        wording_because(s->out, CLASS_WORD, "symbol");
        return;
    }
    struct span tail = end > i + 1 ? straight(s, i + 1, end) : SPAN("");
    if (span_is(word, "A") && end == i + 1 && is_letter_a(s, i)) {
        wording_add_letter(s->out, word);
        wording_because(s->out, CLASS_LETTERS, "letter A");
        return;
    }
    if (s->scan->language->numbers && ascii_letters(word) && say_acronym(s, word, tail))
        return;
    wording_add(s->out, end > i + 1 ? straight(s, i, end) : word);
}

/* "1. High protein": the number of a heading or of an item that is none. */
static bool numbers_what_follows(const struct speaker *s, size_t i)
{
    const struct atoms *atoms = &s->scan->atoms;
    return i == 1 && atoms->list[0].kind == ATOM_DIGITS && atoms->list[0].bytes <= 3 &&
           atoms->list[2].kind == ATOM_SPACE && !s->scan->language->splitting->ordinal_dot;
}

static bool only_closers_follow(const struct atoms *atoms, size_t i)
{
    for (size_t end = i + CLOSERS_MOST; i < atoms->n && i < end; i++)
        if (atom_is_wordlike(atoms, i) ||
            (atoms->list[i].kind == ATOM_MARK && strchr("$#@", (int)atoms->list[i].code & 0x7F)))
            return false;
    return true;
}

/* Between the sentences of a parenthesis, which is not split: "(It is. They do.)" */
static bool ends_inside(const struct atoms *atoms, size_t i)
{
    bool word = i > 0 && atoms->list[i - 1].kind == ATOM_WORD && atoms->list[i - 1].bytes > 1 &&
                !atom_is_capital(atoms, i - 1);
    return word && atoms->list[i + 1].kind == ATOM_SPACE && atom_is_capital(atoms, i + 2);
}

static void say_dot(struct speaker *s, size_t i)
{
    const struct atoms *atoms = &s->scan->atoms;
    if (only_closers_follow(atoms, i + 1))
        wording_punctuate(s->out, '.');
    else if (numbers_what_follows(s, i))
        wording_punctuate(s->out, ':');
    else if (atom_is_mark(atoms, i + 1, '.'))
        wording_breathe(s->out, BREATH_ELLIPSIS);
    else if (ends_inside(atoms, i))
        wording_punctuate(s->out, '.');
    else if (i > 0 && atoms->list[i - 1].bytes > 3 && !atom_is_wordlike(atoms, i + 1))
        wording_punctuate(s->out, ',');
}

/* The engine says numbers and the signs beside them; its minus only where it touches the digits, which the
 * safe form does not allow. */
static void say_engine_sign(struct speaker *s, size_t i)
{
    const struct atoms *atoms = &s->scan->atoms;
    uint32_t code = atoms->list[i].code;
    wording_because(s->out, CLASS_WORD, "left to the voice");
    bool digits_follow = i + 1 < atoms->n && atoms->list[i + 1].kind == ATOM_DIGITS;
    if (code == SIGN_SQUARED || code == SIGN_CUBED)
        wording_add(s->out, code == SIGN_SQUARED ? SPAN("2") : SPAN("3"));
    else if ((code == '-' || code == SIGN_MINUS) && digits_follow && s->scan->language->minus)
        wording_add_text(s->out, span_of(s->scan->language->minus));
    else
        wording_add(s->out, atoms_span(atoms, i, i + 1));
}

/* Between words, but not in A/B, CI/CD. */
static bool says_slash(const struct speaker *s, size_t i)
{
    const struct atoms *atoms = &s->scan->atoms;
    bool words = i > 0 && s->scan->language->numbers && atoms->list[i - 1].kind == ATOM_WORD &&
                 atoms->list[i + 1].kind == ATOM_WORD;
    return words && (atoms->list[i - 1].bytes > 2 || atoms->list[i + 1].bytes > 2);
}

/* Quotation marks and bullets: nobody says them. */
static bool is_silent(uint32_t code)
{
    static const uint32_t codes[] = {'\'',   '"',    0xAB,   0xBB,   0x201A, 0x201E,
                                     0x2022, 0x2039, 0x203A, 0x25CF, 0x25E6, 0x2043};
    for (size_t i = 0; i < COUNT_OF(codes); i++)
        if (code == codes[i])
            return true;
    return false;
}

static void say_mark(struct speaker *s, size_t i)
{
    const struct atoms *atoms = &s->scan->atoms;
    uint32_t code = atoms->list[i].code;
    bool before = i > 0 && atom_is_wordlike(atoms, i - 1), after = atom_is_wordlike(atoms, i + 1);
    size_t next;
    const struct entry *symbol = dictionary_find(s->scan->dictionary, atoms, i, SENSE_SYMBOL, &next);
    wording_because(s->out, CLASS_PUNCTUATION, NULL);
    if (symbol) {
        wording_add_text(s->out, span_of(symbol->spoken));
        wording_because(s->out, CLASS_WORD, "symbol");
        return;
    }
    switch (code) {
    case '.':
        say_dot(s, i);
        break;
    case ELLIPSIS:
        if (only_closers_follow(atoms, i + 1))
            wording_punctuate(s->out, '.');
        else
            wording_breathe(s->out, BREATH_ELLIPSIS);
        break;
    case ',':
    case ';':
    case '!':
    case '?':
        wording_punctuate(s->out, (char)code);
        break;
    case ':':
        wording_punctuate(s->out, after ? ',' : ':');
        break;
    case DASH_EN:
    case DASH_EM:
    case '-':
        if (!(before && after && code != DASH_EM) && !(after && code == '-'))
            wording_breathe(s->out, BREATH_DASH);
        else if (!before && !s->scan->language->numbers)
            say_engine_sign(s, i);
        break;
    case '(':
    case '[':
    case '|':
        if (!before)
            wording_breathe(s->out, code == '|' ? BREATH_DASH : BREATH_BRACKET);
        break;
    case '/':
        if (says_slash(s, i)) {
            wording_add_text(s->out, span_of(s->scan->language->numbers->slash));
            wording_because(s->out, CLASS_WORD, "slash between words");
        } else if (!before && !after)
            wording_punctuate(s->out, ',');
        break;
    case ')':
    case ']':
        if (numbers_what_follows(s, i))
            wording_punctuate(s->out, ':');
        else if (!after && i + 1 < atoms->n)
            wording_breathe(s->out, BREATH_BRACKET);
        break;
    default: /* quotes, bullets, emoji and the like are silent */
        if (!s->scan->language->numbers)
            say_engine_sign(s, i);
        else if (!is_silent(code))
            wording_because(s->out, CLASS_PUNCTUATION, "sign without words");
        break;
    }
}

void word_say(struct speaker *s, size_t i, size_t *next)
{
    const struct atoms *atoms = &s->scan->atoms;
    *next = i + 1;
    if (atoms->list[i].kind == ATOM_WORD && s->scan->program && program_say_word(s, i)) {
        return;
    } else if (atoms->list[i].kind == ATOM_WORD) {
        *next = word_end(atoms, i);
        say_word(s, i, *next);
    } else if (atoms->list[i].kind == ATOM_DIGITS && s->scan->language->numbers) {
        cardinal_say(s, atoms_span(atoms, i, i + 1));
        wording_because(s->out, CLASS_CARDINAL, "digits");
    } else if (atoms->list[i].kind == ATOM_DIGITS) {
        wording_add(s->out, atoms_span(atoms, i, i + 1));
        wording_because(s->out, CLASS_CARDINAL, "left to the voice");
    } else if (atoms->list[i].kind == ATOM_MARK && s->scan->program) {
        program_say_mark(s, i, next);
    } else if (atoms->list[i].kind == ATOM_MARK) {
        say_mark(s, i);
    }
}

void words_say(struct speaker *s, size_t from, size_t to)
{
    size_t next;
    for (size_t i = from; i < to; i = next) {
        const struct lexeme *lexeme = lexeme_at(s->scan, i, to, &next);
        if (lexeme) {
            size_t end = possessive_end(&s->scan->atoms, next);
            lexeme_say(s, lexeme, end > next);
            next = end;
        } else {
            word_say(s, i, &next);
        }
    }
}
