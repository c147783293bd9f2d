/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages to the client that handed a post over: 'post.ready' and 'post.failed', to webhook_url, signed as
 * Standard Webhooks says. A message is on the disk from its writing to its arrival, so a crash loses none; it
 * may arrive twice, with the same webhook-id. */
#ifndef HTTP_OUTBOX_H
#define HTTP_OUTBOX_H

#include "http/shelf.h"

struct server;
struct outbox;

/* Takes up what lies in <folder>; errors: OUTPUT, INTERNAL. */
struct outbox *outbox_start(struct server *s, const char *folder, struct error *err);
void outbox_stop_soon(struct outbox *o);
void outbox_stop(struct outbox *o);

/* Writes the message about this edition of the post, unless it was the last one written; error NONE: it is
 * ready. */
void outbox_tell(struct outbox *o, const struct slot *slot, enum error_code error);
/* Messages that have not arrived and were not given up. */
size_t outbox_waiting(struct outbox *o);
/* What is sent with a body: lines "Name: value". now_s: since 1970. Appends. */
void outbox_sign(struct span secret, const char *id, int64_t now_s, struct span body, struct buf *fields);

#endif
