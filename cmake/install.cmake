# SPDX-License-Identifier: GPL-3.0-or-later
install(TARGETS listenpost RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY voices web-widget DESTINATION ${CMAKE_INSTALL_DATADIR}/listenpost)
