#include "server/post_office.h"

#include "server/http_client.h"
#include "store/files.h"

namespace klynge::server {
namespace {

constexpr auto look_every = std::chrono::milliseconds(500);

// v4-shaped, and never the same twice: every sending has an envelope of its own.
std::string envelope_id(const seal::Random& random) {
  Bytes octets = random(16);
  octets[6] = static_cast<char>((octets[6] & 0x0f) | 0x40);
  octets[8] = static_cast<char>((octets[8] & 0x3f) | 0x80);
  std::string id;
  for (const size_t part : {4, 2, 2, 2, 6}) {
    if (!id.empty()) id += '-';
    id += to_hex(View(octets).substr(0, part));
    octets.erase(0, part);
  }
  return id;
}

}  // namespace

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
  PostHands hands{.carry = [this, &route](View id, View letter) { return carry(route, id, letter); },
                  .tell = [this](const PostRow& row, Ask ask) { return tell(row, std::move(ask)); },
                  .hear = [this](View answer) { hear(answer); },
                  .envelope_id = [this] { return envelope_id(parts_.random); },
                  .now = parts_.now,
                  .log = parts_.log,
                  .can_write = [this] { return parts_.writer.state().can_write.load(); },
                  .is_ending = [this] { return ending_.load(); }};
  PostRound round(route.to, route.as_xml, std::move(hands),
                  seal::Sealer(parts_.secrets, parts_.keys, parts_.random), parts_.contents);
  std::unique_ptr<store::Reader> reader;
  PostCount before;
  do {
    if (!reader)
      if (auto made = parts_.store.reader()) reader = std::move(*made);
    if (!reader) continue;
    const PostCount now = round.go(*reader);
    counters_.waiting += now.waiting - before.waiting;
    counters_.awaiting += now.awaiting - before.awaiting;
    counters_.in_error += now.in_error - before.in_error;
    counters_.delivered += now.delivered;
    counters_.failures += now.failures;
    before = now;
  } while (pause());
}

Result<Carried> PostOffice::carry(const PostRoute& route, View message_id, View letter) {
  if (!route.folder.empty()) {
    std::string path = route.folder;
    path.append("/").append(message_id).append(route.as_xml ? ".xml" : ".json");
    if (auto written = store::write_file(path, letter); !written) return written.problem();
    if (auto synced = store::sync_folder(route.folder); !synced) return synced.problem();
    return Carried{};
  }
  auto answer = http_post({.url = route.url,
                           .token = route.token,
                           .content_type = route.as_xml ? "application/fhir+xml" : "application/fhir+json",
                           .authorities = route.authorities,
                           .body = letter,
                           .seconds = route.seconds,
                           .ending = &ending_});
  if (!answer) return answer.problem();
  return Carried{answer->status, std::move(answer->body)};
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
