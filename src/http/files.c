/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/files.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/base.h"
#include "http/encoding.h"
#include "http/memory.h"

/* A file of the player or the demo is some kilobytes; a large one is a mistake. */
enum { FILE_BYTES = 4 << 20 };

#define DEMO(name, type)                                                                                     \
    {                                                                                                        \
        "/demo/" name, "web-widget/demo/" name, type, ANSWER_PAGE, true, NULL, NULL, "", ""                  \
    }
#define VARIANT(name, type)                                                                                  \
    {                                                                                                        \
        "/demo/" name, "web-widget/variants/" name, type, ANSWER_PAGE, true, NULL, NULL, "", ""              \
    }

#define MODULE(path, name)                                                                                   \
    {                                                                                                        \
        path, "web-widget/" name, "text/javascript; charset=utf-8", ANSWER_SCRIPT, false, NULL, NULL, "", "" \
    }

static const char player_path[] = "/player.js";

static const struct file table[] = {
    MODULE(player_path, "listen-post.js"),
    MODULE("/listen-post-labels.js", "listen-post-labels.js"),
    MODULE("/listen-post-more.js", "listen-post-more.js"),
    MODULE("/listen-post-panel.js", "listen-post-panel.js"),
    MODULE("/listen-post-along.js", "listen-post-along.js"),
    MODULE("/listen-post-place.js", "listen-post-place.js"),
    MODULE("/listen-post-reader.js", "listen-post-reader.js"),
    {"/", "web-widget/demo/index.html", "text/html; charset=utf-8", ANSWER_PAGE, true, NULL, NULL, "", ""},
    DEMO("demo.css", "text/css; charset=utf-8"),
    DEMO("cover.svg", "image/svg+xml"),
    DEMO("favicon.svg", "image/svg+xml"),
    {"/demo/", "web-widget/variants/index.html", "text/html; charset=utf-8", ANSWER_PAGE, true, NULL, NULL,
     "", ""},
    VARIANT("variants.css", "text/css; charset=utf-8"),
    VARIANT("app.js", "text/javascript; charset=utf-8"),
    VARIANT("files.mp3", "audio/mpeg"),
    VARIANT("files.json", "application/json"),
    VARIANT("along.html", "text/html; charset=utf-8"),
    VARIANT("app.html", "text/html; charset=utf-8"),
    VARIANT("beacon.html", "text/html; charset=utf-8"),
    VARIANT("chapters.html", "text/html; charset=utf-8"),
    VARIANT("contrast.html", "text/html; charset=utf-8"),
    VARIANT("dark.html", "text/html; charset=utf-8"),
    VARIANT("error.html", "text/html; charset=utf-8"),
    VARIANT("files.html", "text/html; charset=utf-8"),
    VARIANT("languages.html", "text/html; charset=utf-8"),
    VARIANT("layouts.html", "text/html; charset=utf-8"),
    VARIANT("nojs.html", "text/html; charset=utf-8"),
    VARIANT("plain.html", "text/html; charset=utf-8"),
    VARIANT("playlist.html", "text/html; charset=utf-8"),
    VARIANT("policy.html", "text/html; charset=utf-8"),
    VARIANT("rtl.html", "text/html; charset=utf-8"),
    VARIANT("serif.html", "text/html; charset=utf-8"),
    VARIANT("signed.html", "text/html; charset=utf-8"),
    VARIANT("static.html", "text/html; charset=utf-8"),
    VARIANT("sticky.html", "text/html; charset=utf-8"),
    VARIANT("two.html", "text/html; charset=utf-8"),
};

struct files {
    struct file files[COUNT_OF(table)];
};

static void tag(struct span bytes, char etag[24])
{
    uint8_t sum[32];
    digest_bytes(bytes, sum);
    snprintf(etag, 24, "\"%02x%02x%02x%02x%02x%02x%02x%02x\"", sum[0], sum[1], sum[2], sum[3], sum[4], sum[5],
             sum[6], sum[7]);
}

static bool load(struct file *f, const struct config *config, struct error *err)
{
    struct buf path = BUF_EMPTY, bytes = BUF_EMPTY;
    bool ok = config_data_path(config, f->name, &path, err) && file_read(path.p, FILE_BYTES, &bytes, err);
    if (ok) {
        f->packed = encoding_pack(buf_span(&bytes));
        f->bytes = blob_create(&bytes);
        tag(buf_span(&f->bytes->bytes), f->etag);
        if (f->packed)
            tag(buf_span(&f->packed->bytes), f->packed_etag);
    }
    buf_finish(&path);
    buf_finish(&bytes);
    return ok;
}

struct files *files_load(const struct config *config, struct error *err)
{
    struct files *files = zeroed(sizeof *files);
    memcpy(files->files, table, sizeof table);
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct file *f = &files->files[i];
        struct error missing = {0};
        if ((f->demo && !config->demo) || load(f, config, &missing))
            continue;
        if (f->path == player_path) {
            error_set(err, missing.code, "%s", missing.detail);
            files_destroy(files);
            return NULL;
        }
        log_warn("the %s lacks a file: %s", f->demo ? "demo" : "player", missing.detail);
    }
    return files;
}

void files_destroy(struct files *files)
{
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        blob_drop(files->files[i].bytes);
        blob_drop(files->files[i].packed);
    }
    free(files);
}

const struct file *files_find(const struct files *files, struct span path)
{
    for (size_t i = 0; i < COUNT_OF(table); i++)
        if (files->files[i].bytes && span_is(path, files->files[i].path))
            return &files->files[i];
    return NULL;
}
