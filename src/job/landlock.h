/* SPDX-License-Identifier: GPL-3.0-or-later */
/* landlock: a process gives up the file system (and, where the kernel knows how, TCP, abstract sockets and
 * signals to others). Kernel documentation: userspace-api/landlock. */
#ifndef JOB_LANDLOCK_H
#define JOB_LANDLOCK_H

#include <stdbool.h>
#include <stddef.h>

/* The kernel's version of Landlock, 0 when it has none or it is switched off. */
int landlock_version(void);
/* From now on only reading at and below 'paths' is possible (missing ones are left out) and, unless
 * 'network', no TCP. Needs no_new_privs. */
bool landlock_enter(int version, const char *const *paths, size_t npaths, bool network);

#endif
