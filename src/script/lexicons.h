/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lexicons that stand for every post: for each language the site's entries (setting site_lexicons), then
 * ours (voices/lexicon/<language>.lex and .pls), in one lexicon. */
#ifndef SCRIPT_LEXICONS_H
#define SCRIPT_LEXICONS_H

#include "script/lexicon_file.h"

struct lexicons {
    struct lexicon *list; /* one a language; of its tag only the primary part counts */
    size_t n, capacity;
};

/* Reads all files, into the arena. Error CONFIG: a file is missing or has an entry that cannot be used. */
bool lexicons_load(struct arena *a, const struct config *config, struct lexicons *out, struct error *err);
/* NULL if there is none for the language. */
const struct lexicon *lexicons_for(const struct lexicons *l, struct span language);
/* Do the tags mean the same language, regions aside? */
bool same_language(struct span a, struct span b);

#endif
