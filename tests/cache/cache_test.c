/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cache/cache.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cache/record.h"
#include "check.h"

static char folder[64];

static void make_folder(void)
{
    strcpy(folder, "/tmp/listenpost-cache-XXXXXX");
    check_true(mkdtemp(folder) != NULL);
}

static void remove_folder(void)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    check_number(system(command), 0);
}

static struct cache *opened(uint64_t max_bytes)
{
    struct error err = {0};
    struct cache *c = cache_open(folder, max_bytes, &err);
    check_true(c != NULL);
    return c;
}

/* The n-th key: a digest, as all keys are. */
static const char *key_of(int n)
{
    static char keys[8][KEY_HEX + 1];
    static int turn;
    char *key = keys[turn++ % 8];
    struct digest d;
    digest_init(&d);
    digest_number(&d, n);
    digest_key(&d, key);
    return key;
}

/* Bytes that tell which key they belong to. */
static struct span body_of(int n, size_t size, struct buf *out)
{
    buf_clear(out);
    for (unsigned i = 0; out->n < size; i++)
        buf_printf(out, "%d:%u ", n, i);
    out->n = size;
    return buf_span(out);
}

static bool put(struct cache *c, enum cache_kind kind, int n, size_t size)
{
    struct buf body = BUF_EMPTY;
    bool ok = cache_put(c, kind, key_of(n), body_of(n, size, &body));
    buf_finish(&body);
    return ok;
}

/* Present and whole; what is present must be whole. */
static bool has(struct cache *c, enum cache_kind kind, int n, size_t size)
{
    struct buf got = BUF_EMPTY, want = BUF_EMPTY;
    bool found = cache_get(c, kind, key_of(n), &got);
    if (found)
        check_true(span_equal(buf_span(&got), body_of(n, size, &want)));
    buf_finish(&got);
    buf_finish(&want);
    return found;
}

static void path_of(enum cache_kind kind, int n, char path[PATH_MAX])
{
    static const char *const kinds[] = {"audio", "marks", "segment"};
    const char *key = key_of(n);
    snprintf(path, PATH_MAX, "%s/%s/%.2s/%s", folder, kinds[kind], key, key);
}

static void finds_what_was_stored_also_after_a_restart(void)
{
    make_folder();
    struct cache *c = opened(1 << 20);
    check_true(!has(c, CACHE_AUDIO, 1, 5000));
    check_true(put(c, CACHE_AUDIO, 1, 5000) && put(c, CACHE_MARKS, 1, 300) && put(c, CACHE_SEGMENT, 2, 0));
    check_true(has(c, CACHE_AUDIO, 1, 5000) && has(c, CACHE_MARKS, 1, 300));
    cache_close(c);
    c = opened(1 << 20);
    check_true(has(c, CACHE_AUDIO, 1, 5000) && has(c, CACHE_MARKS, 1, 300) && has(c, CACHE_SEGMENT, 2, 0));
    check_true(!has(c, CACHE_SEGMENT, 1, 5000)); /* kinds do not mix */
    struct cache_stat stat;
    cache_stat(c, &stat);
    check_number(stat.nfiles, 3);
    check_number(stat.nbytes, 5300 + 3 * RECORD_HEADER);
    check_number(stat.hits, 3);
    check_number(stat.misses, 1);
    cache_close(c);
    remove_folder();
}

static void gives_a_descriptor_at_the_bytes(void)
{
    make_folder();
    struct cache *c = opened(1 << 20);
    uint64_t offset, size;
    char got[16] = "", want[] = "7:0 7:1 7:2 ";
    check_number(cache_get_fd(c, CACHE_AUDIO, key_of(7), &offset, &size), -1);
    check_true(put(c, CACHE_AUDIO, 7, 12));
    int fd = cache_get_fd(c, CACHE_AUDIO, key_of(7), &offset, &size);
    check_true(fd >= 0);
    check_number(size, 12);
    check_number(pread(fd, got, size, (off_t)offset), 12);
    check_text(span_of(got), want);
    close(fd);
    cache_close(c);
    remove_folder();
}

