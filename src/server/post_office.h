#pragma once
// Takes the letters that people have sent to where they go (core/post.h says when). One thread for each
// receiver that the settings switch on, so that one that is slow or down keeps nobody else waiting.
// What goes when is a PostRound's (ledger/post_round.h). An acknowledgement in the answer goes the way of any
// message that comes in.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "ledger/post_round.h"
#include "ledger/writer.h"

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
  void run(const PostRoute& route);
  Result<Carried> carry(const PostRoute& route, View message_id, View letter);
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
