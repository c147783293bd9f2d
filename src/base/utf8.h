/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strict UTF-8 and the questions about characters that the stages ask; character data from libunistring. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/span.h"

enum { UTF8_REPLACEMENT = 0xFFFD };

/* The code point at offset 'at' and in *length its bytes (1 to 4). Bytes that are not strict UTF-8 (overlong,
 * surrogate, above U+10FFFF, cut short) give UTF8_REPLACEMENT and length 1. at < text.n. */
uint32_t utf8_at(struct span text, size_t at, size_t *length);
/* The code point that ends before 'at' (at > 0), and its bytes. */
uint32_t utf8_before(struct span text, size_t at, size_t *length);
size_t utf8_encode(uint32_t code, char out[4]); /* bytes written, 1 to 4 */
void buf_add_code(struct buf *b, uint32_t code);
bool utf8_valid(struct span text);
/* Copies with each invalid byte replaced by U+FFFD. */
struct span utf8_repair(struct arena *a, struct span text);
size_t utf8_count(struct span text); /* code points */

bool code_is_letter(uint32_t code);
bool code_is_upper(uint32_t code);
bool code_is_lower(uint32_t code);
bool code_is_digit(uint32_t code); /* any decimal digit */
bool code_is_mark(uint32_t code);  /* combining */
bool code_is_space(uint32_t code); /* white space and separators, U+00A0 and U+200B included */
bool code_is_control(
    uint32_t code); /* C0, C1, bidi, zero-width joiners, soft hyphen, selectors, noncharacters */
bool code_is_pictograph(uint32_t code); /* emoji and their like above the arrows, stars aside */
/* Unicode's name in small letters ("party popper"); its bytes, 0 if it has none. */
enum { CODE_NAME_BYTES = 256 };
size_t code_name(uint32_t code, char out[CODE_NAME_BYTES]);
uint32_t code_lower(uint32_t code);
uint32_t code_upper(uint32_t code);

struct span utf8_lower(struct arena *a, struct span text);
/* Normalisation form C, so that equal-looking words are equal bytes. */
struct span utf8_compose(struct arena *a, struct span text);

#endif
