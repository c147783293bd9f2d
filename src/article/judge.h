/* SPDX-License-Identifier: GPL-3.0-or-later */
/* judge: the second pass, over lines: which of the body's lines are the author's text. */
#ifndef ARTICLE_JUDGE_H
#define ARTICLE_JUDGE_H

#include "article/line.h"

/* A page: everything outside 'body' goes, and what marks, links, words and position tell. */
void judge_html(struct arena *a, const struct tree *tree, uint32_t body, const struct article *article,
                struct lines *lines);
/* A source that is all article (Markdown, a fragment of HTML): only the title's repetition, captions and tail
 * sections go. */
void judge_source(struct arena *a, const struct tree *tree, struct article *article, struct lines *lines);

/* The rules that both pages and flattened text share. */
void judge_phrases(struct arena *a, struct lines *lines);
void judge_sections(struct arena *a, struct lines *lines);
void judge_empty_sections(struct lines *lines);

/* Drops what repeats a longer line beside it and is set apart from it. */
void judge_pull_quotes(struct arena *a, const struct tree *tree, struct lines *lines);

#endif
