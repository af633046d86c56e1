#include "ledger/seal/seal.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>

#include "store/memory.h"

namespace klynge::seal {
namespace {

// Not random, so that a failure is the same one every time: 1, 2, 3 ... in every eighth octet.
Random counting() {
  return [n = uint64_t{0}](size_t size) mutable {
    Bytes out;
    while (out.size() < size) put_u64(out, ++n * 0x9e3779b97f4a7c15);
    out.resize(size);
    return out;
  };
}

Place place_of(CitizenNumber citizen, uint32_t epoch, Position position, uint64_t controller = 1) {
  Bytes associated = "header";
  put_u64(associated, position);
  return {controller, citizen, epoch, position, associated};
}

struct Sealing : testing::Test {
  std::shared_ptr<store::MemoryDisk> disk = std::make_shared<store::MemoryDisk>();
  store::Folder folder = store::open_memory(disk);
  Random random = counting();
  Secrets secrets = make_secrets(random);
  Sealer sealer{secrets, *folder.keys, random};

  Bytes seal(const Place& place, View plain, uint32_t part = 0) {
    auto sealed = sealer.seal(place, part, plain);
    EXPECT_TRUE(sealed.ok());
    EXPECT_TRUE(sealer.flush().ok());
    return sealed.ok() ? *sealed : Bytes();
  }
};

void expect_erased(Sealer& sealer, const Place& place, View sealed) {
  const auto opened = sealer.open(place, 0, sealed);
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.problem().kind, Problem::Kind::refused);
  EXPECT_EQ(opened.problem().what, "erased");
}

void expect_opens(Sealer& sealer, const Place& place, View sealed, View plain) {
  const auto opened = sealer.open(place, 0, sealed);
  ASSERT_TRUE(opened.ok()) << opened.problem().what;
  EXPECT_EQ(*opened, plain);
}

TEST_F(Sealing, OpensWhatWasSealedAlsoForAnotherReader) {
  const Bytes sealed = seal(place_of(7, 1, 100), "Nancy");
  EXPECT_EQ(sealed.size(), 1 + 4 + 8 + 5 + 16u);
  EXPECT_EQ(sealed.find("Nancy"), Bytes::npos);
  EXPECT_EQ(Sealer::generation_of(sealed), 1u);
  expect_opens(sealer, place_of(7, 1, 100), sealed, "Nancy");
  Sealer reader(secrets, *folder.keys, random);
  expect_opens(reader, place_of(7, 1, 100), sealed, "Nancy");
  const Bytes nothing = seal(place_of(7, 1, 101), "");
  expect_opens(reader, place_of(7, 1, 101), nothing, "");
}

TEST_F(Sealing, OpensNowhereElseAndNothingElse) {
  const Place place = place_of(7, 1, 100);
  const Bytes sealed = seal(place, "Nancy");
  seal(place_of(8, 1, 101), "");
  seal(place_of(7, 1, 102, 2), "");
  const auto kind_at = [&](const Place& other, uint32_t part, View bytes) {
    const auto opened = sealer.open(other, part, bytes);
    return opened.ok() ? std::nullopt : std::optional(opened.problem().kind);
  };
  using enum Problem::Kind;
  EXPECT_EQ(kind_at(place, 1, sealed), not_understood);
  Place other = place;
  other.citizen = 8;
  EXPECT_EQ(kind_at(other, 0, sealed), not_understood);
  other = place;
  other.controller = 2;
  EXPECT_EQ(kind_at(other, 0, sealed), not_understood);
  other = place;
  other.epoch = 2;
  EXPECT_EQ(kind_at(other, 0, sealed), not_understood);
  other = place;
  other.position = 101;
  EXPECT_EQ(kind_at(other, 0, sealed), not_understood);
  other = place;
  other.associated.back() ^= 1;
  EXPECT_EQ(kind_at(other, 0, sealed), not_understood);
  for (size_t bit = 5 * 8; bit < sealed.size() * 8; ++bit) {  // salt, text and tag
    Bytes changed = sealed;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ 1 << bit % 8);
    EXPECT_EQ(kind_at(place, 0, changed), not_understood) << bit;
  }
  for (size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_EQ(kind_at(place, 0, View(sealed).substr(0, size)), not_understood) << size;
  }
  Bytes newer = sealed;
  newer[0] = 2;
  EXPECT_EQ(kind_at(place, 0, newer), refused);
  EXPECT_EQ(kind_at(place, 0, sealed), std::nullopt);
}

