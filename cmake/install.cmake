# SPDX-License-Identifier: GPL-3.0-or-later
# What 'cmake --install' lays out: program, library with CMake package and pkg-config file, data, man page.
include(CMakePackageConfigHelpers)

add_library(listenpost_library SHARED src/library.c)
set_target_properties(listenpost_library PROPERTIES OUTPUT_NAME listenpost EXPORT_NAME listenpost
    VERSION ${PROJECT_VERSION} SOVERSION 0)
target_link_libraries(listenpost_library PRIVATE core)
# A map, for libexttextcat exports the linker's own names (_end and the like), and with it we would.
target_link_options(listenpost_library PRIVATE -Wl,--exclude-libs,ALL
    -Wl,--version-script=${CMAKE_CURRENT_SOURCE_DIR}/cmake/listenpost.map)
target_include_directories(listenpost_library INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)

install(TARGETS listenpost RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS listenpost_library EXPORT listenpost LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/listenpost DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY voices web-widget DESTINATION ${CMAKE_INSTALL_DATADIR}/listenpost)
install(FILES docs/listenpost.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/listenpost)
install(EXPORT listenpost FILE listenpost-config.cmake NAMESPACE listenpost:: DESTINATION ${package_dir})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/listenpost-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/listenpost-config-version.cmake DESTINATION ${package_dir})
configure_file(cmake/listenpost.pc.in ${CMAKE_BINARY_DIR}/listenpost.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/listenpost.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
