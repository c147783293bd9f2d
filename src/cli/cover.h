/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CLI_COVER_H
#define CLI_COVER_H

#include "cli/command.h"

/* Reads the picture that --cover names, if any, into *picture. Errors: INPUT_MISSING, INPUT_TOO_LARGE, USAGE
 * when it is neither JPEG nor PNG. The caller finishes *picture whatever the result. */
bool cover_read(const struct arguments *arguments, struct buf *picture, struct error *err);

#endif
