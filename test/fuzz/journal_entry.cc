// Any bytes as an entry, a fact, a record and sealed texts: refused, or canonical.
#include <cstdlib>

#include "message/journal/entry.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace klynge;
  const View bytes(reinterpret_cast<const char*>(data), size);
  if (const auto entry = message::decode(bytes); entry.ok()) {
    if (message::encode(*entry) != bytes) std::abort();
    Bytes shown;
    json::Writer writer(shown);
    message::write_json(*entry, writer);
  }
  if (const auto fact = message::decode_fact(bytes); fact.ok()) {
    Bytes again;
    message::encode_fact(*fact, again);
    if (again != bytes) std::abort();
  }
  if (const auto record = message::decode_record(bytes); record.ok()) {
    if (message::encode_record(*record) != bytes) std::abort();
  }
  if (const auto texts = message::decode_texts(bytes); texts.ok()) {
    if (message::encode_texts(*texts) != bytes) std::abort();
  }
  return 0;
}
