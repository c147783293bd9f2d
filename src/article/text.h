/* SPDX-License-Identifier: GPL-3.0-or-later */
/* text: plain text, also of the kind that an export flattened a whole page into: every text of the page in a
 * row, one line a block, nothing marked. */
#ifndef ARTICLE_TEXT_H
#define ARTICLE_TEXT_H

#include "article/line.h"

/* Cuts the text into lines: paragraphs of hard-wrapped lines between blank lines, or one line a paragraph,
 * whichever the text is written in. */
void text_lines(struct arena *a, struct span text, struct lines *out);
/* Drops what is not article; finds date and title where they stand alone above the text. */
void text_judge(struct arena *a, struct article *article, struct lines *lines);

#endif
