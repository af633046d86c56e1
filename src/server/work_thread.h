#pragma once
// One thread and its bounded queue: what neither the door nor the writer should wait for is done here, in the
// order it came.
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace klynge::server {

class WorkThread {
 public:
  using Work = std::move_only_function<void()>;

  // `niceness`: how much the machine puts other threads before this one, 0 to 19.
  explicit WorkThread(size_t queue_limit, int niceness = 0);
  ~WorkThread();  // finishes what was taken

  bool take(Work work);  // false: full, or ending; nothing was taken

 private:
  void run();

  const size_t queue_limit_;
  const int niceness_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Work> queue_;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace klynge::server
