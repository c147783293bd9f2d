/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Audio in the making as server-sent events, as OpenAI's clients read them: speech.audio.delta with a piece
 * of the audio in base64 each, then speech.audio.done. */
#ifndef HTTP_EVENTS_H
#define HTTP_EVENTS_H

#include "http/making.h"

struct arena;
struct events;

struct events *events_create(struct arena *a);
/* Copies at most *most bytes of x->events about x->making and sets *most; like making_read. */
enum making_read events_read(struct exchange *x, char *out, size_t *most);

#endif
