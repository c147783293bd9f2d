/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finished audio: from memory, else from the cache. What lies under a key never changes. */
#ifndef HTTP_FINISHED_H
#define HTTP_FINISHED_H

#include "base/span.h"
#include "cache/cache.h"
#include "http/blob.h"
#include "http/route.h"

struct server;
struct exchange;
struct MHD_Response;

/* Keeps a finished post's MP3 in memory and in the cache; a cache that cannot store is only logged. */
void finished_keep(struct server *s, const char *key, struct span audio);
/* Nothing of the post is left in memory or in the cache: no audio, no texts. false with errno: something may
 * be.
 */
bool finished_forget(struct server *s, const char *key);
bool finished_exists(struct server *s, enum cache_kind kind, const char *key);
/* Answers with it, ranges and conditions considered. STEP_CLOSE with *found false: it is not there, nothing
 * was answered. */
enum step finished_answer(struct exchange *x, enum cache_kind kind, const char *key, bool *found);
/* The whole as the answer to another request than one for its own address: no ranges, no conditions, and
 * Content-Location says where it is. */
enum step finished_answer_whole(struct exchange *x, enum cache_kind kind, const char *key, bool *found);
/* Content-Location: the audio's own address. */
void finished_say_where(struct exchange *x, struct MHD_Response *answer, const char *key);

/* When everything under keys was last modified, as HTTP understands it. The bytes are a function of the key,
 * so any fixed date in the past is true, and servers behind one name agree on it. */
#define FINISHED_MODIFIED ((time_t)1767225600) /* 2026-01-01T00:00:00Z */

/* Why there is nothing under this key in a form that is made of a post: NOT_READ, when the post is known by
 * its MP3 alone, else NOT_FOUND. */
enum error_code finished_why_missing(struct server *s, const char *key);

#endif
