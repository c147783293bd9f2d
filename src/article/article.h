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

struct block {
    enum block_kind kind;
    int level;   /* heading: 1 to 6; item: nesting, 1 is the outermost list; else 0 */
    int ordinal; /* item of a numbered list: its number as shown; else 0 */
    struct span
        text; /* NFC, white space folded to single spaces (code and tables keep line breaks), no controls */
    struct span language; /* of this block (BCP 47, lower case); empty: the article's */
};

struct article {
    struct span title, language, byline, site, date, url; /* empty when not known; date as ISO 8601 */
    struct block *blocks;
    size_t nblocks;
};

/* Everything lives in the arena. A page whose parse exceeds memory, time or depth: PAGE_TOO_COMPLEX. A page
 * with text but nothing that reads as an article: NO_ARTICLE. Runs in the sandboxed 'read' step. */
bool article_read(struct arena *a, const struct config *config, const struct page *page, struct article *out,
                  struct error *err);

/* At start: can the settings of this stage be used? Error CONFIG. */
bool article_check_config(const struct config *config, struct error *err);

/* Gives the article the language of its text if the page told none, or one that is never written in the
 * text's script (lang="en" from a template, over Russian text). Empty if the text does not tell either. Reads
 * the files of article_language_files, in about 3 ms, when a script alone does not tell; without them the
 * language stays unknown. */
void article_settle_language(struct arena *a, const struct config *config, struct article *article);

/* The list of languages told apart by their text, and the folder of what tells them apart: a sandbox must let
 * them be read. Error INPUT_MISSING: one is not there. */
bool article_language_files(const struct config *config, struct buf *list, struct buf *folder,
                            struct error *err);

/* The text alone, one block a paragraph, a blank line between; the title is not printed. */
void article_print_text(const struct article *article, struct buf *out);
/* Everything, as one JSON object (schema: docs/json.md). */
void article_print_json(const struct article *article, struct buf *out);

/* Across the process boundary. article_get is strict and copies into the arena; false sets w->bad. */
void article_put(const struct article *article, struct buf *message);
bool article_get(struct arena *a, struct wire *w, struct article *out);

#endif
