/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/listen.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/base.h"

/* Connections that came before they were taken: a burst of clients at once. The kernel lowers it to its own.
 */
enum { BACKLOG = 4096 };

static bool split(const char *address, char host[256], char port[8])
{
    const char *colon = strrchr(address, ':');
    if (!colon || strlen(colon + 1) == 0 || strlen(colon + 1) > 5 ||
        strspn(colon + 1, "0123456789") != strlen(colon + 1))
        return false;
    struct span name = {address, (size_t)(colon - address)};
    if (name.n > 2 && name.p[0] == '[' && name.p[name.n - 1] == ']')
        name = span_slice(name, 1, name.n - 1);
    else if (span_find_byte(name, ':') != name.n)
        return false;
    if (name.n > 255)
        return false;
    snprintf(host, 256, "%.*s", (int)name.n, name.p);
    snprintf(port, 8, "%s", colon + 1);
    return true;
}

static int open_one(const struct addrinfo *a)
{
    int on = 1, off = 0;
    int fd = socket(a->ai_family, a->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, a->ai_protocol);
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (a->ai_family == AF_INET6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    if (bind(fd, a->ai_addr, a->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
        return fd;
    int why = errno;
    close(fd);
    errno = why;
    return -1;
}

static int port_of(int fd)
{
    struct sockaddr_storage address = {0};
    socklen_t n = sizeof address;
    getsockname(fd, (struct sockaddr *)&address, &n);
    if (address.ss_family == AF_INET6)
        return ntohs(((struct sockaddr_in6 *)&address)->sin6_port);
    return ntohs(((struct sockaddr_in *)&address)->sin_port);
}

static bool look_up(const char *address, struct addrinfo **list, struct error *err)
{
    char host[256], service[8];
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
    if (!split(address, host, service) || strtol(service, NULL, 10) > 65535)
        return error_set(err, ERROR_CONFIG, "listen: give ADDRESS:PORT, not '%s'", address);
    int failed = getaddrinfo(*host ? host : NULL, service, &hints, list);
    return !failed || error_set(err, ERROR_CONFIG, "listen: %s: %s", address, gai_strerror(failed));
}

bool listen_check(const char *address, struct error *err)
{
    struct addrinfo *list = NULL;
    if (!look_up(address, &list, err))
        return false;
    freeaddrinfo(list);
    return true;
}

int listen_open(const char *address, int *port, struct error *err)
{
    struct addrinfo *list = NULL;
    if (!look_up(address, &list, err))
        return -1;
    int fd = -1;
    for (const struct addrinfo *a = list; a && fd < 0; a = a->ai_next)
        fd = open_one(a);
    if (fd < 0)
        error_set(err, ERROR_LISTEN, "%s: %s", address, strerror(errno));
    else
        *port = port_of(fd);
    freeaddrinfo(list);
    return fd;
}

/* LISTEN_PID says that the sockets are meant for this process and not for the one that started it. */
int listen_inherited(int *port, struct error *err)
{
    enum { FIRST_FD = 3 };
    const char *process = getenv("LISTEN_PID"), *count = getenv("LISTEN_FDS");
    int listening = 0, domain = 0;
    socklen_t n = sizeof listening, m = sizeof domain;
    if (!process || !count || strtol(process, NULL, 10) != getpid())
        return -1;
    if (strcmp(count, "1") != 0 || getsockopt(FIRST_FD, SOL_SOCKET, SO_ACCEPTCONN, &listening, &n) != 0 ||
        !listening || getsockopt(FIRST_FD, SOL_SOCKET, SO_DOMAIN, &domain, &m) != 0 ||
        (domain != AF_INET && domain != AF_INET6)) {
        error_set(err, ERROR_CONFIG,
                  "one listening TCP socket is taken over, not what LISTEN_FDS=%s stands for", count);
        return -1;
    }
    fcntl(FIRST_FD, F_SETFD, FD_CLOEXEC);
    fcntl(FIRST_FD, F_SETFL, fcntl(FIRST_FD, F_GETFL) | O_NONBLOCK);
    *port = port_of(FIRST_FD);
    return FIRST_FD;
}
