/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One pass over the atoms. A run of terminators with the quotes and brackets that close behind it ends a
 * sentence unless what stands before it is an abbreviation, an initial or a list's number, or what follows
 * does not look like a beginning. */
#include "script/sentence.h"

#include "script/splitter.h"

/* How far is looked: enough for what people write, and it keeps splitting linear. */
enum { PARENTHESIS_ATOMS = 120 };

/* French sets a space before its closing quote, everybody one before an emoji. */
static bool spaced_closer(const struct splitter *s, size_t i)
{
    enum { GUILLEMET_RIGHT_BYTE = 0xBB, EMOJI_FIRST = 0x1F000 };
    const struct atom *a = atom_at(s, i + 1);
    if (atom_at(s, i)->kind != ATOM_SPACE || a->kind != ATOM_MARK)
        return false;
    return a->code >= EMOJI_FIRST || (a->code == '"' && a->bytes == 2 &&
                                      (unsigned char)s->atoms.text.p[a->at + 1] == GUILLEMET_RIGHT_BYTE);
}

/* Quotes and brackets that close, and citations: where the sentence that ended at i is complete. */
static size_t closers_end(const struct splitter *s, size_t i)
{
    size_t end = i;
    for (;;) {
        if (mark_at(s, end, ")]}\"'"))
            end++;
        else if (mark_at(s, end, "[") && atom_at(s, end + 1)->kind == ATOM_DIGITS && mark_at(s, end + 2, "]"))
            end += 3;
        else if (spaced_closer(s, end))
            end += 2;
        else
            break;
    }
    return end;
}

/* A note's number right behind the dot: "(type 2).10 This", "(1987).1 According". */
static size_t note_end(const struct splitter *s, size_t dot, size_t end)
{
    bool behind_word = dot > 0 && (atom_at(s, dot - 1)->kind == ATOM_WORD || mark_at(s, dot - 1, ")]\""));
    if (behind_word && atom_at(s, end)->kind == ATOM_DIGITS && atom_at(s, end)->bytes <= 3 &&
        atom_at(s, end + 1)->kind == ATOM_SPACE && atom_is_capital(&s->atoms, end + 2))
        return end + 1;
    return end;
}

static size_t spaced_dots(const struct splitter *s, size_t i, size_t *dots)
{
    size_t end = i;
    for (*dots = 0; mark_at(s, end, "."); (*dots)++) {
        i = end + 1;
        end = skip_space(s, i);
    }
    return i;
}

/* "It was late. ...and then": the dots belong to the next sentence. */
static bool opens_with_dots(const struct splitter *s, size_t i)
{
    size_t end = i;
    while (end < i + 4 && mark_at(s, end, "."))
        end++;
    return atom_is_wordlike(&s->atoms, end);
}

/* The atom behind the sentence if one ends with the run of terminators at i; 0 if none does. *behind is where
 * to look on. */
static size_t sentence_end(const struct splitter *s, size_t i, size_t *behind)
{
    size_t run = i, dots = 0;
    if (i > 0 && atom_at(s, i - 1)->kind == ATOM_SPACE && mark_at(s, i, ".") &&
        mark_at(s, skip_space(s, i + 1), ".")) {
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
    if (i > 0 && mark_at(s, i - 1, "[") && mark_at(s, run, "]"))
        return 0; /* [...] */
    if (terminates_always(s, run - 1))
        return end;
    bool only_dot = run == i + 1 && mark_at(s, i, ".");
    if (next == end)
        return only_dot && i > 0 && end == run && joined_sentences(s, i, next) ? end : 0;
    if (mark_at(s, next, ".") && mark_at(s, next + 1, ".") && opens_with_dots(s, next))
        return end;
    if (mark_at(s, next, ".")) {
        size_t last = spaced_dots(s, next, &dots);
        return atom_is_capital(&s->atoms, skip_space(s, last)) ? end : 0;
    }
    bool ends =
        only_dot ? dot_ends(s, i, next) : !small_letter(s, first_word(s, next)) && !mark_at(s, next, ",;");
    return ends ? end : 0;
}

/* Where a parenthesis that opens at i closes, when it does so soon; else 0. */
static size_t closing(const struct splitter *s, size_t i)
{
    size_t depth = 0;
    for (size_t j = i; j < i + PARENTHESIS_ATOMS && j < s->atoms.n; j++) {
        depth += atom_is_mark(&s->atoms, j, '(');
        depth -= atom_is_mark(&s->atoms, j, ')') && depth > 0;
        if (depth == 0)
            return j;
    }
    return 0;
}

/* Not inside a parenthesis, unless that is the whole sentence and ends here. */
static bool may_end(const struct splitter *s, size_t i)
{
    return s->parenthesis <= i || (mark_at(s, s->start, "(") && i + 1 == s->parenthesis);
}

static enum list_style marker_at(const struct splitter *s, size_t i, long *value)
{
    const struct atom *a = atom_at(s, i);
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
    bool dot = mark_at(s, i + 1, "."), paren = mark_at(s, i + 1 + dot, ")");
    if (atom_at(s, i + 1 + dot + paren)->kind != ATOM_SPACE)
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
        if (s.parenthesis <= i && mark_at(&s, i, "("))
            s.parenthesis = closing(&s, i);
        if (atom_at(&s, i)->kind == ATOM_SPACE)
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
