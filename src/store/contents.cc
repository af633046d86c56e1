#include "store/contents.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace klynge::store {
namespace {

namespace fs = std::filesystem;

constexpr size_t unsynced_bytes_max = 4u << 20;

class File {
 public:
  File(const std::string& path, int flags) : fd_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
  ~File() {
    if (fd_ >= 0) ::close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  bool is_open() const { return fd_ >= 0; }
  bool write(View bytes) const {
    while (!bytes.empty()) {
      const ssize_t size = ::write(fd_, bytes.data(), bytes.size());
      if (size < 0 && errno != EINTR) return false;
      if (size > 0) bytes.remove_prefix(static_cast<size_t>(size));
    }
    return true;
  }
  // As many as there are, up to the size of `into`; -1: an error.
  ssize_t read(Bytes& into) const {
    size_t have = 0;
    while (have < into.size()) {
      const ssize_t size = ::read(fd_, into.data() + have, into.size() - have);
      if (size < 0 && errno == EINTR) continue;
      if (size < 0) return -1;
      if (size == 0) break;
      have += static_cast<size_t>(size);
    }
    return static_cast<ssize_t>(have);
  }
  bool sync() const { return ::fsync(fd_) == 0; }

 private:
  const int fd_;
};

class FolderContents final : public Contents {
 public:
  explicit FolderContents(std::string folder) : folder_(std::move(folder)) {}

  Result<> put(const std::string& name, const std::function<Result<Bytes>()>& next) override {
    if (auto made = make_folder(); !made) return made;
    const std::string path = path_of(name), part = path + unfinished;
    auto written = write(part, next);
    if (written && ::rename(part.c_str(), path.c_str()) != 0) written = problem(path, "cannot be named");
    if (!written) {
      ::unlink(part.c_str());
      return written;
    }
    const File folder(folder_, O_RDONLY | O_DIRECTORY);
    if (!folder.is_open() || !folder.sync()) return problem(folder_, "cannot be synced");
    return Done{};
  }

  Result<> read(const std::string& name, size_t piece_bytes,
                const std::function<bool(View)>& visit) override {
    const File file(path_of(name), O_RDONLY);
    if (!file.is_open() && errno == ENOENT) return refused(path_of(name), "that content is not there");
    if (!file.is_open()) return problem(path_of(name), "cannot be opened");
    Bytes piece(piece_bytes, '\0');
    for (;;) {
      const ssize_t size = file.read(piece);
      if (size < 0) return problem(path_of(name), "cannot be read");
      if (size == 0 || !visit(View(piece).substr(0, static_cast<size_t>(size)))) return Done{};
    }
  }

  Result<> remove(const std::string& name) override {
    if (::unlink(path_of(name).c_str()) != 0 && errno != ENOENT)
      return problem(path_of(name), "cannot be removed");
    return Done{};
  }

  Result<std::vector<std::string>> names() override {
    std::vector<std::string> names;
    std::error_code error;
    if (!fs::exists(folder_, error)) return names;
    for (const auto& file : fs::directory_iterator(folder_, error))
      names.push_back(file.path().filename().string());
    if (error) return not_now(folder_, "the folder cannot be read: " + error.message());
    std::ranges::sort(names);
    return names;
  }

 private:
  std::string path_of(const std::string& name) const { return folder_ + "/" + name; }

  static Problem problem(const std::string& path, const std::string& what) {
    return not_now(path, what + ": " + std::strerror(errno));
  }

  // Made when it is first needed, and its own name synced.
  Result<> make_folder() const {
    std::error_code error;
    if (fs::is_directory(folder_, error)) return Done{};
    if (!fs::create_directory(folder_, error) && error)
      return not_now(folder_, "cannot be made: " + error.message());
    fs::permissions(folder_, fs::perms::owner_all, error);
    const std::string above = fs::path(folder_).parent_path().string();
    const File parent(above, O_RDONLY | O_DIRECTORY);
    if (!parent.is_open() || !parent.sync()) return problem(above, "cannot be synced");
    return Done{};
  }

  static Result<> write(const std::string& path, const std::function<Result<Bytes>()>& next) {
    const File file(path, O_WRONLY | O_CREAT | O_TRUNC);
    if (!file.is_open()) return problem(path, "cannot be made");
    for (size_t unsynced = 0;;) {
      auto piece = next();
      if (!piece) return piece.problem();
      if (!file.write(*piece)) return problem(path, "cannot be written");
      unsynced += piece->size();
      if (!piece->empty() && unsynced < unsynced_bytes_max) continue;
      if (!file.sync()) return problem(path, "cannot be synced");
      if (piece->empty()) return Done{};
      unsynced = 0;
    }
  }

  const std::string folder_;
};

}  // namespace

std::unique_ptr<Contents> open_contents(const std::string& directory) {
  return std::make_unique<FolderContents>(directory + "/" + contents_folder);
}

}  // namespace klynge::store
