// klynge import roster, klynge import log: first what is understood, and line by line what is not; then,
// unless it is a dry run, what is understood is applied, in batches. What is here already is not written
// again.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <map>

#include "base/hash.h"
#include "base/json.h"
#include "command/import_file.h"
#include "command/tools.h"

namespace klynge::command {
namespace {

constexpr size_t file_bytes_max = 512u << 20;
constexpr size_t batch_rows = 500;

struct Counts {  // against what is here
  uint64_t opened = 0, changed = 0, ended = 0;
  uint64_t same = 0;           // rows that say what is here already
  uint64_t without_basis = 0;  // rows of a log
};

std::string_view separator_word(char separator) {
  return separator == ';'    ? "semicolon"
         : separator == ','  ? "comma"
         : separator == '\t' ? "tab"
                             : "its own mark";
}

void say_form(const ImportFile& file, const std::string& name, Streams& streams) {
  streams.out << name << ": " << (file.encoding == csv::Encoding::utf8 ? "UTF-8" : "Latin-1")
              << (file.marked ? " with a byte order mark" : "") << ", separated by "
              << separator_word(file.separator) << '\n';
  for (const std::string& column : file.passed_over)
    streams.out << "  column " << column << " is not one of those expected: passed over\n";
}

void say_complaints(const ImportFile& file, bool json, Streams& streams) {
  for (const FileComplaint& one : file.complaints) {
    if (json) {
      std::string line;
      json::Writer out(line);
      out.begin_object().key("line").unsigned_number(one.line).key("column").unsigned_number(one.column);
      out.field("name", one.name).field("found", one.found).field("expected", one.expected).end_object();
      streams.out << line << '\n';
      continue;
    }
    streams.out << "  line " << one.line;
    if (one.column != 0) streams.out << ", column " << one.column << " (" << one.name << ')';
    streams.out << ": found " << one.found << ", expected " << one.expected << '\n';
  }
}

// The folder as it is, to compare with; nothing when it is not there yet.
struct Here {
  App app;
  std::optional<store::Folder> folder;
  std::unique_ptr<Lookup> lookup;
  CitizenNumber last_citizen = 0;

  Result<std::optional<Record>> record(uint64_t cpr) {
    if (!lookup) return std::optional<Record>{};
    auto found = lookup->find(cpr_text(cpr));
    if (!found) return found.problem();
    if (!*found) return std::optional<Record>{};
    auto record = lookup->fold(**found);
    if (!record) return record.problem();
    return std::optional(std::move(*record));
  }
};

Result<std::unique_ptr<Here>> look_here(const Common& common, Streams& streams) {
  auto app = App::load(common.place);
  if (!app) return app.problem();
  say_demonstration(*app, streams);
  auto here = std::make_unique<Here>(Here{std::move(*app), std::nullopt, nullptr, 0});
  if (!here->app.is_there) return here;
  auto folder = here->app.open_for_reading();
  if (!folder) return folder.problem();
  here->folder = std::move(*folder);
  here->lookup = std::make_unique<Lookup>(*here->folder->store, *here->folder->keys, *here->folder->access,
                                          here->app.secrets, here->app.options);
  auto reader = here->folder->store->reader();
  if (!reader) return reader.problem();
  auto last = (*reader)->meta("last_citizen");
  if (!last) return last.problem();
  here->last_citizen = last->has_value() ? get_u64(**last, 0) : 0;
  return here;
}

// Applies a file's requests in batches. A request that the disk refuses stops it: the same command again goes
// on where this one stopped, because what is here already is passed over.
class Applying {
 public:
  Applying(const App& app, const Common& common, Streams& streams, std::string what)
      : app_(app), common_(common), streams_(streams), progress_(streams, std::move(what)) {}

