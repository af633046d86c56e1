#include "ledger/content.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "store/memory.h"

namespace klynge {
namespace {

// Half of it packs well and half does not.
Bytes long_text(size_t size) {
  Bytes text;
  while (text.size() < size) {
    Bytes seed;
    put_u64(seed, text.size());
    text += sha256(seed);
    text += Bytes(32, 'x');
  }
  text.resize(size);
  return text;
}

struct Place {
  std::shared_ptr<store::MemoryDisk> disk = std::make_shared<store::MemoryDisk>();
  store::Folder folder = store::open_memory(disk);
  seal::Random random = [n = uint64_t{0}](size_t count) mutable {
    Bytes seed;
    put_u64(seed, ++n);
    return sha256(seed).substr(0, count);
  };

  Result<Bytes> read(const Content& content) {
    Bytes whole;
    auto done = read_content(content, *folder.contents, [&](View piece) { whole += piece; });
    if (!done) return done.problem();
    return whole;
  }
};

TEST(Content, ComesBackAsItWas) {
  Place place;
  for (const size_t size : {1u, 300'000u, 65'536u * 4, 1'000'001u}) {
    const Bytes text = long_text(size);
    auto kept = keep_content(text, *place.folder.contents, place.random);
    ASSERT_TRUE(kept.ok()) << kept.problem().what;
    auto known = decode_content(encode(*kept));
    ASSERT_TRUE(known.ok());
    auto back = place.read(*known);
    ASSERT_TRUE(back.ok()) << back.problem().what;
    EXPECT_EQ(*back, text);
    EXPECT_EQ(place.disk->contents[kept->name].find(text.substr(0, 32)), Bytes::npos) << "it is sealed";
  }
}

TEST(Content, AChangedBitAMissingEndAndChangedPlacesAreNoticed) {
  Place place;
  auto kept = keep_content(long_text(500'000), *place.folder.contents, place.random);
  ASSERT_TRUE(kept.ok());
  Bytes& file = place.disk->contents[kept->name];
  const Bytes whole = file;
  const size_t chunk = content_chunk_bytes + 16;
  ASSERT_GT(whole.size(), 3 * chunk);
  const std::vector<Bytes> spoilt = {
      whole.substr(0, whole.size() - 1), whole.substr(0, chunk), "", whole + "x",
      whole.substr(chunk, chunk) + whole.substr(0, chunk) + whole.substr(2 * chunk)};
  for (const Bytes& bytes : spoilt) {
    file = bytes;
    EXPECT_FALSE(place.read(*kept).ok()) << bytes.size();
  }
  for (const size_t at : {size_t{0}, chunk + 5, whole.size() - 1}) {
    file = whole;
    file[at] = static_cast<char>(file[at] ^ 1);
    EXPECT_FALSE(place.read(*kept).ok()) << at;
  }
  file = whole;
  EXPECT_TRUE(place.read(*kept).ok());
  Content other = *kept;
  other.key[0] = static_cast<char>(other.key[0] ^ 1);
  EXPECT_FALSE(place.read(other).ok());
}

TEST(Content, ADiskThatRefusesIsAProblem) {
  Place place;
  place.disk->fail_contents = 1;
  EXPECT_FALSE(keep_content(long_text(300'000), *place.folder.contents, place.random).ok());
  EXPECT_TRUE(place.disk->contents.empty());
}

}  // namespace
}  // namespace klynge
