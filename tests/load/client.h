/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One connection of many: it asks for one thing and takes the answer as it comes, keeping only a sum of it.
 */
#ifndef LOAD_CLIENT_H
#define LOAD_CLIENT_H

#include <stdint.h>

#include "base/base.h"

enum { PIECE_BYTES = 8192 };
enum client_state { CLIENT_HEAD, CLIENT_BODY, CLIENT_DONE, CLIENT_BROKEN };
enum client_chunk { CHUNK_SIZE, CHUNK_DATA, CHUNK_END, CHUNK_TRAILER };

struct client {
    int fd; /* -1: refused, or closed */
    enum client_state state;
    int status;
    bool chunked;
    enum client_chunk chunk;
    char head[1536]; /* the answer's, then of the line of a chunk */
    size_t nhead;
    uint64_t left;       /* of the body, or of the chunk */
    uint64_t nbody, sum; /* bytes; FNV-1a of them, whatever the pieces they came in */
    uint64_t npieces;    /* chunks; without chunks, as many as the server hands over at a time: PIECE_BYTES */
    int64_t asked_us, first_us, done_us; /* monotonic; 0: not yet */
};

int64_t client_now_us(void);
/* receive_bytes: of the socket's buffer; 0: as the system has it. False: refused. */
bool client_connect(struct client *c, int port, int receive_bytes);
/* A request fits into the socket's buffer: never waits. */
bool client_ask(struct client *c, struct span request);
/* Takes one reading of the socket into 'room' and understands it; the state tells what came of it. */
void client_take(struct client *c, char *room, size_t nroom);
void client_close(struct client *c);

#endif
