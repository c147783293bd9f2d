/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text comes back as audio while it is being made. */
#ifndef HTTP_SPEAK_H
#define HTTP_SPEAK_H

#include "http/route.h"

struct exchange;

/* Reads x->entry, begins it in x->format and follows it, as events if there are x->events; called again after
 * each wait. Finished MP3 is sent as it is kept. */
enum step speak_answer(struct exchange *x);

#endif
