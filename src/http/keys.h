/* SPDX-License-Identifier: GPL-3.0-or-later */
/* API keys: the configuration holds only their SHA-256. */
#ifndef HTTP_KEYS_H
#define HTTP_KEYS_H

#include "base/digest.h"
#include "base/error.h"
#include "base/span.h"

/* Do all entries of the comma-separated list begin with a SHA-256 sum in hexadecimal? Error CONFIG. */
bool keys_valid(struct span list, struct error *err);
/* Does an Authorization field ("Bearer KEY") hold a key of the list? Takes the same time wherever they differ
 * and whichever of them matches. */
/* Is there a key in it, right or wrong? */
bool keys_given(struct span authorization);
bool keys_admit(struct span list, struct span authorization);
/* The sum of the key in an Authorization field, as the list has it. */
void keys_sum(struct span authorization, char sum[KEY_HEX + 1]);
/* The same, and for which sites the key is: what follows the sum in the list, hosts divided by blanks; empty:
 * for all. */
bool keys_sites(struct span list, struct span authorization, struct span *sites);

#endif
