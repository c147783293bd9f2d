/* SPDX-License-Identifier: GPL-3.0-or-later */
/* used: the order in which the items of a bounded memory were last used, so that the least recently used goes
 * first. Owns nothing, locks nothing. */
#ifndef HTTP_USED_H
#define HTTP_USED_H

#include <stdbool.h>
#include <stddef.h>

/* A member of the item. */
struct used {
    struct used *newer, *older;
};

struct used_order {
    struct used *newest, *oldest;
};

/* The item, of this struct, whose member 'used' it is; NULL of NULL. */
#define USED_ITEM(place, type) ((type *)used_item(place, offsetof(type, used)))

static inline void *used_item(struct used *place, size_t offset)
{
    return place ? (char *)place - offset : NULL;
}

static inline bool used_is_listed(const struct used_order *order, const struct used *place)
{
    return place->newer || place->older || order->newest == place;
}

/* It is listed; afterwards it is not. */
static inline void used_remove(struct used_order *order, struct used *place)
{
    *(place->newer ? &place->newer->older : &order->newest) = place->older;
    *(place->older ? &place->older->newer : &order->oldest) = place->newer;
    place->newer = place->older = NULL;
}

/* It is not listed; afterwards it is the newest. */
static inline void used_add(struct used_order *order, struct used *place)
{
    place->older = order->newest;
    *(order->newest ? &order->newest->newer : &order->oldest) = place;
    order->newest = place;
}

/* It is listed, and used again. */
static inline void used_again(struct used_order *order, struct used *place)
{
    used_remove(order, place);
    used_add(order, place);
}

#endif
