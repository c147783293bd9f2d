/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/systemd.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "base/base.h"

void systemd_notify(const char *state)
{
    const char *path = getenv("NOTIFY_SOCKET");
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t n = path ? strlen(path) : 0;
    if (n < 2 || n >= sizeof address.sun_path || !strchr("/@", path[0]))
        return;
    memcpy(address.sun_path, path, n);
    if (path[0] == '@')
        address.sun_path[0] = '\0'; /* a name that is no file */
    struct timespec now;
    char message[128];
    clock_gettime(CLOCK_MONOTONIC, &now);
    int length = snprintf(message, sizeof message, "%s\nMONOTONIC_USEC=%lld", state,
                          (long long)now.tv_sec * 1000000 + now.tv_nsec / 1000);
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n);
    if (fd < 0 || sendto(fd, message, (size_t)length, MSG_NOSIGNAL, (struct sockaddr *)&address, size) < 0)
        log_warn("the service manager cannot be told %s", state);
    if (fd >= 0)
        close(fd);
}
