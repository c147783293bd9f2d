/* SPDX-License-Identifier: GPL-3.0-or-later */
/* record: one stored file. A header (magic with version, kind, length, key, SHA-256 of the body), then the
 * body; what does not match its header is damaged. */
#ifndef CACHE_RECORD_H
#define CACHE_RECORD_H

#include "cache/cache.h"

enum { RECORD_HEADER = 8 + 4 + 8 + KEY_HEX + 32 };

void record_header_put(enum cache_kind kind, const char *key, struct span body, struct buf *out);

enum record_state { RECORD_GOOD, RECORD_ABSENT, RECORD_DAMAGED };

/* Looks at an open file's header and length and, when 'sum' is asked for, at every byte. */
enum record_state record_check(int fd, enum cache_kind kind, const char *key, bool sum, uint64_t *body_bytes);

#endif
