/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 (nettle) over parts, each with its length before it, so that no two lists of parts collide by
 * moving a boundary. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <nettle/sha2.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"

enum { KEY_HEX = 64 }; /* characters of a key, without the NUL */

struct digest {
    struct sha256_ctx state;
};

void digest_init(struct digest *d);
void digest_part(struct digest *d, struct span part);
void digest_number(struct digest *d, int64_t value);
/* Lower-case hexadecimal, NUL-terminated. */
void digest_key(struct digest *d, char key[KEY_HEX + 1]);
/* SHA-256 of the bytes alone (no length), for checksums. */
void digest_bytes(struct span bytes, uint8_t sum[32]);
/* HMAC-SHA256 of the message, in base64. Appends. */
void digest_sign(struct span secret, struct span message, struct buf *out);
/* HMAC-SHA256 of the message, in lower-case hexadecimal, NUL-terminated. */
void digest_sign_hex(struct span secret, struct span message, char out[KEY_HEX + 1]);
/* Exactly KEY_HEX lower-case hexadecimal digits? */
bool key_valid(struct span key);
/* Copies such a key out of a request; false: it is none. */
bool key_read(struct span text, char key[KEY_HEX + 1]);
/* Time does not depend on where the two differ. */
bool bytes_equal_constant_time(struct span a, struct span b);

#endif
