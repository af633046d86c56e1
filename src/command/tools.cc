#include "command/tools.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <iterator>

#include "base/json.h"
#include "message/findings.h"

namespace klynge::command {
namespace {

namespace fs = std::filesystem;
using std::chrono::steady_clock;

void write_issue_text(const message::Issue& issue, std::ostream& out) {
  out << "  " << message::word(issue.severity) << "  "
      << (issue.path.empty() ? "(whole message)" : issue.path) << "  " << issue.rule << "\n      "
      << issue.text << '\n';
}

}  // namespace

Instant now_of_machine() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::microseconds>(since).count()};
}

Result<Instant> moment_of(const std::string& at) {
  if (at.empty()) return now_of_machine();
  const auto time = parse_time(at);
  if (!time)
    return not_understood("--at", "a time with its zone was expected, such as 2026-03-01T08:00:00+01:00");
  return time->at;
}

Result<Instant> day_given(const std::string& on) {
  if (on.empty()) return denmark_time(denmark_date(now_of_machine()), {});
  const auto day = parse_time(on);
  if (!day || day->precision != Precision::day)
    return not_understood("--on", "a date was expected, such as 2027-01-01");
  return day->at;
}

void log_line(const std::string& event) {
  const std::string line = "time=" + format_utc(now_of_machine()) + " " + event + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

int report(const Problem& problem, Streams& streams) {
  streams.err << "klynge: " << (problem.where.empty() ? "" : problem.where + ": ") << problem.what << '\n';
  return problem.kind == Problem::Kind::not_now ? exit_not_now : exit_refused;
}

void say_demonstration(const App& app, Streams& streams) {
  if (!app.has_settings_file)
    streams.err << "klynge: no klynge.yaml in " << app.data
                << ": using the demonstration's settings (made-up parties, unsigned pathways).\n";
}

Result<std::string> read_cpr(const std::string& file, Streams& streams) {
  Bytes text;
  if (file.empty() || file == "-") {
    if (streams.in_is_terminal) streams.err << "CPR number: " << std::flush;
    std::getline(streams.in, text);
  } else {
    auto bytes = read_file(file, 4096);
    if (!bytes) return bytes.problem();
    text = bytes->substr(0, bytes->find('\n'));
  }
  std::erase_if(text, [](char c) { return c == '-' || c == ' ' || c == '\r' || c == '\t'; });
  if (!message::valid_cpr(text) && !message::valid_replacement_cpr(text))
    return not_understood(file.empty() ? "standard input" : file, "a CPR number of ten digits was expected");
  return text;
}

bool looks_like_cpr(std::string_view argument) {
  const auto is_word = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  };
  const auto is_cpr = [](std::string_view text) {
    return message::valid_cpr(text) || message::valid_replacement_cpr(text);
  };
  std::string_view before;  // the word before, when a dash or a blank is all that parts them
  for (size_t at = 0; at < argument.size();) {
    const auto begin = argument.begin() + static_cast<ptrdiff_t>(at);
    const auto end = std::find_if_not(begin, argument.end(), is_word);
    const std::string_view word(begin, end);
    if (is_cpr(word) || is_cpr(std::string(before) + std::string(word))) return true;
    at += word.size();
    const bool parts = at < argument.size() && (argument[at] == '-' || argument[at] == ' ');
    before = parts && word.size() == 6 ? word : std::string_view{};
    ++at;
  }
  return false;
}

Result<std::vector<std::string>> expand(const std::vector<std::string>& given) {
  std::vector<std::string> files;
  for (const std::string& name : given) {
    std::error_code error;
    if (name == "-" || !fs::is_directory(name, error)) {
      files.push_back(name);
      continue;
    }
    const auto before = static_cast<ptrdiff_t>(files.size());
    for (const auto& file : fs::directory_iterator(name, error))
      if (file.is_regular_file()) files.push_back(file.path().string());
    if (error) return not_now(name, "the folder cannot be read: " + error.message());
    std::sort(files.begin() + before, files.end());
  }
  return files;
}

Result<Bytes> read_message(const std::string& file, Streams& streams) {
  if (file != "-") return read_file(file, message_bytes_max);
  return Bytes(std::istreambuf_iterator<char>(streams.in), {});
}

void write_checked(const Checked& checked, bool json, Streams& streams) {
  if (!json) {
    streams.out << checked.file << ": " << checked.type << "  " << message::word(checked.answer)
                << (checked.repeated ? " (repeated)" : "") << '\n';
    for (const message::Issue& issue : checked.issues) write_issue_text(issue, streams.out);
    return;
  }
  std::string line;
  json::Writer out(line);
  out.begin_object().field("file", checked.file);
  message::write_findings(checked.type, checked.answer, checked.issues, out);
  if (checked.repeated) out.key("repeated").boolean(true);
  if (checked.position != 0) out.key("position").unsigned_number(checked.position);
  out.end_object();
  streams.out << line << '\n';
}

Progress::Progress(Streams& streams, std::string what)
    : streams_(streams), what_(std::move(what)), began_(steady_clock::now()), said_(began_) {}

Progress::~Progress() {
  if (open_line_) streams_.err << '\n';
}

void Progress::at(uint64_t done, uint64_t of) {
  const auto now = steady_clock::now();
  if (now - said_ <
      (streams_.err_is_terminal ? std::chrono::milliseconds(200) : std::chrono::milliseconds(2000)))
    return;
  said_ = now;
  streams_.err << (streams_.err_is_terminal ? "\r" : "") << what_ << ' ' << done;
  if (of != 0) streams_.err << " of " << of;
  if (streams_.err_is_terminal)
    open_line_ = true;
  else
    streams_.err << '\n';
  streams_.err << std::flush;
}

void learn(Setting& setting, std::vector<PartyInfo> parties) {
  for (PartyInfo& party : parties)
    if (setting.directory.find(party.party) == nullptr) setting.directory.add(std::move(party));
}

Result<Areas> load_areas(const Common& common) {
  const std::string folder = shipped_data_files(common.place.data_files) + "/areas/";
  const auto file = [&](const char* name) -> Result<AreaFile> {
    auto text = read_file(folder + name);
    if (!text) return text.problem();
    return AreaFile{folder + name, std::move(*text)};
  };
  auto municipalities = file("municipalities.csv"), areas = file("areas.csv"), members = file("members.csv");
  for (const auto* one : {&municipalities, &areas, &members})
    if (!*one) return one->problem();
  return read_areas({std::move(*municipalities), std::move(*areas), std::move(*members)});
}

Result<std::unique_ptr<Desk>> open_desk(const Common& common, Streams& streams) {
  auto app = App::load(common.place);
  if (!app) return app.problem();
  say_demonstration(*app, streams);
  auto folder = app->open_for_reading();
  if (!folder) return folder.problem();
  auto desk = std::make_unique<Desk>(Desk{std::move(*app), std::move(*folder), nullptr, {}});
  desk->lookup = std::make_unique<Lookup>(*desk->folder.store, *desk->folder.keys, *desk->folder.access,
                                          desk->app.secrets, desk->app.options, desk->folder.contents.get());
  desk->setting = desk->app.setting;
  auto learned = desk->lookup->learned_parties();
  if (!learned) return learned.problem();
  learn(desk->setting, std::move(*learned));
  return desk;
}

}  // namespace klynge::command
