/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plain form: a line is WORD TAB SAY-IT-AS, other words, /IPA/ or [[the engine's phonemes]]; '#' begins a
 * comment line, "@lang de" names the language. */
#include "script/lexicon_reader.h"

static bool take_directive(struct lexicon_reader *r, struct place at, struct span line)
{
    if (span_starts(line, "@lang ") && r->nentries == 0)
        return lexicon_take_language(r, at, span_trim(span_slice(line, 6, line.n)));
    return lexicon_problem(r, at, "only '@lang LANGUAGE' may begin with @, before the first word");
}

/* Behind the beginning of the line, whose bytes are the source. */
static struct place place_in_line(const struct reading *reading, size_t offset)
{
    const char *line = reading->source;
    struct span before = {line, (size_t)(reading->text.p - line) + offset};
    return (struct place){reading->at.line, utf8_count(before) + 1};
}

/* "/nɪndʒ/", "[[n'IndZ]]", else words. */
static struct reading reading_of(struct span spoken, struct place at, struct span line)
{
    struct reading reading = {.text = spoken, .at = at, .place = place_in_line, .source = line.p};
    if (spoken.n > 2 && spoken.p[0] == '/' && spoken.p[spoken.n - 1] == '/') {
        reading.text = span_trim(span_slice(spoken, 1, spoken.n - 1));
        reading.phonemes = true;
    } else if (spoken.n > 4 && span_starts(spoken, "[[") && span_ends(spoken, "]]")) {
        reading.text = span_trim(span_slice(spoken, 2, spoken.n - 2));
        reading.phonemes = true;
        reading.alphabet = ALPHABET_ESPEAK;
    }
    return reading;
}

/* A NUL and the like, which nobody sees in an editor. */
static bool holds_control(struct span text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] < ' ' && text.p[i] != '\t')
            return true;
    return false;
}

static bool take_line(struct lexicon_reader *r, struct place at, struct span line)
{
    size_t tab = span_find_byte(line, '\t');
    if (tab == line.n) {
        lexicon_problem(r, at, "put a tab between the word and how to say it");
        return true;
    }
    struct reading reading = reading_of(span_trim(span_slice(line, tab + 1, line.n)), at, line);
    struct span word = span_trim(span_slice(line, 0, tab));
    if (holds_control(word) || (!reading.phonemes && holds_control(reading.text))) {
        lexicon_problem(r, at, "take the control characters out");
        return true;
    }
    return lexicon_take(r, at, word, &reading);
}

void lexicon_read_lines(struct lexicon_reader *r)
{
    struct span rest = r->file->bytes, line;
    if (span_starts(rest, "\xEF\xBB\xBF"))
        rest = span_slice(rest, 3, rest.n);
    struct place at = {0};
    while (span_line(&rest, &line)) {
        at.line++;
        if (span_trim(line).n == 0 || line.p[0] == '#')
            continue;
        if (line.p[0] == '@' && span_find_byte(line, '\t') == line.n)
            take_directive(r, at, line);
        else if (!take_line(r, at, line))
            return;
    }
}
