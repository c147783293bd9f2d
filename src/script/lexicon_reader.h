/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lexicon file being read: what its forms share. They take the file apart, here each entry is checked, and
 * what cannot be used is noted with its place. */
#ifndef SCRIPT_LEXICON_READER_H
#define SCRIPT_LEXICON_READER_H

#include "script/lexicon_file.h"

enum { ALIAS_BYTES = 400, TRANSCRIPTION_BYTES = 300, NAME_SHOWN = 60, WORD_SHOWN = 40 };

enum alphabet { ALPHABET_IPA, ALPHABET_ESPEAK };

struct place {
    size_t line, column; /* from 1; column 0: the whole line */
};

struct lexicon_reader {
    struct arena *arena;
    const struct lexicon_limits *limits;
    const struct lexicon_file *file;
    struct lexicon *lexicon;
    struct buf problems;
    size_t nproblems, ntold; /* ntold: of them in 'problems', as many as fit the detail of an error */
    size_t nentries;
};

/* The beginning of a text, for a message. */
struct span lexicon_shown(struct span text, size_t most);
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
