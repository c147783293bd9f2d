/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uniname.h>
#include <uninorm.h>

static bool continues(struct span text, size_t at)
{
    return at < text.n && ((unsigned char)text.p[at] & 0xC0) == 0x80;
}

static uint32_t bits(struct span text, size_t at)
{
    return (unsigned char)text.p[at] & 0x3Fu;
}

uint32_t utf8_at(struct span text, size_t at, size_t *length)
{
    unsigned char lead = (unsigned char)text.p[at];
    uint32_t code = UTF8_REPLACEMENT;
    *length = 1;
    if (lead < 0x80)
        return lead;
    if (lead >= 0xC2 && lead <= 0xDF && continues(text, at + 1)) {
        *length = 2;
        return (lead & 0x1Fu) << 6 | bits(text, at + 1);
    }
    if (lead >= 0xE0 && lead <= 0xEF && continues(text, at + 1) && continues(text, at + 2)) {
        code = (lead & 0x0Fu) << 12 | bits(text, at + 1) << 6 | bits(text, at + 2);
        if (code < 0x800 || (code >= 0xD800 && code <= 0xDFFF))
            return UTF8_REPLACEMENT;
        *length = 3;
    } else if (lead >= 0xF0 && lead <= 0xF4 && continues(text, at + 1) && continues(text, at + 2) &&
               continues(text, at + 3)) {
        code = (lead & 0x07u) << 18 | bits(text, at + 1) << 12 | bits(text, at + 2) << 6 | bits(text, at + 3);
        if (code < 0x10000 || code > 0x10FFFF)
            return UTF8_REPLACEMENT;
        *length = 4;
    }
    return code;
}

uint32_t utf8_before(struct span text, size_t at, size_t *length)
{
    size_t start = at - 1;
    while (start > 0 && at - start < 4 && continues(text, start))
        start--;
    uint32_t code = utf8_at(text, start, length);
    if (start + *length == at)
        return code;
    *length = 1;
    return utf8_at(text, at - 1, length);
}

size_t utf8_encode(uint32_t code, char out[4])
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    size_t n = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = n - 1; i > 0; i--, code >>= 6)
        out[i] = (char)(0x80 | (code & 0x3F));
    out[0] = (char)(lead[n] | code);
    return n;
}

void buf_add_code(struct buf *b, uint32_t code)
{
    char bytes[4];
    buf_add(b, bytes, utf8_encode(code, bytes));
}

/* Bytes of ASCII from 'at' on, eight at a time: most text is. */
static size_t ascii_run(struct span text, size_t at)
{
    size_t end = at;
    uint64_t eight;
    for (; text.n - end >= sizeof eight; end += sizeof eight) {
        memcpy(&eight, text.p + end, sizeof eight);
        if (eight & UINT64_C(0x8080808080808080))
            break;
    }
    return end - at;
}

bool utf8_valid(struct span text)
{
    size_t length;
    for (size_t at = ascii_run(text, 0); at < text.n; at += length + ascii_run(text, at + length))
        if (utf8_at(text, at, &length) == UTF8_REPLACEMENT && length == 1)
            return false;
    return true;
}

struct span utf8_repair(struct arena *a, struct span text)
{
    struct buf out = BUF_EMPTY;
    size_t length;
    for (size_t at = 0; at < text.n; at += length)
        buf_add_code(&out, utf8_at(text, at, &length));
    struct span copy = arena_copy(a, buf_span(&out));
    buf_finish(&out);
    return copy;
}

size_t utf8_count(struct span text)
{
    size_t count = 0, length;
    for (size_t at = 0; at < text.n; at += length, count++)
        utf8_at(text, at, &length);
    return count;
}

bool code_is_letter(uint32_t code)
{
    if (code < 0x80)
        return (code | 32) >= 'a' && (code | 32) <= 'z';
    return uc_is_general_category_withtable(code, UC_CATEGORY_MASK_L);
}

bool code_is_upper(uint32_t code)
{
    return code < 0x80 ? code >= 'A' && code <= 'Z'
                       : uc_is_general_category_withtable(code, UC_CATEGORY_MASK_Lu | UC_CATEGORY_MASK_Lt);
}