static void refuses_what_is_no_key(void)
{
    make_folder();
    struct cache *c = opened(1 << 20);
    struct buf out = BUF_EMPTY;
    char bad[KEY_HEX + 1];
    strcpy(bad, key_of(1));
    memcpy(bad, "../", 3);
    check_true(!cache_put(c, CACHE_AUDIO, bad, SPAN("x")));
    check_true(!cache_get(c, CACHE_AUDIO, bad, &out) && !cache_get(c, CACHE_AUDIO, "", &out));
    buf_finish(&out);
    cache_close(c);
    remove_folder();
}

static void damage_file(int n, off_t at)
{
    char path[PATH_MAX], byte;
    path_of(CACHE_AUDIO, n, path);
    int fd = open(path, O_RDWR);
    if (check_true(fd >= 0) && at < 0)
        check_number(ftruncate(fd, 500), 0);
    else if (fd >= 0) {
        check_number(pread(fd, &byte, 1, at), 1);
        byte ^= 1;
        check_number(pwrite(fd, &byte, 1, at), 1);
    }
    close(fd);
}

static void removes_what_is_damaged_and_calls_it_absent(void)
{
    make_folder();
    struct cache *c = opened(1 << 20);
    const off_t places[] = {0, 9, 15, 30, RECORD_HEADER - 1, RECORD_HEADER, RECORD_HEADER + 999, -1};
    for (size_t i = 0; i < COUNT_OF(places); i++)
        check_true(put(c, CACHE_AUDIO, (int)i, 1000));
    cache_close(c);
    c = opened(1 << 20);
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        char path[PATH_MAX];
        damage_file((int)i, places[i]);
        check_true(!has(c, CACHE_AUDIO, (int)i, 1000));
        path_of(CACHE_AUDIO, (int)i, path);
        check_true(access(path, F_OK) != 0);
    }
    struct cache_stat stat;
    cache_stat(c, &stat);
    check_number(stat.damaged, COUNT_OF(places));
    check_number(stat.nfiles, 0);
    check_number(stat.nbytes, 0);
    cache_close(c);
    remove_folder();
}

static void a_file_under_another_key_is_damaged(void)
{
    make_folder();
    struct cache *c = opened(1 << 20);
    char from[PATH_MAX], to[PATH_MAX];
    check_true(put(c, CACHE_AUDIO, 1, 100) && put(c, CACHE_AUDIO, 2, 100));
    path_of(CACHE_AUDIO, 1, from);
    path_of(CACHE_AUDIO, 2, to);
    check_number(rename(from, to), 0);
    check_true(!has(c, CACHE_AUDIO, 2, 100));
    cache_close(c);
    remove_folder();
}

static void the_least_recently_used_goes_first(void)
{
    make_folder();
    struct cache *c = opened(4 * (1000 + RECORD_HEADER));
    for (int i = 0; i < 4; i++)
        check_true(put(c, CACHE_AUDIO, i, 1000));
    check_true(has(c, CACHE_AUDIO, 0, 1000)); /* now 1 is the oldest */
    check_true(put(c, CACHE_MARKS, 4, 1000) && put(c, CACHE_MARKS, 5, 900));
    check_true(has(c, CACHE_AUDIO, 0, 1000) && has(c, CACHE_AUDIO, 3, 1000));
    check_true(!has(c, CACHE_AUDIO, 1, 1000) && !has(c, CACHE_AUDIO, 2, 1000));
    check_true(has(c, CACHE_MARKS, 4, 1000) && has(c, CACHE_MARKS, 5, 900));
    struct cache_stat stat;
    cache_stat(c, &stat);
    check_number(stat.evicted, 2);
    check_true(!put(c, CACHE_AUDIO, 9, 5000)); /* larger than all */
    cache_close(c);
    remove_folder();
}

static void the_order_of_use_survives_a_restart(void)
{
    make_folder();
    struct cache *c = opened(1 << 20);
    for (int i = 0; i < 4; i++) {
        char path[PATH_MAX];
        check_true(put(c, CACHE_AUDIO, i, 1000));
        path_of(CACHE_AUDIO, i, path);
        const struct timespec used[2] = {{1700000000 - i, 0},
                                         {1700000000 - i, 0}}; /* the last is the oldest */
        check_number(utimensat(AT_FDCWD, path, used, 0), 0);
    }
    cache_close(c);
    c = opened(4 * (1000 + RECORD_HEADER));
    check_true(has(c, CACHE_AUDIO, 3, 1000)); /* written down, for it was long ago */
    cache_close(c);
    c = opened(4 * (1000 + RECORD_HEADER));
    check_true(put(c, CACHE_AUDIO, 4, 1000));
    check_true(has(c, CACHE_AUDIO, 3, 1000) && !has(c, CACHE_AUDIO, 2, 1000) && has(c, CACHE_AUDIO, 1, 1000));
    cache_close(c);
    remove_folder();
}

