// Load over loopback: so many connections, each sending the next message when the last is answered (closed
// loop), or at a fixed rate whatever the answers do (open loop: the wait counts from when a message should
// have gone). One thread, plain epoll. Prints one JSON object: answered, per second, p50, p99, longest stall.
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <fstream>
#include <string>
#include <vector>

#include "messages.h"

namespace klynge::bench {
namespace {

int64_t now_us() {
  timespec t{};
  clock_gettime(CLOCK_MONOTONIC, &t);
  return static_cast<int64_t>(t.tv_sec) * 1'000'000 + t.tv_nsec / 1000;
}

struct Options {
  uint16_t port = 8080;
  size_t connections = 64;
  double seconds = 5;
  double warm = 0;  // seconds before these, of which nothing is counted
  double rate = 0;  // 0: closed loop
  uint64_t citizens = 10'000;
  bool hot = true;
  uint64_t run = 1;
  std::string token;
  std::string get;    // a path instead of messages, "{}" becomes a citizen's number
  std::string write;  // a folder: write so many messages as files instead of sending them
  uint64_t count = 1000;
};

constexpr uint64_t made_ahead_at_most = 250'000;  // 2 GB of messages

struct Connection {
  int socket = -1;
  std::string out;
  size_t sent = 0;
  std::string in;
  int64_t began_us = 0;
  bool busy = false;
};

class Load {
 public:
  explicit Load(Options options)
      : options_(std::move(options)),
        messages_(options_.run),
        mix_(options_.citizens, options_.hot, options_.run),
        steps_(options_.citizens) {
    for (uint64_t c = 0; c < open_citizens(options_.citizens); ++c) steps_[c] = messages_come(c);
  }

  int write_files() {
    for (uint64_t i = 0; i < options_.count; ++i) {
      const uint64_t citizen = mix_.pick();
      std::ofstream file(fmt::format("{}/{:08}.json", options_.write, i), std::ios::binary);
      file << message_for(citizen);
    }
    return 0;
  }

  int run() {
    if (!options_.write.empty()) return write_files();
    epoll_ = epoll_create1(0);
    connections_.resize(options_.connections);
    for (size_t i = 0; i < connections_.size(); ++i)
      if (!connect_to(i)) return 1;
    // Made ahead, so that making them is not measured; more are made should these be used up.
    const double most_a_second = options_.rate > 0 ? options_.rate : 35'000;
    const auto wanted = static_cast<uint64_t>((options_.warm + options_.seconds) * most_a_second);
    for (uint64_t i = 0; i < wanted && i < made_ahead_at_most; ++i) ready_.push_back(make());
    const int64_t start = now_us();
    counts_from_us_ = start + static_cast<int64_t>(options_.warm * 1e6);
    const int64_t end = counts_from_us_ + static_cast<int64_t>(options_.seconds * 1e6);
    last_answer_us_ = counts_from_us_;
    int64_t due = start;
    for (size_t i = 0; options_.rate == 0 && i < connections_.size(); ++i) send_on(i, now_us());
    epoll_event events[256];
    for (;;) {
      const int64_t now = now_us();
      if (now >= end) break;
      int64_t wait_us = 10'000;
      if (options_.rate > 0) {
        while (due <= now) {
          waiting_.push_back(due);
          due += static_cast<int64_t>(1e6 / options_.rate);
        }
        for (size_t i = 0; i < connections_.size() && !waiting_.empty(); ++i)
          if (!connections_[i].busy) {
            send_on(i, waiting_.front());
            waiting_.pop_front();
          }
        // Sleeps to the microsecond: a spinning generator would take a core from the server it measures.
        wait_us = std::max<int64_t>(due - now_us(), 0);
      }
      const timespec wait{wait_us / 1'000'000, wait_us % 1'000'000 * 1000};
      const int n = epoll_pwait2(epoll_, events, 256, &wait, nullptr);
      for (int e = 0; e < n; ++e)
        if (!handle(events[e].data.u64, events[e].events)) return 1;
    }
    report(static_cast<double>(now_us() - counts_from_us_) / 1e6);
    return failures_ == 0 ? 0 : 1;
  }

