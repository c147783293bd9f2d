/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/lanes.h"

#include <stdlib.h>
#include <string.h>

#include "http/memory.h"

struct lane {
    char *site;
    struct laned *first, *last;
    size_t n;
    struct lane *next;
};

static void append(struct lanes *l, struct lane *lane)
{
    lane->next = NULL;
    *(l->last ? &l->last->next : &l->first) = lane;
    l->last = lane;
}

static struct lane *find(const struct lanes *l, struct span site)
{
    struct lane *lane = l->first;
    while (lane && !span_is(site, lane->site))
        lane = lane->next;
    return lane;
}

static struct lane *lane_of(struct lanes *l, struct span site)
{
    struct lane *lane = find(l, site);
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
    lane->n++;
}

size_t lanes_count(const struct lanes *l, struct span site)
{
    const struct lane *lane = find(l, site);
    return lane ? lane->n : 0;
}

/* An empty lane has no turn. */
static void close_lane(struct lanes *l, struct lane *lane)
{
    struct lane *before = NULL;
    for (struct lane *other = l->first; other != lane; other = other->next)
        before = other;
    *(before ? &before->next : &l->first) = lane->next;
    if (l->last == lane)
        l->last = before;
    free(lane->site);
    free(lane);
}

struct laned *lanes_remove(struct lanes *l, struct span site,
                           bool (*is_it)(const struct laned *item, const void *arg), const void *arg)
{
    struct lane *lane = find(l, site);
    struct laned *item = lane ? lane->first : NULL, *before = NULL;
    while (item && !is_it(item, arg)) {
        before = item;
        item = item->next;
    }
    if (!item)
        return NULL;
    *(before ? &before->next : &lane->first) = item->next;
    if (lane->last == item)
        lane->last = before;
    if (--lane->n == 0)
        close_lane(l, lane);
    return item;
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
    lane->n--;
    *site = lane->first ? strdup(lane->site) : lane->site;
    if (lane->first)
        append(l, lane);
    else
        free(lane);
    return item;
}
