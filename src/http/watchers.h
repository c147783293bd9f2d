/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who watches posts and does not listen: they sleep here by the audio's key, and whoever makes it wakes them.
 * Several keys share a room, so who is woken looks whether it was for him. Any thread may call. */
#ifndef HTTP_WATCHERS_H
#define HTTP_WATCHERS_H

#include <stdbool.h>
#include <stdint.h>

struct exchange;
struct watchers;

struct watchers *watchers_create(void);
void watchers_destroy(struct watchers *w);             /* nobody sleeps there any more */
bool watchers_enter(struct watchers *w, int64_t most); /* one more; false: there are as many as may */
void watchers_leave(struct watchers *w);

/* Something has happened to this key. */
void watchers_tell(struct watchers *w, const char *key);
void watchers_tell_all(struct watchers *w); /* something has happened to every key */
/* Goes up with each of these. Ask before looking, so that nothing is missed between looking and sleeping. */
uint64_t watchers_news(struct watchers *w, const char *key);

enum watchers_sleep { WATCHERS_SLEEPS, WATCHERS_NEWS, WATCHERS_GONE };
/* Puts x to sleep unless there are news since 'seen', or its client has left. */
enum watchers_sleep watchers_sleep(struct watchers *w, const char *key, uint64_t seen, struct exchange *x);

#endif
