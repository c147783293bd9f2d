/* SPDX-License-Identifier: GPL-3.0-or-later */
/* writer: lines as they come up on the walk through a page, with the stack of open elements. */
#ifndef ARTICLE_WRITER_H
#define ARTICLE_WRITER_H

#include "article/annotation.h"
#include "article/context.h"
#include "article/footnote.h"
#include "article/line.h"
#include "article/note.h"
#include "article/order.h"

struct writer {
    struct arena *a;
    const struct config *config;
    const struct tree *tree;
    const struct orders *orders;
    struct lines *out;
    struct fold fold;
    struct annotations notes; /* of the line */
    struct lines behind;      /* what comes behind the line: notes, pictures */
    struct footnotes footnotes;
    struct context *open;
    size_t nopen, line;    /* line: how many were ended */
    const uint32_t *marks; /* each node's own */
    uint32_t link_bytes, strong_bytes, marked_bytes, links, inline_marks, pause_ms;
    bool broken; /* a <br> was the last thing */
    bool note;   /* an arrow back to the text was passed over */
};

/* Ends the line that is being written, if it holds anything, and adds what comes behind it. */
void writer_flush(struct writer *w);
/* The innermost open element. */
struct context *writer_top(struct writer *w);
/* Does the element break the line around itself? */
bool writer_is_block(const struct writer *w, uint32_t index);
void writer_enter(struct writer *w, uint32_t index);
/* Closes the elements that end before node 'index'. */
void writer_leave(struct writer *w, uint32_t index);
void writer_add_line(struct arena *a, struct lines *out, struct line line);
void writer_add_text(struct writer *w, struct span text);
/* Text with something known of it, as one piece. */
void writer_add_noted(struct writer *w, enum annotation_kind kind, struct span value, struct span text);
void writer_add_break(struct writer *w); /* <br>; two end the line */

#endif
