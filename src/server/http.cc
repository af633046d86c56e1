#include "server/http.h"

#include <openssl/ssl.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/rate_policy.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <csignal>
#include <list>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_map>

#include "base/json.h"

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

namespace klynge::server {
namespace {

// The concrete executor: the type-erased one costs an allocation at every step.
using Executor = asio::io_context::executor_type;
using Token = asio::use_awaitable_t<Executor>;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
using Plain = beast::basic_stream<asio::ip::tcp, Executor, beast::unlimited_rate_policy>;
using Secure = asio::ssl::stream<Plain>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;
using Signals = asio::basic_signal_set<Executor>;
template <class T = void>
using Task = asio::awaitable<T, Executor>;
using Clock = std::chrono::steady_clock;

constexpr size_t linger_bytes_max = 256u << 20;

constexpr auto soon = asio::as_tuple(Token{});

// Problem details (RFC 9457), as the doors behind answer.
Response complain(int status, View type, View title) {
  std::string body;
  json::Writer out(body);
  out.begin_object().field("type", "urn:klynge:problem:" + std::string(type)).field("title", title);
  out.key("status").number(status).end_object();
  return {status, "application/problem+json", std::move(body), {{"Cache-Control", "no-store"}}};
}

Plain& lowest(Plain& stream) {
  return stream;
}
Plain& lowest(Secure& stream) {
  return stream.next_layer();
}

// What every answer says to a browser, where it does not say otherwise itself: nothing is run, framed,
// guessed at, or told to others.
constexpr std::pair<View, View> guarding[] = {
    {"Content-Security-Policy",
     "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cross-Origin-Embedder-Policy", "require-corp"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
};

std::string head_of(const Response& response, bool keep_alive, bool is_secure) {
  std::string head;
  head.reserve(768);
  head += "HTTP/1.1 " + std::to_string(response.status) + " ";
  head += reason_phrase(response.status);
  head += "\r\nServer: klynge\r\n";
  if (!response.content_type.empty()) head += "Content-Type: " + response.content_type + "\r\n";
  for (const auto& [name, value] : response.headers) head += name + ": " + value + "\r\n";
  for (const auto& [name, value] : guarding) {
    if (std::ranges::find(response.headers, name, &std::pair<std::string, std::string>::first) !=
        response.headers.end())
      continue;
    (((head += name) += ": ") += value) += "\r\n";
  }
  if (is_secure) head += "Strict-Transport-Security: max-age=31536000\r\n";
  if (!response.events) head += "Content-Length: " + std::to_string(response.body.size()) + "\r\n";
  if (!keep_alive) head += "Connection: close\r\n";
  head += "\r\n";
  return head;
}

template <class Stream>
std::string peer_of(Stream& stream) {
  boost::system::error_code ec;
  const auto peer = lowest(stream).socket().remote_endpoint(ec);
  return ec ? std::string() : peer.address().to_string();
}

std::string text_of(boost::string_view value) {
  return {value.data(), value.size()};
}

Request head_of(const http::request<http::string_body>& from) {
  Request request;
  request.method = from.method() == http::verb::head ? "GET" : text_of(from.method_string());
  const auto target = from.target();
  const size_t question = std::min(target.find('?'), target.size());
  request.path = text_of(target.substr(0, question));
  if (question < target.size()) request.query = text_of(target.substr(question + 1));
  request.host = text_of(from[http::field::host]);
  request.content_type = text_of(from[http::field::content_type]);
  request.content_encoding = text_of(from[http::field::content_encoding]);
  request.authorization = text_of(from[http::field::authorization]);
  request.origin = text_of(from[http::field::origin]);
  request.idempotency_key = text_of(from["Idempotency-Key"]);
  request.acting_party = text_of(from["X-Klynge-Party"]);
  request.by_itself = from["X-Klynge-By-Itself"] == "1";
  request.seen = text_of(from["X-Klynge-Seen"]);
  request.accept_encoding = text_of(from["Accept-Encoding"]);
  request.cookie = text_of(from[http::field::cookie]);
  request.csrf = text_of(from["X-Klynge-CSRF"]);
  request.fetch_site = text_of(from["Sec-Fetch-Site"]);
  request.forwarded_for = text_of(from["X-Forwarded-For"]);
  return request;
}

}  // namespace

// Answers on their way back to the server's thread. What waits here belongs to that thread alone, so that
// an answer that comes after the server has ended falls into the void instead of into freed memory.
struct Outbox : std::enable_shared_from_this<Outbox> {
  explicit Outbox(asio::io_context& io) : io_(&io) {}

