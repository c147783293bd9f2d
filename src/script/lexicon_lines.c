/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plain form: a line is WORD TAB SAY-IT-AS; '#' begins a comment line, "@lang de" names the language. */
#include "script/lexicon_file.h"

static bool take_directive(struct lexicon_reader *r, struct place at, struct span line)
{
    if (span_starts(line, "@lang ") && r->nentries == 0)
        return lexicon_take_language(r, at, span_trim(span_slice(line, 6, line.n)));
    return lexicon_problem(r, at, "only '@lang LANGUAGE' may begin with @, before the first word");
}

static bool take_line(struct lexicon_reader *r, struct place at, struct span line)
{
    size_t tab = span_find_byte(line, '\t');
    struct span word = span_trim(span_slice(line, 0, tab)),
                spoken = span_trim(span_slice(line, tab + 1, line.n));
    if (tab == line.n) {
        lexicon_problem(r, at, "put a tab between the word and how to say it");
        return true;
    }
    return lexicon_take_alias(r, at, word, spoken);
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
