#include "command/demo_folder.h"

#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "command/tools.h"
#include "core/directory_file.h"
#include "store/store.h"

namespace klynge::command {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view mark = "# Made by `klynge demo`, which empties this folder each time it starts.\n";
// All that a data folder and its keys consist of. Anything else is not ours to remove.
constexpr const char* data_names[] = {"klynge.yaml",   "klynge.db",     "klynge.db-wal", "klynge.db-shm",
                                      "keys.db",       "keys.db-wal",   "keys.db-shm",   "access.db",
                                      "access.db-wal", "access.db-shm", "lock"};
constexpr const char* key_names[] = {"master.key",  "hash.key",     "ids.key",
                                     "signing.key", "installation", "erased"};

bool holds_anything(const std::string& folder) {
  std::error_code error;
  return fs::exists(folder, error) && !(fs::is_directory(folder, error) && fs::is_empty(folder, error));
}

bool is_ours(const std::string& folder) {
  auto settings = read_file(folder + "/klynge.yaml");
  return settings && settings->starts_with(mark);
}

Result<> may_be_taken(const std::string& folder) {
  if (is_ours(folder)) return Done{};
  for (const std::string& each : {folder, folder + ".keys"})
    if (holds_anything(each))
      return refused(
          each,
          "there is something here that `klynge demo` did not make, and it empties its folder when it "
          "starts. Nothing was touched. Name a folder that is empty or not there yet, or leave out "
          "--data");
  return Done{};
}

// Memory where there is some to be had: two weeks are many small commits, and nothing of them is to stay.
std::string temporary_base() {
  std::error_code error;
  if (::access("/dev/shm", W_OK | X_OK) == 0) return "/dev/shm";
  return fs::temp_directory_path(error).string();
}

void remove_all_of(const std::string& folder) {
  std::error_code ignored;
  for (const char* name : data_names) fs::remove(folder + "/" + name, ignored);
  for (const char* name : key_names) fs::remove(folder + ".keys/" + name, ignored);
}

// A path as YAML has it between single quotes.
std::string quoted(const std::string& path) {
  std::string out = "'";
  for (const char c : fs::absolute(path).lexically_normal().string())
    out += c == '\'' ? "''" : std::string(1, c);
  return out + "'";
}

Result<std::string> settings_text(const std::string& data_files) {
  const std::string directory = data_files + "/directory/cluster.yaml";
  auto text = read_file(directory);
  if (!text) return text.problem();
  auto parties = read_directory(*text, directory);
  if (!parties) return parties.problem();
  std::string acts_for, operations;
  for (const PartyInfo& party : *parties) {
    const std::string sor = std::to_string(party.party.sor);
    if (party.kind == PartyKind::municipality) acts_for += (acts_for.empty() ? "" : ", ") + sor;
    if (party.kind == PartyKind::operations) operations = sor;
  }
  return std::string(mark) +
         "# All parties and citizens are made up.\ndemonstration: true\npathway_unsigned: accept\n" +
         "operations: " + operations + "\nacts_for: [" + acts_for + "]\nretention_days: 0\n" +
         "directory: " + quoted(directory) + "\npathways: " + quoted(data_files + "/pathways") +
         "\ncase_kinds: " + quoted(data_files + "/case-kinds.yaml") + "\n";
}

}  // namespace

Result<DemoFolder> DemoFolder::take(const std::string& wanted) {
  if (wanted.empty()) {
    std::string made = temporary_base() + "/klynge-demo-XXXXXX";
    if (::mkdtemp(made.data()) == nullptr)
      return not_now(made, std::string("cannot be made: ") + std::strerror(errno));
    return DemoFolder(std::move(made), true);
  }
  std::string path = fs::path(wanted).lexically_normal().string();
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  if (auto may = may_be_taken(path); !may) return may.problem();
  std::error_code error;
  if (fs::exists(path + "/klynge.db", error)) {  // has another process got it?
    if (auto open = store::open_sqlite(path, store::Open::write); !open) return open.problem();
  }
  fs::create_directories(path, error);
  if (error) return not_now(path, "cannot be made: " + error.message());
  return DemoFolder(std::move(path), false);
}

DemoFolder::DemoFolder(DemoFolder&& other) noexcept
    : path_(std::move(other.path_)), temporary_(std::exchange(other.temporary_, false)) {}

DemoFolder::~DemoFolder() {
  if (!temporary_) return;
  remove_all_of(path_);
  std::error_code ignored;
  fs::remove(path_ + ".keys", ignored);
  fs::remove(path_, ignored);
}

Result<> DemoFolder::begin(const std::string& data_files) const {
  auto settings = settings_text(data_files);
  if (!settings) return settings.problem();
  remove_all_of(path_);
  return write_file(path_ + "/klynge.yaml", *settings);
}

}  // namespace klynge::command
