/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What script_write and its sisters share: the languages made ready. */
#ifndef SCRIPT_SCRIPTER_H
#define SCRIPT_SCRIPTER_H

#include "script/script.h"
#include "script/speaker.h"

/* By language_for, with the lexicons of the language; the author's (or NULL) only if it is for that. */
struct tongue scripter_tongue(const struct scripter *s, struct span language, const struct lexicon *author);

#endif
