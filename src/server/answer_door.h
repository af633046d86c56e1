#pragma once
// The door for those without an account: GET and POST /answer/{token}. Each code that is given goes through
// the writer, so that wrong ones are counted on disk and in order; the citizen is looked up, and that is
// noted in the access stream, only after the right one.
#include "server/door.h"

namespace klynge::server {

// `token` is the last part of `request.path`. Called on the server's thread; answers come from any.
void show_answer_link(const DoorParts& parts, Request request, Respond respond, std::string token);
void take_answer(const DoorParts& parts, Request request, Respond respond, std::string token);

// What is answered when a link was made: {"answer":"ok",...,"url","code","until"}.
Response answer_of_link(const Reply& reply, Instant until, const DoorParts& parts);

}  // namespace klynge::server
