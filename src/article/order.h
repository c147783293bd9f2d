/* SPDX-License-Identifier: GPL-3.0-or-later */
/* order: what a page itself orders about being read aloud, in the attribute data-listenpost and in the marks
 * of other players. */
#ifndef ARTICLE_ORDER_H
#define ARTICLE_ORDER_H

#include "article/line.h"

/* Of one element. */
struct order {
    uint32_t node;
    bool skip;          /* silent */
    bool only;          /* only what bears this is read */
    bool says;          /* 'say' is spoken instead of its text */
    struct span say;    /* white space folded; may be empty */
    struct span voice;  /* a name; empty: none */
    uint32_t pause_ms;  /* silence before it, at most pause_max_ms */
    const char *reason; /* of 'skip' */
};

struct orders {
    struct order *list; /* in the order of their nodes */
    size_t n;
    bool only; /* does any element bear 'only'? */
};

struct orders orders_read(struct arena *a, const struct config *config, const struct tree *tree);
/* The order on the element, or NULL. */
const struct order *orders_at(const struct orders *orders, uint32_t node);
/* <meta name="listenpost" content="off">? */
bool orders_opt_out(const struct tree *tree);
/* Where some lines are marked 'only', these are read and no others; the title's repetition is not. */
void orders_judge(const struct orders *orders, struct span title, struct lines *lines);

#endif
