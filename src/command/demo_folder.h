#pragma once
// The data folder of `klynge demo`: a temporary one, or one that it made itself. It is emptied at each start,
// so nothing that anybody else made is ever touched: the first line of klynge.yaml says whose it is.
#include <string>

#include "base/result.h"

namespace klynge::command {

class DemoFolder {
 public:
  // `wanted` empty: a temporary folder, which goes when this does. Refused: there is something here that
  // `klynge demo` did not make; it is as it was. Not now: another process has it.
  static Result<DemoFolder> take(const std::string& wanted);
  DemoFolder(DemoFolder&& other) noexcept;
  DemoFolder& operator=(DemoFolder&&) = delete;
  ~DemoFolder();

  const std::string& path() const { return path_; }
  // Removes what an earlier life left, and writes klynge.yaml for the next: parties and rules from
  // `data_files`.
  Result<> begin(const std::string& data_files) const;

 private:
  DemoFolder(std::string path, bool temporary) : path_(std::move(path)), temporary_(temporary) {}
  std::string path_;
  bool temporary_ = false;
};

}  // namespace klynge::command
