/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may set the server to work, and how much: between a request and what costs something. What is finished,
 * in the making or remembered costs nothing and passes here at once. */
#ifndef HTTP_ADMISSION_H
#define HTTP_ADMISSION_H

#include "http/posts.h"
#include "http/route.h"

struct exchange;

/* Is the key of the request right? Without a key, with a wrong one, or after too many wrong ones from its
 * address: UNAUTHORIZED, KEY_WRONG, KEYS_LIMITED. */
enum error_code admission_by_key(struct exchange *x);
/* posts_want for this request. NULL: BUSY, SITE_BUSY; for readers also LIMITED, SITE_LIMITED. */
struct entry *admission_read(struct exchange *x, const struct wanted *wanted, struct error *err);
/* x->making becomes the making of x->entry as MP3, kept. false, with the answer given in *step: the same. */
bool admission_make(struct exchange *x, enum step *step);
/* Why there was no room for x's post, as an answer. */
enum error_code admission_busy(struct exchange *x, const struct wanted *wanted);

#endif
