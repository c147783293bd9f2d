/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "speech/speech.h"

static char folder[] = "/tmp/listenpost-data-XXXXXX";

/* A file of the made-up engine's data, always as old. */
static void put(const char *name, const char *text, time_t changed)
{
    char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    check_true(file != NULL);
    fputs(text, file);
    fclose(file);
    const struct timespec times[2] = {{.tv_sec = changed}, {.tv_sec = changed}};
    check_number(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void take_away(const char *name)
{
    char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    check_number(unlink(path), 0);
}

static void key_of(char key[KEY_HEX + 1])
{
    struct error err = {0};
    check_true(speech_data_digest(folder, key, &err));
}

static void check_changed(bool changed)
{
    static char last[KEY_HEX + 1];
    char now[KEY_HEX + 1];
    key_of(now);
    check_number(strcmp(now, last) != 0, changed);
    memcpy(last, now, sizeof last);
}

static void the_digest_changes_with_each_file_and_with_nothing_else(void)
{
    put("phondata", "sounds", 1000);
    put("lang/en_dict", "words", 1000);
    check_changed(true);
    check_changed(false);
    put("lang/en_dict", "more words", 1000);
    check_changed(true);
    put("lang/en_dict", "MORE WORDS", 2000);
    check_changed(true);
    put("lang/en_dict", "MORE WORDS", 2000);
    check_changed(false);
    put("lang/fr_dict", "mots", 1000);
    check_changed(true);
    take_away("lang/fr_dict");
    put("lang/fx_dict", "mots", 1000);
    check_changed(true);
    take_away("lang/fx_dict");
    take_away("lang/en_dict");
    take_away("phondata");
}

static void a_folder_without_data_is_an_error(void)
{
    struct error err = {0};
    char key[KEY_HEX + 1];
    check_true(!speech_data_digest(folder, key, &err));
    check_number(err.code, ERROR_INTERNAL);
    check_true(!speech_data_digest("/nonexistent", key, &err));
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(the_digest_changes_with_each_file_and_with_nothing_else),
        CHECK(a_folder_without_data_is_an_error),
    };
    char inner[200];
    if (!mkdtemp(folder))
        return 2;
    snprintf(inner, sizeof inner, "%s/lang", folder);
    mkdir(inner, 0700);
    int status = check_main(argc, argv, checks, COUNT_OF(checks));
    rmdir(inner);
    rmdir(folder);
    return status;
}
