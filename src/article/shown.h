/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shown: who wrote an article and when, as the page shows its readers beside the title or below the text. */
#ifndef ARTICLE_SHOWN_H
#define ARTICLE_SHOWN_H

#include "article/date.h"
#include "article/line.h"

struct shown {
    struct span date;    /* the day beside the title, as ISO 8601 */
    struct span updated; /* one that its line calls an update's */
    struct span late;    /* one below the text */
    struct span first;   /* one that a sentence calls the article's first or original publication's */
    struct span month;   /* a month alone in a line ("2015-11") */
    struct span byline;  /* names beside the title */
    struct span late_byline;
    bool confirmed; /* the day that the page tells machines is shown, too */
};

struct shown_wanted {
    struct span title;     /* as chosen */
    struct span told_date; /* as ISO 8601; may be empty */
    enum date_order order;
};

/* 'lines' are those of the whole page with their marks; 'body': the article's element. */
struct shown shown_read(struct arena *a, const struct tree *tree, const struct lines *lines, uint32_t body,
                        const struct shown_wanted *wanted);

#endif
