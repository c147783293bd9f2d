/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a service manager is told (sd_notify(3)). The protocol is one datagram of text to the socket that the
 * environment names, promised to stay as it is and meant to be written anew: a library for it would be one
 * more in every process. */
#ifndef CLI_SYSTEMD_H
#define CLI_SYSTEMD_H

/* "READY=1", "STOPPING=1"; "RELOADING=1" gets the time that belongs to it. Nothing happens without a manager.
 */
void systemd_notify(const char *state);

#endif
