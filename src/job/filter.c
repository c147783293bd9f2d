/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only file that knows libseccomp. Programs are compiled in the zygote, so that a child loads one with a
 * single call. A call that is in no row kills the process. */
#include "job/filter.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/base.h"

/* The sanitizers' own reports need calls that no profile has; there they fail instead of killing, so that a
 * report is seen. */
#ifdef LISTENPOST_SANITIZED
#define OTHERWISE SCMP_ACT_ERRNO(EPERM)
#else
#define OTHERWISE SCMP_ACT_KILL_PROCESS
#endif

enum {
    COMPUTE = 1 << SANDBOX_COMPUTE,
    READ = 1 << SANDBOX_READ,
    SAY = 1 << SANDBOX_SAY,
    FETCH = 1 << SANDBOX_FETCH,
    FILES = READ | SAY | FETCH,
    ALL = COMPUTE | FILES,
};

enum condition {
    ALWAYS,
    TO_STDERR,   /* first argument: standard error, which is /dev/null */
    TO_READ,     /* third: open flags without writing or creating */
    NO_CODE,     /* third: protection without PROT_EXEC */
    A_THREAD,    /* first: CLONE_THREAD is set */
    TO_INTERNET, /* first: AF_INET or AF_INET6; others are told there is no such family */
    NOT_THERE,   /* refused with ENOSYS: the C library then takes an older call that a filter can judge */
    NOT_ALLOWED, /* refused with EPERM: abort() then ends the process by itself, and is seen as what it is */
};

