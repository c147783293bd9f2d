/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HTTP_PREFLIGHT_H
#define HTTP_PREFLIGHT_H

#include "http/route.h"

/* OPTIONS: 204 with the path's methods; where readers may ask, also what a browser's preflight wants to hear.
 */
enum step preflight_answer(struct exchange *x);

#endif
