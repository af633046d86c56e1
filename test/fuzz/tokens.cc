// room: server
// A token file is read whole or refused with its line; what a request carries as a token is read or is none.
#include "server/tokens.h"

#include "require.h"

using namespace klynge;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const View text = view_of(data, size);
  const auto tokens = server::Tokens::read(text, "tokens");
  if (tokens) {
    REQUIRE(tokens->size() <= size / 64);
    REQUIRE(tokens->find(text) == nullptr);
  } else {
    REQUIRE(tokens.problem().where.starts_with("tokens") && !tokens.problem().what.empty());
  }
  if (const auto token = server::token_of(text)) REQUIRE(token->size() <= size);
  return 0;
}
