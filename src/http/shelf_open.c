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

static void read_keys(struct shelf *s, struct item *item)
{
    struct buf bytes = BUF_EMPTY;
    struct span rest, line;
    bool good = shelf_file_read(s->folder, item->keyed.key, SHELF_KEYS, &bytes, &rest) == SHELF_GOOD;
    char *const firsts[] = {item->noted, item->told};
    for (size_t i = 0; good && i < COUNT_OF(firsts); i++)
        if ((good = span_line(&rest, &line)) && key_valid(line))
            memcpy(firsts[i], line.p, KEY_HEX);
    while (good && item->nkeys < SHELF_KEYS_KEPT && span_line(&rest, &line) && key_valid(line))
        memcpy(item->keys[item->nkeys++], line.p, KEY_HEX);
    buf_finish(&bytes);
}

static void read_post(struct shelf *s, const char *file, const char *name)
{
    struct buf bytes = BUF_EMPTY;
    struct span body;
    struct shelf_post post;
    char true_name[KEY_HEX + 1] = "";
    enum shelf_reading reading = shelf_file_read(s->folder, name, SHELF_POST, &bytes, &body);
    if (reading == SHELF_GOOD && shelf_post_get(body, &post))
        shelf_name(post.site, post.id, true_name);
    if (strcmp(true_name, name) == 0) {
        struct item *item = shelf_item_create(&post, name, body.n);
        read_keys(s, item);
        shelf_exchange(s, NULL, item);
        if (item->number > s->last_number)
            s->last_number = item->number;
    } else if (reading != SHELF_ABSENT)
        move_aside(s, file);
    buf_finish(&bytes);
}

/* What an interrupted write left was never acknowledged; keys without their post are of one that was taken.
 */
static bool is_leftover(const struct shelf *s, const char *name, const char *ending)
{
    struct buf post = BUF_EMPTY;
    shelf_path(s->folder, name, SHELF_POST, &post);
    bool orphan = strcmp(ending, ".keys") == 0 && access(post.p, F_OK) != 0;
    buf_finish(&post);
    return orphan || span_find(span_of(ending), ".part-") < strlen(ending);
}

static void read_file(struct shelf *s, const char *file)
{
    char name[KEY_HEX + 1] = "";
    if (strlen(file) <= KEY_HEX || !key_valid((struct span){file, KEY_HEX}))
        return;
    memcpy(name, file, KEY_HEX);
    if (strcmp(file + KEY_HEX, ".post") == 0)
        read_post(s, file, name);
    else if (is_leftover(s, name, file + KEY_HEX)) {
        struct buf path = BUF_EMPTY;
        buf_printf(&path, "%s/%s", s->folder, file);
        unlink(path.p);
        buf_finish(&path);
    }
}

static bool read_folder(struct shelf *s, struct error *err)
{
    DIR *d = opendir(s->folder);
    if (!d)
        return error_set(err, ERROR_OUTPUT, "%s: %s", s->folder, strerror(errno));
    for (struct dirent *entry; (entry = readdir(d));)
        read_file(s, entry->d_name);
    closedir(d);
    return true;
}

static bool take_folder(struct shelf *s, struct error *err)
{
    struct buf path = BUF_EMPTY;
    buf_printf(&path, "%s/lock", s->folder);
    if (mkdir(s->folder, FOLDER_MODE) == 0 || errno == EEXIST)
        s->lock_fd = open(path.p, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
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
    if (take_folder(s, err) && read_folder(s, err))
        return s;
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
