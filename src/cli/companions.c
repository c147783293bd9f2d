/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/companions.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef void (*printer)(const struct post *, const struct timeline *, struct buf *);

/* The forms of each companion by the ending of its name; the first is that of standard output. */
static const struct form {
    size_t offset, option_offset; /* of its name in struct companions and in struct arguments */
    const char *option, *ending;
    const char *beside; /* behind the stem, beside the audio */
    printer print;
} forms[] = {
#define OF(name) offsetof(struct companions, name), offsetof(struct arguments, name), "--" #name
    {OF(marks), "json", ".json", marks_print_json},
    {OF(marks), "jsonl", ".jsonl", marks_print_lines},
    {OF(captions), "vtt", ".vtt", captions_print_vtt},
    {OF(chapters), "vtt", ".chapters.vtt", chapters_print_vtt},
    {OF(chapters), "json", ".chapters.json", chapters_print_json},
#undef OF
};

static char **name_in(struct companions *c, const struct form *form)
{
    return (char **)((char *)c + form->offset);
}

static const char *name_of(const struct companions *c, const struct form *form)
{
    return *(char *const *)((const char *)c + form->offset);
}

static const char *option_of(const struct arguments *arguments, const struct form *form)
{
    return *(char *const *)((const char *)arguments + form->option_offset);
}

static bool first_of_option(size_t i)
{
    return i == 0 || forms[i].offset != forms[i - 1].offset;
}

/* The form that an ending asks for, from the first of its option's on; NULL: none of them. */
static const struct form *form_of(const struct form *first, struct span ending)
{
    for (const struct form *f = first; f < forms + COUNT_OF(forms) && f->offset == first->offset; f++)
        if (span_is_nocase(ending, f->ending))
            return f;
    return NULL;
}

static const struct form *form_of_name(const struct form *first, const char *name)
{
    return strcmp(name, "-") == 0 ? first : form_of(first, file_ending(name));
}

static bool refuse_form(size_t i, const char *given, const char *how, const char *between, struct error *err)
{
    bool two = i + 1 < COUNT_OF(forms) && !first_of_option(i + 1);
    return error_set(err, ERROR_USAGE, "%s %s: %s%s%s%s", forms[i].option, given, how, forms[i].ending,
                     two ? between : "", two ? forms[i + 1].ending : "");
}

static bool check_one(const struct companions *c, size_t i, const char *audio, struct error *err)
{
    const char *name = name_of(c, &forms[i]);
    if (audio && strcmp(name, audio) == 0)
        return error_set(err, ERROR_USAGE, "audio and %s cannot both go to %s", forms[i].option, name);
    for (size_t k = 0; k < i; k++)
        if (first_of_option(k) && name_of(c, &forms[k]) && strcmp(name_of(c, &forms[k]), name) == 0)
            return error_set(err, ERROR_USAGE, "%s and %s cannot both go to %s", forms[k].option,
                             forms[i].option, name);
    return form_of_name(&forms[i], name) || refuse_form(i, name, "name it .", " or .", err);
}

bool companions_named(struct companions *c, const struct arguments *arguments, const char *audio,
                      struct error *err)
{
    *c = (struct companions){0};
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        const char *name = option_of(arguments, &forms[i]);
        if (!first_of_option(i) || !name)
            continue;
        *name_in(c, &forms[i]) = strdup(name);
        if (!check_one(c, i, audio, err))
            return false;
    }
    return true;
}

bool companions_beside(struct companions *c, const struct arguments *arguments, const char *stem,
                       struct error *err)
{
    *c = (struct companions){0};
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        const char *ending = option_of(arguments, &forms[i]);
        if (!first_of_option(i) || !ending)
            continue;
        const struct form *form = form_of(&forms[i], span_of(ending));
        if (!form)
            return refuse_form(i, ending, "with a folder give ", " or ", err);
        if (asprintf(name_in(c, form), "%s%s", stem, form->beside) < 0)
            memory_exhausted();
    }
    return true;
}

void companions_finish(struct companions *c)
{
    free(c->marks);
    free(c->captions);
    free(c->chapters);
    *c = (struct companions){0};
}

size_t companions_list(const struct companions *c, const char *names[COMPANIONS_MOST])
{
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(forms); i++)
        if (first_of_option(i) && name_of(c, &forms[i]))
            names[n++] = name_of(c, &forms[i]);
    return n;
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

bool companions_write(const struct companions *c, const struct post *post, const struct timeline *timeline,
                      struct error *err)
{
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        const char *name = name_of(c, &forms[i]);
        if (!first_of_option(i) || !name)
            continue;
        struct buf text = BUF_EMPTY;
        form_of_name(&forms[i], name)->print(post, timeline, &text);
        bool ok = write_file(name, &text, err);
        buf_finish(&text);
        if (!ok)
            return false;
    }
    return true;
}
