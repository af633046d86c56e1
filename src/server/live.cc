#include "server/live.h"

#include <atomic>

namespace klynge::server {
namespace {

constexpr size_t screens_at_most = 1500;  // of the connections that http.h allows

}  // namespace

class Live::Screen : public Events {
 public:
  explicit Screen(Position now) : latest_(now) {}
  void changed(Position position) { latest_.store(position, std::memory_order_relaxed); }

  // The first says where the screen begins: whoever asked for its rows before that asks again.
  std::string take() override {
    const Position latest = latest_.load(std::memory_order_relaxed);
    if (told_ && *told_ == latest) return {};
    told_ = latest;
    return "event: changed\ndata: {\"position\":" + std::to_string(latest) + "}\n\n";
  }

 private:
  std::atomic<Position> latest_;
  std::optional<Position> told_;
};

std::shared_ptr<Events> Live::of_list(Party list, Position now) {
  return add(lists_, list.sor, now);
}

std::shared_ptr<Events> Live::of_citizen(CitizenNumber citizen, Position now) {
  return add(citizens_, citizen, now);
}

std::shared_ptr<Events> Live::add(Screens& among, uint64_t key, Position now) {
  const std::lock_guard lock(mutex_);
  std::erase_if(among, [](const auto& one) { return one.second.expired(); });
  if (lists_.size() + citizens_.size() >= screens_at_most) return nullptr;
  auto screen = std::make_shared<Screen>(now);
  among.emplace(key, screen);
  return screen;
}

void Live::announce(const Touched& touched) {
  const std::lock_guard lock(mutex_);
  if (!lists_.empty())
    for (const uint64_t list : touched.lists) tell(lists_, list, touched.position);
  if (!citizens_.empty())
    for (const CitizenNumber citizen : touched.citizens) tell(citizens_, citizen, touched.position);
}

void Live::tell(Screens& among, uint64_t key, Position position) {
  const auto [begin, end] = among.equal_range(key);
  for (auto one = begin; one != end; ++one)
    if (const auto screen = one->second.lock()) screen->changed(position);
}

}  // namespace klynge::server
