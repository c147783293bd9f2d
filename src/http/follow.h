/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers with audio in the making. */
#ifndef HTTP_FOLLOW_H
#define HTTP_FOLLOW_H

#include "http/route.h"

struct exchange;

/* Follows x->making: with its exact length, ranges and conditions once that is known; chunked otherwise;
 * never with a guess (a wrong length breaks players). Waits until one of the two is decided. 'addressed': the
 * request named the audio's own address, so ranges and conditions speak of it. */
enum step follow_answer(struct exchange *x, bool addressed);

#endif
