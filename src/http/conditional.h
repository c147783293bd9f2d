/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditional requests (RFC 9110 section 13). */
#ifndef HTTP_CONDITIONAL_H
#define HTTP_CONDITIONAL_H

#include <stdbool.h>
#include <time.h>

#include "base/span.h"

/* The fields as sent, several lines of one joined by commas; empty: not sent. */
struct conditions {
    struct span if_match, if_none_match, if_modified_since, if_unmodified_since, if_range;
};

enum condition_verdict { CONDITION_GO_ON, CONDITION_NOT_MODIFIED, CONDITION_FAILED };

/* For GET and HEAD, in the order of section 13.2.2. etag: strong, with its quotes; modified 0: has no date.
 */
enum condition_verdict conditions_judge(const struct conditions *c, struct span etag, time_t modified);
/* Does a Range field count (section 13.1.5)? */
bool conditions_allow_range(const struct conditions *c, struct span etag, time_t modified);

#endif
