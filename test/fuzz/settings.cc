// room: command
// klynge.yaml is read whole, and is then safe to serve with; or it is refused with a place and a sentence.
#include "command/settings.h"

#include "require.h"

using namespace klynge;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto settings = command::read_settings(view_of(data, size), "klynge.yaml", "/var/lib/klynge");
  if (!settings) {
    REQUIRE(settings.problem().where.starts_with("klynge.yaml") && !settings.problem().what.empty());
    return 0;
  }
  REQUIRE(!settings->operations.none());
  REQUIRE(settings->loopback() || (settings->has_tls() && settings->lets_somebody_in()));
  REQUIRE(!command::lies_inside(settings->keys, "/var/lib/klynge"));
  return 0;
}
