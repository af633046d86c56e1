#pragma once
// The demonstration's own part of the door: a first page that leads a visitor to what is worth seeing just
// now, and the buttons that let time stand, step and begin anew. They are forms: no script is needed.
// Everything else is the door's (door.h).
//
// handle() is called on the server's thread; answers come from any.
#include "ledger/writer.h"
#include "server/desk.h"
#include "server/page.h"
#include "server/worth_seeing.h"

namespace klynge::server {

enum class Turn : uint8_t { pause, go_on, hour, next, anew };

struct GuideParts {
  Writer& writer;
  Desk& desk;
  const Setting& setting;
  std::function<Clockwork()> clockwork;
  // Does it soon; `done` is called from any thread when a page would show it.
  std::function<void(Turn, std::function<void()> done)> turn;
};

// What is worth seeing just now. Not on the writer's thread.
WorthSeeing worth_seeing_now(Writer& writer, const Setting& setting, Instant now);

class Guide {
 public:
  explicit Guide(GuideParts parts) : parts_(std::move(parts)) {}

  static bool is_for(const Request& request);
  void handle(Request request, Respond respond);  // REQUIRES: is_for

 private:
  void first_page(const Request& request, Respond respond);
  void clockwork(Respond respond);
  void worth_json(Respond respond);

  GuideParts parts_;
};

}  // namespace klynge::server
