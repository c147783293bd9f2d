/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bump allocator: what one job allocates dies together. Out of memory ends the process (internals, not
 * input, and every process here is expendable or bounded). */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/span.h"

struct arena_chunk;

struct arena {
    struct arena_chunk *newest;
    size_t used_bytes; /* handed out since init, padding included */
};

void arena_init(struct arena *a);
void arena_finish(struct arena *a);
/* Zeroed, aligned for any type, never NULL; lives until arena_finish. */
void *arena_alloc(struct arena *a, size_t size_bytes);
/* NUL-terminated copy; the NUL is not counted. */
struct span arena_copy(struct arena *a, struct span text);
char *arena_string(struct arena *a, struct span text);
struct span arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Makes room for one more element in an array kept in the arena (capacity doubles, the old array stays
 * behind until the end). Returns the array to use from now on. */
void *arena_grow(struct arena *a, void *array, size_t count, size_t *capacity, size_t element_bytes);

#endif
