// room: message
// Any bytes are read to an answer; every answer that can be quoted becomes an acknowledgement that is JSON
// and that nobody acknowledges.
#include "message/message.h"
#include "message/care_communication_write.h"

#include "require.h"

using namespace klynge;
using namespace klynge::message;

// Whatever letter is accepted can be answered and forwarded, and what is written is a letter too.
static void answer_letter(const Reading& reading) {
  const MakeId id = [](uint32_t n) {
    std::string number = std::to_string(n);
    return "0b6f0b6e-36a5-4c1c-9f38-" + std::string(12 - number.size(), '0') + number;
  };
  for (const LetterKind kind : {LetterKind::reply, LetterKind::forward}) {
    LetterContent content;
    content.kind = kind;
    content.from = {"", "953741000016009", "5790001348120", "A"};
    content.to = {"", "265161000016000", "5790000209354", "B"};
    content.category = "discharge";
    content.text = content.given = content.family = content.role = content.phone = "1";
    content.before = &reading;
    REQUIRE(!fault_of(content));
    const Bytes written = write_care_communication(content, id, {1'795'000'000'000'000});
    REQUIRE(json::Document::parse(written).ok());
    const auto again =
        put_in_envelope(written, "0b6f0b6e-36a5-4c1c-9f38-0f3a5a6f0001", {1'795'000'001'000'000});
    REQUIRE(again.ok());
    const Reading read_again = read(*again);
    REQUIRE(read_again.header && read_again.type == (kind == LetterKind::reply ? "CC reply" : "CC forward"));
  }
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const Reading reading = read(view_of(data, size));
  REQUIRE((reading.notification || reading.letter || reading.observation) == (reading.answer == Answer::ok));
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
  if (reading.letter) answer_letter(reading);
  return 0;
}
