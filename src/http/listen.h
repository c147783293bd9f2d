/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HTTP_LISTEN_H
#define HTTP_LISTEN_H

#include "base/error.h"

/* A listening socket for "127.0.0.1:8080", "[::1]:8080", ":8080" (every address) or "name:8080"; port 0 takes
 * any free one, which *port tells. -1 on error: LISTEN, or CONFIG when the address cannot be read. */
int listen_open(const char *address, int *port, struct error *err);

/* The listening TCP socket that a service manager opened for this process (sd_listen_fds(3)); -1 without an
 * error: there is none. Error CONFIG: more than one, or another kind of socket. */
int listen_inherited(int *port, struct error *err);
/* Is it an address and a port, and is the name known? Error CONFIG. */
bool listen_check(const char *address, struct error *err);

#endif
