#include "server/gzip.h"

#include <gtest/gtest.h>
#include <zlib.h>

namespace klynge::server {
namespace {

Bytes gzip(View bytes) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  Bytes out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

TEST(Gzip, GivesBackWhatWasPacked) {
  Bytes text;
  for (const size_t size : {size_t{0}, size_t{1}, size_t{1000}, size_t{100'000}}) {
    while (text.size() < size) text += static_cast<char>('a' + text.size() * text.size() % 23);
    const auto back = gunzip(gzip(text), 100'000);
    ASSERT_TRUE(back.ok()) << back.problem().what;
    EXPECT_EQ(*back, text);
  }
}

TEST(Gzip, ABombIsRefusedAtTheLimit) {
  const Bytes bomb = gzip(Bytes(50'000'000, ' '));
  EXPECT_LT(bomb.size(), 60'000u);
  const auto back = gunzip(bomb, 1 << 20);
  ASSERT_FALSE(back.ok());
  EXPECT_EQ(back.problem().kind, Problem::Kind::refused);
  EXPECT_TRUE(gunzip(gzip(Bytes(1 << 20, ' ')), 1 << 20).ok());
}

TEST(Gzip, HalfAStreamAndWhatFollowsOneAreNotUnderstood) {
  const Bytes whole = gzip("Borgeren er indlagt.");
  for (size_t size = 0; size < whole.size(); ++size) {
    const auto back = gunzip(View(whole).substr(0, size), 1000);
    ASSERT_FALSE(back.ok()) << size;
    EXPECT_EQ(back.problem().kind, Problem::Kind::not_understood);
  }
  EXPECT_FALSE(gunzip(whole + "x", 1000).ok());
  EXPECT_FALSE(gunzip("Borgeren er indlagt.", 1000).ok());
}

}  // namespace
}  // namespace klynge::server
