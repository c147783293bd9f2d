/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may set the server to work, and how much: between a request and what costs something. Readers pay in
 * tokens, by their address and by the site; clients in characters, by their key. What is finished, in the
 * making or remembered costs nothing. */
#ifndef HTTP_ADMISSION_H
#define HTTP_ADMISSION_H

#include "http/posts.h"
#include "http/route.h"

struct exchange;
struct admission;

/* quotas_path: see http/quotas.h. */
struct admission *admission_create(size_t most_buckets, const char *quotas_path);
void admission_destroy(struct admission *a);
size_t admission_buckets(struct admission *a); /* addresses and sites remembered now */

/* Is the key of the request right? Without a key, with a wrong one, or after too many wrong ones from its
 * address: UNAUTHORIZED, KEY_WRONG, KEYS_LIMITED. */
enum error_code admission_by_key(struct exchange *x);
/* posts_want for this request. NULL: BUSY, SITE_BUSY; for readers also LIMITED, SITE_LIMITED; for clients
 * QUOTA. */
struct entry *admission_read(struct exchange *x, const struct wanted *wanted, struct error *err);
/* x->making becomes the making of x->entry in x->format, kept. false, with the answer given in *step: the
 * same. */
bool admission_make(struct exchange *x, enum step *step);
/* The same for a client, in x->format and not kept; pays for a page that was not paid for as a text. */
bool admission_speak(struct exchange *x, enum step *step);
/* Pays for a text that a client sent. Error QUOTA. */
bool admission_pay(struct exchange *x, struct span text, struct error *err);
/* It cost nothing after all: what it paid is given back. */
void admission_give_back(struct exchange *x);

#endif
