/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a manifest says of a post that was read. */
#ifndef HTTP_MANIFEST_H
#define HTTP_MANIFEST_H

#include <stdint.h>

#include "base/base.h"

struct server;
struct entry;

struct post_state {
    const char *word; /* new, making, ready or failed; static */
    size_t nmade, nsegments;
    enum error_code error; /* failed: why */
    int64_t retry_after_s; /* failed: when it makes sense to ask for it again */
};
struct post_state manifest_state(struct server *s, const struct entry *e);
bool manifest_is_ready(const struct post_state *state);
/* As far as it is known; 0: it is not. */
uint64_t manifest_duration_ms(struct server *s, struct entry *e, const char *state);
/* The members from title to marks; null those of a post that was not read (e NULL). */
void manifest_print_members(struct server *s, struct entry *e, const char *state, struct json *j);

#endif
