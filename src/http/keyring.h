/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys that addresses for readers are signed with: files, each with a line "ID:SECRET". */
#ifndef HTTP_KEYRING_H
#define HTTP_KEYRING_H

#include "base/base.h"

struct sign_key {
    struct span id;     /* 1 to 32 of a-z A-Z 0-9 - _ */
    struct span secret; /* 16 to 256 printing ASCII characters, taken as they are */
};

struct keyring {
    struct arena arena;
    struct sign_key *keys;
    size_t nkeys;
    struct keyring *before; /* the one whose place it took; somebody may still look at it */
};

/* A file that somebody else may read is refused. In the arena. Error CONFIG. */
bool sign_key_read(const char *path, struct arena *a, struct sign_key *out, struct error *err);
/* All files of the comma-separated list. NULL on error: CONFIG, also when two have one id. */
struct keyring *keyring_load(const char *list, struct error *err);
/* And those before it. */
void keyring_destroy(struct keyring *k);

#endif
