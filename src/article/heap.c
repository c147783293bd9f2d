/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/heap.h"

#include <string.h>
#include <sys/mman.h>
#include <time.h>

enum { ALLOCATIONS_A_CLOCK_READ = 1024, ALIGNMENT = 16, STEP_BYTES = 64 * 1024 };

static int64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

bool heap_open(struct heap *h, const struct config *config, struct error *err)
{
    *h = (struct heap){.size = (size_t)config->parse_max_memory_bytes};
    h->deadline_ns = now_ns() + config->parse_timeout_ms * 1000000;
    h->base = mmap(NULL, h->size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (h->base == MAP_FAILED)
        return error_set(err, ERROR_INTERNAL, "no address space for a parse of %zu bytes", h->size);
    return true;
}

void heap_close(struct heap *h)
{
    munmap(h->base, h->size);
}

/* Has the pages up to 'end' and somewhat more made at once, which costs a third of making each when it is
 * first written to. A system that does not know how makes them then. */
static void touch(struct heap *h, size_t end)
{
    end = (end + STEP_BYTES - 1) / STEP_BYTES * STEP_BYTES;
    end = end < h->size ? end : h->size;
    madvise(h->base + h->touched, end - h->touched, MADV_POPULATE_WRITE);
    h->touched = end;
}

void *heap_allocate(struct heap *h, size_t size_bytes)
{
    if (++h->allocations % ALLOCATIONS_A_CLOCK_READ == 0 && now_ns() > h->deadline_ns)
        h->exceeded = "parse_timeout_ms";
    if (size_bytes > h->size - h->used || h->size - h->used - size_bytes < ALIGNMENT)
        h->exceeded = "parse_max_memory_bytes";
    if (h->exceeded)
        longjmp(h->out, 1);
    h->newest = h->used;
    if (h->used + size_bytes > h->touched)
        touch(h, h->used + size_bytes);
    h->used += (size_bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return h->base + h->newest;
}

void heap_release(struct heap *h, void *block)
{
    if (block != h->base + h->newest)
        return;
    memset(block, 0, h->used - h->newest);
    h->used = h->newest;
}