static const struct row {
    int call;
    int profiles;
    enum condition condition;
} rows[] = {
    /* the socket, the clock, the end */
    {SCMP_SYS(recvfrom), ALL, ALWAYS},
    {SCMP_SYS(sendto), ALL, ALWAYS},
    {SCMP_SYS(poll), ALL, ALWAYS},
    {SCMP_SYS(ppoll), ALL, ALWAYS},
    {SCMP_SYS(restart_syscall), ALL, ALWAYS},
    {SCMP_SYS(clock_gettime), ALL, ALWAYS},
    {SCMP_SYS(gettimeofday), ALL, ALWAYS},
    {SCMP_SYS(time), ALL, ALWAYS},
    {SCMP_SYS(exit_group), ALL, ALWAYS},
    {SCMP_SYS(exit), ALL, ALWAYS},
    /* memory */
    {SCMP_SYS(brk), ALL, ALWAYS},
    {SCMP_SYS(munmap), ALL, ALWAYS},
    {SCMP_SYS(mremap), ALL, ALWAYS},
    {SCMP_SYS(madvise), ALL, ALWAYS},
    {SCMP_SYS(mmap), COMPUTE | SAY, NO_CODE},
    {SCMP_SYS(mmap), READ | FETCH, ALWAYS}, /* converters and name services are shared objects */
    {SCMP_SYS(mprotect), ALL, NO_CODE},
    {SCMP_SYS(futex), ALL, ALWAYS},
    /* what the C library does on the way to abort() */
    {SCMP_SYS(rt_sigprocmask), ALL, ALWAYS},
    {SCMP_SYS(rt_sigaction), ALL, ALWAYS},
    {SCMP_SYS(rt_sigreturn), ALL, ALWAYS},
    {SCMP_SYS(getpid), ALL, ALWAYS},
    {SCMP_SYS(gettid), ALL, ALWAYS},
    {SCMP_SYS(tgkill), ALL, NOT_ALLOWED},
    {SCMP_SYS(write), COMPUTE | READ | SAY, TO_STDERR},
    {SCMP_SYS(writev), COMPUTE | READ | SAY, TO_STDERR},
    /* reading files; where they may lie is Landlock's part */
    {SCMP_SYS(openat), FILES, TO_READ},
    {SCMP_SYS(read), FILES, ALWAYS},
    {SCMP_SYS(pread64), FILES, ALWAYS},
    {SCMP_SYS(lseek), FILES, ALWAYS},
    {SCMP_SYS(close), FILES, ALWAYS},
    {SCMP_SYS(fstat), FILES, ALWAYS},
    {SCMP_SYS(newfstatat), FILES, ALWAYS},
    {SCMP_SYS(getdents64), FILES, ALWAYS},
    {SCMP_SYS(access), FILES, ALWAYS},
    {SCMP_SYS(faccessat), FILES, ALWAYS},
    {SCMP_SYS(faccessat2), FILES, ALWAYS},
    {SCMP_SYS(readlink), FILES, ALWAYS},
    {SCMP_SYS(readlinkat), FILES, ALWAYS},
    {SCMP_SYS(getcwd), FILES, ALWAYS},
    /* the network, a resolver's threads, TLS */
    {SCMP_SYS(socket), FETCH, TO_INTERNET},
    {SCMP_SYS(socketpair), FETCH, ALWAYS},
    {SCMP_SYS(connect), FETCH, ALWAYS},
    {SCMP_SYS(getsockname), FETCH, ALWAYS},
    {SCMP_SYS(getpeername), FETCH, ALWAYS},
    {SCMP_SYS(setsockopt), FETCH, ALWAYS},
    {SCMP_SYS(getsockopt), FETCH, ALWAYS},
    {SCMP_SYS(shutdown), FETCH, ALWAYS},
    {SCMP_SYS(sendmsg), FETCH, ALWAYS},
    {SCMP_SYS(recvmsg), FETCH, ALWAYS},
    {SCMP_SYS(sendmmsg), FETCH, ALWAYS},
    {SCMP_SYS(write), FETCH, ALWAYS},
    {SCMP_SYS(writev), FETCH, ALWAYS},
    {SCMP_SYS(readv), FETCH, ALWAYS},
    {SCMP_SYS(ioctl), FETCH, ALWAYS},
    {SCMP_SYS(fcntl), FETCH, ALWAYS},
    {SCMP_SYS(pipe2), FETCH, ALWAYS},
    {SCMP_SYS(eventfd2), FETCH, ALWAYS},
    {SCMP_SYS(epoll_create1), FETCH, ALWAYS},
    {SCMP_SYS(epoll_ctl), FETCH, ALWAYS},
    {SCMP_SYS(epoll_wait), FETCH, ALWAYS},
    {SCMP_SYS(epoll_pwait), FETCH, ALWAYS},
    {SCMP_SYS(select), FETCH, ALWAYS},
    {SCMP_SYS(pselect6), FETCH, ALWAYS},
    {SCMP_SYS(clone), FETCH, A_THREAD},
    {SCMP_SYS(clone3), ALL, NOT_THERE},
    {SCMP_SYS(set_robust_list), FETCH, ALWAYS},
    {SCMP_SYS(rseq), FETCH, ALWAYS},
    {SCMP_SYS(sched_getaffinity), FETCH, ALWAYS},
    {SCMP_SYS(sched_yield), FETCH, ALWAYS},
    {SCMP_SYS(nanosleep), FETCH, ALWAYS},
    {SCMP_SYS(clock_nanosleep), FETCH, ALWAYS},
    {SCMP_SYS(getrandom), ALL, ALWAYS},
    {SCMP_SYS(uname), FETCH, ALWAYS},
    {SCMP_SYS(sysinfo), FETCH, ALWAYS},
    {SCMP_SYS(getuid), FETCH, ALWAYS},
    {SCMP_SYS(geteuid), FETCH, ALWAYS},
    {SCMP_SYS(getgid), FETCH, ALWAYS},
    {SCMP_SYS(getegid), FETCH, ALWAYS},
    {SCMP_SYS(getppid), FETCH, ALWAYS},
    {SCMP_SYS(prctl), FETCH, NOT_ALLOWED}, /* a thread's name */
    {SCMP_SYS(statfs), FETCH, ALWAYS},
    {SCMP_SYS(fstatfs), FETCH, ALWAYS},
    {SCMP_SYS(sigaltstack), ALL, ALWAYS},
};

