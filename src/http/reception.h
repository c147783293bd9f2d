/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the library's callbacks arrive: a connection comes and goes, a request's header and body come in, its
 * route's handler is called, it ends. */
#ifndef HTTP_RECEPTION_H
#define HTTP_RECEPTION_H

#include <microhttpd.h>

void reception_connection(void *server, struct MHD_Connection *connection, void **guest,
                          enum MHD_ConnectionNotificationCode what);
void *reception_target(void *server, const char *target, struct MHD_Connection *connection);
size_t reception_unescape(void *server, struct MHD_Connection *connection, char *text);
enum MHD_Result reception_request(void *server, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *body, size_t *nbody,
                                  void **exchange);
void reception_end(void *server, struct MHD_Connection *connection, void **exchange,
                   enum MHD_RequestTerminationCode how);

#endif
