/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lines: 'script --lines' and 'script --sentences' for one batch of lines, inside a read step. */
#ifndef JOB_LINES_H
#define JOB_LINES_H

#include "script/script.h"

/* One spoken line for each line. The author's lexicon may be NULL. Always true. */
bool lines_speak(const struct scripter *s, struct span language, const struct lexicon *lexicon,
                 struct span lines, struct buf *out);
/* Each line a JSON object {"lang", "text"} (lang may be missing), each answer a JSON array of its sentences.
 * Error USAGE for a line that is none. */
bool lines_split(const struct scripter *s, struct span language, struct span lines, struct buf *out,
                 struct error *err);

#endif
