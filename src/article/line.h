/* SPDX-License-Identifier: GPL-3.0-or-later */
/* line: a piece of a page that reads as one block, with what is known of how it stood there. Every decision
 * on what is read is a decision on lines; a line that is dropped keeps the reason. */
#ifndef ARTICLE_LINE_H
#define ARTICLE_LINE_H

#include "article/article.h"
#include "article/mark.h"
#include "article/tree.h"

struct line {
    enum block_kind kind;
    int level, ordinal; /* as in struct block */
    bool lettered;
    struct span text, language, voice;
    struct span written;            /* 'text' as it was when its annotations were made */
    struct annotation *annotations; /* as in struct block, in 'written' */
    size_t nannotations;
    int columns; /* as in struct block */
    bool header;
    uint32_t node;         /* the block element it stands in */
    uint32_t list;         /* the outermost list around it; 0: none */
    uint32_t marks;        /* of all its ancestors */
    uint32_t link_bytes;   /* of text that is link */
    uint32_t strong_bytes; /* of text that is bold */
    uint32_t links;
    bool part;           /* outside the article's body, and the article's all the same */
    uint32_t card;       /* the link that stands around its block element, not in it; 0: none */
    bool only;           /* inside what is marked to be read, it alone */
    const char *dropped; /* the reason; NULL: it is read */
    const char *kept;    /* why it is read whatever other rules say; a rule of the site, a mark */
};

/* An element that never became a line. */
struct passed {
    size_t line; /* the one it stands before */
    uint32_t node;
    const char *reason; /* NULL: its tag */
};

struct lines {
    struct line *lines;
    size_t nlines, capacity;
    struct passed *passed; /* in the page's order */
    size_t npassed, passed_capacity;
};

struct orders;

/* A tree with what is known of its nodes. */
struct marked {
    const struct tree *tree;
    const struct orders *orders;
    const uint32_t *marks; /* of each node (mark_nodes) */
};

/* All lines of the tree but those of elements that are never heard; they bear only the marks of inline
 * elements yet. Formulas, pictures and notes as the configuration chooses. Error PAGE_TOO_COMPLEX
 * (parse_max_lines). */
bool lines_read(struct arena *a, const struct config *config, const struct marked *page, struct lines *out,
                struct error *err);

/* The first word on a line stays, be it to drop or to keep it. */
void line_drop(struct line *line, const char *reason);
void line_keep(struct line *line, const char *reason);
/* Share of the text that is link, 0 to 1. */
double line_link_share(const struct line *line);
/* Ends as a sentence does, closing quotes and brackets aside? */
bool text_ends_sentence(struct span text);
/* A sentence long enough to be text wherever it stands, and still read. */
bool line_is_prose(const struct line *line);
/* Too short for prose and not a sentence: a heading, a name, a date, a button. */
bool line_is_label(const struct line *line);
/* How much the line speaks for being article text; 0 for links, labels and fragments. In bytes, roughly. */
double line_mass(const struct line *line);
/* Bytes of prose in the lines [from, to). */
double lines_prose_bytes(const struct lines *lines, size_t from, size_t to);

#endif
