/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/lexicon.h"

#include "script/safe.h"

enum { WORD_BYTES = 60, SPOKEN_BYTES = 200 };

static bool has_capital(struct span word)
{
    size_t length;
    for (size_t at = 0; at < word.n; at += length)
        if (code_is_upper(utf8_at(word, at, &length)))
            return true;
    return false;
}

/* Plain words, separated by single spaces. */
static bool sayable(struct span spoken)
{
    struct span word;
    struct safe_piece pieces[SAFE_PIECES];
    while (span_split(&spoken, ' ', &word))
        if (safe_word(SPAN("en"), word, pieces) == 0)
            return false;
    return true;
}

static bool read_line(struct arena *a, struct span line, struct dictionary *d, const char **why)
{
    size_t tab = span_find_byte(line, '\t');
    struct span word = span_trim(span_slice(line, 0, tab)),
                spoken = span_trim(span_slice(line, tab + 1, line.n));
    *why = NULL;
    if (tab == line.n)
        *why = "no tab between word and reading";
    else if (word.n == 0 || spoken.n == 0)
        *why = "word or reading is empty";
    else if (word.n > WORD_BYTES || spoken.n > SPOKEN_BYTES)
        *why = "word or reading is too long";
    else if (!utf8_valid(line) || !sayable(spoken))
        *why = "the reading must be plain words";
    else if (dictionary_get(d, word, SENSE_LEXICON))
        *why = "this word has an entry already";
    if (*why)
        return false;
    struct entry *entry = arena_alloc(a, sizeof *entry);
    *entry = (struct entry){.sense = SENSE_LEXICON,
                            .written = arena_string(a, word),
                            .spoken = arena_string(a, spoken),
                            .flags = has_capital(word) ? ENTRY_EXACT : 0};
    dictionary_add(d, entry, 1);
    return true;
}

bool lexicon_read(struct arena *a, struct span text, const char *name, struct dictionary *d,
                  struct error *err)
{
    struct span line;
    const char *why;
    for (int number = 1; span_line(&text, &line); number++) {
        if (span_trim(line).n == 0 || line.p[0] == '#')
            continue;
        if (!read_line(a, line, d, &why))
            return error_set(err, ERROR_CONFIG, "%s:%d: %s", name, number, why);
    }
    return true;
}
