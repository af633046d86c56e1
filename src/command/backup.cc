// klynge backup and klynge restore: a copy of the folder while it is in use, and a copy put back. Both end
// with the proof of klynge verify over the copy: a backup nobody has read is a hope.
#include "store/backup.h"

#include <ostream>

#include "command/tools.h"

namespace klynge::command {
namespace {

Result<> copy(const std::string& from, const std::string& to, Streams& streams) {
  return store::copy_folder(from, to, [&](View file) { streams.err << "copying " << file << '\n'; });
}

int prove(App app, const std::string& directory, Streams& streams) {
  app.data = directory;
  auto folder = app.open_for_reading(false);
  if (!folder) return report(folder.problem(), streams);
  Progress progress(streams, "verifying entry");
  auto verified =
      klynge::verify(*folder, app.secrets, [&](Position done, Position of) { progress.at(done, of); });
  if (!verified) return report(verified.problem(), streams);
  for (const std::string& fault : verified->faults) streams.out << "fault: " << fault << '\n';
  if (!verified->faults.empty()) return exit_findings;
  streams.out << directory << " holds: " << verified->entries << " entries, " << verified->citizens
              << " citizens, " << verified->bodies << " sealed bodies\n";
  return exit_ok;
}

}  // namespace

int backup(const Common& common, const std::string& to, Streams& streams) {
  auto app = App::load(common.place);
  if (!app) return report(app.problem(), streams);
  if (auto done = copy(common.place.data, to, streams); !done) return report(done.problem(), streams);
  return prove(std::move(*app), to, streams);
}

int restore(const Common& common, const std::string& from, Streams& streams) {
  if (auto done = copy(from, common.place.data, streams); !done) return report(done.problem(), streams);
  auto app = App::load(common.place);
  if (!app) return report(app.problem(), streams);
  return prove(std::move(*app), common.place.data, streams);
}

}  // namespace klynge::command
