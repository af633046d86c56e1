#include "server/tokens.h"

#include <gtest/gtest.h>

#include "base/bytes.h"
#include "base/hash.h"

namespace klynge::server {
namespace {

std::string hash_of(const std::string& token) {
  return to_hex(sha256(token));
}

TEST(Tokens, BindPartyRoleAndSenders) {
  const auto tokens = Tokens::read("# who\n\n" + hash_of("a") + " person 1 # nurse\r\n" + hash_of("b") +
                                       "\tdoor 2 5,3\n" + hash_of("c") + " operations 4",
                                   "tokens");
  ASSERT_TRUE(tokens.ok()) << tokens.problem().what;
  EXPECT_EQ(tokens->size(), 3u);
  ASSERT_NE(tokens->find("a"), nullptr);
  EXPECT_EQ(tokens->find("a")->caller, (Caller{{1}, CallerRole::person}));
  EXPECT_TRUE(tokens->find("b")->may_speak_for(3));
  EXPECT_TRUE(tokens->find("b")->may_speak_for(5));
  EXPECT_FALSE(tokens->find("b")->may_speak_for(2));
  EXPECT_EQ(tokens->find("c")->caller.role, CallerRole::operations);
  EXPECT_EQ(tokens->find("d"), nullptr);
  EXPECT_EQ(tokens->find(hash_of("a")), nullptr) << "the hash is no token";
}

TEST(Tokens, AMistakeIsRefusedWithItsLine) {
  const std::string good = hash_of("a") + " person 1\n";
  for (const std::string& line :
       {std::string("x person 1"), hash_of("b") + " nurse 1", hash_of("b") + " person",
        hash_of("b") + " person one", hash_of("b") + " door 1", hash_of("b") + " door 1 2,x",
        hash_of("b") + " door 1 2,", hash_of("b") + " person 1 2", hash_of("b") + " person 0",
        hash_of("a") + " person 2", hash_of("b") + " door 1 2 3"}) {
    const auto tokens = Tokens::read(good + line, "tokens");
    ASSERT_FALSE(tokens.ok()) << line;
    EXPECT_EQ(tokens.problem().where, "tokens:2") << line;
  }
}

TEST(Tokens, ComeAsBearerOrAsABrowserSaysIt) {
  EXPECT_EQ(token_of("Bearer abc"), "abc");
  EXPECT_EQ(token_of("bearer abc"), "abc");
  EXPECT_EQ(token_of("Basic bWU6YWJj"), "abc");
  EXPECT_EQ(token_of("Basic bWU6YTpi"), "a:b");
  for (const char* wrong : {"", "Bearer", "abc", "Basic !!", "Basic bWU="})
    EXPECT_FALSE(token_of(wrong)) << wrong;
}

}  // namespace
}  // namespace klynge::server
