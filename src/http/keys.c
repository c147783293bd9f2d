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

static struct span key_in(struct span authorization)
{
    struct span field = span_trim(authorization);
    bool bearer = span_starts_nocase(field, "Bearer ");
    return bearer ? span_trim(span_slice(field, 7, field.n)) : (struct span){"", 0};
}

bool keys_given(struct span authorization)
{
    return key_in(authorization).n > 0;
}

void keys_sum(struct span authorization, char hex[KEY_HEX + 1])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t sum[32];
    digest_bytes(key_in(authorization), sum);
    for (size_t i = 0; i < sizeof sum; i++) {
        hex[2 * i] = digits[sum[i] >> 4];
        hex[2 * i + 1] = digits[sum[i] & 15];
    }
    hex[KEY_HEX] = '\0';
}

bool keys_sites(struct span list, struct span authorization, struct span *sites)
{
    struct span entry;
    char sum[KEY_HEX + 1];
    bool admitted = false;
    keys_sum(authorization, sum);
    while (span_split(&list, ',', &entry)) {
        entry = span_trim(entry);
        bool equal = bytes_equal_constant_time(sum_of(entry), (struct span){sum, KEY_HEX});
        if (equal)
            *sites = span_trim(span_slice(entry, KEY_HEX, entry.n));
        admitted |= equal;
    }
    return admitted && keys_given(authorization);
}

bool keys_admit(struct span list, struct span authorization)
{
    struct span sites;
    return keys_sites(list, authorization, &sites);
}
