/* SPDX-License-Identifier: GPL-3.0-or-later */
/* article: a page becomes what a listener should hear of it, as blocks, and what is known about it. */
#ifndef ARTICLE_ARTICLE_H
#define ARTICLE_ARTICLE_H

#include "page/page.h"

enum block_kind {
    BLOCK_HEADING,
    BLOCK_PARAGRAPH,
    BLOCK_ITEM,
    BLOCK_QUOTE,
    BLOCK_CODE,
    BLOCK_TABLE,
    BLOCK_FIGURE,
    BLOCK_KINDS
};

extern const char *const block_kind_names[BLOCK_KINDS]; /* "heading", ... */

/* What is known of a stretch of a block's text. */
enum annotation_kind {
    ANNOTATION_SAY,      /* spoken as 'value', which may be empty */
    ANNOTATION_PAUSE,    /* no bytes: silence of pause_ms before 'at' */
    ANNOTATION_LANGUAGE, /* written in 'value' (BCP 47, lower case) */
    ANNOTATION_CODE,     /* a program's text */
    ANNOTATION_FORMULA,  /* mathematics */
    ANNOTATION_NOTE,     /* a reference to note 'value' ("3"), or, without bytes, the beginning of its text */
    ANNOTATION_KINDS
};

enum { ANNOTATION_PAUSE_MS_MAX = 60000 };

struct annotation {
    enum annotation_kind kind;
    uint32_t at, bytes; /* in block.text, at code points */
    struct span value;
    uint32_t pause_ms;
};

struct block {
    enum block_kind kind;
    int level;     /* heading: 1 to 6; item: nesting, 1 is the outermost list; else 0 */
    int ordinal;   /* item of a numbered list: its number as shown; else 0 */
    bool lettered; /* item: the number is shown as a letter */
    int columns;   /* table: the most cells of a row, which tabs divide; 0: not known */
    bool header;   /* table: its first line names the columns */
    struct span
        text; /* NFC, white space folded to single spaces (code and tables keep line breaks), no controls */
    struct span language; /* of this block (BCP 47, lower case); empty: the article's */
    struct span voice;    /* the page's wish, a name that may be unknown; empty: the post's */
    struct annotation
        *annotations; /* 'at' never goes back; SAY, FORMULA and NOTE do not overlap each other */
    size_t nannotations;
};

/* What became of a piece of the page, and why. */
struct verdict {
    enum block_kind kind;
    bool kept;
    struct span rule; /* "link alone", "<nav>": a few words */
    struct span text; /* its beginning, at most VERDICT_TEXT_BYTES; empty: the verdict is on the page */
};

enum { VERDICT_TEXT_BYTES = 160, VERDICT_RULE_BYTES = 240 };

struct article {
    struct span title, language, byline, site, date, url; /* empty when not known; date as ISO 8601 */
    struct span image; /* address of its lead picture, absolute; empty when not known */
    struct block *blocks;
    size_t nblocks;
    struct verdict *verdicts; /* in the page's order; only article_explain gives any */
    size_t nverdicts;
};

enum { ARTICLE_IMAGE_BYTES = 2000 };

/* The address trimmed, if it is an absolute http or https one of ASCII characters alone; else empty. */
struct span article_image(struct span address);

/* Everything lives in the arena. A page whose parse exceeds memory, time or depth: PAGE_TOO_COMPLEX. A page
 * with text but nothing that reads as an article: NO_ARTICLE. A page that asks not to be read: OPTED_OUT.
 * Runs in the sandboxed 'read' step. */
bool article_read(struct arena *a, const struct config *config, const struct page *page, struct article *out,
                  struct error *err);
/* The same, with the verdict on every piece of the page that holds text. An article without blocks is no
 * error here: its verdicts say why. */
bool article_explain(struct arena *a, const struct config *config, const struct page *page,
                     struct article *out, struct error *err);

/* At start: can the settings of this stage be used? Error CONFIG. */
bool article_check_config(const struct config *config, struct error *err);

/* What tells languages apart by their text: the files of article_language_files, read in about 3 ms. */
struct detector;
struct detector *article_detector(const struct config *config); /* NULL: they cannot be read */

/* Gives the article the language of its text if the page told none, or one that is never written in the
 * text's script (lang="en" from a template, over Russian text). Empty if the text does not tell either. 'd'
 * may be NULL: then it is loaded when a script alone does not tell; without its files the language stays
 * unknown. */
void article_settle_language(struct arena *a, const struct config *config, const struct detector *d,
                             struct article *article);

/* The list of languages told apart by their text, and the folder of what tells them apart: a sandbox must let
 * them be read. Error INPUT_MISSING: one is not there. */
bool article_language_files(const struct config *config, struct buf *list, struct buf *folder,
                            struct error *err);

/* Adds a verdict on a block that is kept, where verdicts are asked for; 'rule' says more than how it came in.
 */
void article_note(struct arena *a, struct article *article, const struct block *block, struct span rule);

/* The text alone, one block a paragraph, a blank line between; the title is not printed. */
void article_print_text(const struct article *article, struct buf *out);
/* The verdicts, one a line: kept or dropped, kind, rule, text. */
void article_print_verdicts(const struct article *article, struct buf *out);
/* Everything, as one JSON object (schema: docs/json.md). */
void article_print_json(const struct article *article, struct buf *out);

/* Across the process boundary. article_get is strict and copies into the arena; false sets w->bad. */
void article_put(const struct article *article, struct buf *message);
bool article_get(struct arena *a, struct wire *w, struct article *out);

#endif
