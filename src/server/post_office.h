#pragma once
// Takes the letters that people have sent to where they go (core/post.h says when). One thread for each
// receiver that the settings switch on, so that one that is slow or down keeps nobody else waiting.
//
// A receiver gets its letters in the order they were sent: one that the transport does not take (refused
// connection, 5xx, silence) is tried again, with growing pauses, before the next is tried at all; one that
// its door refuses as it is (4xx) is the sender's to see to, and keeps nobody waiting. What the
// transport took is written down before anything else is done with it; a stop between the two sends it once
// more, under the same MessageHeader.id in a new envelope, so that the receiver can drop it. An
// acknowledgement in the answer goes the way of any message that comes in.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "core/view/post_list.h"
#include "ledger/writer.h"
#include "server/http_client.h"

namespace klynge::server {

struct PostRoute {
  Party to;
  std::string url, token, authorities;  // an address to POST to,
  std::string folder;                   // or a folder to put files in
  bool as_xml = false;
  int seconds = 60;  // for one sending
};

struct PostCounters {                                          // read from any thread
  std::atomic<uint64_t> waiting{0}, awaiting{0}, in_error{0};  // now, of all receivers
  std::atomic<uint64_t> delivered{0}, failures{0};             // since the start
};

struct PostParts {
  Writer& writer;
  store::Store& store;
  store::Keys& keys;
  const seal::Secrets& secrets;
  store::Contents* contents = nullptr;  // where large letters lie
  seal::Random random;
  Party operations;
  std::vector<PostRoute> routes;
  std::function<Instant()> now;
  std::function<void(const std::string& event)> log;
};

class PostOffice {
 public:
  explicit PostOffice(PostParts parts);
  ~PostOffice();  // finishes the letters in hand
  const PostCounters& counters() const { return counters_; }

 private:
  struct Round;
  void run(const PostRoute& route);
  void go_round(Round& round);
  void go_through(Round& round);
  // False: nothing more goes there for a while.
  bool send(Round& round, const PostRow& row, Position changed);
  bool give_up(Round& round, const PostRow& row);
  void rest(Round& round);
  void say_not_taken(const PostRow& row);
  Result<HttpAnswer> carry(const PostRoute& route, View message_id, View letter);
  void hear(View answer);
  bool tell(const PostRow& row, Ask ask);
  bool pause();  // false: ending

  PostParts parts_;
  PostCounters counters_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::atomic<bool> ending_{false};
  std::vector<std::thread> threads_;
};

}  // namespace klynge::server
