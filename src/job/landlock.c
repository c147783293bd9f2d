/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The C library has no wrappers, and Debian 12's kernel headers know version 2 of what kernels offer: hence
 * numbers of our own for the later ones. */
#include "job/landlock.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* struct landlock_ruleset_attr, version 6. */
struct ruleset {
    uint64_t fs, net, scoped;
};

/* What a version knows: all of it is forbidden. */
static const struct known {
    int version;
    struct ruleset rights;
    size_t size_bytes; /* of the struct that version takes */
} known[] = {
    {6, {(1 << 16) - 1, 3, 3}, 24}, /* + abstract UNIX sockets, signals */
    {5, {(1 << 16) - 1, 3, 0}, 16}, /* + ioctl on devices */
    {4, {(1 << 15) - 1, 3, 0}, 16}, /* + TCP bind and connect */
    {3, {(1 << 15) - 1, 0, 0}, 8},  /* + truncate */
    {2, {(1 << 14) - 1, 0, 0}, 8},  /* + links and renames between folders */
    {1, {(1 << 13) - 1, 0, 0}, 8},
};

int landlock_version(void)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return version > 0 ? (int)version : 0;
}

static bool allow_reading(int rules, const char *path)
{
    int fd = open(path, O_PATH | O_CLOEXEC);
    struct stat file;
    if (fd < 0)
        return true;
    bool ok = fstat(fd, &file) == 0;
    struct landlock_path_beneath_attr rule = {.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE,
                                              .parent_fd = fd};
    if (ok && S_ISDIR(file.st_mode))
        rule.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
    ok = ok && syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
    close(fd);
    return ok;
}

bool landlock_enter(int version, const char *const *paths, size_t npaths, bool network)
{
    const struct known *k = known;
    while (k->version > version)
        k++;
    struct ruleset rights = k->rights;
    if (network)
        rights.net = 0;
    int rules = (int)syscall(SYS_landlock_create_ruleset, &rights, k->size_bytes, 0);
    bool ok = rules >= 0;
    for (size_t i = 0; ok && i < npaths; i++)
        ok = allow_reading(rules, paths[i]);
    ok = ok && syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    if (rules >= 0)
        close(rules);
    return ok;
}
