#include "store/backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>

#include "store/contents.h"
#include "store/sqlite_db.h"

namespace klynge::store {
namespace {

namespace fs = std::filesystem;

constexpr char settings_file[] = "klynge.yaml";

Result<> sync(const fs::path& path, int flags) {
  const int fd = ::open(path.c_str(), flags | O_CLOEXEC);
  const bool is_synced = fd >= 0 && ::fsync(fd) == 0;
  const int why = errno;
  if (fd >= 0) ::close(fd);
  if (!is_synced) return not_now(path.string(), "cannot be synced: " + std::generic_category().message(why));
  return Done{};
}

// One transaction of a reader: as of one moment, without waiting for anybody or making anybody wait.
Result<> copy_file(const FileKind& kind, const std::string& from, const fs::path& to) {
  auto db = Database::open_kind(kind, from, nullptr, Database::Mode::read);
  if (!db) return db.problem();
  std::string copy = "VACUUM INTO '";
  for (const char c : to.string()) copy.append(c == '\'' ? 2 : 1, c);
  if (auto done = db->run((copy + "'").c_str()); !done) return done;
  fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write);
  return sync(to, O_RDONLY);
}

Result<> copy_contents(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::create_directory(to, error);
  fs::permissions(to, fs::perms::owner_all, error);
  for (const auto& file : fs::directory_iterator(from, error)) {
    if (file.path().extension() == unfinished) continue;
    const fs::path copy = to / file.path().filename();
    std::error_code gone;
    fs::copy_file(file.path(), copy, gone);
    if (gone == std::errc::no_such_file_or_directory) continue;  // erased meanwhile
    if (gone) return not_now(file.path().string(), "cannot be copied: " + gone.message());
    if (auto done = sync(copy, O_RDONLY); !done) return done;
  }
  if (error) return not_now(from.string(), "cannot be read: " + error.message());
  return sync(to, O_RDONLY | O_DIRECTORY);
}

}  // namespace

Result<> copy_folder(const std::string& from, const std::string& to, const Step& step) {
  std::error_code error;
  if (fs::exists(to, error))
    return refused(to, "is already there; a folder that is not there yet was expected");
  if (!fs::exists(from + "/" + ledger_file.file_name, error))
    return refused(from, "there is no Klynge folder here: it has no klynge.db");
  const fs::path whole = fs::absolute(to, error), part = whole.string() + ".part";
  fs::remove_all(part, error);  // of a copy that was broken off
  if (!fs::create_directories(part, error))
    return not_now(part.string(), "the folder cannot be made: " + error.message());
  fs::permissions(part, fs::perms::owner_all, error);
  const auto copied = [&](const FileKind& kind) {
    step(kind.file_name);
    return copy_file(kind, from, part / kind.file_name);
  };
  for (const FileKind* kind : {&ledger_file, &access_file})
    if (auto done = copied(*kind); !done) return done;
  // After the ledger's file: what it names was there before it was named. What has come since is swept away
  // when the copy is opened for writing.
  if (fs::exists(fs::path(from) / contents_folder, error)) {
    step(contents_folder);
    if (auto done = copy_contents(fs::path(from) / contents_folder, part / contents_folder); !done)
      return done;
  }
  if (auto done = copied(keys_file); !done) return done;
  if (const fs::path settings = fs::path(from) / settings_file; fs::exists(settings, error)) {
    step(settings_file);
    fs::copy_file(settings, part / settings_file, error);
    if (error) return not_now(settings.string(), "cannot be copied: " + error.message());
    if (auto done = sync(part / settings_file, O_RDONLY); !done) return done;
  }
  if (auto done = sync(part, O_RDONLY | O_DIRECTORY); !done) return done;
  fs::rename(part, whole, error);
  if (error) return not_now(to, "the copy cannot be given its name: " + error.message());
  return sync(whole.parent_path(), O_RDONLY | O_DIRECTORY);
}

}  // namespace klynge::store
