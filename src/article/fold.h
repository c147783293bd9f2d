/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fold: written text as a block keeps it: white space folded to single spaces, none at the ends, controls and
 * invisible characters gone, NFC. */
#ifndef ARTICLE_FOLD_H
#define ARTICLE_FOLD_H

#include "base/base.h"

struct fold {
    struct buf text; /* folded so far, not yet composed */
    bool space;      /* white space was read and not yet written */
    bool high;       /* something beyond ASCII was added */
};

void fold_add(struct fold *f, struct span text);
/* Keeps line breaks and spaces (code); drops controls, tabs become spaces. */
void fold_add_verbatim(struct fold *f, struct span text);
/* Ends the line inside the block (rows of a table). */
void fold_break(struct fold *f);
/* A copy of what was added, in the arena; the fold is empty afterwards. */
struct span fold_text(struct arena *a, struct fold *f);
void fold_finish(struct fold *f);
/* A whole text at once. */
struct span fold_span(struct arena *a, struct span text);

#endif
