/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reply: which answers to a fetch are taken. */
#ifndef PAGE_REPLY_H
#define PAGE_REPLY_H

#include "base/base.h"

/* By its Content-Type (NULL: none was told). No type at all is left to page_decode, which looks at the bytes. */
bool reply_is_text(const char *media_type);
bool reply_is_picture(const char *media_type);

/* What a page's status says, when it is none of 2xx: whether the author took the page away or its server is
 * only out of order decides what becomes of what was read of it. */
enum error_code reply_error(int status);

#endif
