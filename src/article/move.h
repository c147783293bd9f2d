/* SPDX-License-Identifier: GPL-3.0-or-later */
/* move: a page that is sent in pieces writes the late ones at its end, in hidden elements, and a script moves
 * each to where a <template> keeps its place: $RC("B:0", "S:0"). A reader sees them there. */
#ifndef ARTICLE_MOVE_H
#define ARTICLE_MOVE_H

#include "base/base.h"

enum { MOVES_MAX = 64 };

/* Calls in a script of the page that name two ids, and the parser's elements that bear them. Each element is
 * in one call at most, so what is moved is moved once. */
struct moves {
    struct {
        struct span ids[2]; /* as written, in either order */
        const void *place;  /* the first <template> of one of these ids */
        const void *part;   /* the first hidden element of the other; NULL: not met yet */
    } calls[MOVES_MAX];
    size_t count;
};

/* Reads the calls; the ids point into 'html'. Linear time. */
void moves_read(struct span html, struct moves *out);
/* Notes a <template> (place) or a hidden element and its id. */
void moves_note(struct moves *m, struct span id, bool place, const void *element);
/* The element that is moved to the <template>; NULL: none. */
const void *moves_part(const struct moves *m, const void *place);
/* Is the element moved away from where it stands? */
bool moves_away(const struct moves *m, const void *part);

#endif
