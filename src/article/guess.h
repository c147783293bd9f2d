/* SPDX-License-Identifier: GPL-3.0-or-later */
/* guess: which language a text is in. */
#ifndef ARTICLE_GUESS_H
#define ARTICLE_GUESS_H

#include "article/article.h"

/* A tag ("de"), or the empty span when the text is short (under 80 letters; under 150 if it could as well be
 * something else), mixed, or in no language we know. */
struct span language_of_text(struct arena *a, const struct config *config, struct span text);

#endif
