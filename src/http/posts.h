/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Posts as they were read: found by what was asked for (a URL, or a text with its options) and by the key of
 * their audio. Each is read once, however many ask, on a thread of its own queue. Bounded in memory. */
#ifndef HTTP_POSTS_H
#define HTTP_POSTS_H

#include "http/entry.h"

struct posts;

struct posts *posts_create(uint64_t most_bytes);
void posts_destroy(struct posts *p);

/* The post asked for, perhaps still being read (see entry.waiters). A reference; NULL: BUSY. */
struct entry *posts_want(struct server *s, const struct wanted *wanted);
/* Would that be the post as it was read, without reading it anew? */
bool posts_know(struct server *s, const struct wanted *wanted);
/* The post whose audio has this key. A reference, or NULL. */
struct entry *posts_by_audio(struct server *s, const char *key);
/* Whoever comes later does not find it here; it is not even listed when it is being read. */
void posts_forget(struct server *s, const struct wanted *wanted);
/* The same for every post whose audio has this key. */
void posts_forget_audio(struct server *s, const char *key);

#endif
