/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clients that do not take what is sent to them. A paused player and one that drips its reading look alike
 * from here: both let the window close. So how long one is borne with depends on how many there are. */
#ifndef HTTP_SLOW_H
#define HTTP_SLOW_H

#include <stdint.h>

/* Slow is who takes fewer than least_bytes in after_ms although more lies ready. */
struct slow_limits {
    int64_t after_ms, least_bytes;
    int64_t most; /* slow at once; with more, none of them is borne with any longer, nor who follows them */
};

/* Of one connection; all zero at first. Times are monotonic. */
struct slow {
    int64_t since_ms; /* 0: it has taken all there is */
    int64_t window_ms;
    uint64_t taken_bytes; /* when the window began */
};

/* For how long it has been slow: 0, or from limits->after_ms on. To be asked more often than after_ms. */
int64_t slow_look(struct slow *s, int fd, const struct slow_limits *limits, int64_t now_ms);
#endif