// Zeros show the key stream: two equal ones would mean that a key and nonce came together twice.
RC_GTEST_FIXTURE_PROP(Sealing, NoKeyAndNonceTwice, ()) {
  const Bytes zeros(48, '\0');
  std::set<std::tuple<uint64_t, uint64_t, uint32_t, Position, uint32_t>> where;
  std::set<Bytes> streams;
  Sealer restored(secrets, *folder.keys, random);  // the same places again, as after a restored backup
  const int n = *rc::gen::inRange(1, 40);
  for (int i = 0; i < n; ++i) {
    const auto small = [] { return *rc::gen::inRange<uint32_t>(1, 4); };
    const Place place = place_of(small(), small(), small(), small());
    const uint32_t part = small();
    if (!where.emplace(place.controller, place.citizen, place.epoch, place.position, part).second) continue;
    RC_ASSERT(streams.insert(seal(place, zeros, part).substr(13, zeros.size())).second);
    RC_ASSERT(streams.insert(restored.seal(place, part, zeros)->substr(13, zeros.size())).second);
  }
}

TEST_F(Sealing, ErasingACitizenErasesThatCitizenForGood) {
  const Place mine = place_of(7, 1, 100), other = place_of(8, 1, 101), elsewhere = place_of(7, 1, 102, 2);
  const Bytes sealed = seal(mine, "mine"), kept = seal(other, "other"), theirs = seal(elsewhere, "theirs");
  ASSERT_TRUE(sealer.erase_citizen(1, 7).ok());
  ASSERT_TRUE(sealer.erase_citizen(1, 7).ok());
  ASSERT_TRUE(sealer.erase_citizen(1, 9).ok());  // never had a key
  expect_erased(sealer, mine, sealed);
  expect_opens(sealer, other, kept, "other");
  expect_opens(sealer, elsewhere, theirs, "theirs");

  const Place later = place_of(7, 1, 103);  // what comes after begins anew
  const Bytes fresh = seal(later, "fresh");
  EXPECT_EQ(Sealer::generation_of(fresh), 2u);
  Sealer reader(secrets, *folder.keys, random);
  expect_opens(reader, later, fresh, "fresh");
  expect_erased(reader, mine, sealed);
}

TEST_F(Sealing, ErasingTakesKeysAlongThatWereNotYetDurable) {
  const Place place = place_of(7, 1, 100);
  const auto sealed = sealer.seal(place, 0, "mine");
  ASSERT_TRUE(sealed.ok());
  ASSERT_TRUE(sealer.erase_citizen(1, 7).ok());
  ASSERT_TRUE(sealer.flush().ok());
  expect_erased(sealer, place, *sealed);
}

TEST_F(Sealing, ErasingAMessageErasesNothingElse) {
  std::vector<Bytes> sealed;
  std::vector<std::pair<uint32_t, Position>> places;
  for (Position at = 100; at < 104; ++at) {
    places.emplace_back(static_cast<uint32_t>(at / 102), at);
    sealed.push_back(seal(place_of(7, places.back().first, at), std::to_string(at)));
  }
  const auto place = [&](size_t i) { return place_of(7, places[i].first, places[i].second); };
  ASSERT_TRUE(sealer.erase_message(place(1), 1, {places[0], places[1], places[2], places[3]}).ok());
  const Bytes later = seal(place_of(7, 1, 110), "later");
  EXPECT_EQ(Sealer::generation_of(later), 2u);
  ASSERT_TRUE(sealer.erase_message(place(3), 1, {places[0], places[2]}).ok());  // now lies singly
  ASSERT_TRUE(sealer.erase_message(place(3), 1, {places[0], places[2]}).ok());  // again
  ASSERT_TRUE(sealer.erase_message(place(3), 9, {}).ok());                      // never was
  Sealer reader(secrets, *folder.keys, random);
  for (Sealer* each : {&sealer, &reader}) {
    expect_opens(*each, place(0), sealed[0], "100");
    expect_erased(*each, place(1), sealed[1]);
    expect_opens(*each, place(2), sealed[2], "102");
    expect_erased(*each, place(3), sealed[3]);
    expect_opens(*each, place_of(7, 1, 110), later, "later");
  }
  ASSERT_TRUE(sealer.erase_citizen(1, 7).ok());
  expect_erased(sealer, place(0), sealed[0]);
  expect_erased(sealer, place_of(7, 1, 110), later);
  EXPECT_EQ(Sealer::generation_of(seal(place_of(7, 1, 111), "")), 3u);
}

