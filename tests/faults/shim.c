/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded into the program: lets its calls on files below a folder fail. The test and the program share a
 * page (LISTENPOST_FAULTS names its file): the test says which calls fail, the shim counts them. With
 * LISTENPOST_FAULTS_LOG it also writes down, in the order of their success, what changed a file and what made
 * it durable, and before it is sent the first line of each answer. Its state is at file scope because the
 * calls it stands in for have no place to hand it in. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { OPEN, CREATE, WRITE, SYNC, RENAME, CLOSE, UNLINK, MKDIR, KINDS };

struct faults {        /* as faults_test.py packs it */
    atomic_uint kinds; /* bits: which fail */
    atomic_int error;
    atomic_int from, to; /* calls of a kind, counted from 1, that fail */
    atomic_int counts[KINDS], hits;
    char folder[256];
};

enum { FDS = 4096 };
static struct faults *faults;
static atomic_bool watched[FDS]; /* descriptors of files below the folder */
static char names[FDS][512];     /* of these */
static int log_fd = -1;
static pid_t logged; /* its child processes close what they do not know */

__attribute__((constructor)) static void start(void)
{
    const char *path = getenv("LISTENPOST_FAULTS");
    const char *log = getenv("LISTENPOST_FAULTS_LOG");
    int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
    logged = getpid();
    if (log)
        log_fd = real(log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    int fd = path ? real(path, O_RDWR | O_CLOEXEC) : -1;
    void *page = fd >= 0 ? mmap(NULL, sizeof *faults, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) : MAP_FAILED;
    if (page != MAP_FAILED)
        faults = page;
}

static bool is_below(const char *path)
{
    return faults && strncmp(path, faults->folder, strlen(faults->folder)) == 0;
}

static bool is_watched(int fd)
{
    return fd >= 0 && fd < FDS && watched[fd];
}

/* Counts the call; true with errno when it shall fail. */
static bool fails(enum kind kind)
{
    int n = atomic_fetch_add(&faults->counts[kind], 1) + 1;
    if (!(faults->kinds & 1U << kind) || n < faults->from || n > faults->to)
        return false;
    atomic_fetch_add(&faults->hits, 1);
    errno = faults->error;
    return true;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define SHIM __attribute__((visibility("default")))

static void note(const char *what, const char *path, const char *more)
{
    char line[1200];
    if (log_fd < 0 || getpid() != logged)
        return;
    int cause = errno, n = snprintf(line, sizeof line, "%s %s %s\n", what, path, more);
    if (REAL(write)(log_fd, line, (size_t)n) != n)
        abort();
    errno = cause;
}

static int opened(int fd, bool below, const char *path)
{
    if (fd >= 0 && fd < FDS) {
        if (below)
            snprintf(names[fd], sizeof names[fd], "%s", path);
        watched[fd] = below;
    }
    return fd;
}

/* Does it want more than to read? Only then may a full or read-only disk refuse it. */
static enum kind kind_of(int flags)
{
    return (flags & O_ACCMODE) == O_RDONLY && !(flags & O_CREAT) ? OPEN : CREATE;
}

SHIM int open(const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
    va_end(more);
    bool below = is_below(path);
    return below && fails(kind_of(flags)) ? -1 : opened(REAL(open)(path, flags, mode), below, path);
}

SHIM int openat(int folder, const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
    va_end(more);
    bool below = is_below(path);
    return below && fails(kind_of(flags)) ? -1 : opened(REAL(openat)(folder, path, flags, mode), below, path);
}

/* What fails has written half. */
SHIM ssize_t write(int fd, const void *bytes, size_t n)
{
    if (!is_watched(fd) || !fails(WRITE)) {
        ssize_t done = REAL(write)(fd, bytes, n);
        if (is_watched(fd) && done >= 0)
            note("write", names[fd], "");
        return done;
    }
    int cause = errno;
    ssize_t half = REAL(write)(fd, bytes, cause == EINTR ? 0 : n / 2);
    errno = cause;
    return half < 0 ? half : -1;
}

static int done(int status, const char *what, const char *path, const char *more)
{
    if (status == 0)
        note(what, path, more);
    return status;
}

SHIM int fsync(int fd)
{
    if (!is_watched(fd))
        return REAL(fsync)(fd);
    return fails(SYNC) ? -1 : done(REAL(fsync)(fd), "sync", names[fd], "");
}

SHIM int fdatasync(int fd)
{
    if (!is_watched(fd))
        return REAL(fdatasync)(fd);
    return fails(SYNC) ? -1 : done(REAL(fdatasync)(fd), "sync", names[fd], "");
}

SHIM int rename(const char *from, const char *to)
{
    if (!is_below(to))
        return REAL(rename)(from, to);
    return fails(RENAME) ? -1 : done(REAL(rename)(from, to), "rename", from, to);
}

SHIM int unlink(const char *path)
{
    if (!is_below(path))
        return REAL(unlink)(path);
    return fails(UNLINK) ? -1 : done(REAL(unlink)(path), "unlink", path, "");
}

SHIM int mkdir(const char *path, mode_t mode)
{
    if (!is_below(path))
        return REAL(mkdir)(path, mode);
    return fails(MKDIR) ? -1 : done(REAL(mkdir)(path, mode), "mkdir", path, "");
}

static void note_answer(const char *bytes, size_t n)
{
    char status[4] = "";
    if (n < 12 || memcmp(bytes, "HTTP/1.1 ", 9) != 0)
        return;
    memcpy(status, bytes + 9, sizeof status - 1);
    note("send", status, "");
}

SHIM ssize_t send(int fd, const void *bytes, size_t n, int flags)
{
    note_answer(bytes, n);
    return REAL(send)(fd, bytes, n, flags);
}

SHIM ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
    if (message->msg_iovlen)
        note_answer(message->msg_iov[0].iov_base, message->msg_iov[0].iov_len);
    return REAL(sendmsg)(fd, message, flags);
}

SHIM ssize_t writev(int fd, const struct iovec *parts, int n)
{
    if (n > 0)
        note_answer(parts[0].iov_base, parts[0].iov_len);
    return REAL(writev)(fd, parts, n);
}

/* As Linux does it, the descriptor is closed all the same. */
SHIM int close(int fd)
{
    bool failing = is_watched(fd) && fails(CLOSE);
    int cause = errno;
    opened(fd, false, "");
    int status = REAL(close)(fd);
    if (failing)
        errno = cause;
    return failing ? -1 : status;
}