  Result<> open() {
    const auto now = moment_of(common_.at);
    if (!now) return now.problem();
    auto ledger = app_.open_ledger(*now);
    if (!ledger) return ledger.problem();
    ledger_ = std::move(*ledger);
    return Done{};
  }
  Result<Position> note_file(FileImported file) {
    std::vector<Request> one;
    one.push_back(TakeFile{std::move(file), app_.operations()});
    const auto now = moment_of(common_.at);
    const Reply reply = ledger_->process(std::move(one), *now).front();
    if (reply.how != Reply::How::answered) return not_now("", reply.why);
    return reply.position;
  }
  Result<> add(Request request, uint64_t of) {
    waiting_.push_back(std::move(request));
    return waiting_.size() < batch_rows ? Result<>(Done{}) : flush(of);
  }
  Result<> flush(uint64_t of) {
    const auto now = moment_of(common_.at);
    done_ += waiting_.size();
    for (const Reply& reply : ledger_->process(std::exchange(waiting_, {}), *now)) {
      if (reply.how != Reply::How::answered) return not_now("", reply.why);
      without_basis_ += reply.without_basis;
      refused_ += !reply.answer.ok();
    }
    progress_.at(done_, of);
    return Done{};
  }
  Result<> rest() {
    const auto now = moment_of(common_.at);
    return ledger_->rest(*now);
  }
  uint64_t refused() const { return refused_; }
  uint64_t without_basis() const { return without_basis_; }

