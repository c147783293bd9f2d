/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A voice's gain written into its file, which people edit: all other lines stay as they are, byte for byte.
 */
#include <errno.h>
#include <string.h>

#include "speech/voice.h"

static bool sets_gain(struct span line)
{
    return span_is(span_trim(span_slice(line, 0, span_find_byte(line, '='))), "gain_db");
}

/* In the line that sets it, else in one more line at the end. */
static void set_gain(struct span text, double gain_db, struct buf *out)
{
    bool set = false;
    for (struct span line; span_line(&text, &line);) {
        if (sets_gain(line)) {
            buf_printf(out, "gain_db = %.1f", gain_db);
            set = true;
        } else {
            buf_add_span(out, line);
        }
        buf_add_byte(out, '\n');
    }
    if (!set)
        buf_printf(out, "gain_db = %.1f\n", gain_db);
}

bool voice_save_gain(const struct config *config, const struct voice *voice, double gain_db,
                     struct error *err)
{
    struct buf path = BUF_EMPTY, before = BUF_EMPTY, after = BUF_EMPTY;
    struct file_new file = {.fd = -1};
    bool ok = config_data_path(config, "voices", &path, err);
    buf_printf(&path, "/%s.voice", voice->name);
    ok = ok && file_read(path.p, VOICE_FILE_BYTES, &before, err) && file_new_open(&file, path.p, err);
    if (ok) {
        set_gain(buf_span(&before), gain_db, &after);
        ok = file_write_all(file.fd, after.p, after.n);
        ok = ok ? file_new_commit(&file, false, err)
                : error_set(err, ERROR_OUTPUT, "%s: %s", path.p, strerror(errno));
        file_new_abandon(&file);
    }
    buf_finish(&path);
    buf_finish(&before);
    buf_finish(&after);
    return ok;
}
