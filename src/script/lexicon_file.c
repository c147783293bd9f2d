/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/lexicon_file.h"

#include <inttypes.h>

#include "script/lexicon_reader.h"

static void tell_twice(struct lexicon_reader *r, const struct lexeme *first, const struct lexeme *again)
{
    struct span word = lexicon_shown(again->grapheme, WORD_SHOWN);
    lexicon_problem(r, (struct place){again->line, 0}, "'%.*s' has an entry already, in line %u: remove one",
                    (int)word.n, word.p, first->line);
}

static bool is_xml(struct span bytes)
{
    if (span_starts(bytes, "\xEF\xBB\xBF"))
        bytes = span_slice(bytes, 3, bytes.n);
    return span_starts(span_trim(bytes), "<");
}

struct lexicon_limits lexicon_limits(const struct config *config)
{
    return (struct lexicon_limits){config->lexicon_max_bytes, config->lexicon_max_entries,
                                   config->lexicon_max_depth};
}

bool lexicon_read(struct arena *a, const struct lexicon_limits *limits, const struct lexicon_file *file,
                  struct lexicon *out, enum error_code code, struct error *err)
{
    struct lexicon_reader r = {.arena = a, .limits = limits, .file = file, .lexicon = out};
    struct lexeme first, again;
    struct span name = lexicon_shown(file->name, NAME_SHOWN);
    if (file->bytes.n > (size_t)limits->bytes)
        return error_set(err, code, "%.*s: larger than lexicon_max_bytes (%" PRId64 ")", (int)name.n, name.p,
                         limits->bytes);
    lexicon_init(out, a);
    out->language = file->language;
    if (!utf8_valid(file->bytes))
        lexicon_problem(&r, (struct place){1, 0}, "the file is not in UTF-8: convert it");
    else
        (is_xml(file->bytes) ? lexicon_read_pls : lexicon_read_lines)(&r);
    if (!lexicon_seal(out, &first, &again) && !is_xml(file->bytes)) /* PLS has a lexeme for each role */
        tell_twice(&r, &first, &again);
    bool good = r.nproblems == 0;
    if (!good && r.nproblems > r.ntold)
        buf_printf(&r.problems, "; and %zu more", r.nproblems - r.ntold);
    if (!good)
        error_set(err, code, "%s", r.problems.p);
    buf_finish(&r.problems);
    return good;
}
