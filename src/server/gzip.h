#pragma once
// What came compressed (Content-Encoding: gzip, RFC 1952). Pure; any thread.
#include "base/bytes.h"
#include "base/result.h"

namespace klynge::server {

// What it says of its own size unpacked; it may lie. 0 when it is too short to be gzip.
size_t gzip_claims(View packed);

// Packs an answer that is worth it for who accepts gzip. On any thread but the server's own: it takes some
// milliseconds.
struct Response;
void pack(Response& response, View accept_encoding);

// Kind::refused: it would be larger than the limit, and no more than that of it was ever in memory. What is
// not gzip, ends too soon or goes on after its end is not understood.
Result<Bytes> gunzip(View packed, size_t limit_bytes);

}  // namespace klynge::server
