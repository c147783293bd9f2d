/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/emoji.h"

#include <string.h>

enum {
    JOINER = 0x200D,
    KEYCAP = 0x20E3,
    FLAG_FIRST = 0x1F1E6, /* regional indicator A */
    FLAG_LAST = 0x1F1FF,
    SEQUENCE_ATOMS = 16, /* the longest in use have 10 */
    ROW_ATOMS = 64,      /* a longer row is several: matching stays linear */
    KEY_BYTES = 60
};

#define WHITE_FLAG "\xF0\x9F\x8F\xB3" /* the name of those that have no own */

static uint32_t code_at(const struct atoms *atoms, size_t i)
{
    return i < atoms->n && atoms->list[i].kind == ATOM_MARK ? atoms->list[i].code : 0;
}

static bool is_flag_letter(uint32_t code)
{
    return code >= FLAG_FIRST && code <= FLAG_LAST;
}

static bool is_skin(uint32_t code)
{
    return code >= 0x1F3FB && code <= 0x1F3FF;
}

/* Selectors, colours of skin, tags, the frame of a key: they belong to what stands before them. */
static bool is_trailer(uint32_t code)
{
    return code == 0xFE0E || code == 0xFE0F || code == KEYCAP || is_skin(code) ||
           (code >= 0xE0020 && code <= 0xE007F);
}

static bool is_base(const struct scan *scan, size_t i)
{
    size_t next;
    return code_is_pictograph(code_at(&scan->atoms, i)) ||
           (scan->atoms.list[i].node &&
            dictionary_find(scan->dictionary, &scan->atoms, i, SENSE_EMOJI, &next));
}

size_t emoji_end(const struct scan *scan, size_t i)
{
    const struct atoms *atoms = &scan->atoms;
    if (is_flag_letter(code_at(atoms, i)) && is_flag_letter(code_at(atoms, i + 1)))
        return i + 2;
    if (!code_at(atoms, i) || !is_base(scan, i))
        return i;
    size_t end = i + 1;
    while (end < i + SEQUENCE_ATOMS) {
        uint32_t code = code_at(atoms, end);
        if (is_trailer(code))
            end++;
        else if (code == JOINER && code_at(atoms, end + 1) && is_base(scan, end + 1))
            end += 2;
        else
            break;
    }
    return end;
}

bool match_emojis(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    (void)type;
    const struct atoms *atoms = &scan->atoms;
    size_t end = emoji_end(scan, i), next = end;
    if (end == i)
        return false;
    while (next > end - 1 && end < i + ROW_ATOMS) {
        size_t at = end < atoms->n && atoms->list[end].kind == ATOM_SPACE ? end + 1 : end;
        next = at < atoms->n ? emoji_end(scan, at) : at;
        if (next == at)
            break;
        end = next;
    }
    f->to = end;
    return true;
}

bool match_keycap(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    (void)type;
    size_t end = code_at(&scan->atoms, i) == 0xFE0F ? i + 1 : i;
    f->to = end + 1;
    return code_at(&scan->atoms, end) == KEYCAP;
}

/* Without what does not change the name. */
static struct span key_of(const struct scan *scan, size_t from, size_t to, char bytes[KEY_BYTES])
{
    size_t n = 0;
    for (size_t i = from; i < to; i++) {
        struct span one = atoms_span(&scan->atoms, i, i + 1);
        if (is_trailer(code_at(&scan->atoms, i)) || n + one.n > KEY_BYTES)
            continue;
        memcpy(bytes + n, one.p, one.n);
        n += one.n;
    }
    return (struct span){bytes, n};
}

const struct entry *emoji_entry(const struct scan *scan, size_t from, size_t to)
{
    char bytes[KEY_BYTES];
    if (!is_flag_letter(code_at(&scan->atoms, from)))
        return dictionary_get(scan->dictionary, key_of(scan, from, to, bytes), SENSE_EMOJI);
    for (size_t i = 0; i < 2; i++)
        bytes[i] = (char)('a' + (code_at(&scan->atoms, from + i) - FLAG_FIRST));
    return dictionary_get(scan->dictionary, (struct span){bytes, 2}, SENSE_FLAG);
}

/* What Unicode's names say of a form, not of a thing: "white heavy check mark". */
static struct span without_style(struct span name)
{
    static const char *const styles[] = {"white ", "black ", "heavy "};
    for (size_t i = 0; i < COUNT_OF(styles); i++)
        if (span_starts(name, styles[i]))
            return without_style(span_slice(name, strlen(styles[i]), name.n));
    return name;
}

struct span emoji_name(const struct scan *scan, size_t from, size_t to, char bytes[CODE_NAME_BYTES])
{
    const struct entry *e = emoji_entry(scan, from, to);
    bool flag = is_flag_letter(code_at(&scan->atoms, from));
    if (!e)
        e = flag ? dictionary_get(scan->dictionary, SPAN(WHITE_FLAG), SENSE_EMOJI)
                 : emoji_entry(scan, from, from + 1);
    if (e || flag)
        return span_of(e ? e->spoken : NULL);
    return without_style((struct span){bytes, code_name(code_at(&scan->atoms, from), bytes)});
}
