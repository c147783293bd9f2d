/* SPDX-License-Identifier: GPL-3.0-or-later */
/* interrupt: the first Ctrl-C (or SIGTERM) ends in order, removing what was begun; a second one ends at once.
 */
#ifndef CLI_INTERRUPT_H
#define CLI_INTERRUPT_H

#include <stdbool.h>

void interrupt_catch(void);
bool interrupted(void); /* from any thread */

#endif
