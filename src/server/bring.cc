#include "server/bring.h"

#include <algorithm>

#include "base/hash.h"

namespace klynge::server {
namespace {

constexpr size_t part_requests = 500;  // of a queue of 4096

// Lives as long as a callback of the writer holds it.
struct Bringing : std::enable_shared_from_this<Bringing> {
  Bringing(const BringParts& p, Brought b, std::function<void(Response)> a)
      : parts(p), brought(std::move(b)), answer(std::move(a)) {}

  BringParts parts;
  Brought brought;
  std::function<void(Response)> answer;
  RosterFile roster;
  LogFile log;
  ImportPlan plan;
  Position source = 0;
  size_t begun = 0, waiting = 0, frozen = 0;
  std::string trouble;  // why it stopped

  const ImportFile& file() const { return brought.is_roster ? static_cast<const ImportFile&>(roster) : log; }
  ImportPlace place(Lookup& lookup) const { return {&lookup, parts.secrets, parts.setting, parts.options}; }

  Result<> read() {
    const Told told = [](uint64_t, uint64_t) {};
    if (brought.is_roster) {
      auto read = read_roster(brought.bytes, "body", parts.setting, told);
      if (!read) return read.problem();
      roster = std::move(*read);
    } else {
      auto read = read_log(brought.bytes, "body", parts.setting, brought.now, told);
      if (!read) return read.problem();
      log = std::move(*read);
    }
    return Done{};
  }
  Result<> compare(Lookup& lookup) {
    const Told told = [](uint64_t, uint64_t) {};
    const Bytes hash = sha256(brought.bytes);
    if (brought.is_roster) {
      auto planned = plan_roster(roster, place(lookup), hash, brought.complete, brought.now, told);
      if (!planned) return planned.problem();
      plan = std::move(*planned);
    } else {
      auto planned = plan_log(log, place(lookup), hash, brought.history, told);
      if (!planned) return planned.problem();
      plan = std::move(*planned);
    }
    return Done{};
  }

  bool submit(klynge::Request request, std::function<void(Bringing&, const Reply&)> then) {
    return parts.writer.submit(
        std::move(request), Writer::Lane::bulk,
        [self = shared_from_this(), then = std::move(then)](Reply reply) { then(*self, reply); });
  }
  void apply() {
    const Caller operations{parts.setting.operations, CallerRole::operations};
    const bool taken = submit(TakeFile{plan.file, operations}, [](Bringing& self, const Reply& reply) {
      if (reply.how != Reply::How::answered) return self.answer(not_now(reply.why));
      self.source = reply.position;
      self.next_part();
    });
    if (!taken) answer(not_now("Too much is waiting."));
  }
  void next_part() {
    const size_t end = std::min(begun + part_requests, plan.requests);
    waiting = end - begun;
    if (waiting == 0 || !trouble.empty()) return finish();
    // Answers come on this thread, the writer's, after this function: nothing is counted down meanwhile.
    for (; begun < end; ++begun)
      if (!submit(plan.request(begun, source), [](Bringing& self, const Reply& reply) { self.took(reply); }))
        return stop_after(end - begun);
  }
  void stop_after(size_t not_taken) {
    trouble = "Too much is waiting.";
    waiting -= not_taken;
    if (waiting == 0) finish();
  }
  void took(const Reply& reply) {
    if (reply.how != Reply::How::answered) trouble = reply.why;
    frozen += !reply.answer.ok();
    if (--waiting == 0) next_part();
  }

  void finish() {
    if (!trouble.empty())
      return answer(not_now("What was applied before this is kept; the same file again goes on. " + trouble));
    std::string body;
    json::Writer out(body);
    out.begin_object().key("complained").begin_array();
    for (const FileComplaint& complaint : file().complaints) write_json(complaint, out);
    out.end_array().key("passed_over").begin_array();
    for (const std::string& column : file().passed_over) out.string(column);
    out.end_array();
    write_sums(file(), plan, !brought.dry_run && plan.requests != 0, out);
    out.key("frozen").unsigned_number(frozen).end_object();
    answer({200, "application/json", std::move(body), {{"Cache-Control", "no-store"}}});
  }
};

}  // namespace

void bring(Brought brought, Lookup& lookup, const BringParts& parts, std::function<void(Response)> answer) {
  const auto bringing = std::make_shared<Bringing>(parts, std::move(brought), std::move(answer));
  if (auto done = bringing->read(); !done) return bringing->answer(problem(done.problem()));
  if (auto done = bringing->compare(lookup); !done) return bringing->answer(problem(done.problem()));
  if (bringing->brought.dry_run || bringing->plan.requests == 0) return bringing->finish();
  bringing->apply();
}

}  // namespace klynge::server
