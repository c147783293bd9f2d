/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options.h"

#include <getopt.h>
#include <string.h>

const struct own_option own_options[] = {
    {"output", 'o', "FILE", offsetof(struct arguments, output),
     "where the audio goes: .mp3, .wav, .flac, .opus or .ogg by the ending; - is standard output (MP3); a "
     "folder, "
     "or a name ending in /, takes a file an input"},
    {"format", 'f', "FORMAT", offsetof(struct arguments, format),
     "of the files in a folder: mp3 (default), wav, flac, opus or ogg"},
    {"force", 'a', NULL, offsetof(struct arguments, force), "make what is up to date in a folder anew, too"},
    {"title", 't', "TEXT", offsetof(struct arguments, title),
     "title to speak and to write into the file's tags"},
    {"marks", 'm', "FILE", offsetof(struct arguments, marks),
     "also write the times of all words and sentences: .json, or .jsonl as Polly's speech marks; with a "
     "folder json or jsonl"},
    {"captions", 'b', "FILE", offsetof(struct arguments, captions),
     "also write what is said with its times, as WebVTT: .vtt; with a folder vtt"},
    {"chapters", 'p', "FILE", offsetof(struct arguments, chapters),
     "also write where the headings are spoken: .vtt, or .json as podcast players read it; with a folder vtt "
     "or json"},
    {"lexicon", 'x', "FILE", offsetof(struct arguments, lexicon),
     "how words of yours are said: lines of a word, a tab and how to say it, or W3C PLS (docs/lexicons.md)"},
    {"json", 'j', NULL, offsetof(struct arguments, json), "print JSON; of speak, a report on what was made"},
    {"explain", 'e', NULL, offsetof(struct arguments, explain),
     "every piece of the page, kept or dropped, with the rule that decided"},
    {"cover", 'i', "FILE", offsetof(struct arguments, cover),
     "JPEG or PNG picture to write into an MP3's tags; 'page' fetches the one that the page names"},
    {"why", 'w', "[=all]", offsetof(struct arguments, why),
     "for each expression its place, class, rule, what is written and what is said; 'all' lists plain words, "
     "too"},
    {"lines", 'l', NULL, offsetof(struct arguments, lines),
     "filter: each line of standard input becomes one spoken line (language from --lang)"},
    {"sentences", 's', NULL, offsetof(struct arguments, sentences),
     "filter: each line of standard input is {\"lang\",\"text\"}, each line out an array of its sentences"},
    {"quiet", 'q', NULL, offsetof(struct arguments, quiet), "no progress bar and no summary"},
    {"measure", 'g', NULL, offsetof(struct arguments, measure),
     "say a text with each voice, print how loud it is and the gain that would make it -19 LUFS"},
    {"write", 'u', NULL, offsetof(struct arguments, write), "write that gain into the voices' files"},
    {"make-key", 'k', NULL, offsetof(struct arguments, make_key),
     "print a new key and end: of serve an API key with the line for the settings file, of sign what the "
     "file of a key holds"},
    {"key-file", 'y', "FILE", offsetof(struct arguments, key_file),
     "the key to sign with: a line ID:SECRET that only its owner may read"},
    {"expires", 'r', "TIME", offsetof(struct arguments, expires),
     "how long the address is valid from now: a number of s, m, h or d, such as 1h; or, with @ before it, "
     "seconds since 1970"},
    {"to", 'd', "BYTES", offsetof(struct arguments, to),
     "of gc: how much is left, instead of cache_max_bytes"},
    {"check", 'n', NULL, offsetof(struct arguments, check),
     "look at all settings and what they name, print a line on each, and end: 0 all is well, 2 something is "
     "wrong"},
    {"config", 'c', "FILE", offsetof(struct arguments, config_file),
     "read settings from FILE (lines 'name = value')"},
    {"help", 'h', NULL, offsetof(struct arguments, help), "print this and end"},
};
const size_t nown_options = COUNT_OF(own_options);

bool option_listed(const char *names, const char *name)
{
    struct span rest = span_of(names), one;
    while (span_split(&rest, ' ', &one))
        if (span_is(one, name) || span_is(one, "*"))
            return true;
    return false;
}

bool option_taken(const struct command *command, const struct own_option *o)
{
    return strcmp(o->name, "config") == 0 || strcmp(o->name, "help") == 0 ||
           option_listed(command->options, o->name);
}

char *option_dashed(const char *name)
{
    char *copy = strdup(name);
    for (char *c = copy; *c; c++)
        if (*c == '_')
            *c = '-';
    return copy;
}

int option_argument_kind(const struct own_option *o)
{
    return !o->argument ? no_argument : o->argument[0] == '[' ? optional_argument : required_argument;
}