static int add_comparison(scmp_filter_ctx c, const struct row *r)
{
    const uint64_t writing = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND | (O_TMPFILE & ~O_DIRECTORY);
    struct scmp_arg_cmp how;
    switch (r->condition) {
    case TO_STDERR:
        how = SCMP_A0(SCMP_CMP_EQ, STDERR_FILENO, 0);
        break;
    case TO_READ:
        how = SCMP_A2(SCMP_CMP_MASKED_EQ, writing, 0);
        break;
    case NO_CODE:
        how = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
        break;
    default:
        how = SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD);
        break;
    }
    return seccomp_rule_add_array(c, SCMP_ACT_ALLOW, r->call, 1, &how);
}

static int add_internet(scmp_filter_ctx c, int call)
{
    const struct scmp_arg_cmp v4 = SCMP_A0(SCMP_CMP_EQ, AF_INET, 0), v6 = SCMP_A0(SCMP_CMP_EQ, AF_INET6, 0);
    const struct scmp_arg_cmp others[] = {SCMP_A0(SCMP_CMP_LT, AF_INET, 0),
                                          SCMP_A0(SCMP_CMP_GT, AF_INET6, 0)};
    int failed = seccomp_rule_add_array(c, SCMP_ACT_ALLOW, call, 1, &v4);
    failed |= seccomp_rule_add_array(c, SCMP_ACT_ALLOW, call, 1, &v6);
    for (size_t i = 0; i < COUNT_OF(others); i++)
        failed |= seccomp_rule_add_array(c, SCMP_ACT_ERRNO(EAFNOSUPPORT), call, 1, &others[i]);
    return failed;
}

static int add_row(scmp_filter_ctx c, const struct row *r)
{
    switch (r->condition) {
    case ALWAYS:
        return seccomp_rule_add(c, SCMP_ACT_ALLOW, r->call, 0);
    case NOT_THERE:
        return seccomp_rule_add(c, SCMP_ACT_ERRNO(ENOSYS), r->call, 0);
    case NOT_ALLOWED:
        return OTHERWISE == SCMP_ACT_ERRNO(EPERM) ? 0
                                                  : seccomp_rule_add(c, SCMP_ACT_ERRNO(EPERM), r->call, 0);
    case TO_INTERNET:
        return add_internet(c, r->call);
    default:
        return add_comparison(c, r);
    }
}

/* libseccomp writes a program to a descriptor only. */
static bool export(scmp_filter_ctx c, struct filter *out)
{
    int fd = memfd_create("filter", MFD_CLOEXEC);
    struct stat file = {0};
    bool ok = fd >= 0 && seccomp_export_bpf(c, fd) == 0 && fstat(fd, &file) == 0;
    out->code = malloc((size_t)file.st_size + 1);
    out->ncodes = (unsigned short)((size_t)file.st_size / sizeof *out->code);
    ok = ok && out->ncodes && pread(fd, out->code, (size_t)file.st_size, 0) == file.st_size;
    if (fd >= 0)
        close(fd);
    return ok;
}

bool filter_compile(enum sandbox_profile profile, struct filter *out, struct error *err)
{
    scmp_filter_ctx c = seccomp_init(OTHERWISE);
    *out = (struct filter){0};
    bool ok = c != NULL;
    for (size_t i = 0; ok && i < COUNT_OF(rows); i++)
        if (rows[i].profiles & (1 << profile))
            ok = add_row(c, &rows[i]) == 0;
    /* Found by halving rather than by trying one after the other. */
    ok = ok && seccomp_attr_set(c, SCMP_FLTATR_CTL_OPTIMIZE, 2) == 0 && export(c, out);
    if (c)
        seccomp_release(c);
    return ok || error_set(err, ERROR_INTERNAL, "the system call filter cannot be compiled");
}

bool filter_load(const struct filter *f)
{
    const struct sock_fprog program = {f->ncodes, f->code};
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
}
