/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* Large enough that a post of some thousand words needs a handful, small enough to waste little. */
enum { CHUNK_BYTES = 64 * 1024, ALIGNMENT = _Alignof(max_align_t) };

struct arena_chunk {
    struct arena_chunk *older;
    size_t used, size;
    _Alignas(max_align_t) char bytes[];
};

void arena_init(struct arena *a)
{
    *a = (struct arena){0};
}

void arena_finish(struct arena *a)
{
    while (a->newest) {
        struct arena_chunk *older = a->newest->older;
        free(a->newest);
        a->newest = older;
    }
    a->used_bytes = 0;
}

static void add_chunk(struct arena *a, size_t need)
{
    size_t size = need > CHUNK_BYTES ? need : CHUNK_BYTES;
    struct arena_chunk *c = malloc(sizeof *c + size);
    if (!c)
        memory_exhausted();
    *c = (struct arena_chunk){.older = a->newest, .size = size};
    a->newest = c;
}

void *arena_alloc(struct arena *a, size_t size_bytes)
{
    if (size_bytes > SIZE_MAX - 2 * CHUNK_BYTES)
        memory_exhausted();
    size_t need = (size_bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (!a->newest || a->newest->size - a->newest->used < need)
        add_chunk(a, need);
    char *p = a->newest->bytes + a->newest->used;
    a->newest->used += need;
    a->used_bytes += need;
    return memset(p, 0, need);
}

char *arena_string(struct arena *a, struct span text)
{
    char *p = arena_alloc(a, text.n + 1);
    if (text.n)
        memcpy(p, text.p, text.n);
    return p;
}

struct span arena_copy(struct arena *a, struct span text)
{
    return (struct span){arena_string(a, text), text.n};
}

struct span arena_printf(struct arena *a, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *p = arena_alloc(a, (size_t)n + 1);
    vsnprintf(p, (size_t)n + 1, format, again);
    va_end(again);
    return (struct span){p, (size_t)n};
}

void *arena_grow(struct arena *a, void *array, size_t count, size_t *capacity, size_t element_bytes)
{
    if (count < *capacity)
        return array;
    size_t wider = *capacity ? *capacity * 2 : 8;
    void *copy = arena_alloc(a, wider * element_bytes);
    if (count)
        memcpy(copy, array, count * element_bytes);
    *capacity = wider;
    return copy;
}
