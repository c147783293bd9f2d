/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hash map from keys (KEY_HEX digits of a SHA-256) to structs that begin with a 'struct keyed'. Owns
 * nothing, locks nothing. */
#ifndef HTTP_KEYMAP_H
#define HTTP_KEYMAP_H

#include "base/digest.h"

struct keyed {
    struct keyed *next;
    char key[KEY_HEX + 1];
};

enum { KEYMAP_BUCKETS = 1024 };

struct keymap {
    struct keyed *buckets[KEYMAP_BUCKETS];
};

struct keyed *keymap_find(const struct keymap *m, const char *key); /* NULL: not there */
void keymap_add(struct keymap *m, struct keyed *item);              /* the newest of one key is found first */
bool keymap_remove(struct keymap *m, struct keyed *item);           /* false: it was not there */

#endif
