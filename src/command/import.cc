// klynge import roster, klynge import log: first what is understood, and line by line what is not; then,
// unless it is a dry run, what is understood is applied, in batches. What is here already is not written
// again.
#include <fmt/format.h>

#include <iostream>

#include "base/hash.h"
#include "base/json.h"
#include "command/tools.h"
#include "ledger/import_plan.h"

namespace klynge::command {
namespace {

constexpr size_t file_bytes_max = 512u << 20;
constexpr size_t batch_rows = 500;

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
      write_json(one, out);
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

  ImportPlace place() const { return {lookup.get(), app.secrets, app.setting, app.options}; }
};

Result<std::unique_ptr<Here>> look_here(const Common& common, Streams& streams) {
  auto app = App::load(common.place);
  if (!app) return app.problem();
  say_demonstration(*app, streams);
  auto here = std::make_unique<Here>(Here{std::move(*app), std::nullopt, nullptr});
  if (!here->app.is_there) return here;
  auto folder = here->app.open_for_reading();
  if (!folder) return folder.problem();
  here->folder = std::move(*folder);
  here->lookup = std::make_unique<Lookup>(*here->folder->store, *here->folder->keys, *here->folder->access,
                                          here->app.secrets, here->app.options);
  return here;
}

// Applies a file's requests in batches. A request that the disk refuses stops it: the same command again goes
// on where this one stopped, because what is here already is passed over.
class Applying {
 public:
  Applying(const App& app, const Common& common, Streams& streams, std::string what)
      : app_(app), common_(common), progress_(streams, std::move(what)) {}

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
                             plan.opened, plan.changed, plan.ended, plan.same);
  if (plan.gps != 0) streams.out << fmt::format("The GP of {} citizens is named.\n", plan.gps);
}

void say_log(const LogFile& file, const LogPlan& plan, Streams& streams) {
  streams.out << fmt::format("Understood: {} rows about {} citizens. Not understood: {} rows.\n",
                             file.rows.size(), plan.citizens, file.complaints.size());
  for (const auto& [type, rows] : plan.by_type) {
    const auto [event, form] = type;
    const std::string also = form == NoteForm::first ? "" : fmt::format(", {}", word(form));
    streams.out << fmt::format("  {:>6}  {} ({}{})\n", rows, type_of(event, form), word(event), also);
  }
  if (!file.rows.empty())
    streams.out << fmt::format("  from {} to {}\n", format_person(file.rows.front().at, false),
                               format_person(file.rows.back().at, false));
  streams.out << fmt::format(
      "Against what is here: {} new, {} already here, {} without legal basis (nothing of them is kept).\n",
      plan.opened, plan.same, plan.without_basis);
}

Result<> apply(const ImportPlan& plan, Applying& applying) {
  if (plan.requests == 0) return Done{};
  if (auto opened = applying.open(); !opened) return opened;
  auto source = applying.note_file(plan.file);
  if (!source) return source.problem();
  for (size_t i = 0; i < plan.requests; ++i)
    if (auto done = applying.add(plan.request(i, *source), plan.requests); !done) return done;
  if (auto done = applying.flush(plan.requests); !done) return done;
  return applying.rest();
}

void say_end(const ImportFile& file, const ImportPlan& plan, const ImportOptions& options, bool json,
             Streams& streams) {
  const bool applied = !options.dry_run && plan.requests != 0;
  if (!json) {
    streams.out << (options.dry_run      ? "Dry run: nothing was kept."
                    : plan.requests == 0 ? "Nothing to apply: it is all here already."
                                         : "Applied.")
                << '\n';
    return;
  }
  std::string line;
  json::Writer out(line);
  out.begin_object().field("file", options.file);
  write_sums(file, plan, applied, out);
  out.end_object();
  streams.out << line << '\n';
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

// Applies what was planned, unless it is a dry run.
int conclude(Opened& opened, const Common& common, const ImportOptions& options, const ImportFile& file,
             const ImportPlan& plan, std::string_view counted, Streams& streams) {
  streams.out << std::flush;
  Result<> done = Done{};
  Applying applying(opened.here->app, common, streams, std::string(counted));
  if (!options.dry_run) {
    opened.here->lookup.reset();
    opened.here->folder.reset();
    done = apply(plan, applying);
  }
  if (done) say_end(file, plan, options, common.json, streams);
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
    Progress compared(streams, "compared");
    const auto plan = plan_roster(*file, here.place(), sha256(opened.bytes), options.complete, opened.now,
                                  [&](uint64_t done, uint64_t of) { compared.at(done, of); });
    if (!plan) return report(plan.problem(), streams);
    if (!common.json) say_roster(*file, *plan, here.app.setting, streams);
    return conclude(opened, common, options, *file, *plan, "citizens written", streams);
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
    Progress compared(streams, "compared");
    const auto plan = plan_log(*file, here.place(), sha256(opened.bytes), options.reconstructed,
                               [&](uint64_t done, uint64_t of) { compared.at(done, of); });
    if (!plan) return report(plan.problem(), streams);
    if (!common.json) say_log(*file, *plan, streams);
    return conclude(opened, common, options, *file, *plan, "rows written", streams);
  });
}

}  // namespace klynge::command
