// Erasing: the keys go, so what they sealed can never be read again; what is not sealed was never personal.
//
// Order, so that a stop at any point is finished at the next start: the erasure list (a file outside backups)
// -> the journal -> the keys -> scrubbed files. A restored backup meets the list again and loses the same
// again.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "ledger/ledger_impl.h"

namespace klynge {
namespace {

Reply refused_reply(std::string why) {
  Reply reply;
  reply.how = Reply::How::refused;
  reply.why = std::move(why);
  return reply;
}

// "citizen N at TIME" or "entry P of citizen N at TIME", one a line, synced before the journal hears of it.
Result<> append_line(const std::string& path, const std::string& line) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) return not_now(path, "the erasure list cannot be opened for writing");
  const bool written = ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size());
  const bool synced = written && ::fsync(file) == 0;
  ::close(file);
  if (!synced) return not_now(path, "the erasure list could not be written");
  return Done{};
}

std::string blank_trimmed(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\t'; });
  return text;
}

}  // namespace

Result<Reply> Ledger::Impl::erase(Erase& request, Instant now) {
  if (blank_trimmed(request.reason).empty() || blank_trimmed(request.basis).empty())
    return refused_reply("a reason and a legal basis are required");
  if (request.persons.size() < 2 || blank_trimmed(request.persons[0]).empty() ||
      blank_trimmed(request.persons[0]) == blank_trimmed(request.persons[1]))
    return refused_reply("two different persons are required");
  if (request.caller.role != CallerRole::operations)
    return refused_reply("only whoever runs the installation may erase");
  if (request.citizen == 0 || request.citizen > last_citizen) {
    Reply reply;
    reply.how = Reply::How::no_such_citizen;
    return reply;
  }
  // Of joined records all goes or nothing does: they are one citizen.
  auto recollected = request.entry == 0 ? recollect_joined(request.citizen) : recollect(request.citizen);
  if (!recollected) return recollected.problem();
  const Record& record = (*recollected)->record;
  std::vector<CitizenNumber> citizens;
  for (const Joined& other : record.joined) citizens.push_back(other.citizen);
  if (request.entry != 0) citizens.clear();
  citizens.push_back(record.citizen);

  if (request.entry == 0) {
    for (const Duty& duty : record.duties)
      if (duty.open())
        return refused_reply("duty " + std::to_string(duty.number) + " is open; what is open is not erased");
    auto newest = entry_at(record.last);
    if (!newest) return newest.problem();
    if (newest->header.stamp + options.retention > now)
      return refused_reply("retention runs until " +
                           format_denmark(newest->header.stamp + options.retention));
  } else {
    auto entry = entry_at(request.entry);
    if (!entry) return entry.problem();
    if (entry->header.citizen != request.citizen) return refused_reply("that entry is not of this citizen");
  }

  if (!options.erased_list.empty()) {
    const std::string before = request.entry == 0 ? "" : "entry " + std::to_string(request.entry) + " of ";
    std::string lines;
    for (const CitizenNumber citizen : citizens)
      lines += before + "citizen " + std::to_string(citizen) + " at " + format_utc(now) + "\n";
    if (auto listed = append_line(options.erased_list, lines); !listed) return listed.problem();
  }
  EntryDraft draft;
  draft.entry = blank(message::EntryKind::installation, 0, now);
  draft.entry.caller = request.caller;
  for (const CitizenNumber citizen : citizens)
    draft.entry.facts.push_back(CitizenErased{citizen, options.controller, request.entry, request.basis});
  draft.texts = {request.reason, request.persons[0], request.persons[1]};
  auto added = add(std::move(draft));
  if (!added) return added.problem();
  for (const CitizenNumber citizen : citizens) {
    if (auto done = finish_erasing(citizen, request.entry); !done) return done.problem();
  }
  Reply reply;
  reply.how = Reply::How::answered;
  reply.citizen = request.citizen;
  reply.position = *added;
  return reply;
}

Result<> Ledger::Impl::drop_body(Position at) {
  batch.drop_bodies.push_back(at);
  auto named = reader->rows(content_view, 1, at, std::nullopt, 1);
  if (!named) return named.problem();
  for (store::Row& row : *named) {
    rows[row.key] = std::nullopt;
    contents_gone.push_back(std::move(row.bytes));
  }
  return Done{};
}

// A stop between a content and the commit that names it, or between the commit that forgets it and its
// removal, leaves a file that no entry names.
Result<> Ledger::Impl::sweep_contents() {
  if (!folder.contents) return Done{};
  auto there = folder.contents->names();
  if (!there || there->empty()) return there ? Result<>(Done{}) : Result<>(there.problem());
  std::set<std::string> named;
  auto read = reader->all_rows(content_view, 1, [&](const store::Row& row) {
    named.insert(row.bytes);
    return true;
  });
  if (!read) return read;
  for (const std::string& name : *there)
    if (!named.contains(name))
      if (auto removed = folder.contents->remove(name); !removed) return removed;
  return Done{};
}

