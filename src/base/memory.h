/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one answer to a refused allocation: this process ends with an exit status of its own, by which the
 * front tells a step that outgrew its limit from one that crashed. */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

enum { MEMORY_EXHAUSTED_STATUS = 70 };

_Noreturn void memory_exhausted(void);

#endif
