#pragma once
// An attachment, or a message, as a file to keep. What another system sent is never shown as if it were ours:
// a type that the standard has or none in particular, saved instead of opened (RFC 6266), never guessed at,
// and without any rights where somebody opens it all the same. Pure; any thread.
#include "ledger/lookup.h"
#include "server/http.h"

namespace klynge::server {

Response file_of(AttachmentSeen attachment);
// The same of a message as it came: "message-17.json".
Response file_of(RawMessage message, Position entry);

// A name that is safe on any disk: no folders, no control or reserved characters, no leading dots, at most
// 100 octets of UTF-8 with the ending that belongs to the type. "attachment" where nothing is left of it.
std::string safe_file_name(View title, View content_type);

// attachment; filename="Plan.pdf"; filename*=UTF-8''Plan.pdf
std::string disposition_of(View file_name);

}  // namespace klynge::server