 private:
  const App& app_;
  const Common& common_;
  Streams& streams_;
  Progress progress_;
  std::unique_ptr<Ledger> ledger_;
  std::vector<Request> waiting_;
  uint64_t done_ = 0, refused_ = 0, without_basis_ = 0;
};

int finish(const Result<>& done, const Applying* applying, size_t complaints, Streams& streams) {
  if (!done) return report(done.problem(), streams);
  if (applying != nullptr && applying->refused() != 0)
    streams.err
        << "klynge: " << applying->refused()
        << " could not be applied: those records are closed for changes until operations have looked\n";
  const bool findings = complaints != 0 || (applying != nullptr && applying->refused() != 0);
  return findings ? exit_findings : exit_ok;
}

// --- the roster ---

struct RosterPlan {
  Counts counts;
  size_t citizens = 0;
  std::map<std::pair<size_t, Party>, uint64_t> by_kind_and_desk;
  std::vector<size_t> changed;       // where each citizen that changes begins in the rows
  std::vector<CitizenNumber> ended;  // citizens of a complete roster that are not in it
  bool anything() const { return !changed.empty() || !ended.empty(); }
};

StateCases said_of(const RosterFile& file, size_t begin, size_t end, const Setting& setting, bool complete,
                   Position source) {
  StateCases said;
  said.complete = complete;
  said.source = source;
  for (size_t i = begin; i < end; ++i) {
    const RosterRow& row = file.rows[i];
    said.cases.push_back({setting.case_kinds[row.kind].id, row.desk, row.from, row.to});
  }
  return said;
}

size_t end_of_citizen(const RosterFile& file, size_t begin) {
  size_t end = begin;
  while (end < file.rows.size() && file.rows[end].cpr == file.rows[begin].cpr) ++end;
  return end;
}

uint64_t count_changes(const std::vector<Fact>& facts, Counts& counts) {
  uint64_t said = 0;  // by the file itself
  for (const Fact& fact : facts) {
    counts.opened += std::holds_alternative<CaseOpened>(fact);
    counts.changed += std::holds_alternative<CaseChanged>(fact);
    counts.ended += std::holds_alternative<CaseClosed>(fact);
    said += !std::holds_alternative<CaseClosed>(fact);
  }
  return said;
}

Result<RosterPlan> plan_roster(const RosterFile& file, Here& here, bool complete, Instant now,
                               Streams& streams) {
  RosterPlan plan;
  Progress progress(streams, "compared");
  std::vector<bool> named(here.last_citizen + 1, false);
  for (size_t begin = 0, end = 0; begin < file.rows.size(); begin = end) {
    end = end_of_citizen(file, begin);
    ++plan.citizens;
    for (size_t i = begin; i < end; ++i) ++plan.by_kind_and_desk[{file.rows[i].kind, file.rows[i].desk}];
    auto record = here.record(file.rows[begin].cpr);
    if (!record) return record.problem();
    if (*record && (*record)->citizen < named.size()) named[(*record)->citizen] = true;
    const StateCases said = said_of(file, begin, end, here.app.setting, complete, 0);
    const auto facts = case_changes(*record ? **record : Record{}, said, now);
    plan.counts.same += end - begin - count_changes(facts, plan.counts);
    if (!facts.empty()) plan.changed.push_back(begin);
    progress.at(end, file.rows.size());
  }
  StateCases nothing;
  nothing.complete = true;
  for (CitizenNumber citizen = 1; complete && citizen <= here.last_citizen; ++citizen) {
    if (named[citizen]) continue;
    auto record = here.lookup->fold(citizen);
    if (!record) return record.problem();
    const auto facts = case_changes(*record, nothing, now);
    count_changes(facts, plan.counts);
    if (!facts.empty()) plan.ended.push_back(citizen);
  }
  return plan;
}

void say_roster(const RosterFile& file, const RosterPlan& plan, const Setting& setting, Streams& streams) {
  streams.out << fmt::format("Understood: {} rows about {} citizens. Not understood: {} rows.\n",
                             file.rows.size(), plan.citizens, file.complaints.size());
  for (const auto& [what, rows] : plan.by_kind_and_desk) {
    const PartyInfo* desk = setting.directory.find(what.second);
    const CaseKind& kind = setting.case_kinds[what.first];
    streams.out << fmt::format("  {:>6}  {} ({}){}, {}\n", rows, kind.name.da, kind.id,
                               kind.gives_basis ? "" : ", no legal basis", desk ? desk->name : "?");
  }
  streams.out << fmt::format("Against what is here: {} new, {} changed, {} ended, {} the same.\n",
                             plan.counts.opened, plan.counts.changed, plan.counts.ended, plan.counts.same);
}

Result<> apply_roster(const RosterFile& file, const RosterPlan& plan, const Setting& setting, bool complete,
                      FileImported imported, Applying& applying) {
  if (!plan.anything()) return Done{};
  if (auto opened = applying.open(); !opened) return opened;
  auto source = applying.note_file(std::move(imported));
  if (!source) return source.problem();
  const Caller caller{setting.operations, CallerRole::operations};
  const uint64_t of = plan.changed.size() + plan.ended.size();
  for (const size_t begin : plan.changed) {
    const size_t end = end_of_citizen(file, begin);
    TakeCases one{cpr_text(file.rows[begin].cpr), 0, said_of(file, begin, end, setting, complete, *source),
                  caller};
    if (auto done = applying.add(std::move(one), of); !done) return done;
  }
  for (const CitizenNumber citizen : plan.ended) {
    TakeCases one{{}, citizen, {{}, true, *source}, caller};
    if (auto done = applying.add(std::move(one), of); !done) return done;
  }
  if (auto done = applying.flush(of); !done) return done;
  return applying.rest();
}

// --- the log ---

struct LogPlan {
  Counts counts;  // opened: rows to be applied
  size_t citizens = 0;
  std::map<StayEvent, uint64_t> by_type;
  std::vector<const LogRow*> to_apply;  // in order of time
  bool anything() const { return !to_apply.empty(); }
};

Result<LogPlan> plan_log(const LogFile& file, Here& here, Streams& streams) {
  LogPlan plan;
  Progress progress(streams, "compared");
  std::vector<size_t> by_citizen(file.rows.size());
  for (size_t i = 0; i < by_citizen.size(); ++i) by_citizen[i] = i;
  std::ranges::stable_sort(by_citizen, {}, [&](size_t i) { return file.rows[i].cpr; });
  std::vector<bool> applies(file.rows.size(), false);
  std::optional<Record> record;
  uint64_t last_cpr = UINT64_MAX;
  for (size_t n = 0; n < by_citizen.size(); ++n) {
    const LogRow& row = file.rows[by_citizen[n]];
    ++plan.by_type[row.event];
    if (row.cpr != last_cpr) {
      auto found = here.record(row.cpr);
      if (!found) return found.problem();
      record = std::move(*found);
      last_cpr = row.cpr;
      ++plan.citizens;
      progress.at(n, by_citizen.size());
    }
    const bool needs_basis = !here.app.options.everybody_has_basis;
    if (record && record->has_note_of(message_key(here.app.secrets, row))) {
      ++plan.counts.same;
    } else if (needs_basis && !(record && has_basis(*record, here.app.setting.case_kinds, row.at))) {
      ++plan.counts.without_basis;
    } else {
      applies[by_citizen[n]] = true;
      ++plan.counts.opened;
    }
  }
  for (size_t i = 0; i < applies.size(); ++i)
    if (applies[i]) plan.to_apply.push_back(&file.rows[i]);
  return plan;
}

void say_log(const LogFile& file, const LogPlan& plan, Streams& streams) {
  streams.out << fmt::format("Understood: {} rows about {} citizens. Not understood: {} rows.\n",
                             file.rows.size(), plan.citizens, file.complaints.size());
  for (const auto& [event, rows] : plan.by_type)
    streams.out << fmt::format("  {:>6}  {} ({})\n", rows, type_of(event), word(event));
  if (!file.rows.empty())
    streams.out << fmt::format("  from {} to {}\n", format_person(file.rows.front().at, false),
                               format_person(file.rows.back().at, false));
  streams.out << fmt::format(
      "Against what is here: {} new, {} already here, {} without legal basis (nothing of them is kept).\n",
      plan.counts.opened, plan.counts.same, plan.counts.without_basis);
}

Result<> apply_log(const LogPlan& plan, const App& app, bool reconstructed, FileImported imported,
                   Applying& applying) {
  if (!plan.anything()) return Done{};
  if (auto opened = applying.open(); !opened) return opened;
  if (auto noted = applying.note_file(std::move(imported)); !noted) return noted.problem();
  for (const LogRow* row : plan.to_apply) {
    NotifyStay said;
    said.message = message_key(app.secrets, *row);
    said.event = row->event;
    said.event_at = said.sent = row->at;
    const bool begins = row->event == StayEvent::acute || row->event == StayEvent::admitted;
    if (begins) said.stay_start = row->at;
    said.courses = {course_key(app.secrets, row->course)};
    said.ward = said.sender = row->sender;
    said.municipality = row->receiver;
    said.reconstructed = reconstructed;
    TakeNote one{cpr_text(row->cpr), std::move(said), std::string(type_of(row->event)), app.operations()};
    if (auto done = applying.add(std::move(one), plan.to_apply.size()); !done) return done;
  }
  if (auto done = applying.flush(plan.to_apply.size()); !done) return done;
  return applying.rest();
}

// --- what both end with ---

struct Summary {
  const ImportFile& file;
  const std::string& name;
  size_t rows = 0, citizens = 0;
  const Counts& counts;
  bool dry = false;
  bool anything = false;  // to apply
  std::string_view end = dry         ? "Dry run: nothing was kept."
                         : !anything ? "Nothing to apply: it is all here already."
                                     : "Applied.";
};

void say_end(const Summary& said, bool json, Streams& streams) {
  if (!json) {
    streams.out << said.end << '\n';
    return;
  }
  std::string line;
  json::Writer out(line);
  out.begin_object().field("file", said.name);
  out.field("encoding", said.file.encoding == csv::Encoding::utf8 ? "UTF-8" : "Latin-1");
  const auto number = [&](std::string_view name, uint64_t value) { out.key(name).unsigned_number(value); };
  number("rows", said.rows);
  number("citizens", said.citizens);
  number("complaints", said.file.complaints.size());
  number("new", said.counts.opened);
  number("changed", said.counts.changed);
  number("ended", said.counts.ended);
  number("same", said.counts.same);
  number("without_basis", said.counts.without_basis);
  out.key("applied").boolean(!said.dry && said.anything);
  out.end_object();
  streams.out << line << '\n';
}

FileImported told_of(std::string what, View bytes, size_t rows, size_t complaints) {
  FileImported file;
  file.what = std::move(what);
  file.content_hash = sha256(bytes);
  file.rows = static_cast<uint32_t>(rows);
  file.complaints = static_cast<uint32_t>(complaints);
  return file;
}

// --- what both begin and end with ---

struct Opened {
  Instant now;
  Bytes bytes;
  std::unique_ptr<Here> here;
  Progress& reading;
};

template <class Import>
int with_file(const Common& common, const ImportOptions& options, Streams& streams, Import import) {
  const auto now = moment_of(common.at);
  if (!now) return report(now.problem(), streams), exit_usage;
  auto bytes = read_file(options.file, file_bytes_max);
  if (!bytes) return report(bytes.problem(), streams);
  auto here = look_here(common, streams);
  if (!here) return report(here.problem(), streams);
  Progress reading(streams, "octets read");
  return import(Opened{*now, std::move(*bytes), std::move(*here), reading});
}

// Applies what was planned, unless it is a dry run: apply(Applying&, FileImported).
template <class Plan, class Apply>
int conclude(Opened& opened, const Common& common, const ImportOptions& options, const ImportFile& file,
             size_t rows, const Plan& plan, std::string what, std::string_view counted, Streams& streams,
             Apply apply) {
  streams.out << std::flush;
  Result<> done = Done{};
  Applying applying(opened.here->app, common, streams, std::string(counted));
  if (!options.dry_run) {
    opened.here->lookup.reset();
    opened.here->folder.reset();
    done = apply(applying, told_of(std::move(what), opened.bytes, rows, file.complaints.size()));
  }
  if (done)
    say_end({file, options.file, rows, plan.citizens, plan.counts, options.dry_run, plan.anything()},
            common.json, streams);
  return finish(done, &applying, file.complaints.size(), streams);
}

}  // namespace

int import_roster(const Common& common, const ImportOptions& options, Streams& streams) {
  return with_file(common, options, streams, [&](Opened opened) {
    Here& here = *opened.here;
    const auto file = read_roster(opened.bytes, options.file, here.app.setting,
                                  [&](uint64_t done, uint64_t of) { opened.reading.at(done, of); });
    if (!file) return report(file.problem(), streams);
    if (!common.json) say_form(*file, options.file, streams);
    say_complaints(*file, common.json, streams);
    const auto plan = plan_roster(*file, here, options.complete, opened.now, streams);
    if (!plan) return report(plan.problem(), streams);
    if (!common.json) say_roster(*file, *plan, here.app.setting, streams);
    return conclude(opened, common, options, *file, file->rows.size(), *plan, "roster", "citizens written",
                    streams, [&](Applying& applying, FileImported imported) {
                      imported.complete = options.complete;
                      return apply_roster(*file, *plan, here.app.setting, options.complete,
                                          std::move(imported), applying);
                    });
  });
}

int import_log(const Common& common, const ImportOptions& options, Streams& streams) {
  return with_file(common, options, streams, [&](Opened opened) {
    Here& here = *opened.here;
    const auto file = read_log(opened.bytes, options.file, here.app.setting, opened.now,
                               [&](uint64_t done, uint64_t of) { opened.reading.at(done, of); });
    if (!file) return report(file.problem(), streams);
    if (!common.json) say_form(*file, options.file, streams);
    say_complaints(*file, common.json, streams);
    const auto plan = plan_log(*file, here, streams);
    if (!plan) return report(plan.problem(), streams);
    if (!common.json) say_log(*file, *plan, streams);
    return conclude(opened, common, options, *file, file->rows.size(), *plan, "log", "rows written", streams,
                    [&](Applying& applying, FileImported imported) {
                      imported.reconstructed = options.reconstructed;
                      return apply_log(*plan, here.app, options.reconstructed, std::move(imported), applying);
                    });
  });
}

}  // namespace klynge::command
