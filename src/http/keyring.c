/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/keyring.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "http/memory.h"

enum { ID_MOST = 32, SECRET_LEAST = 16, SECRET_MOST = 256, FILE_MOST = 512, KEYS_MOST = 64 };

static bool is_id(struct span id)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
    for (size_t i = 0; i < id.n; i++)
        if (!id.p[i] || !strchr(letters, id.p[i]))
            return false;
    return id.n > 0 && id.n <= ID_MOST;
}

static bool is_secret(struct span secret)
{
    for (size_t i = 0; i < secret.n; i++)
        if (secret.p[i] <= ' ' || secret.p[i] > '~')
            return false;
    return secret.n >= SECRET_LEAST && secret.n <= SECRET_MOST;
}

static bool read_private(const char *path, struct buf *out, struct error *err)
{
    struct stat found;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return error_set(err, ERROR_CONFIG, "%s: %s", path, strerror(errno));
    bool private = fstat(fd, &found) == 0 && !(found.st_mode & (S_IRWXG | S_IRWXO));
    bool ok = private && file_read_fd(fd, FILE_MOST, out, NULL);
    close(fd);
    return ok || error_set(err, ERROR_CONFIG, "%s: %s", path,
                           private ? "cannot be read, or is too long for a key"
                                   : "others than its owner may use it; chmod 600");
}

bool sign_key_read(const char *path, struct arena *a, struct sign_key *out, struct error *err)
{
    struct buf text = BUF_EMPTY;
    bool ok = read_private(path, &text, err);
    struct span line = span_trim(arena_copy(a, buf_span(&text)));
    size_t colon = span_find_byte(line, ':');
    *out = (struct sign_key){span_slice(line, 0, colon), span_slice(line, colon + 1, line.n)};
    buf_finish(&text);
    if (!ok)
        return false;
    if (!is_id(out->id))
        return error_set(err, ERROR_CONFIG, "%s: give a line ID:SECRET, the id 1 to %d of a-z A-Z 0-9 - _",
                         path, ID_MOST);
    return is_secret(out->secret) ||
           error_set(err, ERROR_CONFIG, "%s: the secret must be %d to %d printing characters without blanks",
                     path, SECRET_LEAST, SECRET_MOST);
}

static bool is_new(const struct keyring *k, struct span id)
{
    for (size_t i = 0; i < k->nkeys; i++)
        if (span_equal(k->keys[i].id, id))
            return false;
    return true;
}

static bool add(struct keyring *k, struct span path, struct error *err)
{
    struct sign_key key;
    char name[4096];
    if (path.n >= sizeof name)
        return error_set(err, ERROR_CONFIG, "sign_keys: a name is too long");
    snprintf(name, sizeof name, "%.*s", (int)path.n, path.p);
    if (k->nkeys == KEYS_MOST)
        return error_set(err, ERROR_CONFIG, "sign_keys: more than %d keys", KEYS_MOST);
    if (!sign_key_read(name, &k->arena, &key, err))
        return false;
    if (!is_new(k, key.id))
        return error_set(err, ERROR_CONFIG, "%s: another key has the same id", name);
    k->keys[k->nkeys++] = key;
    return true;
}

struct keyring *keyring_load(const char *list, struct error *err)
{
    struct keyring *k = zeroed(sizeof *k);
    struct span rest = span_of(list), path;
    bool ok = true;
    arena_init(&k->arena);
    k->keys = zeroed(KEYS_MOST * sizeof *k->keys);
    while (ok && span_split(&rest, ',', &path)) {
        path = span_trim(path);
        ok = !path.n || add(k, path, err);
    }
    if (ok)
        return k;
    keyring_destroy(k);
    return NULL;
}

void keyring_destroy(struct keyring *k)
{
    while (k) {
        struct keyring *before = k->before;
        arena_finish(&k->arena);
        free(k->keys);
        free(k);
        k = before;
    }
}