bool code_is_lower(uint32_t code)
{
    return code < 0x80 ? code >= 'a' && code <= 'z'
                       : uc_is_general_category_withtable(code, UC_CATEGORY_MASK_Ll);
}

bool code_is_digit(uint32_t code)
{
    return code < 0x80 ? code >= '0' && code <= '9'
                       : uc_is_general_category_withtable(code, UC_CATEGORY_MASK_Nd);
}

bool code_is_mark(uint32_t code)
{
    return code >= 0x300 && uc_is_general_category_withtable(code, UC_CATEGORY_MASK_M);
}

bool code_is_space(uint32_t code)
{
    if (code < 0x80)
        return code == ' ' || (code >= '\t' && code <= '\r');
    return code == 0x200B || code == 0x85 || uc_is_general_category_withtable(code, UC_CATEGORY_MASK_Z);
}

bool code_is_control(uint32_t code)
{
    if (code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xAD)
        return true;
    if (code < 0x300)
        return false;
    bool selector = (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0xE0100 && code <= 0xE01EF);
    bool noncharacter = (code & 0xFFFE) == 0xFFFE || (code >= 0xFDD0 && code <= 0xFDEF);
    return selector || noncharacter || uc_is_general_category_withtable(code, UC_CATEGORY_MASK_Cf);
}

bool code_is_pictograph(uint32_t code)
{
    static const uint32_t others[] = {0x2605, 0x2606, 0x27A1, 0x2934, 0x2935, 0x2B05, 0x2B06, 0x2B07, 0x2B50};
    if (code < 0x2200 || (code >= 0x3000 && code < 0x1F000))
        return false;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (code == others[i])
            return false;
    return uc_is_property_extended_pictographic(code);
}

size_t code_name(uint32_t code, char out[CODE_NAME_BYTES])
{
    _Static_assert(UNINAME_MAX <= CODE_NAME_BYTES, "a name fits");
    size_t n = unicode_character_name(code, out) ? strlen(out) : 0;
    for (size_t i = 0; i < n; i++)
        if (out[i] >= 'A' && out[i] <= 'Z')
            out[i] = (char)(out[i] + 32);
    return n;
}

uint32_t code_lower(uint32_t code)
{
    return uc_tolower(code);
}

uint32_t code_upper(uint32_t code)
{
    return uc_toupper(code);
}

/* Adds the run of ASCII at 'at', if there is one; its length. */
static size_t add_lower_ascii(struct buf *out, struct span text, size_t at)
{
    size_t end = at, from = out->n;
    while (end < text.n && (unsigned char)text.p[end] < 0x80)
        end++;
    buf_add(out, text.p + at, end - at);
    for (size_t i = from; i < out->n; i++)
        if (out->p[i] >= 'A' && out->p[i] <= 'Z')
            out->p[i] = (char)(out->p[i] | 32);
    return end - at;
}

struct span utf8_lower(struct arena *a, struct span text)
{
    struct buf out = BUF_EMPTY;
    size_t length;
    buf_reserve(&out, text.n);
    for (size_t at = 0; at < text.n; at += length) {
        length = add_lower_ascii(&out, text, at);
        if (length == 0)
            buf_add_code(&out, code_lower(utf8_at(text, at, &length)));
    }
    struct span copy = arena_copy(a, buf_span(&out));
    buf_finish(&out);
    return copy;
}

/* Only letters below U+0300 and the usual signs of U+2002 to U+203F: nothing there is composed or composes.
 */
static bool is_composed(struct span text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char byte = (unsigned char)text.p[i];
        if (byte <= 0xCB)
            continue;
        if (byte != 0xE2 || text.n - i < 3 || (unsigned char)text.p[i + 1] != 0x80 ||
            (unsigned char)text.p[i + 2] < 0x82)
            return false;
        i += 2;
    }
    return true;
}

struct span utf8_compose(struct arena *a, struct span text)
{
    if (is_composed(text))
        return arena_copy(a, text);
    size_t n = 0;
    uint8_t *composed = u8_normalize(UNINORM_NFC, (const uint8_t *)text.p, text.n, NULL, &n);
    struct span copy = arena_copy(a, composed ? (struct span){(char *)composed, n} : text);
    free(composed);
    return copy;
}
