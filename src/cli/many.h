/* SPDX-License-Identifier: GPL-3.0-or-later */
/* many: several inputs into a folder, at most jobs_max of them at once on one pool. */
#ifndef CLI_MANY_H
#define CLI_MANY_H

#include "cli/maker.h"

/* An input that fails gets a line on standard error and does not stop the others. Fills outcomes, one a
 * target. Errors: INPUTS_FAILED, CANCELLED. */
bool many_make(const struct maker *m, struct outcome *outcomes, struct error *err);

#endif
