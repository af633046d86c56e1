// room: message
// Any bytes are XML that becomes JSON, or a complaint with its place. What became JSON is JSON; and where it
// is also FHIR that can be written as XML, reading that again says the same.
#include "message/fhir_xml.h"

#include "require.h"

using namespace klynge;
using namespace klynge::message;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto first = json_from_xml(view_of(data, size));
  if (!first) {
    REQUIRE(first.problem().where.starts_with("line "));
    return 0;
  }
  const auto document = json::Document::parse(*first);
  if (!document) {  // an id that is an attribute and an element: two members of one name
    REQUIRE(document.problem().what.find("written twice") != std::string::npos ||
            document.problem().what.find("nested deeper") != std::string::npos);
    return 0;
  }
  const auto written = xml_from_json(document->root());
  if (!written) return 0;
  const auto again = json_from_xml(*written);
  REQUIRE(again.ok());
  const auto twice = xml_from_json(json::Document::parse(*again)->root());
  REQUIRE(twice.ok() && *twice == *written);
  return 0;
}
