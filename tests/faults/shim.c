/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded into the program: lets its calls on files below a folder fail. The test and the program share a
 * page (LISTENPOST_FAULTS names its file): the test says which calls fail, the shim counts them. Its state is
 * at file scope because the calls it stands in for have no place to hand it in. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum kind { OPEN, WRITE, SYNC, RENAME, CLOSE, UNLINK, MKDIR, KINDS };

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

__attribute__((constructor)) static void start(void)
{
    const char *path = getenv("LISTENPOST_FAULTS");
    int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
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

static int opened(int fd, bool below)
{
    if (fd >= 0 && fd < FDS)
        watched[fd] = below;
    return fd;
}

SHIM int open(const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
    va_end(more);
    bool below = is_below(path);
    return below && fails(OPEN) ? -1 : opened(REAL(open)(path, flags, mode), below);
}

SHIM int openat(int folder, const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
    va_end(more);
    bool below = is_below(path);
    return below && fails(OPEN) ? -1 : opened(REAL(openat)(folder, path, flags, mode), below);
}

/* What fails has written half. */
SHIM ssize_t write(int fd, const void *bytes, size_t n)
{
    if (!is_watched(fd) || !fails(WRITE))
        return REAL(write)(fd, bytes, n);
    int cause = errno;
    ssize_t half = REAL(write)(fd, bytes, cause == EINTR ? 0 : n / 2);
    errno = cause;
    return half < 0 ? half : -1;
}

SHIM int fsync(int fd)
{
    return is_watched(fd) && fails(SYNC) ? -1 : REAL(fsync)(fd);
}

SHIM int fdatasync(int fd)
{
    return is_watched(fd) && fails(SYNC) ? -1 : REAL(fdatasync)(fd);
}

SHIM int rename(const char *from, const char *to)
{
    return is_below(to) && fails(RENAME) ? -1 : REAL(rename)(from, to);
}

SHIM int unlink(const char *path)
{
    return is_below(path) && fails(UNLINK) ? -1 : REAL(unlink)(path);
}

SHIM int mkdir(const char *path, mode_t mode)
{
    return is_below(path) && fails(MKDIR) ? -1 : REAL(mkdir)(path, mode);
}

/* As Linux does it, the descriptor is closed all the same. */
SHIM int close(int fd)
{
    bool failing = is_watched(fd) && fails(CLOSE);
    int cause = errno;
    opened(fd, false);
    int status = REAL(close)(fd);
    if (failing)
        errno = cause;
    return failing ? -1 : status;
}
