/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audio/language.h"

/* Two letters of ISO 639-1, three of ISO 639-2/T: the languages of eSpeak NG that have two. */
static const char pairs[][6] = {
    "afafr", "amamh", "anarg", "arara", "asasm", "azaze", "babak", "bebel", "bgbul", "bnben", "bsbos",
    "cacat", "csces", "cvchv", "cycym", "dadan", "dedeu", "elell", "eneng", "eoepo", "esspa", "etest",
    "eueus", "fafas", "fifin", "frfra", "gagle", "gdgla", "gngrn", "guguj", "heheb", "hihin", "hrhrv",
    "hthat", "huhun", "hyhye", "iaina", "idind", "ioido", "isisl", "itita", "jajpn", "kakat", "kkkaz",
    "klkal", "knkan", "kokor", "kukur", "kykir", "lalat", "lbltz", "ltlit", "lvlav", "mimri", "mkmkd",
    "mlmal", "mrmar", "msmsa", "mtmlt", "mymya", "nbnob", "nenep", "nlnld", "nnnno", "nonor", "omorm",
    "orori", "papan", "plpol", "ptpor", "quque", "roron", "rurus", "sdsnd", "sisin", "skslk", "slslv",
    "sqsqi", "srsrp", "svswe", "swswa", "tatam", "tetel", "ththa", "tktuk", "tntsn", "trtur", "tttat",
    "uguig", "ukukr", "ururd", "uzuzb", "vivie", "zhzho",
};

struct span language_iso639_2(struct span tag)
{
    struct span primary = span_slice(tag, 0, span_find_byte(tag, '-'));
    if (primary.n == 3)
        return primary;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (span_equal_nocase(primary, (struct span){pairs[i], 2}))
            return (struct span){pairs[i] + 2, 3};
    return (struct span){0};
}
