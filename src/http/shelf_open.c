/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A shelf at its start, when nobody else is there yet, and at its end. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "http/memory.h"
#include "http/shelf_index.h"

enum { FOLDER_MODE = 0700 };

/* One bad block costs one post; a server that has no descriptor left must not do without all of them. */
static bool leave_out(struct shelf *s, const char *file, struct error *err)
{
    int cause = errno;
    if (cause == EMFILE || cause == ENFILE || cause == ENOMEM)
        return error_set(err, ERROR_OUTPUT, "%s/%s: %s", s->folder, file, strerror(cause));
    log_error("shelf: %s/%s cannot be read (%s) and is left out until the next start", s->folder, file,
              strerror(cause));
    s->nunread++;
    return true;
}

static void move_aside(struct shelf *s, const char *file)
{
    struct buf from = BUF_EMPTY, to = BUF_EMPTY;
    buf_printf(&to, "%s/damaged", s->folder);
    mkdir(to.p, FOLDER_MODE);
    buf_printf(&from, "%s/%s", s->folder, file);
    buf_printf(&to, "/%s", file);
    bool moved = rename(from.p, to.p) == 0;
    log_error("shelf: %s is damaged and %s", from.p,
              moved ? "was moved to the folder 'damaged'" : "cannot be moved");
    buf_finish(&from);
    buf_finish(&to);
}

static bool read_keys(struct shelf *s, struct item *item, struct error *err)
{
    struct buf bytes = BUF_EMPTY;
    struct span rest, line;
    enum shelf_reading reading = shelf_file_read(s->folder, item->keyed.key, SHELF_KEYS, &bytes, &rest);
    bool good = reading == SHELF_GOOD;
    char file[KEY_HEX + sizeof ".keys"];
    snprintf(file, sizeof file, "%s.keys", item->keyed.key);
    bool ok = reading != SHELF_UNREADABLE || leave_out(s, file, err);
    if (reading == SHELF_DAMAGED)
        log_error("shelf: the keys of %s are damaged: its older audio is not known any more",
                  item->keyed.key);
    char *const firsts[] = {item->noted, item->told};
    for (size_t i = 0; good && i < COUNT_OF(firsts); i++)
        if ((good = span_line(&rest, &line)) && key_valid(line))
            memcpy(firsts[i], line.p, KEY_HEX);
    while (good && item->nkeys < SHELF_KEYS_KEPT && span_line(&rest, &line) && key_valid(line))
        memcpy(item->keys[item->nkeys++], line.p, KEY_HEX);
    buf_finish(&bytes);
    return ok;
}

static bool read_post(struct shelf *s, const char *file, const char *name, struct error *err)
{
    struct buf bytes = BUF_EMPTY;
    struct span body;
    struct shelf_post post;
    char true_name[KEY_HEX + 1] = "";
    enum shelf_reading reading = shelf_file_read(s->folder, name, SHELF_POST, &bytes, &body);
    bool ok = reading != SHELF_UNREADABLE || leave_out(s, file, err);
    if (reading == SHELF_GOOD && shelf_post_get(body, &post))
        shelf_name(post.site, post.id, true_name);
    if (strcmp(true_name, name) == 0) {
        struct item *item = shelf_item_create(&post, name, body.n);
        ok = read_keys(s, item, err);
        shelf_exchange(s, NULL, item);
        if (item->number > s->last_number)
            s->last_number = item->number;
    } else if (reading == SHELF_GOOD || reading == SHELF_DAMAGED)
        move_aside(s, file);
    buf_finish(&bytes);
    return ok;
}

/* What an interrupted write left was never acknowledged; keys without their post are of one that was taken.
 */
static bool is_leftover(const struct shelf *s, const char *name, const char *ending)
{
    struct buf post = BUF_EMPTY;
    shelf_path(s->folder, name, SHELF_POST, &post);
    bool orphan = strcmp(ending, ".keys") == 0 && access(post.p, F_OK) != 0 && errno == ENOENT;
    buf_finish(&post);
    return orphan || span_find(span_of(ending), ".part-") < strlen(ending);
}

static bool read_file(struct shelf *s, const char *file, struct error *err)
{
    char name[KEY_HEX + 1] = "";
    if (strlen(file) <= KEY_HEX || !key_valid((struct span){file, KEY_HEX}))
        return true;
    memcpy(name, file, KEY_HEX);
    if (strcmp(file + KEY_HEX, ".post") == 0)
        return read_post(s, file, name, err);
    if (is_leftover(s, name, file + KEY_HEX)) {
        struct buf path = BUF_EMPTY;
        buf_printf(&path, "%s/%s", s->folder, file);
        unlink(path.p);
        buf_finish(&path);
    }
    return true;
}

static bool read_folder(struct shelf *s, struct error *err)
{
    DIR *d = opendir(s->folder);
    if (!d)
        return error_set(err, ERROR_OUTPUT, "%s: %s", s->folder, strerror(errno));
    bool ok = true;
    for (struct dirent *entry; ok && (errno = 0, entry = readdir(d));)
        ok = read_file(s, entry->d_name, err);
    if (ok && errno)
        ok = error_set(err, ERROR_OUTPUT, "%s: %s", s->folder, strerror(errno));
    closedir(d);
    return ok;
}

/* On a disk that cannot be written, what is there serves as well: the file, else the folder itself. */
static int open_lock(const char *folder, const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0 || !file_disk_refuses(errno))
        return fd;
    fd = open(path, O_RDONLY | O_CLOEXEC);
    return fd >= 0 ? fd : open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static bool take_folder(struct shelf *s, struct error *err)
{
    struct buf path = BUF_EMPTY;
    buf_printf(&path, "%s/lock", s->folder);
    if (file_make_folder(s->folder))
        s->lock_fd = open_lock(s->folder, path.p);
    bool ok = s->lock_fd >= 0 || error_set(err, ERROR_OUTPUT, "%s: %s", path.p, strerror(errno));
    if (ok && flock(s->lock_fd, LOCK_EX | LOCK_NB) != 0)
        ok = error_set(err, ERROR_OUTPUT, "store_dir: another server uses %s", s->folder);
    buf_finish(&path);
    return ok;
}

struct shelf *shelf_open(const char *folder, struct shelf_limits limits, struct shelf_forget forget,
                         struct error *err)
{
    struct shelf *s = zeroed(sizeof *s);
    s->folder = strdup(folder);
    s->lock_fd = -1;
    s->limits = limits;
    s->forget = forget;
    pthread_mutex_init(&s->changing, NULL);
    pthread_mutex_init(&s->mutex, NULL);
    atomic_init(&s->storing, true);
    if (take_folder(s, err) && read_folder(s, err)) {
        if (access(folder, W_OK) != 0)
            shelf_disk_took(s, false, strerror(errno));
        return s;
    }
    shelf_close(s);
    return NULL;
}

void shelf_close(struct shelf *s)
{
    for (size_t i = 0; i < s->nitems; i++)
        shelf_item_destroy(s->items[i]);
    free(s->items);
    if (s->lock_fd >= 0)
        close(s->lock_fd);
    pthread_mutex_destroy(&s->changing);
    pthread_mutex_destroy(&s->mutex);
    free(s->folder);
    free(s);
}
