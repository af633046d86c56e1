// The bare stack on the same bytes: the same HTTP pair, one JSON parse, one SQLite writer that commits what
// waits, synced, and answers. No rules, no seals, no rows: what the machine could do if there were nothing to
// do.
//   bare DIR PORT
#include <fmt/format.h>
#include <simdjson.h>
#include <sqlite3.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "server/http.h"

namespace {

struct Waiting {
  std::string body;
  klynge::server::Respond respond;
};

struct Queue {
  std::mutex mutex;
  std::condition_variable arrived;
  std::vector<Waiting> waiting;
  bool stopping = false;
};

void must(int code, sqlite3* db) {
  if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
  fmt::print(stderr, "bare: {}\n", sqlite3_errmsg(db));
  std::abort();
}

void write_all(Queue& queue, const std::string& path) {
  sqlite3* db = nullptr;
  must(sqlite3_open(path.c_str(), &db), db);
  must(sqlite3_exec(db,
                    "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA "
                    "wal_autocheckpoint=4000;"
                    "CREATE TABLE IF NOT EXISTS body(position INTEGER PRIMARY KEY, bytes BLOB)",
                    nullptr, nullptr, nullptr),
       db);
  sqlite3_stmt* insert = nullptr;
  must(sqlite3_prepare_v2(db, "INSERT INTO body(bytes) VALUES(?)", -1, &insert, nullptr), db);
  for (;;) {
    std::vector<Waiting> batch;
    {
      std::unique_lock lock(queue.mutex);
      queue.arrived.wait(lock, [&] { return queue.stopping || !queue.waiting.empty(); });
      if (queue.waiting.empty()) break;
      batch.swap(queue.waiting);
    }
    must(sqlite3_exec(db, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), db);
    for (const Waiting& one : batch) {
      sqlite3_bind_blob64(insert, 1, one.body.data(), one.body.size(), SQLITE_STATIC);
      must(sqlite3_step(insert), db);
      sqlite3_reset(insert);
    }
    must(sqlite3_exec(db, "COMMIT", nullptr, nullptr, nullptr), db);
    for (Waiting& one : batch) one.respond({200, "text/plain", "ok", {{"X-Bare", "ok"}}});
  }
  sqlite3_finalize(insert);
  sqlite3_close(db);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  Queue queue;
  std::thread writer(write_all, std::ref(queue), std::string(argv[1]) + "/bare.db");
  klynge::server::HttpOptions options;
  options.port = static_cast<uint16_t>(std::stoi(argv[2]));
  simdjson::dom::parser parser;
  auto server = klynge::server::HttpServer::listen(
      options, [&](klynge::server::Request request, klynge::server::Respond respond) {
        const simdjson::padded_string padded(request.body);
        if (parser.parse(padded).error() != simdjson::SUCCESS)
          return respond({400, "text/plain", "not JSON", {}});
        {
          std::lock_guard lock(queue.mutex);
          queue.waiting.push_back({std::move(request.body), std::move(respond)});
        }
        queue.arrived.notify_one();
      });
  if (!server) {
    fmt::print(stderr, "bare: {}\n", server.problem().what);
    return 1;
  }
  (*server)->run();
  {
    std::lock_guard lock(queue.mutex);
    queue.stopping = true;
  }
  queue.arrived.notify_one();
  writer.join();
}
