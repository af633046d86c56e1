// room: base
// One value has exactly one encoding: what is read as whole and canonical is written as the very same bytes.
#include "base/bytes.h"

#include "require.h"

using namespace klynge;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const View bytes = view_of(data, size);
  FieldReader reader(bytes);
  Bytes again;
  FieldWriter writer(again);
  while (reader.next()) {
    if (reader.is_bytes()) {
      writer.item(reader.number(), reader.as_bytes());
    } else {
      writer.number(reader.number(), reader.as_number());
    }
  }
  REQUIRE(!reader.ok() || again == bytes);
  return 0;
}
