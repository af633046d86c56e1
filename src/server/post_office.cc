#include "server/post_office.h"

#include "ledger/post.h"
#include "ledger/rows.h"
#include "store/files.h"

namespace klynge::server {
namespace {

constexpr auto look_every = std::chrono::milliseconds(500);
constexpr size_t page_rows = 200;

// v4-shaped, and never the same twice: every sending has an envelope of its own.
std::string envelope_id(const seal::Random& random) {
  Bytes octets = random(16);
  octets[6] = static_cast<char>((octets[6] & 0x0f) | 0x40);
  octets[8] = static_cast<char>((octets[8] & 0x3f) | 0x80);
  std::string id = to_hex(octets);
  for (const size_t at : {size_t{8}, size_t{13}, size_t{18}, size_t{23}}) id.insert(at, "-");
  return id;
}

}  // namespace

// What one receiver's thread knows beside the rows.
struct PostOffice::Round {
  const PostRoute& route;
  std::unique_ptr<store::Reader> reader;
  seal::Sealer sealer;
  uint32_t failures = 0;  // of the transport, in a row
  Instant not_before;     // the next try
  std::string said;       // the last trouble that was logged
  uint64_t waiting = 0, awaiting = 0, in_error = 0;
};

PostOffice::PostOffice(PostParts parts) : parts_(std::move(parts)) {
  for (const PostRoute& route : parts_.routes) threads_.emplace_back([this, &route] { run(route); });
}

PostOffice::~PostOffice() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

bool PostOffice::pause() {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, look_every, [this] { return ending_.load(); });
  return !ending_;
}

void PostOffice::run(const PostRoute& route) {
  Round round{route, nullptr, seal::Sealer(parts_.secrets, parts_.keys, parts_.random), 0, {}, {}, 0, 0, 0};
  do {
    go_round(round);
  } while (pause());
}

void PostOffice::go_round(Round& round) {
  if (!round.reader) {
    auto made = parts_.store.reader();
    if (!made) return;
    round.reader = std::move(*made);
  }
  const uint64_t waiting = round.waiting, awaiting = round.awaiting, in_error = round.in_error;
  round.waiting = round.awaiting = round.in_error = 0;
  go_through(round);
  counters_.waiting += round.waiting - waiting;
  counters_.awaiting += round.awaiting - awaiting;
  counters_.in_error += round.in_error - in_error;
}

void PostOffice::go_through(Round& round) {
  const bool awake = parts_.now() >= round.not_before;
  bool may_act = awake;
  std::optional<store::RowKey> after;
  for (;;) {
    auto rows = round.reader->rows(post_view, post_version, round.route.to.sor, after, page_rows);
    if (!rows || rows->empty()) return;
    after = rows->back().key;
    for (const store::Row& stored : *rows) {
      const auto row = read_post_row(stored);
      if (!row) continue;
      const PostState state = state_of(row->post);
      round.waiting += state == PostState::waiting;
      round.awaiting += state == PostState::awaiting;
      round.in_error += state == PostState::in_error;
      const PostStep step = next_step(row->post);
      if (!awake || step.what == PostStep::What::nothing || parts_.now() < step.at) continue;
      if (may_act)
        may_act =
            step.what == PostStep::What::give_up ? give_up(round, *row) : send(round, *row, stored.changed);
      if (ending_) return;
      if (!may_act) say_not_taken(*row);  // and the others wait behind it
    }
  }
}

void PostOffice::rest(Round& round) {
  round.not_before = parts_.now() + pause_after_failures(++round.failures);
}

bool PostOffice::give_up(Round& round, const PostRow& row) {
  if (tell(row, GiveUpLetter{row.message})) return true;
  rest(round);
  return false;
}

// Whose time is up, the sender is to know, while it goes on waiting.
void PostOffice::say_not_taken(const PostRow& row) {
  const Instant told = told_not_taken(row.post);
  if (!told.none() && told <= parts_.now()) (void)tell(row, NoteLetterNotTaken{row.message});
}

