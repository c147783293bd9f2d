# SPDX-License-Identifier: GPL-3.0-or-later
# Every foreign library, all from Debian (tools/install-dependencies).
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
pkg_check_modules(foreign REQUIRED IMPORTED_TARGET espeak-ng sndfile libmicrohttpd gumbo libcurl jansson libseccomp nettle
    libebur128 libcmark-gfm zlib soxr libexttextcat expat)
find_library(lame_library mp3lame REQUIRED)
find_library(unistring_library unistring REQUIRED)
find_library(cmark_gfm_extensions_library cmark-gfm-extensions REQUIRED)
find_path(fingerprints_folder en.lm PATHS /usr/share PATH_SUFFIXES libexttextcat REQUIRED)
add_library(libraries INTERFACE)
target_compile_definitions(libraries INTERFACE LISTENPOST_FINGERPRINTS="${fingerprints_folder}")
target_link_libraries(libraries INTERFACE PkgConfig::foreign ${lame_library} ${unistring_library}
    ${cmark_gfm_extensions_library} Threads::Threads m)
