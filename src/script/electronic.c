/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where addresses, paths, file names and identifiers begin and end. None reaches over white space; all are
 * bounded, so that matching stays linear. */
#include <string.h>

#include "script/element.h"

enum { ATOMS_MOST = 200, LABELS_MOST = 64 };

static bool wordlike(const struct scan *scan, size_t i)
{
    return atom_is_wordlike(&scan->atoms, i);
}

static bool mark_in(const struct scan *scan, size_t i, const char *marks)
{
    const struct atom *atom = &scan->atoms.list[i];
    return i < scan->atoms.n && atom->kind == ATOM_MARK && atom->code < 0x80 && atom->code &&
           strchr(marks, (int)atom->code);
}

static size_t run_of(const struct scan *scan, size_t i, const char *marks, size_t most)
{
    size_t end = i;
    while (end < i + most && (wordlike(scan, end) || mark_in(scan, end, marks)))
        end++;
    return end;
}

/* Punctuation at the end belongs to the sentence. */
static size_t without_tail(const struct scan *scan, size_t from, size_t end)
{
    while (end > from && mark_in(scan, end - 1, ".,;:!?'\"-"))
        end--;
    return end;
}

static size_t path_end(const struct scan *scan, size_t i)
{
    return without_tail(scan, i, run_of(scan, i, "/._-~%+=&?#:@,;!*$", ATOMS_MOST));
}

bool match_url(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    (void)type;
    size_t at = i;
    if (atom_is_mark(&scan->atoms, i + 1, ':') && atom_is_mark(&scan->atoms, i + 2, '/') &&
        atom_is_mark(&scan->atoms, i + 3, '/'))
        at = i + 4;
    else if (!span_is_nocase(atoms_span(&scan->atoms, i, i + 1), "www") ||
             !atom_is_mark(&scan->atoms, i + 1, '.'))
        return false;
    f->to = path_end(scan, at);
    return f->to > at;
}

bool match_email(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    (void)type;
    size_t at = run_of(scan, i, "._-+%&'", LABELS_MOST);
    if (!atom_is_mark(&scan->atoms, at, '@') || !wordlike(scan, at + 1))
        return false;
    size_t end = run_of(scan, at + 1, ".-", LABELS_MOST);
    bool dotted = false;
    for (size_t j = at + 1; j + 1 < end; j++)
        dotted |= atom_is_mark(&scan->atoms, j, '.') && wordlike(scan, j + 1);
    if (dotted && atom_is_mark(&scan->atoms, end, '/'))
        end = path_end(scan, end);
    f->to = without_tail(scan, i, end);
    return dotted;
}

bool match_host(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    (void)type;
    size_t end = without_tail(scan, i, run_of(scan, i, ".-", LABELS_MOST)), labels_end = 0;
    for (size_t j = i + 2; j < end; j++) {
        bool last = j + 1 == end || !mark_in(scan, j + 1, "-");
        if (atom_is_mark(&scan->atoms, j - 1, '.') && wordlike(scan, j) && last && !wordlike(scan, j + 1) &&
            dictionary_get(scan->dictionary, atoms_span(&scan->atoms, j, j + 1), SENSE_HOST))
            labels_end = j + 1;
    }
    if (labels_end == 0 || (labels_end < end && atom_is_mark(&scan->atoms, labels_end, '.')))
        return false;
    if (mark_in(scan, labels_end, "/:") && wordlike(scan, labels_end + 1))
        labels_end = path_end(scan, labels_end);
    f->to = labels_end;
    return true;
}

bool match_path(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    (void)type;
    bool free_standing = i == 0 || scan->atoms.list[i - 1].kind == ATOM_SPACE || mark_in(scan, i - 1, "(\"'");
    if (!free_standing || !mark_in(scan, i, "/.~"))
        return false;
    size_t end = without_tail(scan, i, run_of(scan, i, "/._-~+", ATOMS_MOST)), slashes = 0, words = 0;
    for (size_t j = i; j < end; j++) {
        slashes += atom_is_mark(&scan->atoms, j, '/');
        words += wordlike(scan, j);
    }
    f->to = end;
    return words > 0 && slashes > 0 && (slashes > 1 || !atom_is_mark(&scan->atoms, i, '.')) &&
           scan->atoms.list[i + 1].kind != ATOM_DIGITS;
}

/* C:\Users\me, \\server\share */
bool match_drive(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    (void)type;
    bool free_standing = i == 0 || scan->atoms.list[i - 1].kind == ATOM_SPACE || mark_in(scan, i - 1, "(\"'");
    bool letter = scan->atoms.list[i].kind == ATOM_WORD && scan->atoms.list[i].bytes == 1;
    size_t at = i + (letter && atom_is_mark(&scan->atoms, i + 1, ':') ? 2 : 0);
    if (!free_standing || !atom_is_mark(&scan->atoms, at, '\\'))
        return false;
    f->to = without_tail(scan, at, run_of(scan, at, "\\._-~+%$", ATOMS_MOST));
    return f->to > at + 1 && wordlike(scan, f->to - 1) && (at > i || atom_is_mark(&scan->atoms, i + 1, '\\'));
}

bool match_file(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    (void)type;
    size_t end = without_tail(scan, i, run_of(scan, i, "/._-", LABELS_MOST));
    if (end < i + 3 || !atom_is_mark(&scan->atoms, end - 2, '.'))
        return false;
    f->to = end;
    f->entry = dictionary_get(scan->dictionary, atoms_span(&scan->atoms, end - 1, end), SENSE_FILETYPE);
    return f->entry != NULL;
}

bool match_handle(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    (void)type;
    if (!atom_is_mark(&scan->atoms, i, '@') || (i > 0 && wordlike(scan, i - 1)) ||
        scan->atoms.list[i + 1].kind != ATOM_WORD)
        return false;
    f->to = without_tail(scan, i + 1, run_of(scan, i + 1, "_", LABELS_MOST));
    return true;
}

bool match_identifier(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    (void)type;
    size_t end = run_of(scan, i, "_.", LABELS_MOST), at = i;
    bool underscore = false;
    for (; at < end; at++)
        underscore |= at > i && atom_is_mark(&scan->atoms, at, '_');
    end = without_tail(scan, i, end);
    bool call = atom_is_mark(&scan->atoms, end, '(') && atom_is_mark(&scan->atoms, end + 1, ')');
    f->to = call ? end + 2 : end;
    return (underscore && wordlike(scan, end - 1)) || call;
}
