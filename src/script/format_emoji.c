/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of emoji. Most are decoration: they stand before a paragraph as a bullet, behind a sentence as a
 * smile, beside the word that they show, and to name them would be to read the wallpaper aloud. Said are
 * those without which the sentence has a hole: in the place of a noun or of "love", or the yes and no of a
 * table. */
#include "config.h"
#include "script/emoji.h"
#include "script/format.h"

enum {
    AROUND_MOST = 40
}; /* atoms that are looked at on each side: keeps a line of nothing but marks linear */

struct row {
    struct speaker *s;
    const struct atoms *atoms;
    size_t from, to;
    size_t before, behind; /* the atoms beside it, white space aside; the end of the list: none */
};

static struct row row_of(struct speaker *s)
{
    struct row r = {.s = s, .atoms = &s->scan->atoms, .from = s->record->from, .to = s->record->to};
    r.before = r.atoms->n;
    if (r.from > 0 && r.atoms->list[r.from - 1].kind != ATOM_SPACE)
        r.before = r.from - 1;
    else if (r.from > 1)
        r.before = r.from - 2;
    r.behind = r.to < r.atoms->n && r.atoms->list[r.to].kind == ATOM_SPACE ? r.to + 1 : r.to;
    return r;
}

static bool has_sense(const struct row *r, size_t i, enum sense sense)
{
    if (i >= r->atoms->n || r->atoms->list[i].kind != ATOM_WORD)
        return false;
    return dictionary_get(r->s->scan->dictionary, atoms_span(r->atoms, i, i + 1), sense) != NULL;
}

static bool words_before(const struct row *r)
{
    for (size_t i = r->from; i > 0 && r->from - i < AROUND_MOST; i--)
        if (atom_is_wordlike(r->atoms, i - 1))
            return true;
    return false;
}

static bool words_behind(const struct row *r)
{
    for (size_t i = r->to; i < r->atoms->n && i - r->to < AROUND_MOST; i++)
        if (atom_is_wordlike(r->atoms, i))
            return true;
    return false;
}

static bool quoted(const struct row *r)
{
    return (atom_is_mark(r->atoms, r->before, '"') && atom_is_mark(r->atoms, r->behind, '"')) ||
           (atom_is_mark(r->atoms, r->before, '\'') && atom_is_mark(r->atoms, r->behind, '\''));
}

/* "with a 👍", "the 🔍 icon", "this is 🔥", "the 🍕 was great"; not "for 🇫🇷 French", where the noun follows. */
static bool stands_for_noun(const struct row *r)
{
    bool noun_missing = has_sense(r, r->before, SENSE_FUNCTION) &&
                        (!atom_is_wordlike(r->atoms, r->behind) || has_sense(r, r->behind, SENSE_FUNCTION));
    return noun_missing || has_sense(r, r->behind, SENSE_PICTURE) || quoted(r);
}

static bool same_emoji(const struct row *r, size_t from, size_t to, size_t other, size_t other_end)
{
    return span_equal(atoms_span(r->atoms, from, to), atoms_span(r->atoms, other, other_end));
}

/* Each by its name; one that is repeated once. */
static void say_names(const struct row *r)
{
    char bytes[CODE_NAME_BYTES];
    size_t last = r->from, last_end = r->from, end;
    for (size_t i = r->from; i < r->to; i = end) {
        end = emoji_end(r->s->scan, i);
        if (end == i) {
            end++; /* a space */
            continue;
        }
        if (last_end == r->from || !same_emoji(r, i, end, last, last_end)) {
            if (last_end > r->from)
                wording_punctuate(r->s->out, ',');
            wording_add_text(r->s->out, emoji_name(r->s->scan, i, end, bytes));
        }
        last = i;
        last_end = end;
    }
}

/* A cross says no wherever it stands, unless the word beside it says so; a check mark only where nothing else
 * is: else it is a bullet. */
static bool say_judgement(const struct row *r, const struct entry *e)
{
    bool before = words_before(r), behind = words_behind(r);
    if (e->value != EMOJI_CHECK && e->value != EMOJI_CROSS && e->value != EMOJI_WARNING)
        return false;
    if (before || behind) {
        bool said = has_sense(r, r->before, SENSE_JUDGING) || has_sense(r, r->behind, SENSE_JUDGING);
        if (e->value == EMOJI_CHECK || (e->value == EMOJI_WARNING && before) || said)
            return false;
    }
    wording_punctuate(r->s->out, ',');
    wording_add_text(r->s->out, span_of(e->many));
    if (behind)
        wording_punctuate(r->s->out, before ? ',' : ':');
    return true;
}

/* "🏠 Home 📅 Calendar"; not "covers 🇫🇷 French", "went to 📍 Paris". */
static bool divides(const struct row *r, const struct entry *e)
{
    return atom_is_capital(r->atoms, r->behind) && !(e && e->sense == SENSE_FLAG) &&
           !has_sense(r, r->before, SENSE_FUNCTION);
}

static void say_if_needed(const struct row *r)
{
    const struct entry *e = emoji_entry(r->s->scan, r->from, emoji_end(r->s->scan, r->from));
    bool loves = e && e->value == EMOJI_HEART && has_sense(r, r->before, SENSE_SUBJECT) &&
                 r->behind < r->atoms->n && r->atoms->list[r->behind].kind == ATOM_WORD;
    if (loves)
        wording_add_text(r->s->out, span_of(e->many));
    else if (stands_for_noun(r))
        say_names(r);
    else if (!(e && say_judgement(r, e)) && divides(r, e))
        wording_punctuate(r->s->out, ',');
}

void format_emoji(struct speaker *s, size_t field)
{
    (void)field;
    struct row r = row_of(s);
    if (s->scan->emoji == EMOJI_DROP)
        return;
    if (s->scan->emoji == EMOJI_AUTO) {
        say_if_needed(&r);
        return;
    }
    bool noun = stands_for_noun(&r);
    if (!noun)
        wording_punctuate(s->out, ',');
    say_names(&r);
    if (!noun)
        wording_punctuate(s->out, ',');
}
