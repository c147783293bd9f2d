/* SPDX-License-Identifier: GPL-3.0-or-later */
/* zygote_main: what the forked zygote does, from its first moment to its end. */
#ifndef JOB_ZYGOTE_MAIN_H
#define JOB_ZYGOTE_MAIN_H

#include "job/child.h"

/* With a request to fork (a step_id, 32 bit) come descriptors, in this order. */
enum { PASSED_SOCKET, PASSED_STATUS, PASSED_MEMORY /* may be missing */, PASSED_FDS };

/* Loads, greets on 'hello', then forks for whoever asks on 'control', until that is closed. Ends at once when
 * 'front' is not its parent any more. */
_Noreturn void zygote_main(int control, int hello, const struct config *config, const struct step_kind *kinds,
                           pid_t front);

#endif