// Commits what waits in the batch with the removals, then destroys the keys and scrubs. Safe to repeat.
Result<> Ledger::Impl::finish_erasing(CitizenNumber citizen, Position entry) {
  auto newest = newest_of(citizen);
  if (!newest) return newest.problem();
  std::vector<std::pair<uint32_t, Position>> others;  // sealed entries that stay, when only one goes
  seal::Place place;
  uint32_t generation = 0;
  bool found = false;
  std::vector<message::JournalEntry> all;
  for (Position at = *newest; at != 0;) {
    auto read = entry_at(at);
    if (!read) return read.problem();
    at = read->header.previous_of_citizen;
    all.push_back(std::move(*read));
  }
  auto generation_at = [&](const message::JournalEntry& e) -> Result<std::optional<uint32_t>> {
    if (!e.sealed.empty()) return std::optional(seal::Sealer::generation_of(e.sealed));
    if (e.body_parts == 0) return std::optional<uint32_t>{};
    auto body = reader->body(e.header.position, 1);
    if (!body) return body.problem();
    if (!body->has_value()) return std::optional<uint32_t>{};
    return std::optional(seal::Sealer::generation_of(**body));
  };
  for (const auto& e : all) {
    if (entry != 0 && e.header.position != entry) continue;
    auto here = generation_at(e);
    if (!here) return here.problem();
    if (entry != 0 && *here) {
      found = true;
      generation = **here;
      place = {e.header.controller, citizen, e.header.epoch, e.header.position,
               message::associated_data(e.header)};
    }
    if (auto dropped = drop_body(e.header.position); !dropped) return dropped;
  }
  if (entry == 0) {
    for (const uint8_t found_by : {space::citizen, space::course})
      batch.drop_names_of.emplace_back(found_by, citizen);
    batch.drop_snapshots.push_back(citizen);
  } else if (found) {
    for (const auto& e : all) {
      if (e.header.position == entry) continue;
      auto here = generation_at(e);
      if (!here) return here.problem();
      if (*here && **here == generation) others.emplace_back(e.header.epoch, e.header.position);
    }
  }
  // One message: its key goes before its body, since the body is what tells a restart that work is left.
  // A citizen: the keys go last, for the same reason.
  if (found)
    if (auto done = sealer.erase_message(place, generation, others); !done) return done;
  if (auto done = commit(); !done) return done;
  if (entry == 0)
    if (auto done = sealer.erase_citizen(options.controller, citizen); !done) return done;
  return folder.store->scrub();
}

// Has this folder, or a file of it that came back from a backup, still something of what was to be erased?
Result<bool> Ledger::Impl::is_left(CitizenNumber citizen, Position entry) {
  auto has_body = [&](Position at) -> Result<bool> {
    auto body = reader->body(at, 1);
    if (!body) return body.problem();
    return body->has_value();
  };
  if (entry != 0) return has_body(entry);
  auto keys = sealer.has_keys(options.controller, citizen);
  if (!keys || *keys) return keys;
  auto snapshot = reader->snapshot(citizen);
  if (!snapshot) return snapshot.problem();
  if (snapshot->has_value()) return true;
  auto newest = newest_of(citizen);
  if (!newest) return newest.problem();
  for (Position at = *newest; at != 0;) {
    auto body = has_body(at);
    if (!body || *body) return body;
    auto read = entry_at(at);
    if (!read) return read.problem();
    at = read->header.previous_of_citizen;
  }
  return false;
}

Result<> Ledger::Impl::apply_erased_list() {
  std::ifstream file(options.erased_list);
  std::string line;
  for (size_t number = 1; std::getline(file, line); ++number) {
    std::istringstream words(line);
    std::string kind, of, what;
    CitizenNumber citizen = 0;
    Position entry = 0;
    words >> kind;
    if (kind == "citizen") {
      words >> citizen;
    } else if (kind == "entry") {
      words >> entry >> of >> what >> citizen;
    }
    if (!words || citizen == 0)
      return refused(options.erased_list + ":" + std::to_string(number),
                     "expected \"citizen N at TIME\" or \"entry P of citizen N at TIME\"");
    if (citizen > last_citizen) continue;  // a backup from before that citizen came
    auto left = is_left(citizen, entry);
    if (!left) return left.problem();
    if (!*left) continue;
    EntryDraft draft;
    draft.entry = blank(message::EntryKind::installation, 0, last_stamp);
    draft.entry.facts.push_back(
        CitizenErased{citizen, options.controller, entry, "the erasure list, applied again"});
    if (auto added = add(std::move(draft)); !added) return added.problem();
    if (auto done = finish_erasing(citizen, entry); !done) return done;
  }
  return Done{};
}

}  // namespace klynge
