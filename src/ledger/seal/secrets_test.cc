#include "ledger/seal/secrets.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace klynge::seal {
namespace {

namespace fs = std::filesystem;

struct SecretFiles : testing::Test {
  fs::path root = fs::temp_directory_path() / ("klynge-secrets-" + std::to_string(getpid()));
  fs::path folder = root / "keys";
  Random random = random_of_machine();

  void SetUp() override {
    fs::remove_all(root);
    fs::create_directories(root);
  }
  void TearDown() override { fs::remove_all(root); }

  Secrets made() {
    auto secrets = load_secrets(folder, true, random);
    EXPECT_TRUE(secrets.ok()) << secrets.problem().where << " " << secrets.problem().what;
    return *secrets;
  }
  static std::string text(const fs::path& path) {
    std::ostringstream out;
    out << std::ifstream(path).rdbuf();
    return out.str();
  }
  static void put(const fs::path& path, const std::string& text) { std::ofstream(path) << text; }
  void expect_refused(const fs::path& where, bool create = true) {
    const auto secrets = load_secrets(folder, create, random);
    ASSERT_FALSE(secrets.ok()) << where;
    EXPECT_EQ(secrets.problem().kind, Problem::Kind::refused) << secrets.problem().what;
    EXPECT_EQ(secrets.problem().where, where);
  }
};

const std::vector<std::string> names{"master.key", "hash.key", "ids.key", "signing.key", "installation"};

TEST_F(SecretFiles, AreMadeOnceAndReadTheSame) {
  const Secrets first = made(), second = made();
  EXPECT_EQ(check_value(first), check_value(second));
  EXPECT_EQ(first.master, second.master);
  EXPECT_EQ(first.hash, second.hash);
  EXPECT_EQ(first.ids, second.ids);
  EXPECT_EQ(first.signing_private, second.signing_private);
  EXPECT_EQ(first.signing_public, second.signing_public);
  EXPECT_EQ(first.installation, second.installation);
  EXPECT_EQ((std::set{first.master, first.hash, first.ids, first.signing_private}).size(), 4u);
  EXPECT_EQ(fs::status(folder).permissions(), fs::perms::owner_all);
  size_t files = 0;
  for (const auto& each : fs::directory_iterator(folder)) {
    EXPECT_EQ(each.status().permissions(), fs::perms::owner_read | fs::perms::owner_write);
    ++files;
  }
  EXPECT_EQ(files, names.size());
}

TEST_F(SecretFiles, AnEmptyFolderIsFilledAnAbsentOneOnlyWhenAsked) {
  expect_refused(folder, false);
  EXPECT_FALSE(fs::exists(folder));
  fs::create_directory(folder);
  fs::permissions(folder, fs::perms::owner_all);
  made();
}

TEST_F(SecretFiles, MissingOnesAreNeverMadeAnew) {
  made();
  for (const auto& name : names) {
    fs::rename(folder / name, root / name);
    expect_refused(folder / name);
    fs::rename(root / name, folder / name);
  }
  made();
}

TEST_F(SecretFiles, ChangedOnesAreRefused) {
  made();
  for (const auto& name : names) {
    const std::string good = text(folder / name);
    for (size_t at = 0; at < good.size(); at += 7) {
      std::string changed = good;
      changed[at] = changed[at] == 'a' ? 'b' : 'a';
      put(folder / name, changed);
      expect_refused(folder / name);
    }
    for (const std::string& other : {std::string(), good + "x", good.substr(1), std::string(10'000, 'x'),
                                     text(folder / (name == "ids.key" ? "hash.key" : "ids.key"))}) {
      put(folder / name, other);
      expect_refused(folder / name);
    }
    put(folder / name, good);
  }
  made();
}

TEST_F(SecretFiles, OthersMayNotReadThem) {
  made();
  for (const auto& name : names) {
    fs::permissions(folder / name, fs::perms::group_read, fs::perm_options::add);
    expect_refused(folder / name);
    fs::permissions(folder / name, fs::perms::group_read, fs::perm_options::remove);
  }
  fs::permissions(folder, fs::perms::others_exec, fs::perm_options::add);
  expect_refused(folder);
}

TEST_F(SecretFiles, ALinkIsNotAKey) {
  made();
  fs::rename(folder / "hash.key", root / "hash.key");
  fs::create_symlink(root / "hash.key", folder / "hash.key");
  expect_refused(folder / "hash.key");
}

TEST_F(SecretFiles, WhatWasLeftHalfMadeIsBegunAgain) {
  made();
  put(folder / "unfinished", "");
  put(folder / "hash.key", "half");
  fs::remove(folder / "installation");
  expect_refused(folder, false);
  made();
  made();
  EXPECT_FALSE(fs::exists(folder / "unfinished"));
}

TEST_F(SecretFiles, AProblemOfTheMachineIsSaidAsSuch) {
  folder = root / "absent" / "keys";
  const auto secrets = load_secrets(folder, true, random);
  ASSERT_FALSE(secrets.ok());
  EXPECT_EQ(secrets.problem().kind, Problem::Kind::not_now);
}

struct Keyed : testing::Test {
  Random random = [n = char{0}](size_t size) mutable { return Bytes(size, ++n); };
  Secrets secrets = make_secrets(random);
};

TEST_F(Keyed, HashesTellPurposesAndValuesApart) {
  EXPECT_EQ(keyed(secrets, "cpr", "2509479989"), keyed(secrets, "cpr", "2509479989"));
  EXPECT_NE(keyed(secrets, "cpr", "2509479989"), keyed(secrets, "cpr", "2103009996"));
  EXPECT_NE(keyed(secrets, "cpr", "2509479989"), keyed(secrets, "course", "2509479989"));
  EXPECT_NE(keyed(secrets, "a", "bc"), keyed(secrets, "ab", "c"));
  EXPECT_NE(keyed_u64(secrets, "message", "x"), keyed_u64(secrets, "message", "y"));
}

TEST_F(Keyed, UuidsAreShapedAsRandomOnesAndAreTheSameAgain) {
  std::set<std::string> all;
  for (uint32_t n = 0; n < 100; ++n) {
    const std::string uuid = make_uuid(secrets, 1, 77, n);
    EXPECT_EQ(uuid, make_uuid(secrets, 1, 77, n));
    ASSERT_EQ(uuid.size(), 36u);
    EXPECT_EQ(uuid[14], '4');
    EXPECT_NE(std::string_view("89ab").find(uuid[19]), std::string_view::npos);
    all.insert(uuid);
  }
  all.insert(make_uuid(secrets, 2, 77, 0));
  all.insert(make_uuid(secrets, 1, 78, 0));
  EXPECT_EQ(all.size(), 102u);
}

TEST_F(Keyed, OnlyTheSignerSigns) {
  const Bytes signature = sign(secrets, "klynge head");
  EXPECT_TRUE(signed_by(secrets.signing_public, "klynge head", signature));
  EXPECT_FALSE(signed_by(secrets.signing_public, "klynge heaD", signature));
  EXPECT_FALSE(signed_by(secrets.signing_public, "klynge head", signature.substr(1)));
  EXPECT_FALSE(signed_by(secrets.signing_public, "klynge head", ""));
  EXPECT_FALSE(signed_by("", "klynge head", signature));
  const Secrets other = make_secrets(random);
  EXPECT_FALSE(signed_by(other.signing_public, "klynge head", signature));
}

TEST_F(Keyed, TheCheckValueChangesWithEveryKey) {
  std::set<Bytes> all{check_value(secrets)};
  for (int i = 0; i < 6; ++i) {
    Secrets other = secrets;
    if (i == 0) other.master[0] ^= 1;
    if (i == 1) other.hash[0] ^= 1;
    if (i == 2) other.ids[0] ^= 1;
    if (i == 3) other.signing_public[0] ^= 1;
    if (i == 4) ++other.installation;
    if (i == 5) ++other.master_version;
    all.insert(check_value(other));
  }
  EXPECT_EQ(all.size(), 7u);
}

}  // namespace
}  // namespace klynge::seal
