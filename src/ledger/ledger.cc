#include "ledger/ledger.h"

#include <algorithm>
#include <charconv>

#include "base/hash.h"
#include "ledger/ledger_impl.h"
#include "ledger/renew.h"
#include "ledger/rows.h"

namespace klynge {
namespace {

// For a day that the directory has, and that came while the server was down.
constexpr Duration days_looked_back = days(31);
// Pairs an index keeps before its sweep begins: the larger the index, the more of them make a page worth
// writing.
constexpr size_t index_waits_at_least = 20'000, index_waits_at_most = 100'000, index_waits_one_in = 64;
constexpr uint32_t snapshot_after = 8;  // entries that make a snapshot worth its page
constexpr int64_t recovery_pause_us = 1'000'000;

std::string setting_key(const SettingPart& part) {
  return "setting/" + part.what + "/" + part.name;
}

}  // namespace

Party party_of(std::string_view sor) {
  Party party;
  const auto end = sor.data() + sor.size();
  auto [at, error] = std::from_chars(sor.data(), end, party.sor);
  return error == std::errc{} && at == end ? party : Party{};
}

uint64_t first_64(const Key& key) {
  uint64_t value = 0;
  for (size_t i = 0; i < 8; ++i) value = value << 8 | key.octets[i];
  return value;
}

Reply not_now_reply(std::string why) {
  Reply reply;
  reply.how = Reply::How::not_now;
  reply.why = std::move(why);
  reply.message_answer = message::Answer::transient_error;
  reply.issues.push_back({message::Severity::error, "", "not-now",
                          "the message could not be kept just now; send it again", "transient",
                          "MSG_Mailbox_Out_Of_Operation"});
  return reply;
}

// --- opening -------------------------------------------------------------------------------------------

Ledger::Ledger(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Ledger::~Ledger() = default;

Result<std::unique_ptr<Ledger>> Ledger::open(store::Folder folder, seal::Secrets secrets, Setting setting,
                                             const std::vector<SettingPart>& parts, LedgerOptions options,
                                             seal::Random random, Instant now) {
  auto impl = std::make_unique<Impl>(std::move(folder), std::move(secrets), std::move(setting),
                                     std::move(options), std::move(random));
  auto reader = impl->folder.store->writers_reader();
  if (!reader) return reader.problem();
  impl->reader = std::move(*reader);

  const Bytes check = seal::check_value(impl->secrets);
  auto kept = impl->reader->meta("keys");
  if (!kept) return kept.problem();
  if (kept->has_value() && **kept != check)
    return refused("keys", "these are not the keys this data folder was written with");

  impl->awake_since = now;
  if (auto started = impl->start(now); !started) return started.problem();
  if (auto adopted = impl->adopt(parts, now); !adopted) return adopted.problem();
  if (!impl->options.erased_list.empty())
    if (auto erased = impl->apply_erased_list(); !erased) return erased.problem();
  if (auto swept = impl->sweep_contents(); !swept) return swept.problem();
  impl->state.can_write = true;
  return std::unique_ptr<Ledger>(new Ledger(std::move(impl)));
}

Result<> Ledger::Impl::start(Instant now) {
  records.clear();
  sealer.forget_pending();
  new_citizens.clear();
  new_requests.clear();
  new_entries.clear();
  wakes = {};
  rows.clear();
  tallies.clear();
  batch = {};
  contents_gone.clear();
  touched = {};
  batch_entries = 0;

  auto last = reader->last_position();
  if (!last) return last.problem();
  position = *last;
  head_hash = Bytes(32, '\0');
  uint32_t epoch_on_disk = 0;
  if (position != 0) {
    auto bytes = reader->entry(position);
    if (!bytes) return bytes.problem();
    if (!bytes->has_value()) return not_understood("journal", "the last entry is missing");
    auto header = message::decode_header(**bytes);
    if (!header) return header.problem();
    if (header->installation != secrets.installation)
      return refused("keys", "these keys belong to another installation than this data folder");
    head_hash = sha256(**bytes);
    last_stamp = header->stamp;
    epoch_on_disk = header->epoch;
  }
  epoch = std::max(epoch, epoch_on_disk);

  auto citizens = reader->meta("last_citizen");
  if (!citizens) return citizens.problem();
  last_citizen = citizens->has_value() ? get_u64(**citizens, 0) : 0;

  // The tail of the journal that the sorted indexes do not have yet.
  Position tail = position;
  for (LazyIndex* index : {&messages, &envelopes, &heads, &repeats}) {
    auto flushed = reader->meta(index->meta_name());
    if (!flushed) return flushed.problem();
    const Position to = flushed->has_value() ? get_u64(**flushed, 0) : 0;
    index->start_at(to);
    tail = std::min(tail, to);
  }
  std::optional<Problem> fault;
  auto scanned = reader->entries(tail + 1, [&](Position at, View bytes) {
    auto entry = message::decode(bytes);
    if (!entry) {
      fault = entry.problem();
      return false;
    }
    if (entry->header.citizen != 0) heads.put(entry->header.citizen, at);
    bool repeated = false;
    for (const Fact& fact : entry->facts)
      if (const auto* duplicate = std::get_if<DuplicateReceived>(&fact)) {
        repeats.put(first_64(duplicate->message), duplicate->times);
        repeated = true;
      }
    if (entry->message && !repeated && !entry->message->id.none()) {
      const message::MessageNote& note = *entry->message;
      auto slot = find(messages, note.id, &message::MessageNote::id, at);
      auto envelope_slot = find(envelopes, note.envelope, &message::MessageNote::envelope, at);
      if (!slot || !envelope_slot) {
        fault = slot ? envelope_slot.problem() : slot.problem();
        return false;
      }
      if (slot->free()) messages.put(*slot->free(), at);
      if (envelope_slot->free() && !note.envelope.none()) envelopes.put(*envelope_slot->free(), at);
    }
    return true;
  });
  if (!scanned) return scanned.problem();
  if (fault) return *fault;

  const auto told = [&](Position done, Position of) {
    if (options.renewing) options.renewing(done, of);
  };
  if (auto renewed = renew_views(*folder.store, *reader, told); !renewed) return renewed;

  auto woken = reader->all_rows(worklist_view, worklist_version, [&](const store::Row& row) {
    const auto work = read_work_row(row);
    if (work && work->part == WorkPart::holds && !work->wakes.none())
      wakes.push({work->wakes, work->citizen});
    return true;
  });
  if (!woken) return woken.problem();
  if (auto parties = learned(); !parties) return parties;
  ceasing.clear();
  woken_until = {};
  // A day from which something can be seen, or no longer. One that is long past was looked at long ago.
  const auto add_day = [&](Instant day, Party party) {
    if (day > now - days_looked_back) ceasing.emplace_back(day, party);
  };
  for (const PartyInfo& party : setting.directory.all()) {
    if (!party.to.none()) ceasing.emplace_back(party.to, party.party);
    add_day(party.answers_here_from, party.party);
    add_day(party.answers_here_to, party.party);
    // A task moves from its holder, as that party says, or as its organisation does.
    const PartyInfo* organisation = setting.directory.find({party.organisation});
    for (const PartyInfo* says : {&party, organisation}) {
      if (says == nullptr) continue;
      add_day(says->messages_here_from, party.party);
      add_day(says->messages_here_to, party.party);
      for (const Handover& handover : says->hands_over) ceasing.emplace_back(handover.on, party.party);
    }
  }
  std::sort(ceasing.rbegin(), ceasing.rend());
  return raise_epoch(now);
}

// The epoch goes into every nonce. It is raised on disk, in the keys' file too (so that a restored backup of
// one of them cannot bring an old one back), before anything is sealed under it.
Result<> Ledger::Impl::raise_epoch(Instant now) {
  auto kept = folder.keys->meta("epoch");
  if (!kept) return kept.problem();
  if (kept->has_value()) epoch = std::max(epoch, get_u32(**kept, 0));
  ++epoch;
  Bytes value;
  put_u32(value, epoch);
  if (auto set = folder.keys->set_meta("epoch", value); !set) return set;

  EntryDraft draft;
  draft.entry = blank(message::EntryKind::installation, 0, now);
  draft.entry.facts.push_back(WriterStarted{epoch, options.program});
  if (auto added = add(std::move(draft)); !added) return added.problem();
  batch.meta.emplace_back("keys", seal::check_value(secrets));
  return commit();
}

Result<> Ledger::Impl::adopt(const std::vector<SettingPart>& parts, Instant now) {
  Bytes all;
  bool news = false;
  for (const SettingPart& part : parts) {
    const Bytes hash = sha256(part.content);
    all += setting_key(part) + "\n" + hash;
    auto kept = reader->meta(setting_key(part));
    if (!kept) return kept.problem();
    if (kept->has_value() && **kept == hash) continue;
    news = true;
  }
  setting_hash = get_u64(sha256(all), 0);
  if (!news) return Done{};
  for (const SettingPart& part : parts) {
    const Bytes hash = sha256(part.content);
    auto kept = reader->meta(setting_key(part));
    if (!kept) return kept.problem();
    if (kept->has_value() && **kept == hash) continue;
    EntryDraft draft;
    draft.entry = blank(message::EntryKind::installation, 0, now);
    draft.entry.facts.push_back(SettingAdopted{part.what, part.name, hash});
    draft.body = pack(part.content);
    draft.sealed_by = options.controller;
    if (auto added = add(std::move(draft)); !added) return added.problem();
    batch.meta.emplace_back(setting_key(part), hash);
  }
  return commit();
}

// A party that a batch learned is forgotten when the batch is: only what the journal says has been learned.
Result<> Ledger::Impl::learned() {
  setting.directory = directory_given;
  return reader->all_rows(party_view, 1, [&](const store::Row& row) {
    PartyInfo info = read_party_row(row);
    if (setting.directory.find(info.party) == nullptr) setting.directory.add(std::move(info));
    return true;
  });
}

// --- entries -------------------------------------------------------------------------------------------

Instant Ledger::Impl::stamp(Instant now) {
  last_stamp = std::max(last_stamp, now);
  return last_stamp;
}

message::JournalEntry Ledger::Impl::blank(message::EntryKind kind, CitizenNumber citizen, Instant at) {
  message::JournalEntry entry;
  entry.header.installation = secrets.installation;
  entry.header.partition = options.partition;
  entry.header.epoch = epoch;
  entry.header.citizen = citizen;
  entry.header.controller = options.controller;
  entry.header.stamp = stamp(at);
  entry.header.kind = kind;
  entry.header.setting = setting_hash;
  return entry;
}

Result<Position> Ledger::Impl::add(EntryDraft draft) {
  message::EntryHeader& header = draft.entry.header;
  header.position = position + 1;
  header.previous_hash = head_hash;
  const seal::Place place{draft.sealed_by != 0 ? draft.sealed_by : header.controller,
                          draft.sealed_for != 0 ? draft.sealed_for : header.citizen, header.epoch,
                          header.position, message::associated_data(header)};
  if (!draft.texts.empty()) {
    auto sealed = sealer.seal(place, 0, message::encode_texts(draft.texts));
    if (!sealed) return sealed.problem();
    draft.entry.sealed = std::move(*sealed);
  }
  store::Body body;
  if (draft.content) draft.body = encode(*draft.content);
  if (!draft.body.empty()) {
    auto sealed = sealer.seal(place, 1, draft.body);
    if (!sealed) return sealed.problem();
    draft.entry.body_hash = sha256(*sealed);
    draft.entry.body_parts = draft.content ? message::body_is_content : message::body_is_here;
    body = {header.position, 1, std::move(*sealed)};
  }
  Bytes bytes = message::encode(draft.entry);
  head_hash = sha256(bytes);
  position = header.position;
  if (draft.entry.message || draft.entry.header.kind == message::EntryKind::command)
    new_entries.emplace(position, std::move(draft.entry));
  batch.entries.push_back({position, std::move(bytes)});
  if (!body.bytes.empty()) batch.bodies.push_back(std::move(body));
  if (draft.content) {
    const store::RowKey key{content_view, 1, position, 0, 0, 0};
    rows[key] = store::Row{key, position, draft.content->name};
  }
  ++batch_entries;
  return position;
}

Result<Position> Ledger::Impl::settle(EntryDraft draft, Remembered& remembered, Record&& after) {
  draft.entry.header.previous_of_citizen = remembered.record.last;
  const CitizenNumber citizen = draft.entry.header.citizen;
  const Position expected = position + 1;
  const Instant stamped = draft.entry.header.stamp;
  for (store::Name& name : course_names(draft.entry)) batch.names.push_back(std::move(name));
  auto added = add(std::move(draft));
  if (!added) return added;
  after.last = expected;
  write_rows(remembered.record, after, expected);
  if (auto counted = count(remembered.record, after, {stamped, expected}); !counted) return counted.problem();
  const Instant woke = next_look(remembered.record);
  remembered.record = std::move(after);
  ++remembered.entries_since;
  touched.citizens.push_back(citizen);
  heads.put(citizen, expected);
  if (const Instant due = next_look(remembered.record); !due.none() && due != woke)
    wakes.push({due, citizen});
  // Decided before a day on which everybody was looked at already.
  if (stamped < woken_until) wakes.push({woken_until, citizen, true});
  return added;
}

void Ledger::Impl::write_rows(const Record& before, const Record& after, Position changed) {
  const WorkChanges changes = worklist_changes(before, after);
  for (const WorkRow& row : changes.gone) rows[worklist_key(row)] = std::nullopt;
  for (const WorkRow& row : changes.put)
    rows[worklist_key(row)] = store::Row{worklist_key(row), changed, encode(row)};
  for (const CourseRow& row : changes.courses_gone) rows[course_key(row)] = std::nullopt;
  for (const CourseRow& row : changes.courses_put)
    rows[course_key(row)] = store::Row{course_key(row), changed, encode(row)};
  const std::vector<PostRow> posted_before = post_rows(before), posted_after = post_rows(after);
  if (posted_before == posted_after) return;
  for (const PostRow& row : posted_before) rows[post_key(row)] = std::nullopt;
  for (const PostRow& row : posted_after)
    rows[post_key(row)] = store::Row{post_key(row), changed, encode(row)};
}

// A party's row of the day is read once, when the first of its duties is counted that day; then memory knows.
Result<> Ledger::Impl::count(const Record& before, const Record& after, Stamp stamp) {
  const int64_t day = tally_day(stamp.at);
  if (day != tallied) tallies.clear();
  tallied = day;
  for (const auto& [party, change] : tally_changes(held(before), held(after))) {
    const TallyKey key{day, party};
    auto tally = tallies.find(key);
    if (tally == tallies.end()) {
      auto kept = read_tallies(*reader, party, day, day);
      if (!kept) return kept.problem();
      tally = tallies.emplace(key, (*kept)[key]).first;
    }
    klynge::add(tally->second, change);
    rows[tally_key(key)] = store::Row{tally_key(key), stamp.position, encode(tally->second)};
  }
  return Done{};
}

Result<Position> Ledger::Impl::newest_of(CitizenNumber citizen) {
  auto newest = heads.get(*reader, citizen);
  if (!newest) return newest.problem();
  return newest->value_or(0);
}

Result<Remembered*> Ledger::Impl::recollect(CitizenNumber citizen) {
  if (Remembered* here = records.find(citizen)) return here;
  if (!reader) return not_now("ledger", trouble);
  auto newest = newest_of(citizen);
  if (!newest) return newest.problem();
  auto remembered = recall(*reader, citizen, *newest);
  if (!remembered) return remembered.problem();
  return &records.put(citizen, std::move(*remembered));
}

Result<Remembered*> Ledger::Impl::recollect_joined(CitizenNumber citizen) {
  for (;;) {
    auto remembered = recollect(citizen);
    if (!remembered || (*remembered)->record.merged_into == 0) return remembered;
    citizen = (*remembered)->record.merged_into;
  }
}

Result<std::optional<CitizenNumber>> Ledger::Impl::citizen_of(const Key& cpr) {
  if (auto it = new_citizens.find(cpr); it != new_citizens.end()) return std::optional(it->second);
  auto named =
      reader->name(space::citizen, View(reinterpret_cast<const char*>(cpr.octets.data()), cpr.octets.size()));
  if (!named || !named->has_value()) return named;
  auto remembered = recollect_joined(**named);
  if (!remembered) return remembered.problem();
  return std::optional((*remembered)->record.citizen);
}

Result<message::JournalEntry> Ledger::Impl::entry_at(Position at) {
  if (auto it = new_entries.find(at); it != new_entries.end()) return it->second;
  auto bytes = reader->entry(at);
  if (!bytes) return bytes.problem();
  if (!bytes->has_value()) return not_understood("journal", "entry " + std::to_string(at) + " is missing");
  return message::decode(**bytes);
}

// --- the batch -----------------------------------------------------------------------------------------

std::vector<Reply> Ledger::process(std::vector<Request> requests, Instant now) {
  Impl& me = *impl_;
  std::vector<Reply> replies(requests.size());
  if (!me.recovered(now)) {
    for (Reply& reply : replies) reply = not_now_reply(me.trouble);
    return replies;
  }
  size_t committed = 0;  // replies before this one are on disk
  me.look();
  auto commit_until = [&](size_t end) {
    auto done = me.commit();
    if (!done)
      for (size_t i = committed; i < end; ++i) replies[i] = not_now_reply(done.problem().what);
    committed = end;
    return done.ok();
  };
  for (size_t i = 0; i < requests.size(); ++i) {
    if (auto* erase = std::get_if<Erase>(&requests[i])) {  // stands alone: keys go right after its commit
      if (!commit_until(i)) break;
      auto reply = me.erase(*erase, now);
      replies[i] = reply ? std::move(*reply) : not_now_reply(reply.problem().what);
      committed = i + 1;
      if (!me.state.can_write) break;
      continue;
    }
    const Position before = me.position;
    auto* receive = std::get_if<Receive>(&requests[i]);
    auto reply = receive ? me.receive(*receive, now) : me.take(requests[i], now);
    if (!reply && me.position != before) {  // half done: nothing of this batch may stay
      me.give_up(reply.problem());
      break;
    }
    replies[i] = reply ? std::move(*reply) : not_now_reply(reply.problem().what);
    if (replies[i].acknowledge)
      replies[i].read = std::make_shared<const message::Reading>(std::move(receive->prepared.reading));
  }
  if (me.state.can_write) commit_until(requests.size());
  for (size_t i = committed; i < replies.size(); ++i) replies[i] = not_now_reply(me.trouble);
  return replies;
}

// One moment of the store for a whole batch: many small reads under one lock instead of one each. A failure
// shows at the first read.
void Ledger::Impl::look() {
  looking = reader->begin().ok();
}

void Ledger::Impl::look_away() {
  if (looking) reader->end();
  looking = false;
}

void Ledger::Impl::slices() {
  const size_t index_waits =
      std::clamp<size_t>(position / index_waits_one_in, index_waits_at_least, index_waits_at_most);
  for (LazyIndex* index : {&messages, &envelopes, &heads, &repeats})
    if (index->waiting() > index_waits) index->take(4 * batch_entries + 64, position, batch);
}

Result<> Ledger::Impl::commit() {
  if (batch.empty() && rows.empty()) {
    look_away();
    return Done{};
  }
  look_away();
  slices();
  for (auto& [key, row] : rows) {
    if (key.view == worklist_view) touched.lists.push_back(key.list);
    if (row)
      batch.rows.push_back(std::move(*row));
    else
      batch.drop_rows.push_back(key);
  }
  rows.clear();
  auto flushed = sealer.flush();
  auto done = flushed ? folder.store->commit(batch) : flushed;
  if (!done) {
    give_up(done.problem());
    return done;
  }
  for (LazyIndex* index : {&messages, &envelopes, &heads, &repeats}) index->committed();
  batch = {};
  batch_entries = 0;
  new_citizens.clear();
  new_requests.clear();
  new_entries.clear();
  for (const std::string& name : contents_gone)
    (void)folder.contents->remove(name).ok();  // or the next start
  contents_gone.clear();
  records.trim(
      [&](Remembered& leaving) {  // its snapshot goes with the next batch; it may be late, never wrong
        if (leaving.entries_since >= snapshot_after && leaving.record.last != leaving.snapshot_at)
          batch.snapshots.push_back(
              {leaving.record.citizen, leaving.record.last, message::encode_record(leaving.record)});
      });
  state.position = position;
  state.records_in_memory = records.size();
  ++state.batches;
  announce();
  return Done{};
}

void Ledger::Impl::announce() {
  const auto each_once = [](auto& all) {
    std::ranges::sort(all);
    all.erase(std::ranges::unique(all).begin(), all.end());
  };
  if (options.touched && !touched.citizens.empty()) {
    each_once(touched.lists);
    each_once(touched.citizens);
    touched.position = position;
    options.touched(touched);
  }
  touched.lists.clear();
  touched.citizens.clear();
}

void Ledger::Impl::give_up(const Problem& why) {
  look_away();
  trouble = why.what + (why.where.empty() ? "" : " (" + why.where + ")");
  state.can_write = false;
  ++state.failed_commits;
  tried_recovery = Instant{};
  batch = {};
  contents_gone.clear();
  records.clear();
}

bool Ledger::Impl::recovered(Instant now) {
  if (state.can_write) return true;
  if (!tried_recovery.none() && now.us - tried_recovery.us < recovery_pause_us && now >= tried_recovery)
    return false;
  tried_recovery = now;
  reader.reset();
  auto done = folder.store->reopen();
  if (done) {
    auto anew = folder.store->writers_reader();
    if (anew) reader = std::move(*anew);
    done = anew ? start(now) : Result<>(anew.problem());
  }
  if (!done) {
    trouble = done.problem().what + (done.problem().where.empty() ? "" : " (" + done.problem().where + ")");
    return false;
  }
  trouble.clear();
  state.can_write = true;
  return true;
}

Result<> Ledger::rest(Instant now) {
  Impl& me = *impl_;
  if (!me.recovered(now)) return not_now("ledger", me.trouble);
  for (LazyIndex* index : {&me.messages, &me.envelopes, &me.heads, &me.repeats})
    index->take_all(me.position, me.batch);
  me.records.each([&](Remembered& item) {
    if (item.entries_since < snapshot_after || item.record.last == item.snapshot_at) return;
    me.batch.snapshots.push_back(
        {item.record.citizen, item.record.last, message::encode_record(item.record)});
    item.snapshot_at = item.record.last;
    item.entries_since = 0;
  });
  return me.commit();
}

// --- the small ones ------------------------------------------------------------------------------------

Instant Ledger::wakes() const {
  const Impl& me = *impl_;
  Instant next = me.wakes.empty() ? Instant{} : me.wakes.top().at;
  if (!me.ceasing.empty() && (next.none() || me.ceasing.back().first < next)) next = me.ceasing.back().first;
  return next;
}
const LedgerState& Ledger::state() const {
  return impl_->state;
}
std::string Ledger::why_not_writing() const {
  return impl_->trouble;
}
const Setting& Ledger::setting() const {
  return impl_->setting;
}
store::Store& Ledger::store() {
  return *impl_->folder.store;
}
store::Keys& Ledger::keys() {
  return *impl_->folder.keys;
}
store::Access& Ledger::access() {
  return *impl_->folder.access;
}
store::Contents* Ledger::contents() {
  return impl_->folder.contents.get();
}

Result<Record> Ledger::record(CitizenNumber citizen) {
  auto remembered = impl_->recollect(citizen);
  if (!remembered) return remembered.problem();
  return (*remembered)->record;
}

}  // namespace klynge