  template <class Continuation>
  uint64_t wait(Continuation continuation) {  // server's thread
    waiting_.emplace(++last_, std::move(continuation));
    return last_;
  }
  void put(uint64_t number, std::move_only_function<Response()> write) {  // any thread
    const std::lock_guard lock(mutex_);
    if (io_ == nullptr) return;
    ready_.emplace_back(number, std::move(write));
    if (ready_.size() == 1) asio::post(*io_, [self = shared_from_this()] { self->deliver(); });
  }
  void close() {
    const std::lock_guard lock(mutex_);
    io_ = nullptr;
    ready_.clear();
  }
  void forget() { waiting_.clear(); }

 private:
  void deliver() {
    std::vector<std::pair<uint64_t, std::move_only_function<Response()>>> now;
    {
      const std::lock_guard lock(mutex_);
      now.swap(ready_);
    }
    for (auto& [number, write] : now) {
      auto node = waiting_.extract(number);
      if (!node.empty()) node.mapped()(write());
    }
  }

  std::mutex mutex_;
  asio::io_context* io_;
  std::vector<std::pair<uint64_t, std::move_only_function<Response()>>> ready_;
  std::unordered_map<uint64_t, std::move_only_function<void(Response)>> waiting_;
  uint64_t last_ = 0;
};

Respond::~Respond() {
  if (outbox_)
    outbox_->put(number_,
                 [] { return complain(500, "fault", "Nobody answered this request. Klynge has a fault."); });
}

void Respond::operator()(Response response) {
  (*this)([response = std::move(response)]() mutable { return std::move(response); });
}

void Respond::operator()(std::move_only_function<Response()> write) {
  if (const auto outbox = std::exchange(outbox_, nullptr)) outbox->put(number_, std::move(write));
}

struct HttpServer::Impl {
  struct Connection {
    Plain* stream = nullptr;
    bool idle = true;  // waits for a request; may be closed without harm
  };

  Impl(HttpOptions o, Handler h)
      : options(std::move(o)),
        handler(std::move(h)),
        acceptor(io),
        signals(io),
        deadline(io),
        outbox(std::make_shared<Outbox>(io)) {}
  ~Impl() {
    outbox->close();
    outbox->forget();
  }

  void log(const std::string& event) const {
    if (options.log) options.log(event);
  }

  void begin_stop() {
    if (stopping) return;
    stopping = true;
    boost::system::error_code ignored;
    acceptor.close(ignored);
    signals.cancel(ignored);
    for (const Connection& connection : connections)
      if (connection.idle) connection.stream->cancel();
    deadline.expires_after(std::chrono::seconds(options.stop_seconds));
    deadline.async_wait([this](boost::system::error_code ec) {
      if (!ec) io.stop();
    });
    end_when_empty();
  }
  void end_when_empty() {
    if (stopping && connections.empty()) io.stop();
  }

  void count(const Response& response, Clock::time_point began) {
    const auto us = static_cast<uint64_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began).count());
    size_t bucket = 0;
    while (bucket < std::size(latency_bounds_us) && us > latency_bounds_us[bucket]) ++bucket;
    counters.latency[bucket].fetch_add(1, std::memory_order_relaxed);
    counters.latency_sum_us.fetch_add(us, std::memory_order_relaxed);
    const int status_class = response.status / 100;
    if (status_class >= 1 && status_class <= 5)
      counters.by_class[status_class].fetch_add(1, std::memory_order_relaxed);
  }

  Task<Response> ask(Request request) {
    co_return co_await asio::async_initiate<const Token, void(Response)>(
        [this, &request](auto continuation) {
          const uint64_t number = outbox->wait(std::move(continuation));
          handler(std::move(request), Respond(outbox, number));
        },
        Token{});
  }

  template <class Stream>
  Task<bool> write(Stream& stream, const Response& response, bool keep_alive, bool head_only) {
    const std::string head = head_of(response, keep_alive, tls.has_value());
    const std::array<asio::const_buffer, 2> parts{
        asio::buffer(head), head_only ? asio::const_buffer{} : asio::buffer(response.body)};
    lowest(stream).expires_after(std::chrono::seconds(options.body_seconds));
    const auto [ec, size] = co_await asio::async_write(stream, parts, soon);
    co_return !ec;
  }

