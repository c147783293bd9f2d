/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/keys.h"

#include "base/base.h"

/* An entry is a sum, perhaps with hosts behind it. */
static struct span sum_of(struct span entry)
{
    return span_slice(entry, 0, span_find_byte(entry, ' '));
}

bool keys_valid(struct span list, struct error *err)
{
    struct span entry;
    while (span_split(&list, ',', &entry)) {
        entry = span_trim(entry);
        if (entry.n && !key_valid(sum_of(entry)))
            return error_set(err, ERROR_CONFIG,
                             "api_keys: an entry is no SHA-256 in 64 lower-case hexadecimal digits");
    }
    return true;
}

static void write_hex(const uint8_t sum[32], char hex[KEY_HEX])
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < 32; i++) {
        hex[2 * i] = digits[sum[i] >> 4];
        hex[2 * i + 1] = digits[sum[i] & 15];
    }
}

bool keys_sites(struct span list, struct span authorization, struct span *sites)
{
    struct span entry, key = span_trim(authorization);
    uint8_t sum[32];
    char hex[KEY_HEX];
    bool admitted = false;
    if (!span_starts_nocase(key, "Bearer "))
        return false;
    key = span_trim(span_slice(key, 7, key.n));
    digest_bytes(key, sum);
    write_hex(sum, hex);
    while (span_split(&list, ',', &entry)) {
        entry = span_trim(entry);
        bool equal = bytes_equal_constant_time(sum_of(entry), (struct span){hex, sizeof hex});
        if (equal)
            *sites = span_trim(span_slice(entry, KEY_HEX, entry.n));
        admitted |= equal;
    }
    return admitted && key.n > 0;
}

bool keys_admit(struct span list, struct span authorization)
{
    struct span sites;
    return keys_sites(list, authorization, &sites);
}
