/* SPDX-License-Identifier: GPL-3.0-or-later */
/* script: written blocks become what is spoken, and every spoken word keeps where it came from.
 *
 * A segment is one block's speech (a long paragraph is cut between sentences). Its 'spoken' text is what
 * reaches the engine and nothing else: the safe form (docs/how-it-reads.md, "What the engine gets"). It is
 * divided into utterances: one call of the engine each, at most one sentence and UTTERANCE_BYTES, followed by
 * a silence that we make. Tokens are the spoken words; one token or several in a row share the source span
 * they speak. */
#ifndef SCRIPT_SCRIPT_H
#define SCRIPT_SCRIPT_H

#include "article/article.h"
#include "script/phonemes.h"
#include "script/reason.h"

/* eSpeak NG cuts clauses at about 725 bytes and loses words behind 300 of them: stay far below. */
enum { UTTERANCE_BYTES = 300 };

/* Silence after a piece, milliseconds; from the voice file. */
struct pauses {
    int clause_ms; /* comma-like, where an utterance is too long for the engine */
    int bracket_ms, dash_ms, colon_ms, ellipsis_ms; /* inside a sentence; colon: and semicolon */
    int sentence_ms;                                /* between sentences of a block */
    int paragraph_ms, item_ms, heading_ms, title_ms, quote_ms;
    int section_ms; /* before a heading */
};
extern const struct pauses pauses_standard;

struct token {
    uint32_t spoken_at, spoken_bytes; /* in segment.spoken; tokens rise and do not overlap */
    uint32_t source_at, source_bytes; /* in the block's text (or the title's); spans never go back */
};

struct utterance {
    uint32_t spoken_at, spoken_bytes;
    uint32_t token, ntokens; /* first of its tokens; they are consecutive */
    uint32_t pause_ms;       /* after it; the segment's last utterance carries the block's pause */
    bool sentence;           /* begins a sentence */
};

enum { SEGMENT_TITLE = -1 }; /* the block of a segment that speaks the article's title */

struct segment {
    int block;            /* index in article.blocks, or SEGMENT_TITLE */
    struct span language; /* BCP 47, never empty */
    struct span spoken;
    struct token *tokens;
    struct utterance *utterances;
    size_t ntokens, nutterances;
    struct span voice; /* its block's; empty: the post's */
};

struct script {
    struct segment *segments;
    size_t nsegments;
    struct reason *reasons; /* in the blocks' order; only script_options.why gives any */
    size_t nreasons;
};

struct lexicon;

struct script_options {
    struct span language; /* of the article when it tells none; never empty */
    struct pauses pauses;
    bool speak_title;     /* the title is the first segment */
    size_t segment_bytes; /* written bytes after which a paragraph is cut between sentences */
    /* What is done with blocks and formulas: see enum policy. */
    int code, tables, figures, math;
    size_t table_max_rows;         /* a longer table is announced */
    bool why;                      /* the reasons, too */
    const struct lexicon *lexicon; /* the author's, before the site's and ours; or NULL */
};

/* Sets those that the configuration chooses: policies and sizes. */
void script_options_take(struct script_options *options, const struct config *config);

/* Language tables and lexicon files, read once before any input is seen (in the zygote). Error CONFIG. */
struct scripter;
struct scripter *scripter_create(const struct config *config, struct error *err);
void scripter_destroy(struct scripter *s);

/* An author's lexicon (docs/lexicons.md), in the arena; 'language': of the post, for a file that names none.
 * Error LEXICON with the file's name, the lines and what to do; then NULL. */
const struct lexicon *script_lexicon(struct arena *a, const struct config *config, struct span bytes,
                                     struct span name, struct span language, struct error *err);

/* Everything lives in the arena. Error NO_TEXT when nothing can be spoken. */
bool script_write(const struct scripter *s, struct arena *a, const struct article *article,
                  const struct script_options *options, struct script *out, struct error *err);

/* One written line to one spoken line (no engine safety cuts beyond the safe form); for 'script --lines'. The
 * author's lexicon may be NULL. */
struct span script_line(const struct scripter *s, struct arena *a, struct span language,
                        const struct lexicon *lexicon, struct span line);
/* The sentences of a text as spans into it, in order, each without white space at its ends. */
struct span *script_sentences(const struct scripter *s, struct arena *a, struct span language,
                              struct span text, size_t *count);

/* Spoken text, one segment a line. */
void script_print_text(const struct script *script, struct buf *out);
/* The reasons as a table for a terminal, one a line, and without those that are plain unless 'all'. */
void script_print_why(const struct article *article, const struct script *script, bool all, struct buf *out);
/* With the token map and the reasons (schema: docs/json.md). */
void script_print_json(const struct article *article, const struct script *script, struct buf *out);

void script_put(const struct script *script, struct buf *message);
/* Strict: every index, span and order of the contract above is checked against 'article'. */
bool script_get(struct arena *a, struct wire *w, const struct article *article, struct script *out);

#endif