 private:
  bool connect_to(size_t i) {
    Connection& c = connections_[i];
    c.socket = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(options_.port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(c.socket, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) {
      fmt::print(stderr, "cannot connect to 127.0.0.1:{}: {}\n", options_.port, std::strerror(errno));
      return false;
    }
    int one = 1;
    setsockopt(c.socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = i;
    epoll_ctl(epoll_, EPOLL_CTL_ADD, c.socket, &event);
    return true;
  }

  // Who is in hospital goes on with that stay, everybody else is admitted. So a folder is loaded once.
  std::string message_for(uint64_t citizen) {
    Messages& messages = citizen < open_citizens(options_.citizens) ? open_stays_ : messages_;
    return messages.next(citizen, steps_[citizen]++);
  }

  std::string request() {
    if (ready_.empty()) return make();
    std::string next = std::move(ready_.front());
    ready_.pop_front();
    return next;
  }

  std::string make() {
    std::string extra;
    if (!options_.token.empty()) extra = "Authorization: Bearer " + options_.token + "\r\n";
    if (!options_.get.empty()) {
      std::string path = options_.get;
      if (auto at = path.find("{}"); at != std::string::npos)
        path.replace(at, 2, std::to_string(mix_.pick() % std::max<uint64_t>(options_.citizens, 1) + 1));
      return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + extra + "\r\n";
    }
    const uint64_t citizen = mix_.pick();
    const std::string body = message_for(citizen);
    return fmt::format(
               "POST /fhir/$process-message HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: "
               "application/fhir+json\r\n{}Content-Length: {}\r\n\r\n",
               extra, body.size()) +
           body;
  }

  void send_on(size_t i, int64_t began) {
    Connection& c = connections_[i];
    c.out = request();
    bytes_ += c.out.size();
    c.sent = 0;
    c.began_us = options_.rate > 0 ? began : now_us();
    c.busy = true;
    push(i);
  }

  void push(size_t i) {
    Connection& c = connections_[i];
    while (c.sent < c.out.size()) {
      const ssize_t n =
          send(c.socket, c.out.data() + c.sent, c.out.size() - c.sent, MSG_NOSIGNAL | MSG_DONTWAIT);
      if (n <= 0) break;
      c.sent += static_cast<size_t>(n);
    }
    epoll_event event{};
    event.events = c.sent < c.out.size() ? EPOLLIN | EPOLLOUT : EPOLLIN;
    event.data.u64 = i;
    if (c.sent < c.out.size() || c.out.size() > 60'000) epoll_ctl(epoll_, EPOLL_CTL_MOD, c.socket, &event);
  }

  bool handle(size_t i, uint32_t events) {
    Connection& c = connections_[i];
    if (events & EPOLLOUT) push(i);
    if (!(events & EPOLLIN)) return true;
    char buffer[65536];
    const ssize_t n = recv(c.socket, buffer, sizeof buffer, MSG_DONTWAIT);
    if (n <= 0) {
      fmt::print(stderr, "the server closed a connection\n");
      return false;
    }
    c.in.append(buffer, static_cast<size_t>(n));
    const size_t head = c.in.find("\r\n\r\n");
    if (head == std::string::npos) return true;
    size_t length = 0;
    for (const char* name : {"Content-Length: ", "content-length: "})
      if (size_t at = c.in.find(name); at != std::string::npos && at < head)
        length = std::strtoull(c.in.c_str() + at + 16, nullptr, 10);
    if (c.in.size() < head + 4 + length) return true;
    const bool ok = c.in.compare(9, 3, "200") == 0 &&
                    (!options_.get.empty() || c.in.find("\"code\":\"ok\"", head) != std::string::npos ||
                     c.in.find("X-Bare: ok") != std::string::npos);
    const int64_t now = now_us();
    if (!ok && failures_++ == 0)
      fmt::print(stderr, "first answer that was not ok:\n{}\n", c.in.substr(0, 1500));
    ++answered_;
    if (now >= counts_from_us_) {
      if (ok) latencies_us_.push_back(static_cast<uint32_t>(now - c.began_us));
      stall_us_ = std::max(stall_us_, now - last_answer_us_);
      last_answer_us_ = now;
    }
    c.in.clear();
    c.busy = false;
    if (options_.rate == 0) send_on(i, now);
    return true;
  }

  void report(double elapsed) {
    std::sort(latencies_us_.begin(), latencies_us_.end());
    auto at = [&](double share) {
      if (latencies_us_.empty()) return 0.0;
      return latencies_us_[std::min(latencies_us_.size() - 1,
                                    static_cast<size_t>(share * static_cast<double>(latencies_us_.size())))] /
             1000.0;
    };
    fmt::print(
        "{{\"answered\":{},\"failed\":{},\"per_second\":{:.0f},\"p50_ms\":{:.2f},\"p99_ms\":{:.2f},\"stall_"
        "ms\":{:.1f},\"bytes\":{}}}\n",
        answered_, failures_, static_cast<double>(latencies_us_.size()) / elapsed, at(0.5), at(0.99),
        static_cast<double>(stall_us_) / 1000.0, bytes_);
  }

  Options options_;
  Messages open_stays_{open_run}, messages_;
  Mix mix_;
  std::vector<uint32_t> steps_;
  int epoll_ = -1;
  std::vector<Connection> connections_;
  std::deque<int64_t> waiting_;
  std::deque<std::string> ready_;
  std::vector<uint32_t> latencies_us_;
  int64_t counts_from_us_ = 0, last_answer_us_ = 0, stall_us_ = 0;
  uint64_t answered_ = 0, failures_ = 0, bytes_ = 0;  // of all, the warming included
};

}  // namespace
}  // namespace klynge::bench

int main(int argc, char** argv) {
  klynge::bench::Options o;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i], value = argv[i + 1];
    if (name == "--port")
      o.port = static_cast<uint16_t>(std::stoi(value));
    else if (name == "--connections")
      o.connections = std::stoul(value);
    else if (name == "--seconds")
      o.seconds = std::stod(value);
    else if (name == "--rate")
      o.rate = std::stod(value);
    else if (name == "--citizens")
      o.citizens = std::stoull(value);
    else if (name == "--mix")
      o.hot = value == "hot";
    else if (name == "--run")
      o.run = std::stoull(value);
    else if (name == "--token")
      o.token = value;
    else if (name == "--get")
      o.get = value;
    else if (name == "--write")
      o.write = value;
    else if (name == "--count")
      o.count = std::stoull(value);
    else if (name == "--warm")
      o.warm = std::stod(value);
    else {
      fmt::print(stderr, "unknown option {}\n", name);
      return 2;
    }
  }
  return klynge::bench::Load(std::move(o)).run();
}