  // What could not be read is answered too, where there is somebody to answer.
  std::optional<Response> complaint(const boost::system::error_code& ec) const {
    if (ec == http::error::body_limit)
      return complain(
          413, "too-large",
          "The body is too large: the limit is " + std::to_string(options.body_bytes_max >> 10) + " kB here");
    if (ec == http::error::header_limit)
      return complain(431, "too-large",
                      "The request's header is too large: the limit is " +
                          std::to_string(options.header_bytes_max >> 10) + " kB.");
    if (ec == beast::error::timeout) return complain(408, "too-slow", "The request did not arrive in time.");
    if (ec.category() == http::make_error_code(http::error::bad_method).category() &&
        ec != http::error::end_of_stream && ec != http::error::partial_message)
      return complain(400, "not-http", "This is not a readable HTTP request.");
    return std::nullopt;
  }

  template <class Stream>
  Task<> requests(Stream& stream, Connection& connection) {
    beast::flat_buffer buffer;
    for (bool keep_alive = true; keep_alive && !stopping;) {
      http::request_parser<http::string_body> parser;
      parser.header_limit(static_cast<uint32_t>(options.header_bytes_max));
      parser.body_limit(boost::none);  // read_body() keeps the limit

      connection.idle = true;
      lowest(stream).expires_after(std::chrono::seconds(options.idle_seconds));
      auto [ec, size] = co_await http::async_read_header(stream, buffer, parser, soon);
      const bool began_reading = buffer.size() > 0 || parser.got_some();
      connection.idle = false;
      Arrival arrival{ec, std::nullopt, nullptr};
      if (!ec && !parser.is_done()) arrival = co_await read_body(stream, buffer, parser);
      if (arrival.failed()) {
        if (arrival.ec == beast::error::timeout && !began_reading) co_return;
        const auto answer = arrival.no ? arrival.no : complaint(arrival.ec);
        if (!answer) co_return;
        count(*answer, Clock::now());
        if (co_await write(stream, *answer, false, false)) co_await linger(stream);
        co_return;
      }

      const auto began = Clock::now();
      keep_alive = parser.get().keep_alive();
      const bool head_only = parser.get().method() == http::verb::head;
      lowest(stream).expires_never();
      Request request = head_of(parser.get());
      request.peer = peer_of(stream);
      request.body = std::move(parser.get().body());
      std::optional<Response> no;
      if (!request.content_encoding.empty() && !arrival.share &&
          options.admit) {  // how large is it in truth?
        Admission admission = options.admit(request, request.body.size());
        no = co_await let_in(admission, arrival.share);
      }
      request.share = std::move(arrival.share);
      Response response;
      if (no)
        response = std::move(*no);
      else
        response = co_await ask(std::move(request));
      keep_alive = keep_alive && !stopping && !response.events;
      count(response, began);
      if (!co_await write(stream, response, keep_alive, head_only)) co_return;
      if (response.events && !head_only) co_await tell(stream, *response.events);
    }
  }

  // Until somebody hangs up. A look four times a second is what a screen may be told anyway.
  template <class Stream>
  Task<> tell(Stream& stream, Events& events) {
    Timer pause(io);
    auto spoke = Clock::now();
    while (!stopping && !events.over()) {
      std::string text = events.take();
      if (text.empty() && Clock::now() - spoke >= std::chrono::seconds(15)) text = ": still here\n\n";
      if (!text.empty()) {
        spoke = Clock::now();
        lowest(stream).expires_after(std::chrono::seconds(options.body_seconds));
        const auto [ec, size] = co_await asio::async_write(stream, asio::buffer(text), soon);
        if (ec) co_return;
      }
      pause.expires_after(std::chrono::milliseconds(250));
      co_await pause.async_wait(soon);
    }
  }

  struct Arrival {
    boost::system::error_code ec;
    std::optional<Response> no;
    std::shared_ptr<MemoryShare> share;
    bool failed() const { return ec || no; }
  };

