/* SPDX-License-Identifier: GPL-3.0-or-later */
/* charset: which encoding bytes are in, and UTF-8 made of them. */
#ifndef PAGE_CHARSET_H
#define PAGE_CHARSET_H

#include "page/page.h"

/* The text as valid UTF-8 without byte order mark or NUL, in the arena. Order of trust: byte order mark,
 * being valid UTF-8, the media type's charset parameter, <meta> in the first 4 KB, almost valid UTF-8. Bytes
 * that the encoding does not know become U+FFFD. Errors: INPUT_CHARSET when nothing tells the encoding and
 * the bytes do not look like Windows-1252, or a name is declared that we do not know; INPUT_BINARY for NULs.
 */
bool charset_decode(struct arena *a, const struct page_source *source, struct span *text, struct error *err);

#endif
