#pragma once
// What is read of everybody at once, and names nobody: how it stands just now, and the messages that came and
// went. Over a reader within one moment. Both look at much: keep them off the thread that serves single
// look-ups.
#include "core/view/area_now.h"
#include "core/view/tally.h"
#include "ledger/ledger.h"

namespace klynge {

// Reads every row of worklist and course once.
Result<std::map<Party, PartyNow>> count_now(store::Reader& reader, Instant now);

// How it went with a message. Of those that came here: applied and acknowledged; applied from a copy, and
// answered by another (listened); refused, with complaints; not kept, for want of a legal basis; one that had
// come before. Of letters that were written here: how the post fares (core/post.h); `written`: it is read
// here, and goes nowhere.
enum class MessageState : uint8_t {
  applied = 1,
  listened,
  refused,
  no_basis,
  duplicate,
  waiting,
  awaiting,
  acknowledged,
  in_error,
  written,
};
inline constexpr MessageState all_message_states[] = {
    MessageState::applied,   MessageState::listened, MessageState::refused,  MessageState::no_basis,
    MessageState::duplicate, MessageState::waiting,  MessageState::awaiting, MessageState::acknowledged,
    MessageState::in_error,  MessageState::written};
std::string_view word(MessageState state);  // "applied" "no-basis" "in-error" ...

struct MessageRow {
  Position position = 0;
  bool is_out = false;
  Instant at;  // when it was written down here
  MessageState state{};
  message::MessageNote note;  // sender, receiver, type, complaints; of a duplicate those of the first
  Position first = 0;         // of a duplicate: the one that it repeats
  uint32_t missing = 0;       // messages that its chain names, and that have never come here
  CitizenNumber citizen = 0;  // of a letter that was written here; else 0
  uint16_t letter = 0;        // likewise
};

struct MessagesAsked {
  std::function<bool(Party from, Party to)> shown;  // whose messages
  std::optional<MessageState> state{};              // only these
  bool with_gaps = false;                           // only where an earlier one is missing
  Position before = 0;                              // older than this; 0: from the newest
  size_t limit = 50;
};
struct MessagesSeen {
  std::vector<MessageRow> rows;  // the newest first
  Position next = 0;             // `before` of what is older; 0: there is nothing older
  Instant back_to;               // how far was looked; none: to the beginning
};
// Walks the journal back from `before`. Looks at some thousands of entries at most: where few are wanted, a
// page may be short, or empty, and still have a next one. `record`: as it is now, where it was joined.
Result<MessagesSeen> messages_back(store::Reader& reader, const MessagesAsked& asked,
                                   const std::function<Result<Record>(CitizenNumber)>& record);

}  // namespace klynge