bool PostOffice::send(Round& round, const PostRow& row, Position changed) {
  auto entry = entry_of_letter(*round.reader, row.message, changed);
  auto letter = entry ? letter_out(*round.reader, round.sealer, *entry, parts_.contents)
                      : Result<LetterOut>(entry.problem());
  const auto trouble = [&](const Problem& problem) {
    if (std::exchange(round.said, problem.what) != problem.what)
      parts_.log("event=post_trouble to=" + std::to_string(round.route.to.sor) + " reason=\"" + problem.what +
                 "\"");
  };
  if (!letter) {  // erased since: it goes nowhere, and keeps nobody waiting
    trouble(letter.problem());
    return true;
  }
  auto bytes = bytes_to_send(*letter, envelope_id(parts_.random), parts_.now(), round.route.as_xml);
  if (!bytes) {
    trouble(bytes.problem());
    return true;
  }
  auto answer = carry(round.route, letter->message_id, *bytes);
  if (!answer) {
    trouble(answer.problem());
    ++counters_.failures;
    rest(round);
    return false;
  }
  if (refuses_as_it_is(answer->status)) {  // what waits behind it is another letter, and goes
    trouble(not_now("post", "the receiver refuses a letter with " + std::to_string(answer->status)));
    ++counters_.failures;
    if (tell(row, NoteLetterNotTaken{row.message, answer->status})) return true;
    rest(round);
    return false;
  }
  if (round.failures > 0) parts_.log("event=post_again to=" + std::to_string(round.route.to.sor));
  ++counters_.delivered;
  if (!tell(row, DeliverLetter{row.message})) {  // not written down: it goes once more, in a while
    rest(round);
    return false;
  }
  round.failures = 0;
  round.said.clear();
  if (!answer->body.empty()) hear(answer->body);
  return true;
}

// Its status is the transport's own yes, or says that the receiver would not take it as it is.
Result<HttpAnswer> PostOffice::carry(const PostRoute& route, View message_id, View letter) {
  if (!route.folder.empty()) {
    const std::string name = std::string(message_id) + (route.as_xml ? ".xml" : ".json");
    if (auto written = store::write_file(route.folder + "/" + name, letter); !written)
      return written.problem();
    if (auto synced = store::sync_folder(route.folder); !synced) return synced.problem();
    return HttpAnswer{200, {}};
  }
  auto answer = http_post({.url = route.url,
                           .token = route.token,
                           .content_type = route.as_xml ? "application/fhir+xml" : "application/fhir+json",
                           .authorities = route.authorities,
                           .body = letter,
                           .seconds = route.seconds,
                           .ending = &ending_});
  if (!answer) return answer.problem();
  const bool taken = answer->status >= 200 && answer->status <= 299;
  if (!taken && !refuses_as_it_is(answer->status))
    return not_now("post", "the receiver answered " + std::to_string(answer->status));
  return answer;
}

// As at any door. What is no acknowledgement is not kept: nobody sent it here.
void PostOffice::hear(View answer) {
  Prepared prepared = prepare(answer, parts_.secrets);
  if (!prepared.reading.acknowledgement || prepared.is_large()) {
    parts_.log("event=post_answer_not_understood");
    return;
  }
  (void)parts_.writer.ask(Receive{std::move(prepared), {parts_.operations, CallerRole::door}});
}

// False when it could not be written down, or the record does not take it: the letter is left as it is.
bool PostOffice::tell(const PostRow& row, Ask ask) {
  Act act;
  act.citizen = row.citizen;
  act.ask = std::move(ask);
  act.caller = {parts_.operations, CallerRole::operations};
  act.id = seal::keyed(parts_.secrets, "post-id", parts_.random(16));
  act.request = act.id;
  const Reply reply = parts_.writer.ask(std::move(act));
  return reply.how == Reply::How::answered && reply.answer.ok();
}

}  // namespace klynge::server
