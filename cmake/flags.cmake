# SPDX-License-Identifier: GPL-3.0-or-later
# How everything is compiled: warnings are errors, hardened as Debian's own packages are.
if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release)
endif()
add_library(flags INTERFACE)
target_include_directories(flags INTERFACE ${CMAKE_SOURCE_DIR}/src ${CMAKE_SOURCE_DIR}/include)
target_compile_definitions(flags INTERFACE _GNU_SOURCE LISTENPOST_VERSION="${PROJECT_VERSION}"
    LISTENPOST_SOURCE="${CMAKE_SOURCE_DIR}" LISTENPOST_INSTALLED_DATA="${CMAKE_INSTALL_FULL_DATADIR}/listenpost")
target_compile_options(flags INTERFACE -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Werror
    -fstack-protector-strong -fvisibility=hidden)
# Assertions stay on in release builds: a broken internal ends an expendable process.
set(CMAKE_C_FLAGS_RELEASE "-O2 -g")
if(SANITIZE STREQUAL "thread")
    target_compile_options(flags INTERFACE -fsanitize=thread -fno-omit-frame-pointer)
    target_compile_definitions(flags INTERFACE LISTENPOST_SANITIZED)
    target_link_options(flags INTERFACE -fsanitize=thread)
elseif(SANITIZE)
    target_compile_options(flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
    target_compile_definitions(flags INTERFACE LISTENPOST_SANITIZED)
    target_link_options(flags INTERFACE -fsanitize=address,undefined)
else()
    target_compile_options(flags INTERFACE $<$<CONFIG:Release>:-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2>)
    target_link_options(flags INTERFACE -Wl,-z,relro,-z,now)
endif()
if(FUZZ)
    # The fuzzers are blind in code that is not compiled for them.
    target_compile_options(flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
