/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/memory.h"

#include <stdio.h>
#include <stdlib.h>

void *zeroed(size_t size_bytes)
{
    void *p = calloc(1, size_bytes);
    if (!p) {
        fputs("listenpost: out of memory\n", stderr);
        abort();
    }
    return p;
}
