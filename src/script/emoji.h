/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Emoji, and the signs of text that are used as such: where one begins and ends, and its name. One may be a
 * sequence: a base with a selector and a colour of skin, several joined, a flag of two letters. */
#ifndef SCRIPT_EMOJI_H
#define SCRIPT_EMOJI_H

#include "script/element.h"

/* The value of a dictionary's entry: what an emoji can tell beside being a picture. Its 'many' says it. */
enum emoji_kind { EMOJI_PICTURE, EMOJI_CHECK, EMOJI_CROSS, EMOJI_WARNING, EMOJI_HEART };

/* Behind the emoji at atom i; i if there is none. */
size_t emoji_end(const struct scan *scan, size_t i);
/* Its dictionary entry, or NULL. */
const struct entry *emoji_entry(const struct scan *scan, size_t from, size_t to);
/* Its name, which ends up in 'bytes' when no table of the language has it (in English then); may be empty. */
struct span emoji_name(const struct scan *scan, size_t from, size_t to, char bytes[CODE_NAME_BYTES]);

/* Elements: emojis, a row with or without spaces; keycap, what makes a key of the digit before it. */
bool match_emojis(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_keycap(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);

#endif
