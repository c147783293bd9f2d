/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where sentences end. */
#ifndef SCRIPT_SENTENCE_H
#define SCRIPT_SENTENCE_H

#include "script/language.h"

/* Spans into the text, in order, without white space at their ends, none empty. Together they hold all of the
 * text but white space. */
struct span *sentences_of(struct arena *a, const struct splitting *splitting, struct span text,
                          size_t *count);

#endif
