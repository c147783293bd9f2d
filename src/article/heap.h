/* SPDX-License-Identifier: GPL-3.0-or-later */
/* heap: memory for one run of a foreign parser over a stranger's text: one mapping with a byte cap and a
 * deadline. Whoever allocates beyond either is thrown out by longjmp, and everything the parser had goes with
 * the mapping; the parser's own clean-up is never needed. */
#ifndef ARTICLE_HEAP_H
#define ARTICLE_HEAP_H

#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "config.h"

struct heap {
    char *base;
    size_t used, size, newest; /* bytes; 'newest': where the newest block begins */
    size_t touched;            /* bytes that the system has made pages for; whole pages, or 'size' */
    int64_t deadline_ns;
    unsigned allocations;
    const char *exceeded; /* name of the setting */
    jmp_buf out;          /* set it before the parser runs */
};

/* parse_max_memory_bytes and parse_timeout_ms, counted from now in this thread's CPU time, so that a busy
 * machine does not change what can be read. Error INTERNAL: no address space. */
bool heap_open(struct heap *h, const struct config *config, struct error *err);
void heap_close(struct heap *h);

/* Zeroed, aligned for any type, never NULL: at a limit it does not return but longjmps to h->out. */
void *heap_allocate(struct heap *h, size_t size_bytes);
/* Only the newest block comes back: that is what growing strings free. */
void heap_release(struct heap *h, void *block);

#endif
