/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/keymap.h"

#include <stdlib.h>
#include <string.h>

/* Keys are digests already: their first digits are as good as any hash. */
static size_t bucket_of(const char *key)
{
    char digits[5] = {key[0], key[1], key[2], key[3]};
    return strtoul(digits, NULL, 16) % KEYMAP_BUCKETS;
}

struct keyed *keymap_find(const struct keymap *m, const char *key)
{
    struct keyed *item = m->buckets[bucket_of(key)];
    while (item && strcmp(item->key, key) != 0)
        item = item->next;
    return item;
}

void keymap_add(struct keymap *m, struct keyed *item)
{
    struct keyed **bucket = &m->buckets[bucket_of(item->key)];
    item->next = *bucket;
    *bucket = item;
}

bool keymap_remove(struct keymap *m, struct keyed *item)
{
    struct keyed **at = &m->buckets[bucket_of(item->key)];
    while (*at && *at != item)
        at = &(*at)->next;
    if (!*at)
        return false;
    *at = item->next;
    return true;
}