TEST_F(Sealing, TheOnlyMessageOfACitizenCanGoToo) {
  const Bytes sealed = seal(place_of(7, 1, 100), "only");
  ASSERT_TRUE(sealer.erase_message(place_of(7, 1, 100), 1, {}).ok());
  expect_erased(sealer, place_of(7, 1, 100), sealed);
  EXPECT_EQ(Sealer::generation_of(seal(place_of(7, 1, 101), "")), 2u);
  expect_erased(sealer, place_of(7, 1, 100), sealed);
}

// Any life of keys: what was kept opens, what was erased does not, across restarts and failures.
RC_GTEST_FIXTURE_PROP(Sealing, KeptOpensErasedDoesNot, ()) {
  struct Kept {
    Place place;
    Bytes sealed;
    std::string plain;
    bool erased = false;
  };
  std::vector<Kept> all;
  auto current = std::make_unique<Sealer>(secrets, *folder.keys, random);
  uint32_t epoch = 1;
  const int steps = *rc::gen::inRange(1, 60);
  for (int step = 0; step < steps; ++step) {
    const CitizenNumber citizen = *rc::gen::inRange<uint64_t>(1, 4);
    const Place place = place_of(citizen, epoch, all.size() + 1);
    switch (*rc::gen::inRange(0, 8)) {
      default: {  // an entry
        const std::string plain = "plain " + std::to_string(step);
        const auto sealed = current->seal(place, 0, plain);
        RC_ASSERT(sealed.ok());
        RC_ASSERT(current->flush().ok());
        all.push_back({place, *sealed, plain});
        break;
      }
      case 1: {  // a commit that fails, after the keys were flushed or before
        RC_ASSERT(current->seal(place, 0, "lost").ok());
        if (*rc::gen::arbitrary<bool>()) RC_ASSERT(current->flush().ok());
        current->forget_pending();
        ++epoch;
        break;
      }
      case 2: {  // keys that cannot be written
        RC_ASSERT(current->seal(place, 0, "lost").ok());
        disk->fail_key_writes = 1;
        if (current->flush().ok()) disk->fail_key_writes = 0;
        current->forget_pending();
        ++epoch;
        break;
      }
      case 3:  // a restart
        current = std::make_unique<Sealer>(secrets, *folder.keys, random);
        ++epoch;
        break;
      case 4: {
        RC_ASSERT(current->erase_citizen(1, citizen).ok());
        for (Kept& each : all)
          if (each.place.citizen == citizen) each.erased = true;
        break;
      }
      case 5: {
        if (all.empty()) break;
        Kept& gone = all[*rc::gen::inRange<size_t>(0, all.size())];
        const uint32_t generation = Sealer::generation_of(gone.sealed);
        std::vector<std::pair<uint32_t, Position>> others;
        for (const Kept& each : all) {
          if (each.place.citizen == gone.place.citizen && each.place.position != gone.place.position &&
              Sealer::generation_of(each.sealed) == generation) {
            others.emplace_back(each.place.epoch, each.place.position);
          }
        }
        RC_ASSERT(current->erase_message(gone.place, generation, others).ok());
        gone.erased = true;
        break;
      }
      case 6:
        current->forget_cache();
        break;
    }
    for (const Kept& each : all) {
      const auto opened = current->open(each.place, 0, each.sealed);
      RC_ASSERT(opened.ok() == !each.erased);
      if (opened.ok()) RC_ASSERT(*opened == each.plain);
      if (!opened.ok()) RC_ASSERT(opened.problem().what == "erased");
    }
  }
}

