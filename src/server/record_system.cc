#include "server/record_system.h"

#include <algorithm>

#include "message/message.h"
#include "server/http_client.h"

namespace klynge::server {
namespace {

constexpr View course_here = "{course}";
constexpr size_t url_octets_max = 1000;

// Letters, digits and hyphens, as ids are that were made to be ids. Some systems call a course by the
// citizen's number: that stands in no address.
bool may_stand_in_address(View course) {
  std::string plain(course);
  std::erase(plain, '-');
  const bool is_id = std::ranges::all_of(plain, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
  return is_id && !plain.empty() && !message::valid_cpr(plain) && !message::valid_replacement_cpr(plain);
}

bool in_use(const RecordSystem& system, Instant at) {
  return system.from <= at && (system.to.none() || at < system.to);
}

}  // namespace

Result<> check_record_url(const std::string& url) {
  const auto no = [](const char* why) { return not_understood("url", why); };
  if (!is_post_url(url)) return no("an https address was expected; http only to this machine itself");
  const bool is_plain = std::ranges::all_of(url, [](unsigned char c) {
    return c > ' ' && c < 127 && !View("\"'<>\\^`|").contains(static_cast<char>(c));
  });
  if (!is_plain || url.size() > url_octets_max)
    return no("an address of at most 1000 octets was expected, without spaces and quotes");
  const size_t host = url.find("//") + 2, path = url.find_first_of("/?#", host),
               course = url.find(course_here);
  if (View(url).substr(host, path - host).contains('@'))
    return no("an address names no user and no password");
  std::string rest = url;
  if (course != std::string::npos) rest.erase(course, course_here.size());
  if (rest.find_first_of("{}") != std::string::npos)
    return no("{course}, once, is all that an address may ask for; a CPR number stands in no address");
  if (course == std::string::npos) return no("the address must say where the course goes: {course}");
  if (course < path) return no("{course} stands in the path or after it, not in the name of the machine");
  return Done{};
}

const RecordSystem* record_system_of(Party viewer, const std::vector<RecordSystem>& systems,
                                     const Directory& directory, Instant at) {
  if (viewer.none()) return nullptr;
  for (const Party whose : {viewer, Party{directory.organisation_of(viewer)}})
    for (const RecordSystem& one : systems)
      if (one.organisation == whose && in_use(one, at)) return &one;
  return nullptr;
}

std::string record_url(const RecordSystem& system, View course) {
  if (!may_stand_in_address(course)) return {};
  std::string url = system.url;
  return url.replace(url.find(course_here), course_here.size(), course);
}

}  // namespace klynge::server
