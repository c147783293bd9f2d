/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/stretch.h"

#include "script/safe.h"

#include <string.h>

enum { UNSPACED_BYTES = 30 }; /* of a script without spaces: about STRETCH_WORDS words */

static struct span primary(struct span language)
{
    return span_slice(language, 0, span_find_byte(language, '-'));
}

/* In UTF-8; the ends of sentences are the first of them. */
static const char *const marks[] = {".", "!",  "?", "…", "。", "！", "？", "।", ",", ";", ":", ")",
                                    "]", "\"", "'", "”", "’",  "»",  "“",  "‘", "«", "(", "["};
enum { ENDS = 8 };

/* The bytes of the mark that begins or ends the text; 'most': how many of the table are looked for. */
static size_t leading(struct span text, size_t most)
{
    for (size_t i = 0; i < most; i++)
        if (span_starts(text, marks[i]))
            return strlen(marks[i]);
    return 0;
}

static size_t trailing(struct span text, size_t first, size_t most)
{
    for (size_t i = first; i < most; i++)
        if (span_ends(text, marks[i]))
            return strlen(marks[i]);
    return 0;
}

/* Quotes and brackets aside. */
static bool ends_sentence(struct span text)
{
    text = span_trim(text);
    for (size_t n; (n = trailing(text, ENDS, COUNT_OF(marks))) > 0;)
        text = span_trim(span_slice(text, 0, text.n - n));
    return text.n == 0 || trailing(text, 0, ENDS) > 0;
}

static size_t count_words(struct span text)
{
    size_t n = 0;
    struct span word;
    while (n < STRETCH_WORDS && span_split(&text, ' ', &word))
        n += word.n > 0;
    return n;
}

/* The marks that close behind a phrase are its own. */
static size_t with_closers(struct span text, size_t end)
{
    for (size_t n; (n = leading(span_slice(text, end, text.n), COUNT_OF(marks))) > 0;)
        end += n;
    return end;
}

/* A quotation begins behind a colon or a mark that opens. */
static bool opens_quotation(struct span before)
{
    static const char *const openers[] = {":", "\"", "“", "„", "«", "‘", "(", "–", "—"};
    before = span_trim(before);
    for (size_t i = 0; i < COUNT_OF(openers); i++)
        if (span_ends(before, openers[i]))
            return true;
    return false;
}

/* Are the phrase's words in a script that its language's voice reads and the one around it does not? */
static bool needs_its_voice(struct span own, struct span language, struct span phrase)
{
    struct safe_piece pieces[SAFE_PIECES];
    struct span word;
    bool read = false;
    while (span_split(&phrase, ' ', &word)) {
        if (safe_word(own, word, pieces) > 0)
            return false;
        read = read || safe_word(language, word, pieces) > 0;
    }
    return read;
}

/* The phrase [from, to) and what closes it up to 'end'. */
static bool stands_alone(struct span text, size_t from, size_t to, size_t end)
{
    struct span phrase = span_slice(text, from, to), before = span_slice(text, 0, from);
    size_t words = count_words(phrase);
    if (words >= STRETCH_WORDS || (words == 1 && phrase.n >= UNSPACED_BYTES && (phrase.p[0] & 0x80)))
        return true;
    if (opens_quotation(before) && ends_sentence(phrase))
        return true;
    bool ends = ends_sentence(span_slice(text, from, end)) || end == text.n;
    return ends && ends_sentence(before);
}

struct stretches {
    struct arena *arena;
    struct span text;
    struct stretch *list;
    size_t n, capacity;
};

static void add(struct stretches *s, size_t to, struct span language)
{
    struct stretch *last = s->n ? &s->list[s->n - 1] : NULL;
    size_t from = last ? last->to : 0;
    bool blank = span_trim(span_slice(s->text, from, to)).n == 0;
    if (!last || !(blank || span_equal(last->language, language))) {
        s->list = arena_grow(s->arena, s->list, s->n, &s->capacity, sizeof *s->list);
        last = &s->list[s->n++];
        *last = (struct stretch){.from = from, .language = language};
    }
    last->to = to;
    last->sentence = to == s->text.n || ends_sentence(span_slice(s->text, last->from, to));
}

struct stretch *stretches_of(struct arena *a, struct span text, struct span own,
                             const struct annotation *notes, size_t nnotes, size_t *count)
{
    struct stretches s = {.arena = a, .text = text};
    size_t end = 0;
    for (size_t i = 0; i < nnotes; i++) {
        const struct annotation *note = &notes[i];
        size_t to = (size_t)note->at + note->bytes;
        if (note->kind != ANNOTATION_LANGUAGE || note->at < end || note->bytes == 0 ||
            span_equal_nocase(primary(note->value), primary(own)))
            continue;
        size_t closed = with_closers(text, to);
        if (!stands_alone(text, note->at, to, closed) &&
            !needs_its_voice(own, note->value, span_slice(text, note->at, to)))
            continue;
        if (note->at > 0)
            add(&s, note->at, own);
        add(&s, closed, note->value);
        end = closed;
    }
    if (end < text.n || s.n == 0)
        add(&s, text.n, own);
    *count = s.n;
    return s.list;
}