TEST_F(Sealing, KeysOfAFailedCommitStayWhenTheyAreDurableAndAreMadeAnewWhenNot) {
  ASSERT_TRUE(sealer.seal(place_of(7, 1, 100), 0, "x").ok());
  EXPECT_TRUE(disk->keys.empty());
  ASSERT_TRUE(sealer.flush().ok());
  const auto kept = disk->keys;
  sealer.forget_pending();
  seal(place_of(7, 2, 100), "y");
  EXPECT_EQ(disk->keys, kept);

  ASSERT_TRUE(sealer.seal(place_of(8, 2, 101), 0, "x").ok());
  disk->fail_key_writes = 1;
  EXPECT_FALSE(sealer.flush().ok());
  sealer.forget_pending();
  EXPECT_TRUE(sealer.flush().ok());
  EXPECT_EQ(disk->keys, kept);
  const Bytes sealed = seal(place_of(8, 3, 101), "z");
  expect_opens(sealer, place_of(8, 3, 101), sealed, "z");
}

TEST_F(Sealing, AReaderSeesKeysMadeSinceItLooked) {
  Sealer reader(secrets, *folder.keys, random);
  expect_erased(reader, place_of(7, 1, 100), Bytes("\1\0\0\0\1", 5) + Bytes(40, 'x'));
  const Bytes first = seal(place_of(7, 1, 100), "first");
  expect_opens(reader, place_of(7, 1, 100), first, "first");
  ASSERT_TRUE(sealer.erase_message(place_of(7, 1, 100), 1, {}).ok());
  const Bytes second = seal(place_of(7, 1, 101), "second");
  expect_opens(reader, place_of(7, 1, 101), second, "second");
  expect_erased(reader, place_of(7, 1, 100), first);
}

TEST_F(Sealing, AnotherMasterKeyIsRefusedAndWritesNothing) {
  const Bytes sealed = seal(place_of(7, 1, 100), "x");
  const auto kept = disk->keys;
  for (const bool other_version : {false, true}) {
    Secrets wrong = secrets;
    if (other_version) {
      wrong.master_version = 2;
    } else {
      wrong.master[0] ^= 1;
    }
    Sealer with_wrong(wrong, *folder.keys, random);
    const auto opened = with_wrong.open(place_of(7, 1, 100), 0, sealed);
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.problem().kind, Problem::Kind::refused);
    EXPECT_NE(opened.problem().what, "erased");
    EXPECT_FALSE(with_wrong.seal(place_of(7, 1, 101), 0, "y").ok());
    EXPECT_FALSE(with_wrong.erase_message(place_of(7, 1, 100), 1, {}).ok());
    EXPECT_TRUE(with_wrong.flush().ok());
    EXPECT_EQ(disk->keys, kept);
  }
}

TEST_F(Sealing, AWrappedKeyOpensInItsOwnRowOnly) {
  const Bytes sealed = seal(place_of(7, 1, 100), "x");
  disk->keys[{1, 8, 1, 0}] = disk->keys[{1, 7, 1, 0}];
  const auto opened = sealer.open(place_of(8, 1, 100), 0, sealed);
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.problem().kind, Problem::Kind::refused);
}

TEST_F(Sealing, AKeyThatWaitsIsNotMadeTwiceWhenTheCacheLetItGo) {
  const auto first = sealer.seal(place_of(7, 1, 100), 0, "first");
  ASSERT_TRUE(first.ok());
  sealer.forget_cache();
  const Bytes second = seal(place_of(7, 1, 101), "second");
  expect_opens(sealer, place_of(7, 1, 100), *first, "first");
  expect_opens(sealer, place_of(7, 1, 101), second, "second");
}

TEST_F(Sealing, MoreCitizensThanTheCacheHolds) {
  const CitizenNumber many = 110'000;
  std::vector<Bytes> sealed;
  for (CitizenNumber citizen = 1; citizen <= many; ++citizen) {
    sealed.push_back(*sealer.seal(place_of(citizen, 1, citizen), 0, "x"));
  }
  for (const CitizenNumber citizen : {CitizenNumber{1}, many}) {
    expect_opens(sealer, place_of(citizen, 1, citizen), sealed[citizen - 1], "x");
  }
}

TEST(Quarantine, LiesWhereNoCitizensNumberReaches) {
  EXPECT_EQ(quarantine_citizen(20'000), (1ull << 62) + 20'000);
  EXPECT_NE(quarantine_citizen(20'000), quarantine_citizen(20'001));
}

}  // namespace
}  // namespace klynge::seal
