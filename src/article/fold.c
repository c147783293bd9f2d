/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/fold.h"

static bool plain(char byte)
{
    return byte > ' ' && byte < 0x7F;
}

static void put_space(struct fold *f)
{
    if (f->space && f->text.n && f->text.p[f->text.n - 1] != '\n')
        buf_add_byte(&f->text, ' ');
    f->space = false;
}

void fold_add(struct fold *f, struct span text)
{
    size_t length;
    for (size_t at = 0; at < text.n; at += length) {
        size_t end = at;
        while (end < text.n && plain(text.p[end]))
            end++;
        if (end > at) {
            put_space(f);
            buf_add(&f->text, text.p + at, end - at);
            length = end - at;
            continue;
        }
        uint32_t code = utf8_at(text, at, &length);
        if (code_is_space(code)) {
            f->space = true;
        } else if (!code_is_control(code)) {
            put_space(f);
            buf_add(&f->text, text.p + at, length);
            f->high = true;
        }
    }
}

void fold_add_verbatim(struct fold *f, struct span text)
{
    size_t length;
    for (size_t at = 0; at < text.n; at += length) {
        uint32_t code = utf8_at(text, at, &length);
        if (code == '\n')
            buf_add_byte(&f->text, '\n');
        else if (code == '\t')
            buf_add_text(&f->text, "    ");
        else if (!code_is_control(code))
            buf_add(&f->text, text.p + at, length);
        f->high = f->high || code >= 0x80;
    }
    f->space = false;
}

void fold_break(struct fold *f)
{
    if (f->text.n && f->text.p[f->text.n - 1] != '\n')
        buf_add_byte(&f->text, '\n');
    f->space = false;
}

struct span fold_text(struct arena *a, struct fold *f)
{
    struct span text = buf_span(&f->text);
    while (text.n && (text.p[text.n - 1] == '\n' || text.p[text.n - 1] == ' '))
        text.n--;
    text = f->high ? utf8_compose(a, text) : arena_copy(a, text);
    buf_clear(&f->text);
    f->space = f->high = false;
    return text;
}

void fold_finish(struct fold *f)
{
    buf_finish(&f->text);
}

struct span fold_span(struct arena *a, struct span text)
{
    struct fold f = {0};
    fold_add(&f, text);
    struct span folded = fold_text(a, &f);
    fold_finish(&f);
    return folded;
}
