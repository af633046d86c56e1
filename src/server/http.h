#pragma once
// HTTP/1.1 over TCP or TLS: reads requests, hands each to the handler, writes the responses. The only file
// pair that knows Beast and Asio; everything else sees the plain structs below.
//
// One thread runs everything (run()). The handler is called on that thread and must be quick; it may keep the
// Respond and answer later from any thread. Limits: header 16 kB, body 256 kB, a time for each, a number of
// connections. A larger body is read only where `admit` lets it in, when there is memory for it. A stop
// (signal or stop()) closes the door, lets every request that was read be answered, and ends run().
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "server/memory_budget.h"

namespace klynge::server {

struct Request {
  std::string method;  // "GET"; a HEAD comes as GET, its body is left out on the way back
  std::string path;    // as sent, still percent-encoded, without the query
  std::string query;   // without the question mark
  std::string host, content_type, content_encoding, accept_encoding, authorization, idempotency_key,
      acting_party, origin, cookie, csrf, fetch_site, forwarded_for;  // the headers we read
  std::string peer;        // address of who is connected, without the port
  bool by_itself = false;  // X-Klynge-By-Itself: a page asks, and nobody has touched it
  std::string seen;        // X-Klynge-Seen: the position of what the page showed when somebody acted
  Bytes body;
  std::shared_ptr<MemoryShare> share;  // of a large body; goes when the work is done
};

// What a response goes on telling (text/event-stream) until the client or the server ends it. Asked four
// times a second on the server's thread, so it must be quick; where nothing is said for a while, a comment
// goes out.
class Events {
 public:
  virtual ~Events() = default;
  virtual std::string take() = 0;  // since it was asked last; empty: nothing
  virtual bool over() const { return false; }
};

struct Response {
  int status = 200;
  std::string content_type;
  Bytes body;
  std::vector<std::pair<std::string, std::string>> headers;
  std::shared_ptr<MemoryShare> share{};  // of a large body; goes when it is written
  std::shared_ptr<Events> events = {};   // after the body
};

struct Outbox;

// Answers one request, once, from any thread. Destroyed unused it answers 500, so that nobody waits for ever.
class Respond {
 public:
  Respond(std::shared_ptr<Outbox> outbox, uint64_t number) : outbox_(std::move(outbox)), number_(number) {}
  Respond(Respond&&) noexcept = default;
  Respond& operator=(Respond&&) = delete;
  ~Respond();
  void operator()(Response response);
  // What takes time to write is written on the server's thread.
  void operator()(std::move_only_function<Response()> write);

 private:
  std::shared_ptr<Outbox> outbox_;
  uint64_t number_;
};

using Handler = std::function<void(Request, Respond)>;

// Of a body that is larger than `body_bytes_max`, or packed: how large it may be, and how much memory it
// wants while it is worked on (0: none to speak of). Or `no`.
struct Admission {
  size_t bytes_max = 0;
  size_t memory_bytes = 0;
  std::optional<Response> no;
};
// Asked when the header is there, with the length where it is stated; and again of a packed body that is
// there, when it got no share before. On the server's thread.
using Admit = std::function<Admission(const Request& request, std::optional<uint64_t> length)>;

struct HttpOptions {
  std::string address = "127.0.0.1";
  uint16_t port = 8080;          // 0: any free one
  std::string certificate, key;  // PEM files; both or none
  size_t header_bytes_max = 16u << 10;
  size_t body_bytes_max = 256u << 10;  // of a body that nobody is asked about
  Admit admit;                         // none: nothing larger is taken
  MemoryBudget* memory = nullptr;      // REQUIRES: one, with `admit`
  int idle_seconds = 60;               // for the next request's header to arrive
  int body_seconds = 30;               // for its body, and a second more for each 512 kB of a large one
  int share_seconds = 20;              // for its share of the memory
  int stop_seconds = 10;               // for the last answers
  size_t connections_max = 2048;
  bool stop_on_signals = true;                        // SIGTERM, SIGINT
  std::function<void(const std::string& event)> log;  // one line per event; may be empty
};

// Upper bounds in microseconds; the last bucket is without one.
inline constexpr uint64_t latency_bounds_us[] = {
    100, 250, 500, 1'000, 2'500, 5'000, 10'000, 25'000, 50'000, 100'000, 250'000, 1'000'000, 5'000'000};
inline constexpr size_t latency_buckets = std::size(latency_bounds_us) + 1;

struct HttpCounters {  // read from any thread
  std::atomic<uint64_t> connections{0}, connections_open{0}, connections_refused{0};
  std::atomic<uint64_t> by_class[6]{};  // [2] 2xx ... [5] 5xx
  std::atomic<uint64_t> latency[latency_buckets]{};
  std::atomic<uint64_t> latency_sum_us{0};
};

class HttpServer {
 public:
  // Takes the port. Problem: the address is no address, the port is taken, or the certificate cannot be read.
  static Result<std::unique_ptr<HttpServer>> listen(HttpOptions options, Handler handler);
  ~HttpServer();

  uint16_t port() const;
  void run();   // until stopped and the last request is answered
  void stop();  // any thread
  const HttpCounters& counters() const;

 private:
  struct Impl;
  explicit HttpServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

std::string_view reason_phrase(int status);

}  // namespace klynge::server