  // A large body waits for its share of the memory before any of it is read (before "100 Continue", where the
  // client waits for that). One that does not say how large it is waits when it turns out to be.
  template <class Stream, class Parser>
  Task<Arrival> read_body(Stream& stream, beast::flat_buffer& buffer, Parser& parser) {
    Arrival arrival;
    const auto stated = parser.content_length();
    const auto length = stated ? std::optional<uint64_t>(*stated) : std::nullopt;
    size_t bytes_max = options.body_bytes_max;
    const auto larger = [&]() -> Task<> {
      Admission admission;
      if (options.admit) admission = options.admit(head_of(parser.get()), length);
      bytes_max = admission.bytes_max;
      arrival.no = co_await let_in(admission, arrival.share);
      const auto seconds = options.body_seconds + static_cast<int64_t>(bytes_max >> 19);
      lowest(stream).expires_after(std::chrono::seconds(seconds));
    };
    lowest(stream).expires_after(std::chrono::seconds(options.body_seconds));
    if (length.value_or(0) > bytes_max) co_await larger();
    if (arrival.no) co_return arrival;
    if (beast::iequals(parser.get()[http::field::expect], "100-continue"))
      co_await asio::async_write(stream, asio::buffer("HTTP/1.1 100 Continue\r\n\r\n", 25), soon);
    while (!arrival.failed() && !parser.is_done()) {
      size_t size = 0;
      std::tie(arrival.ec, size) = co_await http::async_read_some(stream, buffer, parser, soon);
      if (parser.get().body().size() <= bytes_max) continue;
      if (arrival.share)
        arrival.ec = http::error::body_limit;
      else if (!arrival.ec)
        co_await larger();
    }
    co_return arrival;
  }

  // Nothing when it is let in. In the order in which they came, and not for ever.
  Task<std::optional<Response>> let_in(Admission& admission, std::shared_ptr<MemoryShare>& share) {
    if (!admission.no && admission.bytes_max == 0) co_return complaint(http::error::body_limit);
    if (admission.no || admission.memory_bytes == 0) co_return std::move(admission.no);
    const uint64_t place = options.memory->stand_in_line();
    const auto until = Clock::now() + std::chrono::seconds(options.share_seconds);
    Timer pause(io);
    for (;;) {
      share = options.memory->take(place, admission.memory_bytes);
      if (share) co_return std::nullopt;
      if (stopping || Clock::now() >= until) break;
      pause.expires_after(std::chrono::milliseconds(20));
      co_await pause.async_wait(soon);
    }
    options.memory->leave_line(place);
    Response later = complain(503, "not-now", "Other large messages are being read. Send it again soon.");
    later.headers.emplace_back("Retry-After", "10");
    co_return later;
  }

  // Closing at once with unread octets would reset the connection and lose the answer on its way: read on for
  // a moment and throw away.
  template <class Stream>
  Task<> linger(Stream& stream) {
    boost::system::error_code ignored;
    lowest(stream).socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    lowest(stream).expires_after(std::chrono::seconds(2));
    std::array<char, 65536> waste;
    for (size_t total = 0; total < linger_bytes_max;) {
      const auto [ec, size] = co_await lowest(stream).async_read_some(asio::buffer(waste), soon);
      if (ec) break;
      total += size;
    }
  }

  Task<> serve_plain(Plain stream, std::list<Connection>::iterator place) {
    place->stream = &stream;
    co_await requests(stream, *place);
    boost::system::error_code ignored;
    stream.socket().shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
    leave(place);
  }

  Task<> serve_secure(Plain under, std::list<Connection>::iterator place) {
    Secure stream(std::move(under), *tls);
    place->stream = &stream.next_layer();
    stream.next_layer().expires_after(std::chrono::seconds(options.body_seconds));
    const auto [ec] = co_await stream.async_handshake(asio::ssl::stream_base::server, soon);
    if (!ec) {
      co_await requests(stream, *place);
      stream.next_layer().expires_after(std::chrono::seconds(2));
      co_await stream.async_shutdown(soon);
    }
    leave(place);
  }

  void leave(std::list<Connection>::iterator place) {
    connections.erase(place);
    counters.connections_open.fetch_sub(1, std::memory_order_relaxed);
    end_when_empty();
  }

  Task<> refuse(Plain stream) {
    if (!tls) {
      stream.expires_after(std::chrono::seconds(2));
      Response full = complain(503, "not-now", "Too many connections at the moment. Try again soon.");
      full.headers.emplace_back("Retry-After", "5");
      co_await write(stream, full, false, false);
    }
  }

