// room: message
// What is accepted as a journal entry, a fact, a record or sealed texts is written as the very same bytes.
#include "message/journal/entry.h"

#include "require.h"

using namespace klynge;
using namespace klynge::message;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const View bytes = view_of(data, size);
  (void)decode_header(bytes).ok();
  if (const auto entry = decode(bytes)) {
    REQUIRE(encode(*entry) == bytes);
    Bytes shown;
    json::Writer writer(shown);
    write_json(*entry, writer);
    REQUIRE(json::Document::parse(shown).ok());
  }
  if (const auto fact = decode_fact(bytes)) {
    Bytes again;
    encode_fact(*fact, again);
    REQUIRE(again == bytes);
  }
  if (const auto record = decode_record(bytes)) REQUIRE(encode_record(*record) == bytes);
  if (const auto texts = decode_texts(bytes)) REQUIRE(encode_texts(*texts) == bytes);
  return 0;
}
