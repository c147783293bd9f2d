/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/lanes.h"

#include <stdlib.h>
#include <string.h>

#include "http/memory.h"

struct lane {
    char *site;
    struct laned *first, *last;
    struct lane *next;
};

static void append(struct lanes *l, struct lane *lane)
{
    lane->next = NULL;
    *(l->last ? &l->last->next : &l->first) = lane;
    l->last = lane;
}

static struct lane *lane_of(struct lanes *l, struct span site)
{
    struct lane *lane = l->first;
    while (lane && !span_is(site, lane->site))
        lane = lane->next;
    if (lane)
        return lane;
    lane = zeroed(sizeof *lane);
    lane->site = strndup(site.p, site.n);
    append(l, lane);
    return lane;
}

void lanes_add(struct lanes *l, struct span site, struct laned *item)
{
    struct lane *lane = lane_of(l, site);
    item->next = NULL;
    *(lane->last ? &lane->last->next : &lane->first) = item;
    lane->last = item;
}

struct laned *lanes_take(struct lanes *l, char **site)
{
    struct lane *lane = l->first;
    if (!lane)
        return NULL;
    struct laned *item = lane->first;
    l->first = lane->next;
    if (!l->first)
        l->last = NULL;
    lane->first = item->next;
    *site = lane->first ? strdup(lane->site) : lane->site;
    if (lane->first)
        append(l, lane);
    else
        free(lane);
    return item;
}
