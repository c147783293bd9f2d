/* SPDX-License-Identifier: GPL-3.0-or-later */
/* note: the signs in a text that refer to a note, lead back from one, or link a heading to itself. */
#ifndef ARTICLE_NOTE_H
#define ARTICLE_NOTE_H

#include "article/tree.h"

enum note_sign {
    NOTE_NONE,
    NOTE_MARKER, /* not read: "[3]" in a link, a raised 3 that is no exponent, a heading's own "#" */
    NOTE_BACK    /* not read, and the line it stands in is a note: an arrow back to the text */
};

/* What element 'index' is; 'before': the text of its line so far. */
enum note_sign note_sign(struct arena *a, const struct tree *tree, uint32_t index, struct span before);

#endif
