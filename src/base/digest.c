/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/digest.h"

#include <string.h>

#include <nettle/base64.h>
#include <nettle/hmac.h>
#include <nettle/memops.h>

void digest_init(struct digest *d)
{
    sha256_init(&d->state);
}

void digest_part(struct digest *d, struct span part)
{
    uint8_t length[8];
    for (int i = 0; i < 8; i++)
        length[i] = (uint8_t)((uint64_t)part.n >> (8 * i));
    sha256_update(&d->state, sizeof length, length);
    sha256_update(&d->state, part.n, (const uint8_t *)part.p);
}

void digest_number(struct digest *d, int64_t value)
{
    char bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (char)((uint64_t)value >> (8 * i));
    digest_part(d, (struct span){bytes, sizeof bytes});
}

static void write_hex(const uint8_t sum[SHA256_DIGEST_SIZE], char hex[KEY_HEX + 1])
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < SHA256_DIGEST_SIZE; i++) {
        hex[2 * i] = digits[sum[i] >> 4];
        hex[2 * i + 1] = digits[sum[i] & 15];
    }
    hex[KEY_HEX] = '\0';
}

void digest_key(struct digest *d, char key[KEY_HEX + 1])
{
    uint8_t sum[SHA256_DIGEST_SIZE];
    sha256_digest(&d->state, sizeof sum, sum);
    write_hex(sum, key);
}

void digest_bytes(struct span bytes, uint8_t sum[32])
{
    struct sha256_ctx state;
    sha256_init(&state);
    sha256_update(&state, bytes.n, (const uint8_t *)bytes.p);
    sha256_digest(&state, 32, sum);
}

static void sign(struct span secret, struct span message, uint8_t sum[SHA256_DIGEST_SIZE])
{
    struct hmac_sha256_ctx state;
    hmac_sha256_set_key(&state, secret.n, (const uint8_t *)secret.p);
    hmac_sha256_update(&state, message.n, (const uint8_t *)message.p);
    hmac_sha256_digest(&state, SHA256_DIGEST_SIZE, sum);
}

void digest_sign_hex(struct span secret, struct span message, char out[KEY_HEX + 1])
{
    uint8_t sum[SHA256_DIGEST_SIZE];
    sign(secret, message, sum);
    write_hex(sum, out);
}

void digest_sign(struct span secret, struct span message, struct buf *out)
{
    uint8_t sum[SHA256_DIGEST_SIZE];
    char text[BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE)];
    sign(secret, message, sum);
    base64_encode_raw(text, sizeof sum, sum);
    buf_add(out, text, sizeof text);
}

bool key_valid(struct span key)
{
    if (key.n != KEY_HEX)
        return false;
    for (size_t i = 0; i < key.n; i++)
        if (!((key.p[i] >= '0' && key.p[i] <= '9') || (key.p[i] >= 'a' && key.p[i] <= 'f')))
            return false;
    return true;
}

bool key_read(struct span text, char key[KEY_HEX + 1])
{
    if (!key_valid(text))
        return false;
    memcpy(key, text.p, KEY_HEX);
    key[KEY_HEX] = '\0';
    return true;
}

bool bytes_equal_constant_time(struct span a, struct span b)
{
    return a.n == b.n && memeql_sec(a.p, b.p, a.n);
}