static void keeps_nothing_when_told_so(void)
{
    make_folder();
    struct cache *c = opened(0);
    check_true(!put(c, CACHE_AUDIO, 1, 10) && !has(c, CACHE_AUDIO, 1, 10));
    cache_close(c);
    remove_folder();
}

static void removes_what_interrupted_stores_left(void)
{
    make_folder();
    struct cache *c = opened(1 << 20);
    check_true(put(c, CACHE_AUDIO, 1, 10));
    cache_close(c);
    char path[PATH_MAX], dead[PATH_MAX + 32], live[PATH_MAX + 32];
    pid_t gone = fork();
    if (gone == 0)
        _exit(0);
    waitpid(gone, NULL, 0);
    path_of(CACHE_AUDIO, 1, path);
    snprintf(dead, sizeof dead, "%s.part-%d-3", path, (int)gone);
    snprintf(live, sizeof live, "%s.part-%d-3", path, (int)getppid()); /* another process's, at work */
    close(open(dead, O_WRONLY | O_CREAT, 0600));
    close(open(live, O_WRONLY | O_CREAT, 0600));
    c = opened(1 << 20);
    check_true(access(dead, F_OK) != 0 && access(live, F_OK) == 0);
    check_true(has(c, CACHE_AUDIO, 1, 10));
    cache_close(c);
    remove_folder();
}

/* One process stores for ever and says what it has stored; it is killed at any moment. What it said is there.
 */
static void store_and_tell(int tell, int from)
{
    struct error err = {0};
    struct cache *c = cache_open(folder, 1 << 26, &err);
    for (int n = from;; n++)
        if (put(c, CACHE_AUDIO, n, 3000 + (size_t)n % 70000) && write(tell, &n, sizeof n) < 0)
            _exit(1);
}

static int kill_one(int from, int delay_us)
{
    int tell[2], last = from - 1;
    check_number(pipe(tell), 0);
    pid_t pid = fork();
    if (pid == 0)
        store_and_tell(tell[1], from);
    close(tell[1]);
    usleep((useconds_t)delay_us);
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    for (int n; read(tell[0], &n, sizeof n) == sizeof n;)
        last = n;
    close(tell[0]);
    return last + 1;
}

static void nothing_told_is_lost_when_killed_at_any_moment(void)
{
    make_folder();
    int next = 0;
    unsigned seed = 1;
    struct timespec began, now;
    clock_gettime(CLOCK_MONOTONIC, &began);
    do {
        next = kill_one(next, 1000 + (int)(rand_r(&seed) % 30000));
        clock_gettime(CLOCK_MONOTONIC, &now);
    } while (now.tv_sec - began.tv_sec < 3);
    struct cache *c = opened(1 << 26);
    for (int n = 0; n < next; n++)
        if (!check_true(has(c, CACHE_AUDIO, n, 3000 + (size_t)n % 70000)))
            break;
    struct cache_stat stat;
    cache_stat(c, &stat);
    check_number(stat.damaged, 0);
    check_true(next > 10);
    cache_close(c);
    remove_folder();
}

/* Runs 'inside' in a process of its own and takes its exit status as the verdict. */
static void in_a_process(bool (*inside)(void))
{
    int status = -1;
    pid_t pid = fork();
    if (pid == 0) {
        log_set_level(LOG_LEVEL_ERROR);
        _exit(inside() ? 0 : 1);
    }
    check_true(waitpid(pid, &status, 0) == pid && status == 0);
}

static bool lives_within_a_small_disk(void)
{
    struct error err = {0};
    struct cache_stat stat;
    struct cache *c = cache_open(folder, 1 << 30, &err);
    for (int n = 0; c && n < 100; n++)
        put(c, CACHE_AUDIO, n, 50000); /* 5 MB on 1 MB */
    if (!c || !has(c, CACHE_AUDIO, 99, 50000) || has(c, CACHE_AUDIO, 0, 50000))
        return false;
    cache_stat(c, &stat);
    return stat.storing && stat.store_errors == 0 && stat.nbytes < 1 << 20 && stat.evicted > 50;
}