  Task<> accept() {
    while (!stopping) {
      auto [ec, socket] = co_await acceptor.async_accept(soon);
      if (stopping) co_return;
      if (ec) {  // out of descriptors, for one: wait a little instead of spinning
        log("event=accept_failed reason=\"" + ec.message() + "\"");
        Timer pause(io);
        pause.expires_after(std::chrono::milliseconds(100));
        co_await pause.async_wait(soon);
        continue;
      }
      boost::system::error_code ignored;
      socket.set_option(asio::ip::tcp::no_delay(true), ignored);
      Plain stream(std::move(socket));
      if (connections.size() >= options.connections_max) {
        counters.connections_refused.fetch_add(1, std::memory_order_relaxed);
        asio::co_spawn(io, refuse(std::move(stream)), asio::detached);
        continue;
      }
      counters.connections.fetch_add(1, std::memory_order_relaxed);
      counters.connections_open.fetch_add(1, std::memory_order_relaxed);
      const auto place = connections.emplace(connections.end());
      place->stream = nullptr;
      place->idle = false;
      asio::co_spawn(io, tls ? serve_secure(std::move(stream), place) : serve_plain(std::move(stream), place),
                     asio::detached);
    }
  }

  Result<> take_port() {
    boost::system::error_code ec;
    const auto address = asio::ip::make_address(options.address, ec);
    if (ec) return not_understood("listen", "\"" + options.address + "\" is not an IP address");
    const asio::ip::tcp::endpoint where(address, options.port);
    acceptor.open(where.protocol(), ec);
    if (!ec) acceptor.set_option(Acceptor::reuse_address(true), ec);
    if (!ec) acceptor.bind(where, ec);
    if (!ec) acceptor.listen(asio::socket_base::max_listen_connections, ec);
    if (ec)
      return not_now("listen", "cannot listen on " + options.address + ":" + std::to_string(options.port) +
                                   ": " + ec.message());
    return Done{};
  }

  Result<> take_certificate() {
    if (options.certificate.empty()) return Done{};
    tls.emplace(asio::ssl::context::tls_server);
    SSL_CTX_set_min_proto_version(tls->native_handle(), TLS1_2_VERSION);
    boost::system::error_code ec;
    tls->use_certificate_chain_file(options.certificate, ec);
    if (ec) return refused(options.certificate, "the TLS certificate cannot be read: " + ec.message());
    tls->use_private_key_file(options.key, asio::ssl::context::pem, ec);
    if (ec) return refused(options.key, "the TLS key cannot be read or does not fit: " + ec.message());
    return Done{};
  }

  HttpOptions options;
  Handler handler;
  asio::io_context io{1};
  std::optional<asio::ssl::context> tls;
  Acceptor acceptor;
  Signals signals;
  Timer deadline;
  std::shared_ptr<Outbox> outbox;
  std::list<Connection> connections;
  bool stopping = false;
  HttpCounters counters;
};

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HttpServer::~HttpServer() = default;

Result<std::unique_ptr<HttpServer>> HttpServer::listen(HttpOptions options, Handler handler) {
  auto impl = std::make_unique<Impl>(std::move(options), std::move(handler));
  if (auto done = impl->take_certificate(); !done) return done.problem();
  if (auto done = impl->take_port(); !done) return done.problem();
  if (impl->options.stop_on_signals) {
    impl->signals.add(SIGTERM);
    impl->signals.add(SIGINT);
    impl->signals.async_wait([raw = impl.get()](boost::system::error_code ec, int signal) {
      if (ec) return;
      raw->log(std::string("event=stopping signal=") + (signal == SIGTERM ? "TERM" : "INT"));
      raw->begin_stop();
    });
  }
  asio::co_spawn(impl->io, impl->accept(), asio::detached);
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(impl)));
}

uint16_t HttpServer::port() const {
  boost::system::error_code ec;
  return impl_->acceptor.local_endpoint(ec).port();
}

void HttpServer::run() {
  impl_->io.run();
}

void HttpServer::stop() {
  asio::post(impl_->io, [impl = impl_.get()] { impl->begin_stop(); });
}

const HttpCounters& HttpServer::counters() const {
  return impl_->counters;
}

std::string_view reason_phrase(int status) {
  const auto text = http::obsolete_reason(static_cast<http::status>(status));
  return {text.data(), text.size()};
}

}  // namespace klynge::server
