// Verbs and the clock: what people and time ask of a record.
#include <algorithm>

#include "ledger/ledger_impl.h"

namespace klynge {
namespace {

constexpr uint16_t request_view = 4;  // API ids by age, so that old ones can be dropped in order
constexpr Duration request_ids_kept = days(30);
constexpr Duration quarantine_kept = days(30);
constexpr Duration look_again = minutes(1);

uint64_t last_64(const Key& key) {
  uint64_t value = 0;
  for (size_t i = 8; i < 16; ++i) value = value << 8 | key.octets[i];
  return value;
}

Key key_of(uint64_t high, uint64_t low) {
  Key key;
  for (size_t i = 0; i < 8; ++i) {
    key.octets[i] = static_cast<uint8_t>(high >> (56 - 8 * i));
    key.octets[8 + i] = static_cast<uint8_t>(low >> (56 - 8 * i));
  }
  return key;
}

}  // namespace

// The other half of a joining: the other record says where it is now. Both halves are in one commit.
Result<> Ledger::Impl::leave_to(Remembered& other, const Act& request, Instant now) {
  EntryDraft draft;
  draft.entry = blank(message::EntryKind::command, other.record.citizen, now);
  draft.entry.caller = request.caller;
  draft.entry.facts = {CitizenMerged{request.citizen}};
  Record after = other.record;
  evolve(after, draft.entry.facts, Stamp{draft.entry.header.stamp, position + 1});
  auto added = settle(std::move(draft), other, std::move(after));
  if (!added) return added.problem();
  return Done{};
}

// When that was written; none: not said, or nothing is there yet.
Result<Instant> Ledger::Impl::stamp_of(Position at) {
  if (at == 0 || at > position) return Instant{};
  auto entry = entry_at(at);
  if (!entry) return entry.problem();
  return entry->header.stamp;
}

Result<Reply> Ledger::Impl::act(Act& request, Instant now) {
  Reply reply;
  reply.citizen = request.citizen;

  std::optional<Position> before;
  if (auto it = new_requests.find(request.id); it != new_requests.end()) {
    before = it->second;
  } else {
    auto kept = reader->name(space::request, octets_of(request.id));
    if (!kept) return kept.problem();
    before = *kept;
  }
  if (before) {
    auto entry = entry_at(*before);
    if (!entry) return entry.problem();
    if (entry->request != octets_of(request.request)) {
      reply.how = Reply::How::other_request;
      return reply;
    }
    reply.how = Reply::How::answered;
    reply.repeated = true;
    reply.position = *before;
    reply.answer = entry->answer.value_or(klynge::Answer{});
    return reply;
  }

  if (request.citizen == 0 || request.citizen > last_citizen) {
    reply.how = Reply::How::no_such_citizen;
    return reply;
  }
  auto recollected = recollect(request.citizen);
  if (!recollected) return recollected.problem();
  Remembered& remembered = **recollected;

  Remembered* other = nullptr;
  if (auto* join = std::get_if<JoinRecords>(&request.ask); join != nullptr && join->other <= last_citizen) {
    auto found = recollect(join->other);
    if (!found) return found.problem();
    other = *found;
    join->record = std::make_shared<const Record>(other->record);
  }

  EntryDraft draft;
  draft.entry = blank(message::EntryKind::command, request.citizen, now);
  const Stamp stamp{draft.entry.header.stamp, position + 1};
  auto* send = std::get_if<SendLetter>(&request.ask);
  if (send != nullptr) give_ids(*send);
  auto seen = stamp_of(request.seen);
  if (!seen) return seen.problem();
  Decision decision =
      decide(remembered.record,
             Command{request.id, stamp.at, request.caller, request.ask, stamp.position, *seen}, setting);
  Record after = decision.after ? std::move(*decision.after) : remembered.record;
  if (decision.answer.ok()) {
    auto is_sound = sound(after, remembered, "command", now, &request);
    if (!is_sound) return is_sound.problem();
    if (!*is_sound) {
      reply.how = Reply::How::answered;
      reply.position = position;
      reply.answer.refusal = Refusal::frozen;
      return reply;
    }
  }
  draft.entry.caller = request.caller;
  draft.entry.command = request.id;
  draft.entry.request = Bytes(octets_of(request.request));
  draft.entry.answer = decision.answer;
  draft.entry.facts = std::move(decision.facts);
  std::optional<uint64_t> letter_slot;
  if (decision.answer.ok()) {
    draft.texts = std::move(request.texts);
    if (!request.body.empty()) draft.body = pack(request.body);
    if (send != nullptr) {
      if (auto written = write_letter(request, *send, draft); !written) return written.problem();
      auto slot = find(messages, send->message, &message::MessageNote::id);
      if (!slot) return slot.problem();
      letter_slot = slot->free();
    }
  }
  auto added = settle(std::move(draft), remembered, std::move(after));
  if (!added) return added.problem();
  if (letter_slot) messages.put(*letter_slot, *added);

  remember_request(request, *added, stamp.at);
  ++state.commands;
  if (other != nullptr && decision.answer.ok()) {
    if (auto left = leave_to(*other, request, now); !left) return left.problem();
  }

  reply.how = Reply::How::answered;
  reply.position = *added;
  reply.answer = decision.answer;
  return reply;
}

// --- letters -------------------------------------------------------------------------------------------

message::MakeId Ledger::Impl::ids_here() const {
  return [this, at = position + 1](uint32_t n) { return seal::make_uuid(secrets, options.partition, at, n); };
}

void Ledger::Impl::give_ids(SendLetter& send) const {
  const message::MakeId id = ids_here();
  send.message = seal::keyed(secrets, "message", id(message::message_id_n));
  send.thread = thread_key(secrets, id(message::thread_id_n));
}

// The letter itself, as it stays: sealed in the entry that says it is sent, which its id leads to, so that an
// acknowledgement finds it and a copy of it that comes here is no news.
Result<> Ledger::Impl::write_letter(const Act& request, const SendLetter& send, EntryDraft& draft) {
  if (!request.letter) return not_understood("letter", "a letter is sent without its content");
  const message::LetterContent& content = request.letter->content;
  const auto sent = std::ranges::find_if(
      draft.entry.facts, [](const Fact& fact) { return std::holds_alternative<LetterSent>(fact); });
  const LetterSent& said = std::get<LetterSent>(*sent);
  const bool same = party_of(content.to.sor) == said.to && party_of(content.from.sor) == said.from &&
                    content.category == said.category && content.kind == said.letter_kind;
  if (!same) return not_now("letter", "the draft was prepared anew meanwhile; send it again");
  const Bytes letter = message::write_care_communication(content, ids_here(), draft.entry.header.stamp);
  message::MessageNote note;
  note.id = send.message;
  note.sender = party_of(content.from.sor);
  note.receiver = party_of(content.to.sor);
  note.type = "CC " + std::string(word(content.kind));
  note.sent = draft.entry.header.stamp;
  note.size_bytes = static_cast<uint32_t>(letter.size());
  draft.entry.message = std::move(note);
  draft.body = pack(letter);
  return Done{};
}

void Ledger::Impl::remember_request(const Act& request, Position at, Instant stamped) {
  batch.names.push_back({space::request, Bytes(octets_of(request.id)), at});
  const store::RowKey aging{request_view, 1, 0, stamped.us, first_64(request.id), last_64(request.id)};
  rows[aging] = store::Row{aging, at, {}};
  new_requests[request.id] = at;
}

// A rule that must always hold would break: nothing of it is kept but that it happened. That citizen's record
// is closed for writing, whoever runs the installation gets a duty, and everybody else goes on.
Result<bool> Ledger::Impl::sound(const Record& after, Remembered& remembered, const std::string& what,
                                 Instant at, const Act* asked) {
  const auto broken = broken_invariants(after, setting, last_stamp);
  if (broken.empty()) return true;
  if (remembered.record.citizen == 0 || remembered.record.controller == 0)
    return false;  // nothing to freeze yet
  EntryDraft draft;
  draft.entry = blank(message::EntryKind::command, remembered.record.citizen, at);
  const Stamp stamp{draft.entry.header.stamp, position + 1};
  Record frozen = remembered.record;
  if (!setting.operations.none()) {
    Command look{Key{},
                 stamp.at,
                 {setting.operations, CallerRole::operations},
                 OpenDuty{"record-frozen", 0, setting.operations, {}, {}, 0}};
    for (Fact& fact : decide(frozen, look, setting).facts) draft.entry.facts.push_back(std::move(fact));
  }
  draft.entry.facts.push_back(RecordFrozen{what + ": " + broken.front()});
  evolve(frozen, draft.entry.facts, stamp);
  if (asked != nullptr) {
    draft.entry.caller = asked->caller;
    draft.entry.command = asked->id;
    draft.entry.request = Bytes(octets_of(asked->request));
    draft.entry.answer = klynge::Answer{.refusal = Refusal::frozen};
  }
  auto added = settle(std::move(draft), remembered, std::move(frozen));
  if (!added) return added.problem();
  if (asked != nullptr) remember_request(*asked, *added, stamp.at);
  ++state.frozen;
  return false;
}

Result<bool> Ledger::Impl::look_at(const Wake& wake, Instant now) {
  const CitizenNumber citizen = wake.citizen;
  auto recollected = recollect(citizen);
  if (!recollected) return recollected.problem();
  Remembered& remembered = **recollected;
  const Instant due = next_look(remembered.record);
  if (remembered.record.frozen || (due.none() && !wake.whatever_the_clock)) return false;
  if (due > now && !wake.whatever_the_clock) {
    wakes.push({due, citizen});
    return false;
  }
  EntryDraft draft;
  draft.entry = blank(message::EntryKind::tick, citizen, now);
  const Stamp stamp{draft.entry.header.stamp, position + 1};
  Decision decision = decide(
      remembered.record,
      Command{Key{}, stamp.at, {Party{}, CallerRole::clock}, Tick{awake_since}, position + 1}, setting);
  if (decision.facts.empty()) {  // nothing after all
    if (!due.none()) wakes.push({std::max(due, now + look_again), citizen});
    return false;
  }
  Record after = std::move(*decision.after);
  auto is_sound = sound(after, remembered, "tick", now);
  if (!is_sound) return is_sound.problem();
  if (!*is_sound) return true;
  for (const Fact& fact : decision.facts) state.silences += std::holds_alternative<SilenceNoted>(fact);
  draft.entry.facts = std::move(decision.facts);
  draft.entry.caller = {Party{}, CallerRole::clock};
  auto added = settle(std::move(draft), remembered, std::move(after));
  if (!added) return added.problem();
  if (const Instant again = next_look(remembered.record); again == due)
    wakes.push({now + look_again, citizen});
  ++state.ticks;
  return true;
}

Result<> Ledger::Impl::wake_what_ceased(Instant now) {
  while (!ceasing.empty() && ceasing.back().first <= now) {
    std::optional<store::RowKey> after;
    for (;;) {
      auto list = reader->rows(worklist_view, worklist_version, ceasing.back().second.sor, after, 1000);
      if (!list) return list.problem();
      for (const store::Row& row : *list) wakes.push({now, row.key.key_high, true});
      if (list->size() < 1000) break;
      after = list->back().key;
    }
    woken_until = std::max(woken_until, ceasing.back().first);
    ceasing.pop_back();
  }
  return Done{};
}

Result<size_t> Ledger::tick(Instant now, size_t limit) {
  Impl& me = *impl_;
  if (!me.recovered(now)) return not_now("ledger", me.trouble);
  if (auto woken = me.wake_what_ceased(now); !woken) return woken.problem();
  size_t looked = 0;
  while (looked < limit && !me.wakes.empty() && me.wakes.top().at <= now) {
    Wake wake = me.wakes.top();
    me.wakes.pop();
    while (!me.wakes.empty() && me.wakes.top().at <= now && me.wakes.top().citizen == wake.citizen) {
      wake.whatever_the_clock |= me.wakes.top().whatever_the_clock;
      me.wakes.pop();
    }
    auto done = me.look_at(wake, now);
    if (!done) {
      me.give_up(done.problem());
      return done.problem();
    }
    ++looked;
  }
  if (auto done = me.commit(); !done) return done.problem();
  return looked;
}

Result<> Ledger::housekeeping(Instant now) {
  Impl& me = *impl_;
  if (!me.recovered(now)) return not_now("ledger", me.trouble);
  for (;;) {
    auto old_ids = me.reader->rows(request_view, 1, 0, std::nullopt, 500);
    if (!old_ids) return old_ids.problem();
    size_t dropped = 0;
    for (const store::Row& row : *old_ids) {
      if (Instant{row.key.order} + request_ids_kept > now) break;
      me.batch.drop_names.emplace_back(space::request,
                                       Bytes(octets_of(key_of(row.key.key_high, row.key.key_low))));
      me.rows[row.key] = std::nullopt;
      ++dropped;
    }
    if (auto done = me.commit(); !done) return done;
    if (dropped < 500) break;
  }
  for (;;) {  // a day's quarantine: the key goes first, then the bodies, then it is written down
    auto refused = me.reader->rows(refused_view, 1, me.setting.operations.sor, std::nullopt, 100);
    if (!refused) return refused.problem();
    size_t dropped = 0;
    for (const store::Row& row : *refused) {
      if (Instant{row.key.order} + quarantine_kept > now) break;
      uint64_t controller = 0;
      CitizenNumber day = 0;
      FieldReader fields(row.bytes);
      while (fields.next()) {
        if (fields.number() == 4) controller = fields.as_number();
        if (fields.number() == 5) day = fields.as_number();
      }
      if (auto erased = me.sealer.erase_citizen(controller, day); !erased) return erased;
      EntryDraft draft;
      draft.entry = me.blank(message::EntryKind::installation, 0, now);
      draft.entry.facts.push_back(QuarantineDestroyed{row.key.key_high});
      if (auto added = me.add(std::move(draft)); !added) return added.problem();
      if (auto dropped_it = me.drop_body(row.key.key_high); !dropped_it) return dropped_it;
      me.rows[row.key] = std::nullopt;
      ++dropped;
    }
    if (auto done = me.commit(); !done) return done;
    if (dropped < 100) break;
  }
  return Done{};
}

}  // namespace klynge
