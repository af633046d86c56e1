#include "ledger/survey.h"

#include <algorithm>

#include "ledger/rows.h"

namespace klynge {
namespace {

constexpr size_t entries_looked_at = 5000;

Result<message::JournalEntry> entry_of(store::Reader& reader, Position at) {
  auto bytes = reader.entry(at);
  if (!bytes) return bytes.problem();
  if (!bytes->has_value()) return not_understood("journal", "entry " + std::to_string(at) + " is missing");
  return message::decode(**bytes);
}

template <class Wanted>
const Wanted* fact_of(const message::JournalEntry& entry) {
  for (const Fact& fact : entry.facts)
    if (const auto* wanted = std::get_if<Wanted>(&fact)) return wanted;
  return nullptr;
}

MessageState state_of_letter(const Letter* letter) {
  if (letter == nullptr) return MessageState::written;
  switch (state_of(letter->post)) {
    case PostState::not_by_post:
      return MessageState::written;
    case PostState::waiting:
      return MessageState::waiting;
    case PostState::awaiting:
      return MessageState::awaiting;
    case PostState::acknowledged:
      return MessageState::acknowledged;
    case PostState::in_error:
      return MessageState::in_error;
  }
  return MessageState::written;
}

MessageState state_of_received(const message::JournalEntry& entry) {
  if (entry.header.kind == message::EntryKind::refused) return MessageState::refused;
  if (entry.header.kind == message::EntryKind::no_basis) return MessageState::no_basis;
  // An acknowledgement is never answered; nobody else answers it either.
  const bool is_answered =
      !entry.message->acknowledgement_id.empty() || entry.message->answer == message::Answer::none;
  return is_answered ? MessageState::applied : MessageState::listened;
}

class Walk {
 public:
  Walk(store::Reader& reader, const MessagesAsked& asked,
       const std::function<Result<Record>(CitizenNumber)>& record)
      : reader_(reader), asked_(asked), record_(record) {}

  // None: no message, or not one of those that are asked for.
  Result<std::optional<MessageRow>> row_of(message::JournalEntry entry) {
    using Row = std::optional<MessageRow>;
    if (!entry.message) return Row{};
    MessageRow row;
    row.position = entry.header.position;
    row.at = entry.header.stamp;
    if (const auto* sent = fact_of<LetterSent>(entry)) return ours(std::move(row), entry, *sent);
    if (entry.header.kind == message::EntryKind::command) return Row{};
    row.state = state_of_received(entry);
    if (const auto* repeat = fact_of<DuplicateReceived>(entry)) {
      auto first = entry_of(reader_, repeat->first);
      if (!first) return first.problem();
      if (!first->message) return Row{};
      row.state = MessageState::duplicate;
      row.first = repeat->first;
      row.note = std::move(*first->message);
      row.note.answer = entry.message->answer;
    } else {
      row.note = std::move(*entry.message);
    }
    if (!is_wanted(row)) return Row{};
    if (auto missing = missing_of(entry); !missing)
      return missing.problem();
    else
      row.missing = *missing;
    return asked_.with_gaps && row.missing == 0 ? Row{} : Row{std::move(row)};
  }

 private:
  bool is_wanted(const MessageRow& row) const {
    return (!asked_.state || row.state == *asked_.state) && asked_.shown(row.note.sender, row.note.receiver);
  }

  Result<std::optional<MessageRow>> ours(MessageRow row, const message::JournalEntry& entry,
                                         const LetterSent& sent) {
    if (asked_.with_gaps || !asked_.shown(sent.from, sent.to)) return std::optional<MessageRow>{};
    auto record = record_(entry.header.citizen);
    if (!record) return record.problem();
    const Letter* letter = record->letter_of(sent.message);
    row.is_out = true;
    row.state = state_of_letter(letter);
    row.note = *entry.message;
    row.citizen = record->citizen;
    row.letter = letter == nullptr ? sent.letter : letter->number;
    return is_wanted(row) ? std::optional(std::move(row)) : std::nullopt;
  }

  // What came since is not missing any more.
  Result<uint32_t> missing_of(const message::JournalEntry& entry) {
    if (fact_of<GapSeen>(entry) == nullptr) return 0u;
    auto record = record_(entry.header.citizen);
    if (!record) return record.problem();
    uint32_t missing = 0;
    for (const Fact& fact : entry.facts) {
      const auto* gap = std::get_if<GapSeen>(&fact);
      missing += gap != nullptr && std::ranges::any_of(record->all_courses(), [&](const Course* course) {
                   return std::ranges::find(course->gaps, gap->message) != course->gaps.end();
                 });
    }
    return missing;
  }

  store::Reader& reader_;
  const MessagesAsked& asked_;
  const std::function<Result<Record>(CitizenNumber)>& record_;
};

}  // namespace

std::string_view word(MessageState state) {
  switch (state) {
    case MessageState::applied:
      return "applied";
    case MessageState::listened:
      return "listened";
    case MessageState::refused:
      return "refused";
    case MessageState::no_basis:
      return "no-basis";
    case MessageState::duplicate:
      return "duplicate";
    case MessageState::waiting:
      return "waiting";
    case MessageState::awaiting:
      return "awaiting";
    case MessageState::acknowledged:
      return "acknowledged";
    case MessageState::in_error:
      return "in-error";
    case MessageState::written:
      return "written";
  }
  return "";
}

Result<std::map<Party, PartyNow>> count_now(store::Reader& reader, Instant now) {
  CountNow count(now);
  bool is_readable = true;
  auto courses = reader.all_rows(course_view, course_version, [&](const store::Row& row) {
    auto course = decode_course_row(row.key.list, static_cast<uint16_t>(row.key.key_high), row.bytes);
    if (course) count.add(std::move(*course));
    return is_readable = course.has_value();
  });
  if (!courses) return courses.problem();
  auto duties = reader.all_rows(worklist_view, worklist_version, [&](const store::Row& row) {
    const auto work = read_work_row(row);
    if (work) count.add(*work);
    return is_readable = is_readable && work.has_value();
  });
  if (!duties) return duties.problem();
  if (!is_readable) return not_understood("rows", "a row of a list cannot be read; run klynge verify");
  return std::move(count).done();
}

Result<MessagesSeen> messages_back(store::Reader& reader, const MessagesAsked& asked,
                                   const std::function<Result<Record>(CitizenNumber)>& record) {
  auto last = reader.last_position();
  if (!last) return last.problem();
  MessagesSeen seen;
  Walk walk(reader, asked, record);
  Position at = asked.before == 0 || asked.before > *last ? *last : asked.before - 1;
  for (size_t looked = 0; at != 0 && looked < entries_looked_at && seen.rows.size() < asked.limit;
       ++looked, --at) {
    auto entry = entry_of(reader, at);
    if (!entry) return entry.problem();
    seen.back_to = entry->header.stamp;
    auto row = walk.row_of(std::move(*entry));
    if (!row) return row.problem();
    if (*row) seen.rows.push_back(std::move(**row));
  }
  if (at == 0) seen.back_to = {};
  seen.next = at == 0 ? 0 : at + 1;
  return seen;
}

}  // namespace klynge
