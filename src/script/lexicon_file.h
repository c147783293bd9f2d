/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lexicon file becomes a lexicon (docs/lexicons.md): W3C PLS 1.0, which is XML (lexicon_pls.c), or lines of
 * a word, a tab and how to say it (lexicon_lines.c). A file is a stranger's: every entry is checked, and each
 * that cannot be used is told with its place. */
#ifndef SCRIPT_LEXICON_FILE_H
#define SCRIPT_LEXICON_FILE_H

#include "config.h"
#include "script/lexicon.h"

enum { ALIAS_BYTES = 400, TRANSCRIPTION_BYTES = 300 };

enum alphabet { ALPHABET_IPA, ALPHABET_ESPEAK };

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

/* ---- for the two forms ---- */

struct place {
    size_t line, column; /* from 1; column 0: the whole line */
};

struct lexicon_reader {
    struct arena *arena;
    const struct lexicon_limits *limits;
    const struct lexicon_file *file;
    struct lexicon *lexicon;
    struct buf problems;
    size_t nproblems, ntold, nentries;
};

/* Notes that something at this place cannot be used; the words say what to do. Always false. */
bool lexicon_problem(struct lexicon_reader *r, struct place at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* A language tag that the file itself gives. */
bool lexicon_take_language(struct lexicon_reader *r, struct place at, struct span tag);
/* What an entry is to be said as, and where in the file it stands. */
struct reading {
    struct span text;
    bool phonemes; /* else an alias */
    enum alphabet alphabet;
    struct place at;
    /* Where byte 'offset' of the text stands. */
    struct place (*place)(const struct reading *reading, size_t offset);
    const void *source; /* of place */
};
/* Entries for the same reading; problems are noted. False when nothing more can be taken. */
bool lexicon_take(struct lexicon_reader *r, struct place at, struct span written,
                  const struct reading *reading);

void lexicon_read_lines(struct lexicon_reader *r);
void lexicon_read_pls(struct lexicon_reader *r);

#endif
