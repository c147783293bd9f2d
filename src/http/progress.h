/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How it goes with a post: waiting until its audio is finished, and its progress as server-sent events
 * (WHATWG HTML, "Server-sent events"). Neither is a listener: they begin nothing and keep nothing going. What
 * happens to the post wakes them. Bounded by 'watchers_max'. */
#ifndef HTTP_PROGRESS_H
#define HTTP_PROGRESS_H

#include "http/making.h"
#include "http/route.h"

struct progress;

/* The query's 'wait' in seconds: x->entry is read; sleeps until its audio is finished or the time is over.
 * true: there is nothing (more) to wait for; else the handler's step is *step. */
bool progress_waited(struct exchange *x, enum step *step);
/* Does the request want events? */
bool progress_wanted(struct exchange *x);
/* Answers with the progress of x->entry, which is read. */
enum step progress_answer(struct exchange *x);
/* Copies at most *most bytes of x->progress and sets *most; like making_read. */
enum making_read progress_read(struct exchange *x, char *out, size_t *most);
/* x ends. */
void progress_end(struct exchange *x);

#endif
