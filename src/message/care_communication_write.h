#pragma once
// CareCommunication 5.0 as it is written here: from a letter's content and ids to the Bundle. Pure: the same
// content, ids and time give the same bytes, whenever and wherever.
//
// What was written is kept as it is (ledger/post.h). Each sending puts it into an envelope of its own: only
// Bundle.id, Bundle.timestamp and the times of the letter's own Provenance differ, and content_digest() does
// not see them. A reply keeps everything of the letter it answers, unchanged, but the data of attachments
// (rule 6); a forward keeps them, and leaves out a segment together with the Provenance that brought it (rule
// 15).
#include <functional>

#include "message/message.h"

namespace klynge::message {

struct Attachment {
  std::string title, content_type;
  std::string data, url;  // base64, or an address
  std::string creation;   // or ""
};

struct LetterContent {
  LetterKind kind = LetterKind::first;
  Organisation from, to;  // with SOR id and location number; `id` is not read
  std::string category, topic, priority;
  std::string text;
  std::vector<Attachment> attachments;
  std::string given, family, role, phone;  // who sends it
  bool sender_in_particular = false;       // the answer goes to who sends it, and not to the unit
  // Of a letter that begins a thread; a reply's is the specific sender of what it answers.
  std::optional<Correspondent> recipient;
  std::vector<PatientNumber> numbers;
  std::string citizen_family, citizen_given;
  std::vector<EpisodeId> episodes;
  // What it answers or forwards. REQUIRES: `before->letter`; alive while it is written.
  const Reading* before = nullptr;
  // Of a forward: ids of the messages that do not go with it, with all that they brought: an attachment never
  // goes alone.
  std::vector<std::string> left_out;
};

// Why it cannot be written; none when it can: somebody is not named, a category is none, a topic is missing
// with "other", a priority stands beside another category than regarding-referral, an attachment is of a kind
// that is not sent or has no title or content, or nothing but attachments would be forwarded. `where` names
// the member.
std::optional<Problem> fault_of(const LetterContent& content);

using MakeId = std::function<std::string(uint32_t n)>;  // UUID text, one for each n
inline constexpr uint32_t message_id_n = 1,
                          thread_id_n = 2;  // MessageHeader.id; the thread's where it begins one

// In JSON. REQUIRES: no fault.
Bytes write_care_communication(const LetterContent& content, const MakeId& id, Instant now);

// What was written, in an envelope of its own. Problem: these are not the bytes of a letter.
Result<Bytes> put_in_envelope(View letter, View envelope_id, Instant now, bool as_xml = false);

}  // namespace klynge::message
