/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shown: who wrote an article and when, as the page shows its readers beside the title or below the text. */
#ifndef ARTICLE_SHOWN_H
#define ARTICLE_SHOWN_H

#include "article/date.h"
#include "article/line.h"

struct shown {
    struct span date;    /* ISO 8601, a day */
    struct span updated; /* the day that a line calls an update's */
    struct span byline;
};

/* 'lines' are those of the whole page with their marks; 'title' as chosen; 'body': the article's element. */
struct shown shown_read(struct arena *a, const struct tree *tree, const struct lines *lines, uint32_t body,
                        struct span title, enum date_order order);

#endif
