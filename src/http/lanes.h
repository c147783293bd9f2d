/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of work in which sites take turns: each has a lane, first come first served, and whose turn it was
 * goes to the end. Owns only the lanes; locks nothing. */
#ifndef HTTP_LANES_H
#define HTTP_LANES_H

#include "base/base.h"

/* What waits begins with this. */
struct laned {
    struct laned *next;
};

struct lane;

struct lanes {
    struct lane *first,
        *last; /* the next turn is the first's; there is a lane only while something waits in it */
};

void lanes_add(struct lanes *l, struct span site, struct laned *item);
size_t lanes_count(const struct lanes *l, struct span site); /* what waits in its lane */
/* Takes out the first of the site that is the one looked for, whoever's turn it is. NULL: none is. */
struct laned *lanes_remove(struct lanes *l, struct span site,
                           bool (*is_it)(const struct laned *item, const void *arg), const void *arg);
/* Whose turn it is, and the site, which the caller frees. NULL: nothing waits. */
struct laned *lanes_take(struct lanes *l, char **site);

#endif
