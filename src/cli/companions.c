/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/companions.h"

#include <errno.h>
#include <string.h>

typedef void (*printer)(const struct post *, const struct timeline *, struct buf *);

/* The forms of each companion by the ending of its name; the first is that of standard output. */
static const struct form {
    size_t offset; /* of its name in struct arguments */
    const char *option, *ending;
    printer print;
} forms[] = {
    {offsetof(struct arguments, marks), "--marks", "json", marks_print_json},
    {offsetof(struct arguments, marks), "--marks", "jsonl", marks_print_lines},
    {offsetof(struct arguments, captions), "--captions", "vtt", captions_print_vtt},
    {offsetof(struct arguments, chapters), "--chapters", "vtt", chapters_print_vtt},
    {offsetof(struct arguments, chapters), "--chapters", "json", chapters_print_json},
};

static const char *name_of(const struct arguments *arguments, const struct form *form)
{
    return *(char *const *)((const char *)arguments + form->offset);
}

static bool has_form(const char *name, const struct form *form)
{
    return strcmp(name, "-") == 0 || span_is_nocase(file_ending(name), form->ending);
}

/* The form a name asks for, from the first of its option's on; NULL: none of them. */
static const struct form *form_of(const struct arguments *arguments, const struct form *first)
{
    for (const struct form *f = first; f < forms + COUNT_OF(forms) && f->offset == first->offset; f++)
        if (has_form(name_of(arguments, f), f))
            return f;
    return NULL;
}

static bool first_of_option(size_t i)
{
    return i == 0 || forms[i].offset != forms[i - 1].offset;
}

static bool check_one(const struct arguments *arguments, size_t i, const char *audio, struct error *err)
{
    const char *name = name_of(arguments, &forms[i]);
    if (audio && strcmp(name, audio) == 0)
        return error_set(err, ERROR_USAGE, "audio and %s cannot both go to %s", forms[i].option, name);
    for (size_t k = 0; k < i; k++)
        if (first_of_option(k) && name_of(arguments, &forms[k]) &&
            strcmp(name_of(arguments, &forms[k]), name) == 0)
            return error_set(err, ERROR_USAGE, "%s and %s cannot both go to %s", forms[k].option,
                             forms[i].option, name);
    if (form_of(arguments, &forms[i]))
        return true;
    bool two = i + 1 < COUNT_OF(forms) && !first_of_option(i + 1);
    return error_set(err, ERROR_USAGE, "%s %s: name it .%s%s%s", forms[i].option, name, forms[i].ending,
                     two ? " or ." : "", two ? forms[i + 1].ending : "");
}

bool companions_check(const struct arguments *arguments, const char *audio, struct error *err)
{
    for (size_t i = 0; i < COUNT_OF(forms); i++)
        if (first_of_option(i) && name_of(arguments, &forms[i]) && !check_one(arguments, i, audio, err))
            return false;
    return true;
}

static bool write_file(const char *name, const struct buf *text, struct error *err)
{
    struct file_new file;
    if (strcmp(name, "-") == 0)
        return print_out(text, err);
    if (!file_new_open(&file, name, err))
        return false;
    if (!file_write_all(file.fd, text->p, text->n)) {
        error_set(err, ERROR_OUTPUT, "%s: %s", name, strerror(errno));
        file_new_abandon(&file);
        return false;
    }
    return file_new_commit(&file, false, err);
}

bool companions_write(const struct arguments *arguments, const struct post *post,
                      const struct timeline *timeline, struct error *err)
{
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        if (!first_of_option(i) || !name_of(arguments, &forms[i]))
            continue;
        struct buf text = BUF_EMPTY;
        form_of(arguments, &forms[i])->print(post, timeline, &text);
        bool ok = write_file(name_of(arguments, &forms[i]), &text, err);
        buf_finish(&text);
        if (!ok)
            return false;
    }
    return true;
}
