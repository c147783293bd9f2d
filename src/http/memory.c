/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/memory.h"

#include <stdlib.h>

#include "base/memory.h"

void *zeroed(size_t size_bytes)
{
    void *p = calloc(1, size_bytes);
    if (!p)
        memory_exhausted();
    return p;
}
