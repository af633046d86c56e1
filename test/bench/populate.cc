// Fills a folder: 3 % of the citizens in hospital, the rest known from a stay that is over. It goes through
// the ledger as messages and people do, so what is measured afterwards is a folder like any other.
//   populate DIR CITIZENS
#include <fmt/format.h>
#include <time.h>

#include "command/app.h"
#include "messages.h"

namespace klynge::bench {
namespace {

constexpr size_t batch_size = 500;

Instant now() {
  timespec t{};
  clock_gettime(CLOCK_REALTIME, &t);
  return {static_cast<int64_t>(t.tv_sec) * 1'000'000 + t.tv_nsec / 1000};
}

int fail(const std::string& what) {
  fmt::print(stderr, "populate: {}\n", what);
  return 1;
}

int populate(const std::string& data, uint64_t citizens) {
  auto app = command::App::load({data, "", true});
  if (!app) return fail(app.problem().what);
  auto ledger = app->open_ledger(now());
  if (!ledger) return fail(ledger.problem().what);
  Messages open_stays(open_run), past_stays(0, 2);
  const uint64_t open = open_citizens(citizens);
  const Caller door{{}, CallerRole::door};

  std::vector<Request> batch;
  auto send = [&]() -> std::vector<Reply> {
    auto replies = (*ledger)->process(std::move(batch), now());
    batch.clear();
    return replies;
  };
  for (uint64_t from = 0; from < citizens; from += batch_size) {
    const uint64_t to = std::min(citizens, from + batch_size);
    for (uint64_t c = from; c < to; ++c) {
      const bool is_open = c < open;
      for (uint32_t step = 0; step < (is_open ? messages_come(c) : 2); ++step)
        batch.push_back(
            Receive{prepare((is_open ? open_stays : past_stays).next(c, step), app->secrets), door});
    }
    std::vector<CitizenNumber> home;
    for (const Reply& reply : send()) {
      if (reply.message_answer != message::Answer::ok)
        return fail("a message was not accepted: " +
                    (reply.issues.empty() ? reply.why : reply.issues.back().text));
      if (home.empty() || home.back() != reply.citizen) home.push_back(reply.citizen);
    }
    for (CitizenNumber citizen : home) {
      auto record = (*ledger)->record(citizen);
      if (!record) return fail(record.problem().what);
      for (const Duty& duty : record->duties)
        if (duty.open() && duty.task == "first-visit")
          batch.push_back(Act{citizen,
                              CompleteDuty{duty.number, 0},
                              {duty.holder, CallerRole::person},
                              seal::keyed(app->secrets, "bench", std::to_string(citizen)),
                              {},
                              {}});
    }
    for (const Reply& reply : send())
      if (!reply.answer.ok()) return fail("a visit was not done");
    // The 72 hours of those at home are long over: the clock passes contact on, and their courses close.
    if (auto ticked = (*ledger)->tick(now(), 2 * batch_size); !ticked) return fail(ticked.problem().what);
    if (from / 100'000 != to / 100'000) fmt::print(stderr, "{} of {} citizens\n", to, citizens);
  }
  if (auto rested = (*ledger)->rest(now()); !rested) return fail(rested.problem().what);
  return 0;
}

}  // namespace
}  // namespace klynge::bench

int main(int argc, char** argv) {
  if (argc != 3) return klynge::bench::fail("usage: populate DIR CITIZENS");
  return klynge::bench::populate(argv[1], std::stoull(argv[2]));
}
