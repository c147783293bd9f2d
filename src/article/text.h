/* SPDX-License-Identifier: GPL-3.0-or-later */
/* text: plain text, also of the kind that an export flattened a whole page into: every text of the page in a
 * row, one line a block, nothing marked. */
#ifndef ARTICLE_TEXT_H
#define ARTICLE_TEXT_H

#include "article/line.h"

/* Cuts the text into lines: paragraphs of hard-wrapped lines between blank lines, or one line a paragraph,
 * whichever the text is written in. Error PAGE_TOO_COMPLEX (parse_max_lines). */
bool text_lines(struct arena *a, const struct config *config, struct span text, struct lines *out,
                struct error *err);
/* Drops what is not article; finds date and title where they stand alone above the text. */
void text_judge(struct arena *a, struct article *article, struct lines *lines);

#endif
