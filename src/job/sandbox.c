/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything a sanitizer cannot live with is left out here and in filter.c (OTHERWISE), nowhere else. */
#include "job/sandbox.h"

#include <dlfcn.h>
#include <libgen.h>
#include <limits.h>
#include <linux/capability.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "article/article.h"
#include "base/base.h"
#include "job/filter.h"
#include "job/landlock.h"

#ifdef LISTENPOST_SANITIZED
/* Shadow memory takes terabytes of address space, and reports go to standard error, whatever that is. */
static const bool sanitized = true;
#else
static const bool sanitized = false;
#endif

/* Sound of at most segment_max_ms is mapped beside what a child may allocate. */
enum { PCM_BYTES_PER_MS = 45, PATHS_MAX = 24 };

struct sandbox {
    const struct config *config;
    int landlock; /* version; 0: the kernel has none */
    struct filter filters[SANDBOX_PROFILES];
    rlim_t zygote_bytes; /* address space in use before a child allocates anything */
    char converters[PATH_MAX], speech_folder[PATH_MAX];
    struct buf languages, fingerprints; /* what tells the language of a text; empty if it is not there */
};

/* What a resolver and a TLS library read. Names of files that a system does not have are left out. */
static const char *const fetch_paths[] = {
    "/etc/resolv.conf", "/etc/hosts",           "/etc/host.conf", "/etc/nsswitch.conf",
    "/etc/gai.conf",    "/etc/services",        "/etc/protocols", "/etc/ssl",
    "/etc/pki",         "/etc/ca-certificates", "/etc/gnutls",    "/etc/pkcs11",
    "/etc/localtime",   "/etc/ld.so.cache",     "/usr",           "/lib",
    "/lib64",           "/dev/urandom",
};

static const struct limits {
    rlim_t nofile; /* descriptors, with the three that are open */
    bool threads;
} limits[SANDBOX_PROFILES] = {
    [SANDBOX_COMPUTE] = {8, false},
    [SANDBOX_READ] = {32, false},
    [SANDBOX_SAY] = {32, false},
    [SANDBOX_FETCH] = {128, true},
};

/* The converters lie beside the C library. */
static void find_converters(char path[PATH_MAX])
{
    Dl_info library;
    char copy[PATH_MAX];
    if (!dladdr((void *)(uintptr_t)&qsort, &library) || !library.dli_fname)
        return;
    snprintf(copy, sizeof copy, "%s", library.dli_fname);
    snprintf(path, PATH_MAX, "%.4000s/gconv", dirname(copy));
}

static rlim_t address_space_bytes(void)
{
    unsigned long pages = 0;
    FILE *f = fopen("/proc/self/statm", "re");
    if (!f || fscanf(f, "%lu", &pages) != 1)
        pages = 0;
    if (f)
        fclose(f);
    return (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

struct sandbox *sandbox_create(const struct config *config, const char *speech_folder, struct error *err)
{
    struct sandbox *s = calloc(1, sizeof *s);
    s->config = config;
    s->landlock = landlock_version();
    s->zygote_bytes = address_space_bytes();
    snprintf(s->speech_folder, sizeof s->speech_folder, "%s", speech_folder);
    find_converters(s->converters);
    struct error missing = {0};
    if (!article_language_files(config, &s->languages, &s->fingerprints, &missing))
        log_warn("languages are told by their scripts alone: %s", missing.detail);
    if (!s->landlock)
        log_warn("this kernel has no Landlock: children may read files; other limits hold");
    for (int profile = 0; profile < SANDBOX_PROFILES; profile++)
        if (!filter_compile((enum sandbox_profile)profile, &s->filters[profile], err))
            return NULL;
    return s;
}

static bool limit(int resource, rlim_t soft, rlim_t hard)
{
    return setrlimit(resource, &(struct rlimit){soft, hard}) == 0;
}

static bool limit_resources(const struct sandbox *s, enum sandbox_profile profile)
{
    const struct config *c = s->config;
    rlim_t memory =
        s->zygote_bytes + (rlim_t)c->step_max_memory_bytes + (rlim_t)c->segment_max_ms * PCM_BYTES_PER_MS;
    rlim_t cpu_s = (rlim_t)c->step_max_cpu_s, nofile = limits[profile].nofile;
    bool ok = limit(RLIMIT_CPU, cpu_s, cpu_s + 1) && limit(RLIMIT_CORE, 0, 0) &&
              limit(RLIMIT_NOFILE, nofile, nofile);
    if (!limits[profile].threads)
        ok = ok && limit(RLIMIT_NPROC, 0, 0);
    return ok && (sanitized || (limit(RLIMIT_AS, memory, memory) && limit(RLIMIT_FSIZE, 0, 0)));
}

/* For a server that was started as root. */
static bool drop_capabilities(void)
{
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[2] = {{0}, {0}};
    return syscall(SYS_capset, &header, none) == 0;
}

static size_t readable_paths(const struct sandbox *s, enum sandbox_profile profile,
                             const char *paths[PATHS_MAX])
{
    switch (profile) {
    case SANDBOX_READ:
        paths[0] = s->converters;
        paths[1] = s->languages.p;
        paths[2] = s->fingerprints.p;
        return s->languages.n ? 3 : 1;
    case SANDBOX_SAY:
        paths[0] = s->speech_folder;
        return 1;
    case SANDBOX_FETCH:
        memcpy(paths, fetch_paths, sizeof fetch_paths);
        return COUNT_OF(fetch_paths);
    default:
        return 0;
    }
}

void sandbox_enter(const struct sandbox *s, enum sandbox_profile profile)
{
    const char *paths[PATHS_MAX];
    size_t npaths = readable_paths(s, profile, paths);
    bool ok = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
    ok = ok && (!s->landlock || landlock_enter(s->landlock, paths, npaths, profile == SANDBOX_FETCH));
    ok = ok && limit_resources(s, profile) && drop_capabilities() && filter_load(&s->filters[profile]);
    if (!ok)
        _exit(SANDBOX_FAILED);
}
