/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lexicon file becomes a lexicon (docs/lexicons.md): W3C PLS 1.0, which is XML (lexicon_pls.c), or lines of
 * a word, a tab and how to say it (lexicon_lines.c). A file is a stranger's: every entry is checked, and each
 * that cannot be used is told with its place. */
#ifndef SCRIPT_LEXICON_FILE_H
#define SCRIPT_LEXICON_FILE_H

#include "config.h"
#include "script/lexicon.h"

struct lexicon_file {
    struct span bytes;
    struct span name;     /* for messages */
    struct span language; /* BCP 47, for a file that names none */
};

/* Settings for strangers' files; our own need none. */
struct lexicon_limits {
    int64_t bytes, entries, depth;
};
struct lexicon_limits lexicon_limits(const struct config *config);

/* Everything in the arena; the lexicon is sealed. Error 'code' (CONFIG or LEXICON) when an entry cannot be
 * used or the file is larger than lexicon_max_bytes, has more than lexicon_max_entries entries or elements
 * deeper than lexicon_max_depth: file, line and what to do, of as many entries as the detail holds. */
bool lexicon_read(struct arena *a, const struct lexicon_limits *limits, const struct lexicon_file *file,
                  struct lexicon *out, enum error_code code, struct error *err);

#endif
