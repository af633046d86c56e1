#include "store/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace klynge::store {
namespace {

Problem disk_problem(const std::string& path) {
  return not_now(path, std::string("cannot be written: ") + std::strerror(errno));
}

}  // namespace

Result<Bytes> read_file(const std::string& path, size_t bytes_max) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return not_now(path, std::string("cannot be read: ") + std::strerror(errno));
  struct stat facts{};
  Bytes bytes;
  if (::fstat(file, &facts) == 0 && facts.st_size > 0)
    bytes.reserve(std::min(static_cast<size_t>(facts.st_size), bytes_max) + 1);
  Bytes chunk(64u << 10, '\0');
  ssize_t size = 0;
  while ((size = ::read(file, chunk.data(), chunk.size())) > 0 && bytes.size() <= bytes_max)
    bytes.append(chunk.data(), static_cast<size_t>(size));
  const int error = errno;
  ::close(file);
  if (size < 0) return not_now(path, std::string("cannot be read: ") + std::strerror(error));
  if (bytes.size() > bytes_max)
    return not_understood(path, "is larger than the limit of " + std::to_string(bytes_max >> 10) + " kB");
  return bytes;
}

Result<> write_file(const std::string& path, View bytes) {
  const std::string draft = path + ".tmp";
  const int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
  if (file < 0) return disk_problem(draft);
  bool good = true;
  while (good && !bytes.empty()) {
    const ssize_t size = ::write(file, bytes.data(), bytes.size());
    good = size > 0;
    if (good) bytes.remove_prefix(static_cast<size_t>(size));
  }
  good = good && ::fsync(file) == 0;
  const Problem problem = disk_problem(draft);
  ::close(file);
  if (!good) return problem;
  if (::rename(draft.c_str(), path.c_str()) != 0) return disk_problem(path);
  return Done{};
}

Result<> sync_folder(const std::string& folder) {
  const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return disk_problem(folder);
  const bool good = ::fsync(file) == 0;
  const Problem problem = disk_problem(folder);
  ::close(file);
  if (!good) return problem;
  return Done{};
}

}  // namespace klynge::store
