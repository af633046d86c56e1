// klynge validate: what is wrong with these messages? Reads and answers by their content and the time; keeps
// nothing.
#include "command/tools.h"

namespace klynge::command {

int validate(const Common& common, const std::vector<std::string>& given, Streams& streams) {
  const auto now = moment_of(common.at);
  if (!now) return report(now.problem(), streams), exit_usage;
  auto files = expand(given);
  if (!files) return report(files.problem(), streams);
  Progress progress(streams, "checking");
  bool findings = false;
  for (size_t i = 0; i < files->size(); ++i) {
    progress.at(i, files->size());
    const std::string& file = (*files)[i];
    Checked checked{.file = file, .type = "?"};
    if (auto bytes = read_message(file, streams)) {
      message::Reading reading = message::read(*bytes);
      message::check_ahead(reading, *now);
      checked.type = reading.type;
      checked.answer = reading.answer;
      checked.issues = std::move(reading.issues);
    } else {
      checked.issues.push_back(
          {message::Severity::error, "", "file-unreadable", bytes.problem().what, "exception", ""});
    }
    for (const message::Issue& issue : checked.issues)
      findings = findings || issue.severity == message::Severity::error;
    write_checked(checked, common.json, streams);
  }
  return findings ? exit_findings : exit_ok;
}

}  // namespace klynge::command
