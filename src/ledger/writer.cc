#include "ledger/writer.h"

#include <time.h>

#include <future>

namespace klynge {
namespace {

constexpr int64_t jump_us = minutes(5).us;
constexpr int64_t idle_us = 1'000'000;  // how often the clock is looked at when nothing comes

int64_t read_clock_us(clockid_t id) {
  timespec t{};
  clock_gettime(id, &t);
  return static_cast<int64_t>(t.tv_sec) * 1'000'000 + t.tv_nsec / 1000;
}

}  // namespace

Clock machine_clock() {
  return {[] { return Instant{read_clock_us(CLOCK_REALTIME)}; },
          [] { return read_clock_us(CLOCK_BOOTTIME); }};
}

struct Writer::Impl {
  struct Waiting {
    Request request;
    Callback callback;
  };

  Impl(std::unique_ptr<Ledger> l, Clock c, size_t queue, size_t batch)
      : ledger(std::move(l)), clock(std::move(c)), queue_limit(queue), batch_limit(batch) {}

  std::unique_ptr<Ledger> ledger;
  Clock clock;
  const size_t queue_limit, batch_limit;

  mutable std::mutex mutex;
  std::condition_variable arrived;
  std::deque<Waiting> interactive, bulk;
  std::deque<std::packaged_task<void()>> aside;
  bool stopping = false;
  std::string ledger_trouble, clock_trouble;
  int64_t clock_difference_us = 0;  // wall minus boot, as last believed
  Instant last_housekeeping;
  std::thread thread;

  // Wall time against time since boot: what they disagree by must not change by itself.
  bool clock_trusted(Instant now) {
    const int64_t difference = now.us - clock.boot_us();
    std::lock_guard lock(mutex);
    if (!clock_trouble.empty()) return false;
    if (std::llabs(difference - clock_difference_us) > jump_us) {
      clock_trouble = "the machine's clock jumped by " +
                      std::to_string((difference - clock_difference_us) / 1'000'000) +
                      " s; deadlines stand still until somebody confirms the time";
      return false;
    }
    clock_difference_us = difference;
    return true;
  }

  std::vector<Waiting> take() {
    std::unique_lock lock(mutex);
    const bool backlog = !interactive.empty() || !bulk.empty() || !aside.empty();
    if (!backlog && !stopping) arrived.wait_for(lock, std::chrono::microseconds(idle_us));
    std::vector<Waiting> batch;
    for (auto* lane : {&interactive, &bulk})
      while (!lane->empty() && batch.size() < batch_limit) {
        batch.push_back(std::move(lane->front()));
        lane->pop_front();
      }
    return batch;
  }

  void do_what_is_aside() {
    std::deque<std::packaged_task<void()>> tasks;
    {
      std::lock_guard lock(mutex);
      tasks.swap(aside);
    }
    for (auto& task : tasks) task();
  }

  void run() {
    for (;;) {
      std::vector<Waiting> batch = take();
      do_what_is_aside();
      const Instant now = clock.now();
      if (!batch.empty()) {
        std::vector<Request> requests;
        requests.reserve(batch.size());
        for (Waiting& waiting : batch) requests.push_back(std::move(waiting.request));
        std::vector<Reply> replies = ledger->process(std::move(requests), now);
        for (size_t i = 0; i < batch.size(); ++i) batch[i].callback(std::move(replies[i]));
      }
      if (clock_trusted(now)) {
        const Instant wakes = ledger->wakes();
        if (!wakes.none() && wakes <= now) (void)ledger->tick(now, 200).ok();  // a failure shows in health
        if (batch.empty() && now - last_housekeeping >= days(1)) {
          (void)ledger->housekeeping(now).ok();
          last_housekeeping = now;
        }
      }
      if (batch.empty() && !ledger->state().can_write) (void)ledger->tick(now, 0).ok();  // tries to recover
      std::lock_guard lock(mutex);
      ledger_trouble = ledger->state().can_write ? std::string{} : ledger->why_not_writing();
      if (stopping && interactive.empty() && bulk.empty() && aside.empty()) return;
    }
  }
};

Writer::Writer(std::unique_ptr<Ledger> ledger, Clock clock, size_t queue_limit, size_t batch_limit)
    : impl_(std::make_unique<Impl>(std::move(ledger), std::move(clock), queue_limit, batch_limit)) {
  impl_->clock_difference_us = impl_->clock.now().us - impl_->clock.boot_us();
  impl_->thread = std::thread([this] { impl_->run(); });
}

Writer::~Writer() {
  stop();
}

bool Writer::submit(Request request, Lane lane, Callback callback) {
  bool first = false;
  {
    std::lock_guard lock(impl_->mutex);
    if (impl_->stopping || impl_->interactive.size() + impl_->bulk.size() >= impl_->queue_limit) return false;
    auto& queue = lane == Lane::interactive ? impl_->interactive : impl_->bulk;
    first = impl_->interactive.empty() && impl_->bulk.empty();
    queue.push_back({std::move(request), std::move(callback)});
  }
  if (first) impl_->arrived.notify_one();
  return true;
}

bool Writer::between_batches(const std::function<void(Ledger&)>& work) {
  std::packaged_task<void()> task([&] { work(*impl_->ledger); });
  std::future<void> done = task.get_future();
  {
    std::lock_guard lock(impl_->mutex);
    if (impl_->stopping) return false;
    impl_->aside.push_back(std::move(task));
  }
  impl_->arrived.notify_one();
  done.wait();
  return true;
}

Reply Writer::ask(Request request) {
  std::promise<Reply> answered;
  const bool taken = submit(std::move(request), Lane::interactive,
                            [&](Reply reply) { answered.set_value(std::move(reply)); });
  if (taken) return answered.get_future().get();
  Reply full;
  full.why = "too much is waiting";
  return full;
}

Result<bool> Writer::wanted(const AskWhetherKept& ask_whether) {
  const Reply reply = ask(ask_whether);
  if (reply.how != Reply::How::answered) return not_now("", reply.why);
  return reply.would_be_kept;
}

void Writer::stop() {
  {
    std::lock_guard lock(impl_->mutex);
    impl_->stopping = true;
  }
  impl_->arrived.notify_one();
  if (impl_->thread.joinable()) {
    impl_->thread.join();
    (void)impl_->ledger->rest(impl_->clock.now()).ok();
  }
}

const LedgerState& Writer::state() const {
  return impl_->ledger->state();
}

std::string Writer::trouble() const {
  std::lock_guard lock(impl_->mutex);
  return !impl_->ledger_trouble.empty() ? impl_->ledger_trouble : impl_->clock_trouble;
}

void Writer::confirm_clock() {
  std::lock_guard lock(impl_->mutex);
  impl_->clock_trouble.clear();
  impl_->clock_difference_us = impl_->clock.now().us - impl_->clock.boot_us();
}

Ledger& Writer::ledger() {
  return *impl_->ledger;
}

}  // namespace klynge
