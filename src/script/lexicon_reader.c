/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/lexicon_reader.h"

#include <stdarg.h>
#include <stdio.h>

#include "script/ipa.h"
#include "script/safe.h"

enum { DETAIL_BYTES = 220 }; /* of problems: what an error holds with "; and 20000 more" behind it */

struct span lexicon_shown(struct span text, size_t most)
{
    if (text.n <= most)
        return text;
    while (most > 0 && ((unsigned char)text.p[most] & 0xC0) == 0x80)
        most--;
    return span_slice(text, 0, most);
}

bool lexicon_problem(struct lexicon_reader *r, struct place at, const char *format, ...)
{
    struct span name = lexicon_shown(r->file->name, NAME_SHOWN);
    size_t before = r->problems.n;
    char what[200];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    buf_printf(&r->problems, "%s%.*s:%zu", before ? "; " : "", (int)name.n, name.p, at.line);
    if (at.column)
        buf_printf(&r->problems, ":%zu", at.column);
    buf_printf(&r->problems, ": %s", what);
    if (before && r->problems.n > DETAIL_BYTES) {
        r->problems.n = before; /* it does not fit */
        r->problems.p[before] = '\0';
    } else {
        r->ntold++;
    }
    r->nproblems++;
    return false;
}

bool lexicon_take_language(struct lexicon_reader *r, struct place at, struct span tag)
{
    for (size_t i = 0; i < tag.n; i++) {
        char c = tag.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && (i < 2 || !(c == '-' || (c >= '0' && c <= '9'))))
            return lexicon_problem(r, at, "write the language as in 'en' or 'en-us'");
    }
    if (tag.n < 2 || tag.n > 32)
        return lexicon_problem(r, at, "write the language as in 'en' or 'en-us'");
    r->lexicon->language = arena_copy(r->arena, tag);
    return true;
}

static bool one_more(struct lexicon_reader *r, struct place at)
{
    if ((int64_t)r->nentries < r->limits->entries) {
        r->nentries++;
        return true;
    }
    return lexicon_problem(r, at, "this is entry %zu: raise lexicon_max_entries or divide the file",
                           r->nentries + 1);
}

static bool take_grapheme(struct lexicon_reader *r, struct place at, struct span written,
                          struct span *grapheme)
{
    *grapheme = lexicon_grapheme(r->arena, written);
    return grapheme->n || lexicon_problem(r, at, "give a word of 1 to %d bytes", GRAPHEME_BYTES);
}

/* Something in it is heard. */
static bool sayable(struct span language, struct span alias)
{
    struct safe_piece pieces[SAFE_PIECES];
    return alias.n <= ALIAS_BYTES && utf8_valid(alias) && safe_word(language, alias, pieces) > 0;
}

static bool take_alias(struct lexicon_reader *r, struct lexeme *lexeme, const struct reading *reading)
{
    struct span word = lexicon_shown(lexeme->grapheme, WORD_SHOWN);
    lexeme->alias = reading->text;
    return sayable(r->lexicon->language, reading->text) ||
           lexicon_problem(r, reading->at, "say '%.*s' with words: 1 to %d bytes of letters and digits",
                           (int)word.n, word.p, ALIAS_BYTES);
}

/* What misfits, as a terminal may have it. */
static const char *visible(const struct reading *reading, const struct misfit *m, char out[16])
{
    struct span bytes = lexicon_shown(span_slice(reading->text, m->at, m->at + m->bytes), 15);
    size_t length;
    uint32_t code = bytes.n ? utf8_at(bytes, 0, &length) : 0;
    if (code && (code_is_control(code) || code < ' '))
        snprintf(out, 16, "U+%04X", code);
    else
        snprintf(out, 16, "%.*s", (int)bytes.n, bytes.p);
    return out;
}

static bool tell_misfit(struct lexicon_reader *r, const struct reading *reading, const struct misfit *m)
{
    char bytes[16];
    struct place at = reading->place(reading, m->at);
    if (m->bytes)
        return lexicon_problem(r, at, "'%s' %s", visible(reading, m, bytes), m->why);
    return lexicon_problem(r, at, "%s", m->why);
}

static bool take_phonemes(struct lexicon_reader *r, struct lexeme *lexeme, const struct reading *reading)
{
    struct misfit misfit = {0, 0, NULL};
    struct buf out = BUF_EMPTY;
    if (reading->text.n > TRANSCRIPTION_BYTES || reading->text.n == 0)
        return lexicon_problem(r, reading->at, "transcribe it in 1 to %d bytes", TRANSCRIPTION_BYTES);
    bool good = (reading->alphabet == ALPHABET_IPA ? ipa_take : phonemes_take)(r->lexicon->language,
                                                                               reading->text, &out, &misfit);
    if (good)
        lexeme->phonemes = arena_copy(r->arena, buf_span(&out));
    else
        tell_misfit(r, reading, &misfit);
    buf_finish(&out);
    return good;
}

bool lexicon_take(struct lexicon_reader *r, struct place at, struct span written,
                  const struct reading *reading)
{
    struct lexeme lexeme = {.line = (uint32_t)at.line};
    if (!one_more(r, at))
        return false;
    if (take_grapheme(r, at, written, &lexeme.grapheme) &&
        (reading->phonemes ? take_phonemes : take_alias)(r, &lexeme, reading))
        lexicon_add(r->lexicon, &lexeme);
    return true;
}
