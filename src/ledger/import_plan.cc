#include "ledger/import_plan.h"

#include <algorithm>

namespace klynge {
namespace {

Result<std::optional<Record>> record_of(uint64_t cpr, const ImportPlace& place) {
  if (place.lookup == nullptr) return std::optional<Record>{};
  auto found = place.lookup->find(cpr_text(cpr));
  if (!found) return found.problem();
  if (!*found) return std::optional<Record>{};
  auto record = place.lookup->fold(**found);
  if (!record) return record.problem();
  return std::optional(std::move(*record));
}

FileImported told_of(std::string what, std::string content_hash, size_t rows, size_t complaints) {
  FileImported file;
  file.what = std::move(what);
  file.content_hash = std::move(content_hash);
  file.rows = static_cast<uint32_t>(rows);
  file.complaints = static_cast<uint32_t>(complaints);
  return file;
}

Caller operations_of(const Setting& setting) {
  return {setting.operations, CallerRole::operations};
}

// --- the roster ---

StateCases said_of(const RosterFile& file, size_t begin, size_t end, const Setting& setting, bool complete,
                   Position source) {
  StateCases said;
  said.complete = complete;
  said.source = source;
  for (size_t i = begin; i < end; ++i) {
    const RosterRow& row = file.rows[i];
    said.cases.push_back({setting.case_kinds[row.kind].id, row.desk, row.from, row.to});
    if (!row.gp.none()) said.gp = row.gp;
  }
  return said;
}

size_t end_of_citizen(const RosterFile& file, size_t begin) {
  size_t end = begin;
  while (end < file.rows.size() && file.rows[end].cpr == file.rows[begin].cpr) ++end;
  return end;
}

uint64_t count_changes(const std::vector<Fact>& facts, ImportPlan& plan) {
  uint64_t said = 0;  // by the file itself
  for (const Fact& fact : facts) {
    plan.opened += std::holds_alternative<CaseOpened>(fact);
    plan.changed += std::holds_alternative<CaseChanged>(fact);
    plan.ended += std::holds_alternative<CaseClosed>(fact);
    said += !std::holds_alternative<CaseClosed>(fact);
  }
  return said;
}

// Citizens of a complete roster that are not in it, and have a case here.
Result<std::vector<CitizenNumber>> not_named(const std::vector<bool>& named, const ImportPlace& place,
                                             Instant now, ImportPlan& plan) {
  std::vector<CitizenNumber> ended;
  StateCases nothing;
  nothing.complete = true;
  for (CitizenNumber citizen = 1; citizen < named.size(); ++citizen) {
    if (named[citizen]) continue;
    auto record = place.lookup->fold(citizen);
    if (!record) return record.problem();
    const auto facts = case_changes(*record, nothing, now);
    count_changes(facts, plan);
    if (!facts.empty()) ended.push_back(citizen);
  }
  return ended;
}

// --- the log ---

NotifyStay note_of(const LogRow& row, const seal::Secrets& secrets, bool history) {
  NotifyStay said;
  said.message = message_key(secrets, row);
  said.event = row.event;
  said.form = row.form;
  said.event_at = said.sent = row.at;
  const bool begins = row.event == StayEvent::acute || row.event == StayEvent::admitted;
  if (begins && row.form != NoteForm::annulment) said.stay_start = row.at;
  said.courses = {course_key(secrets, row.course)};
  said.ward = said.sender = row.sender;
  said.municipality = row.receiver;
  said.reconstructed = history;
  return said;
}

}  // namespace

Result<RosterPlan> plan_roster(const RosterFile& file, const ImportPlace& place, std::string content_hash,
                               bool complete, Instant now, const Told& told) {
  RosterPlan plan;
  plan.rows = file.rows.size();
  CitizenNumber last = 0;
  if (place.lookup != nullptr) {
    auto known = place.lookup->last_citizen();
    if (!known) return known.problem();
    last = *known;
  }
  std::vector<bool> named(last + 1, false);
  std::vector<size_t> changed;  // where each citizen that changes begins in the rows
  for (size_t begin = 0, end = 0; begin < file.rows.size(); begin = end) {
    end = end_of_citizen(file, begin);
    ++plan.citizens;
    for (size_t i = begin; i < end; ++i) ++plan.by_kind_and_desk[{file.rows[i].kind, file.rows[i].desk}];
    auto record = record_of(file.rows[begin].cpr, place);
    if (!record) return record.problem();
    if (*record && (*record)->citizen < named.size()) named[(*record)->citizen] = true;
    const StateCases said = said_of(file, begin, end, place.setting, complete, 0);
    const auto facts = case_changes(*record ? **record : Record{}, said, now);
    plan.same += end - begin - count_changes(facts, plan);
    const bool names_gp = !said.gp.none() && (!*record || (*record)->gp != said.gp);
    plan.gps += names_gp;
    if (!facts.empty() || names_gp) changed.push_back(begin);
    told(end, file.rows.size());
  }
  std::vector<CitizenNumber> ended;
  if (complete) {
    auto gone = not_named(named, place, now, plan);
    if (!gone) return gone.problem();
    ended = std::move(*gone);
  }
  plan.file = told_of("roster", std::move(content_hash), plan.rows, file.complaints.size());
  plan.file.complete = complete;
  plan.requests = changed.size() + ended.size();
  plan.request = [&file, &setting = place.setting, complete, changed = std::move(changed),
                  ended = std::move(ended)](size_t number, Position source) -> Request {
    if (number >= changed.size())
      return TakeCases{{}, ended[number - changed.size()], {{}, true, source}, operations_of(setting)};
    const size_t begin = changed[number];
    return TakeCases{cpr_text(file.rows[begin].cpr), 0,
                     said_of(file, begin, end_of_citizen(file, begin), setting, complete, source),
                     operations_of(setting)};
  };
  return plan;
}

Result<LogPlan> plan_log(const LogFile& file, const ImportPlace& place, std::string content_hash,
                         bool history, const Told& told) {
  LogPlan plan;
  plan.rows = file.rows.size();
  std::vector<size_t> by_citizen(file.rows.size());
  for (size_t i = 0; i < by_citizen.size(); ++i) by_citizen[i] = i;
  std::ranges::stable_sort(by_citizen, {}, [&](size_t i) { return file.rows[i].cpr; });
  std::vector<bool> applies(file.rows.size(), false);
  std::optional<Record> record;
  uint64_t last_cpr = UINT64_MAX;
  for (size_t n = 0; n < by_citizen.size(); ++n) {
    const LogRow& row = file.rows[by_citizen[n]];
    ++plan.by_type[{row.event, row.form}];
    if (row.cpr != last_cpr) {
      auto found = record_of(row.cpr, place);
      if (!found) return found.problem();
      record = std::move(*found);
      last_cpr = row.cpr;
      ++plan.citizens;
      told(n, by_citizen.size());
    }
    const bool needs_basis = !place.options.everybody_has_basis;
    if (record && record->has_note_of(message_key(place.secrets, row))) {
      ++plan.same;
    } else if (needs_basis && !(record && has_basis(*record, place.setting.case_kinds, row.at))) {
      ++plan.without_basis;
    } else {
      applies[by_citizen[n]] = true;
      ++plan.opened;
    }
  }
  std::vector<size_t> to_apply;  // in order of time
  for (size_t i = 0; i < applies.size(); ++i)
    if (applies[i]) to_apply.push_back(i);
  plan.file = told_of("log", std::move(content_hash), plan.rows, file.complaints.size());
  plan.file.reconstructed = history;
  plan.requests = to_apply.size();
  plan.request = [&file, &place_secrets = place.secrets, &setting = place.setting, history,
                  to_apply = std::move(to_apply)](size_t number, Position) -> Request {
    const LogRow& row = file.rows[to_apply[number]];
    return TakeNote{cpr_text(row.cpr), note_of(row, place_secrets, history), type_of(row.event, row.form),
                    operations_of(setting)};
  };
  return plan;
}

void write_json(const FileComplaint& complaint, json::Writer& out) {
  out.begin_object().key("line").unsigned_number(complaint.line);
  out.key("column").unsigned_number(complaint.column);
  out.field("name", complaint.name).field("found", complaint.found).field("expected", complaint.expected);
  out.end_object();
}

void write_sums(const ImportFile& file, const ImportPlan& plan, bool applied, json::Writer& out) {
  out.field("encoding", file.encoding == csv::Encoding::utf8 ? "UTF-8" : "Latin-1");
  const auto number = [&](std::string_view name, uint64_t value) { out.key(name).unsigned_number(value); };
  number("rows", plan.rows);
  number("citizens", plan.citizens);
  number("complaints", file.complaints.size());
  number("new", plan.opened);
  number("changed", plan.changed);
  number("ended", plan.ended);
  number("same", plan.same);
  number("without_basis", plan.without_basis);
  number("gps", plan.gps);
  out.key("applied").boolean(applied);
}

}  // namespace klynge