static bool survives_a_full_disk(void)
{
    struct error err = {0};
    struct cache_stat stat;
    char filler[PATH_MAX];
    struct cache *c = cache_open(folder, 1 << 30, &err);
    snprintf(filler, sizeof filler, "%s/filler", folder);
    int fd = open(filler, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    static char block[4096];
    while (write(fd, block, sizeof block) > 0)
        ;
    close(fd);
    bool failed = !put(c, CACHE_AUDIO, 1, 50000) && !put(c, CACHE_AUDIO, 2, 50000);
    cache_stat(c, &stat);
    failed = failed && !stat.storing && stat.store_errors == 2 && stat.nfiles == 0;
    unlink(filler);
    bool recovered = put(c, CACHE_AUDIO, 1, 50000) && has(c, CACHE_AUDIO, 1, 50000);
    cache_stat(c, &stat);
    return failed && recovered && stat.storing;
}

static bool reads_a_disk_that_cannot_be_written(void)
{
    struct error err = {0};
    struct cache_stat stat;
    struct cache *c = cache_open(folder, 1 << 30, &err);
    if (!c || !put(c, CACHE_AUDIO, 1, 1000) || mount(NULL, folder, NULL, MS_REMOUNT | MS_RDONLY, NULL) != 0)
        return false;
    bool failed = !put(c, CACHE_AUDIO, 2, 1000) && has(c, CACHE_AUDIO, 1, 1000);
    cache_stat(c, &stat);
    return failed && stat.store_errors == 1;
}

/* One kind's folder is missing, as after an update. */
static bool begins_on_a_disk_that_cannot_be_written(void)
{
    struct error err = {0};
    struct cache_stat before, after;
    char missing[PATH_MAX];
    struct cache *c = cache_open(folder, 1 << 30, &err);
    snprintf(missing, sizeof missing, "%s/%s", folder, cache_kind_name(CACHE_FLAC));
    if (!c || !put(c, CACHE_AUDIO, 1, 1000) || rmdir(missing) != 0 ||
        mount(NULL, folder, NULL, MS_REMOUNT | MS_RDONLY, NULL) != 0)
        return false;
    cache_close(c);
    c = cache_open(folder, 1 << 30, &err);
    if (!c)
        return false;
    cache_stat(c, &before);
    bool reads = has(c, CACHE_AUDIO, 1, 1000) && !put(c, CACHE_FLAC, 2, 1000) &&
                 !cache_remove(c, CACHE_AUDIO, key_of(1));
    bool writes = mount(NULL, folder, NULL, MS_REMOUNT, NULL) == 0 && put(c, CACHE_FLAC, 2, 1000) &&
                  has(c, CACHE_FLAC, 2, 1000) && cache_remove(c, CACHE_AUDIO, key_of(1)) &&
                  !cache_has(c, CACHE_AUDIO, key_of(1));
    cache_stat(c, &after);
    return !before.storing && reads && writes && after.storing;
}

static bool write_text(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    bool ok = fd >= 0 && file_write_all(fd, text, strlen(text));
    close(fd);
    return ok;
}

/* Mounts of its own; for an ordinary user also users of its own, of which it is root. */
static bool leave_mounts(void)
{
    char users[32], groups[32];
    snprintf(users, sizeof users, "0 %u 1", (unsigned)getuid());
    snprintf(groups, sizeof groups, "0 %u 1", (unsigned)getgid());
    return unshare(CLONE_NEWNS) == 0 ||
           (unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 && write_text("/proc/self/setgroups", "deny") &&
            write_text("/proc/self/uid_map", users) && write_text("/proc/self/gid_map", groups));
}

/* A 1 MB disk of its own, seen by this process alone; false where that is not allowed. */
static bool mount_small_disk(void)
{
    return mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount("small", folder, "tmpfs", 0, "size=1m") == 0;
}

static void on_a_small_disk(bool (*inside)(void))
{
    int status = -1;
    make_folder();
    pid_t pid = fork();
    if (pid == 0) {
        if (!leave_mounts() || !mount_small_disk())
            _exit(2);
        _exit(inside() ? 0 : 1);
    }
    check_true(waitpid(pid, &status, 0) == pid);
    remove_folder();
    if (WIFEXITED(status) && WEXITSTATUS(status) == 2)
        check_skip("mounts are not allowed here");
    else
        check_number(status, 0);
}

static void a_disk_smaller_than_the_limit_is_lived_in(void)
{
    on_a_small_disk(lives_within_a_small_disk);
}

static void a_full_disk_costs_nothing_but_the_cache(void)
{
    on_a_small_disk(survives_a_full_disk);
}

static void a_disk_gone_read_only_is_still_read(void)
{
    on_a_small_disk(reads_a_disk_that_cannot_be_written);
}

static void begins_and_reads_on_a_read_only_disk(void)
{
    on_a_small_disk(begins_on_a_disk_that_cannot_be_written);
}

/* A folder in its place cannot be unlinked, whoever one is. */
static void what_cannot_be_removed_counts_on(void)
{
    char path[PATH_MAX];
    make_folder();
    struct cache *c = opened(4 * (1000 + RECORD_HEADER));
    for (int i = 0; i < 4; i++)
        check_true(put(c, CACHE_AUDIO, i, 1000));
    path_of(CACHE_AUDIO, 0, path);
    check_true(unlink(path) == 0 && mkdir(path, 0700) == 0);
    for (int i = 4; i < 7; i++)
        check_true(put(c, CACHE_AUDIO, i, 1000));
    struct cache_stat stat;
    cache_stat(c, &stat);
    check_number(stat.nfiles, 4);
    check_number(stat.nbytes, 4 * (1000 + RECORD_HEADER));
    check_true(!has(c, CACHE_AUDIO, 3, 1000) && has(c, CACHE_AUDIO, 4, 1000));
    check_true(!cache_remove(c, CACHE_AUDIO, key_of(0)) && cache_remove(c, CACHE_AUDIO, key_of(4)));
    check_true(!cache_has(c, CACHE_AUDIO, key_of(4)));
    cache_close(c);
    remove_folder();
}

static bool a_file_that_cannot_grow_leaves_nothing(void)
{
    struct error err = {0};
    struct cache *c = cache_open(folder, 1 << 20, &err);
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){1000, RLIM_INFINITY});
    bool failed = !put(c, CACHE_AUDIO, 1, 5000);
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){RLIM_INFINITY, RLIM_INFINITY});
    char place[PATH_MAX];
    path_of(CACHE_AUDIO, 1, place);
    *strrchr(place, '/') = '\0';
    int left = 0;
    DIR *d = opendir(place);
    for (struct dirent *e; d && (e = readdir(d));)
        left += e->d_name[0] != '.';
    return failed && left == 0 && put(c, CACHE_AUDIO, 1, 5000);
}

