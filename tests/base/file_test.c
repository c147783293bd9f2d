/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include <dirent.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int entries(const char *folder)
{
    int count = 0;
    DIR *d = opendir(folder);
    for (struct dirent *e; d && (e = readdir(d));)
        count += e->d_name[0] != '.';
    if (d)
        closedir(d);
    return count;
}

static void a_new_file_appears_whole_or_not_at_all(void)
{
    char folder[] = "/tmp/listenpost-file-XXXXXX", path[64];
    struct error err = {0};
    struct file_new f;
    check_true(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/post.mp3", folder);
    check_true(file_new_open(&f, path, &err));
    check_true(file_write_all(f.fd, "half", 4));
    check_true(access(path, F_OK) != 0);
    file_new_abandon(&f);
    check_number(entries(folder), 0);
    check_true(file_new_open(&f, path, &err) && file_write_all(f.fd, "whole", 5));
    check_true(file_new_commit(&f, true, &err));
    struct buf back = BUF_EMPTY;
    check_true(file_read(path, 5, &back, &err));
    check_span(buf_span(&back), SPAN("whole"));
    check_number(entries(folder), 1);
    buf_finish(&back);
    unlink(path);
    rmdir(folder);
}

static void tells_a_missing_a_too_large_and_an_unwritable_file(void)
{
    struct buf b = BUF_EMPTY;
    struct error err = {0};
    struct file_new f;
    check_true(!file_read("/nonexistent/x", 10, &b, &err));
    check_number(err.code, ERROR_INPUT_MISSING);
    check_true(!file_read("/tmp", 10, &b, &err));
    check_number(err.code, ERROR_INPUT_MISSING);
    check_true(!file_read("/proc/self/exe", 1000, &b, &err));
    check_number(err.code, ERROR_INPUT_TOO_LARGE);
    check_true(!file_new_open(&f, "/nonexistent/x.mp3", &err));
    check_number(err.code, ERROR_OUTPUT);
    buf_finish(&b);
}

/* Each thread's files follow the umask, and it is the same afterwards. */
static void *make_files(void *folder)
{
    struct error err = {0};
    for (int i = 0; i < 300; i++) {
        char path[64];
        struct file_new f;
        struct stat made;
        snprintf(path, sizeof path, "%s/post.mp3", (const char *)folder);
        if (!file_new_open(&f, path, &err) || fstat(f.fd, &made) != 0 || (made.st_mode & 0777) != 0640)
            return "not made, or open to strangers";
        file_new_abandon(&f);
    }
    return NULL;
}

static void follows_the_umask_in_several_threads(void)
{
    char folder[] = "/tmp/listenpost-file-XXXXXX";
    pthread_t threads[4];
    check_true(mkdtemp(folder) != NULL);
    mode_t before = umask(027);
    for (size_t i = 0; i < COUNT_OF(threads); i++)
        check_true(pthread_create(&threads[i], NULL, make_files, folder) == 0);
    for (size_t i = 0; i < COUNT_OF(threads); i++) {
        void *failure = NULL;
        pthread_join(threads[i], &failure);
        check_true(failure == NULL);
    }
    check_number(umask(before), 027);
    check_number(entries(folder), 0);
    rmdir(folder);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(a_new_file_appears_whole_or_not_at_all),
        CHECK(follows_the_umask_in_several_threads),
        CHECK(tells_a_missing_a_too_large_and_an_unwritable_file),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
