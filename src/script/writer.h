/* SPDX-License-Identifier: GPL-3.0-or-later */
/* writer: a script being written. */
#ifndef SCRIPT_WRITER_H
#define SCRIPT_WRITER_H

#include "script/segment.h"

struct writer {
    const struct scripter *scripter;
    struct arena *arena;
    const struct script_options *options;
    struct memory memory;        /* of the article */
    const struct tongue *tongue; /* of the block at hand */
    struct tongue own;           /* what it points to */
    struct segment_maker maker;
    struct wording wording; /* the sentence at hand */
    struct script *out;
    size_t capacity, reasons_capacity;
    int block;
    struct span voice; /* of the block at hand; empty: the post's */
    int pause_ms;      /* asked for behind the block's last word; 0: none */
};

/* why.c: empties the sentence at hand; the reasons for its words go to the script. */
void writer_clear_sentence(struct writer *w);
/* What comes is said in this language. */
void writer_speak_in(struct writer *w, struct span language);
/* Ends the sentence at hand with this pause, or the one between sentences. */
void writer_finish_sentence(struct writer *w);
/* Ends the segment at hand, if it says anything. */
void writer_finish_segment(struct writer *w, int pause_ms);
/* Silence here: in the sentence at hand, behind the one before, behind the segment before. */
void writer_pause(struct writer *w, int pause_ms);

/* why.c: other words than the block's, said in the expression that was begun: a reason of theirs is not
 * told. Their sources are set by the caller. */
void writer_say_apart(struct writer *w, struct span text);

/* passage.c: sentences and what is known of their parts, cut into segments of about segment_bytes. */
void writer_say_passage(struct writer *w, struct span text, const struct annotation *notes, size_t nnotes);

/* announcement.c: words of the language's table that stand for bytes [at, at + bytes) of the block's text. */
struct announcement {
    const char *words; /* "%s": the number */
    struct span number;
    size_t at, bytes;
    enum reason_class class;
    const char *rule; /* of the reason */
};
void writer_announce(struct writer *w, const struct announcement *announcement);
void writer_say_number(struct writer *w, long number);
/* "code block , %s lines ." for one or many. */
void writer_announce_count(struct writer *w, struct span text, const char *one, const char *many,
                           size_t count, const char *rule);

/* table.c: a table of data, row by row or announced by its size. */
void writer_say_table(struct writer *w, const struct block *block);
size_t writer_count_lines(struct span text); /* those that hold anything */

#endif