static void a_write_that_fails_leaves_nothing_behind(void)
{
    make_folder();
    in_a_process(a_file_that_cannot_grow_leaves_nothing);
    remove_folder();
}

static void a_folder_that_cannot_be_made_is_told(void)
{
    struct error err = {0};
    check_true(cache_open("/proc/no/such/place", 1 << 20, &err) == NULL);
    check_number(err.code, ERROR_OUTPUT);
}

int main(int argc, char **argv)
{
    const struct check checks[] = {
        CHECK(finds_what_was_stored_also_after_a_restart),
        CHECK(gives_a_descriptor_at_the_bytes),
        CHECK(refuses_what_is_no_key),
        CHECK(removes_what_is_damaged_and_calls_it_absent),
        CHECK(a_file_under_another_key_is_damaged),
        CHECK(the_least_recently_used_goes_first),
        CHECK(the_order_of_use_survives_a_restart),
        CHECK(keeps_nothing_when_told_so),
        CHECK(removes_what_interrupted_stores_left),
        CHECK(nothing_told_is_lost_when_killed_at_any_moment),
        CHECK(a_disk_smaller_than_the_limit_is_lived_in),
        CHECK(a_full_disk_costs_nothing_but_the_cache),
        CHECK(a_disk_gone_read_only_is_still_read),
        CHECK(begins_and_reads_on_a_read_only_disk),
        CHECK(what_cannot_be_removed_counts_on),
        CHECK(a_write_that_fails_leaves_nothing_behind),
        CHECK(a_folder_that_cannot_be_made_is_told),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
