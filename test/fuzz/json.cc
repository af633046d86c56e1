// room: base
// A document that is accepted is written, and what is written is read again as the same.
#include "base/json.h"

#include "require.h"

using namespace klynge;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto document = json::Document::parse(view_of(data, size));
  if (!document) {
    REQUIRE(!document.problem().what.empty());
    return 0;
  }
  std::string once, twice;
  json::write(document->root(), once);
  const auto again = json::Document::parse(once);
  REQUIRE(again.ok());
  json::write(again->root(), twice);
  REQUIRE(once == twice);
  return 0;
}
