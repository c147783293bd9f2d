/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HTTP_ADDRESS_H
#define HTTP_ADDRESS_H

#include "base/buf.h"
#include "config.h"

/* Where a post's audio (".mp3") or marks (".json") are: a path on this server, which is right behind any
 * proxy, or below public_url when that is set. Appends. */
void address_write(const struct config *config, const char *key, const char *ending, struct buf *out);

#endif
