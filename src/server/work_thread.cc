#include "server/work_thread.h"

#include <sys/resource.h>

namespace klynge::server {

WorkThread::WorkThread(size_t queue_limit, int niceness)
    : queue_limit_(queue_limit), niceness_(niceness), thread_([this] { run(); }) {}

WorkThread::~WorkThread() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

bool WorkThread::take(Work work) {
  {
    const std::lock_guard lock(mutex_);
    if (ending_ || queue_.size() >= queue_limit_) return false;
    queue_.push_back(std::move(work));
  }
  wake_.notify_one();
  return true;
}

void WorkThread::run() {
  if (niceness_ > 0) ::setpriority(PRIO_PROCESS, 0, niceness_);  // on Linux: of this thread alone
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return ending_ || !queue_.empty(); });
    if (queue_.empty()) return;
    Work work = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    work();
    work = nullptr;
    lock.lock();
  }
}

}  // namespace klynge::server
