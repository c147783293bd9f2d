/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HTTP_MEMORY_H
#define HTTP_MEMORY_H

#include <stddef.h>

/* Zeroed memory for the caller to free; ends the process when there is none, as all of base does. */
void *zeroed(size_t size_bytes);

#endif
