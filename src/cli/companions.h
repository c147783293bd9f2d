/* SPDX-License-Identifier: GPL-3.0-or-later */
/* companions: the files that go with a post's audio: its marks, captions and chapters. */
#ifndef CLI_COMPANIONS_H
#define CLI_COMPANIONS_H

#include "cli/command.h"

/* Before any work: each has a name whose ending tells its form, and no two are one file. 'audio' may be NULL.
 * Error USAGE. */
bool companions_check(const struct arguments *arguments, const char *audio, struct error *err);
/* Writes those that were asked for, each whole or not at all. Error OUTPUT. */
bool companions_write(const struct arguments *arguments, const struct post *post,
                      const struct timeline *timeline, struct error *err);

#endif
