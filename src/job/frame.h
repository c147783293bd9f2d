/* SPDX-License-Identifier: GPL-3.0-or-later */
/* frame: one message on a step's socket. Header of FRAME_HEADER bytes (magic, type, length: 32 bit
 * little-endian each), then the body. Whoever receives names the largest body it takes; anything else is
 * FRAME_BAD, and the connection is not used again. */
#ifndef JOB_FRAME_H
#define JOB_FRAME_H

#include "base/base.h"

enum { FRAME_HEADER = 12, FRAME_MAGIC = 0x3153504C /* "LPS1" */ };

enum frame_type { FRAME_REQUEST = 1, FRAME_RESULT, FRAME_ERROR, FRAME_TYPES };

enum frame_status {
    FRAME_OK,
    FRAME_END,  /* the peer is gone, or this end was shut down */
    FRAME_BAD,  /* not a frame, or larger than agreed */
    FRAME_LATE, /* the deadline passed */
};

/* Milliseconds of the monotonic clock. */
int64_t clock_ms(void);

/* 'deadline' on the clock of clock_ms; 0: none. */
enum frame_status frame_send(int fd, enum frame_type type, struct span body, int64_t deadline);
/* Appends the body to *body; memory grows with what arrives, not with what the header claims. */
enum frame_status frame_receive(int fd, size_t max_bytes, int64_t deadline, enum frame_type *type,
                                struct buf *body);

/* The header alone; false when it is none or announces more than max_bytes. */
bool frame_header_get(struct span header, size_t max_bytes, enum frame_type *type, size_t *length);

#endif
