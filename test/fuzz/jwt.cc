// room: server
// A token, a set of keys, a cookie, a form or an address that somebody made up is read or refused; what is
// read as a token is the same when it is written again.
#include "server/jwt.h"

#include "require.h"
#include "server/session.h"
#include "server/sign_in.h"

using namespace klynge;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const View text = view_of(data, size);
  const auto jwt = server::read_jwt(text);
  if (jwt) {
    REQUIRE(jwt->signed_part + "." + to_base64url(jwt->signature) == text);
    REQUIRE(jwt->claims.root().is_object());
    (void)server::check_claims(jwt->claims.root(), {"i", "a", Instant{1}}).ok();
  }
  const auto keys = server::KeySet::read(text);
  if (keys && jwt) (void)keys->find(jwt->key_id, jwt->algorithm);
  const auto octets = from_base64url(text);
  if (octets) REQUIRE(to_base64url(*octets) == text);
  const auto cookie = server::cookie_of(text, "klynge");
  if (cookie) REQUIRE(text.find("klynge=" + *cookie) != View::npos);
  const std::string value = server::form_value(text, "return");
  if (server::is_own_path(value))
    REQUIRE(value.find_first_of("\r\n\\ ") == std::string::npos && !value.starts_with("//"));
  return 0;
}
