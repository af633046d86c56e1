// room: message
// Any bytes are read to an answer; every answer that can be quoted becomes an acknowledgement that is JSON
// and that nobody acknowledges.
#include "message/message.h"

#include "require.h"

using namespace klynge;
using namespace klynge::message;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const Reading reading = read(view_of(data, size));
  REQUIRE((reading.notification || reading.letter) == (reading.answer == Answer::ok));
  REQUIRE(!reading.notification || !reading.letter);
  REQUIRE(reading.answer != Answer::fatal_error || reading.has_error());
  for (const Issue& issue : reading.issues) REQUIRE(!issue.rule.empty() && !issue.text.empty());
  REQUIRE(json::Document::parse(write_outcome(reading.issues)).ok());
  if (!reading.header) return 0;
  REQUIRE(content_digest(reading).size() == 32);
  const AcknowledgementIds ids{.bundle_id = "0b6f0b6e-36a5-4c1c-9f38-0f3a5a6f0001",
                               .message_id = "0b6f0b6e-36a5-4c1c-9f38-0f3a5a6f0002",
                               .provenance_id = "0b6f0b6e-36a5-4c1c-9f38-0f3a5a6f0003",
                               .outcome_id = "0b6f0b6e-36a5-4c1c-9f38-0f3a5a6f0004",
                               .now = {1'795'000'000'000'000}};
  const Answer answer = reading.answer == Answer::none ? Answer::fatal_error : reading.answer;
  const Reading acknowledgement = read(write_acknowledgement(reading, answer, reading.issues, ids));
  REQUIRE(acknowledgement.document);
  REQUIRE(acknowledgement.answer == Answer::none);
  REQUIRE(acknowledgement.header && acknowledgement.header->message_id == ids.message_id);
  REQUIRE(reading.answer != Answer::ok || !acknowledgement.has_error());
  return 0;
}
