#pragma once
// The pages behind an answer link: for one person of a party without an account, once. Until the right code
// was given nothing of the citizen or the duty is on them. No scripts, nothing fetched but the style sheet.
// Pure; any thread.
#include "server/http.h"
#include "server/picture.h"

namespace klynge::server {

struct AnswerFrame {
  Tongue tongue = Tongue::danish;
  std::string path;     // of the link, for the forms and the other language
  PartyPicture holder;  // whom to call; none: not known
  bool demonstration = false;
  Instant now;
};

// Why a link is not answered by.
enum class LinkEnd : uint8_t { unknown, over, locked, not_now };

Response link_ended_page(const AnswerFrame& frame, LinkEnd end);
// `tries_left`: after a wrong code; none: nobody has tried yet.
Response code_page(const AnswerFrame& frame, std::optional<uint16_t> tries_left);

struct OfferedDuty {
  Identity identity;
  DutyPicture duty;
  std::string text;  // of the offer
  std::string pass;
  // What was given before, when something of it was missing.
  bool incomplete = false;
  std::string name = {}, phone = {}, words = {};
};
Response offered_page(const AnswerFrame& frame, const OfferedDuty& offered);
Response answered_page(const AnswerFrame& frame, bool accepted);

}  // namespace klynge::server
