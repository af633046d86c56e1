// Golden journals: what a release wrote, every later one reads, to the same meaning. The files beside this
// one are never changed: a line that no longer reads is a fault in the code, not in the file.
//
//   <release>.jsonl        {"bytes": hex of an entry, "entry": what export-journal shows of it}
//   <release>.seals.jsonl  the keys of a test installation, then sealed things and what they say
//
// KLYNGE_GOLDEN=write writes the files of this release, only where they are absent (after a new kind of fact,
// under the name of the coming release).
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "base/hash.h"
#include "ledger/seal/seal.h"
#include "message/journal/field_lists.h"
#include "store/memory.h"

namespace klynge {
namespace {

namespace fs = std::filesystem;
using message::EntryKind;
using message::JournalEntry;

const std::string release = "0.1.0";

// --- writing: every kind of fact with every field set, in a chain of entries ---

// Sets every field to something that is not zero and unlike its neighbours.
class Fill {
 public:
  void begin(View, uint8_t) {}
  template <class T>
  void operator()(uint32_t, View name, T& value) {
    set(name, value);
  }
  void code(uint32_t, View, uint64_t& value) { value = 325421000016001 + ++n_; }
  void hash(uint32_t, View name, Bytes& value) { value = sha256(Bytes(name) + std::to_string(++n_)); }
  void sealed(uint32_t, View name, Bytes& value) { hash(0, name, value); }

 private:
  template <class T>
  void set(View name, T& value) {
    ++n_;
    if constexpr (std::same_as<T, std::vector<Fact>>) {
      value.clear();  // given one by one
    } else if constexpr (message::is_optional<T>) {
      set(name, value.emplace());
    } else if constexpr (message::is_list<T>) {
      for (int i = 0; i < 2; ++i) set(name, value.emplace_back());
    } else if constexpr (message::Enum<T>) {
      do value = static_cast<T>(++n_ % 8 + 1);
      while (!message::known(value));
    } else if constexpr (std::same_as<T, bool>) {
      value = true;
    } else if constexpr (message::Unsigned<T>) {
      value = static_cast<T>(n_);
    } else if constexpr (std::same_as<T, Instant>) {
      value = {1'795'000'000'000'000 + static_cast<int64_t>(n_) * 60'000'001};
    } else if constexpr (std::same_as<T, Party>) {
      value = {325421000016000 + n_};
    } else if constexpr (std::same_as<T, Key>) {
      const Bytes hash = sha256(Bytes(name) + std::to_string(n_));
      std::copy_n(hash.begin(), value.octets.size(), value.octets.begin());
    } else if constexpr (std::same_as<T, Bytes>) {
      value = Bytes(name) + "-" + std::to_string(n_) + (n_ % 4 == 0 ? " æøå \"quoted\"" : "");
    } else {
      message::fields(*this, value);
    }
  }
  uint64_t n_ = 0;
};

template <size_t... I>
std::vector<Fact> every_fact(Fill& fill, std::index_sequence<I...>) {
  std::vector<Fact> all(sizeof...(I));
  (message::fields(fill, all[I].template emplace<I>()), ...);
  return all;
}

EntryKind kind_for(uint16_t fact_kind) {
  if (fact_kind < 40) return EntryKind::message;
  if (fact_kind == 54) return EntryKind::tick;
  if (fact_kind < 100) return EntryKind::command;
  if (fact_kind == 103) return EntryKind::refused;
  if (fact_kind == 104) return EntryKind::no_basis;
  return EntryKind::installation;
}

std::vector<JournalEntry> entries_to_write() {
  Fill fill;
  std::vector<JournalEntry> entries;
  for (Fact& fact : every_fact(fill, std::make_index_sequence<std::variant_size_v<AnyFact>>{})) {
    const EntryKind kind = kind_for(std::visit([](const auto& x) { return x.kind; }, fact));
    if (entries.empty() || entries.back().header.kind != kind || entries.back().facts.size() == 4) {
      JournalEntry entry;
      entry.header.installation = 0x6b6c796e67652131;
      entry.header.partition = 1;
      entry.header.position = entries.size() + 1;
      entry.header.epoch = 1;
      entry.header.citizen = kind < EntryKind::installation ? 42 : 0;
      entry.header.controller = 325421000016001;
      entry.header.stamp = {1'795'000'000'000'000 + static_cast<int64_t>(entries.size())};
      entry.header.kind = kind;
      entry.header.setting = 0x5345545449534721;
      entry.header.previous_of_citizen = entries.size();
      message::fields(fill, entry);
      if (kind == EntryKind::command) entry.message.reset();
      if (kind == EntryKind::message) entry.answer.reset();
      if (kind == EntryKind::tick || kind == EntryKind::installation) {
        JournalEntry bare;
        bare.header = entry.header;
        bare.caller.role = CallerRole::clock;
        entry = bare;
      }
      entries.push_back(std::move(entry));
    }
    entries.back().facts.push_back(std::move(fact));
  }
  return entries;
}

Bytes shown(const JournalEntry& entry) {
  Bytes out;
  json::Writer writer(out);
  message::write_json(entry, writer);
  return out;
}

bool writing(const fs::path& path) {
  const char* asked = std::getenv("KLYNGE_GOLDEN");
  return asked != nullptr && View(asked) == "write" && !fs::exists(path);
}

std::vector<json::Document> lines_of(const fs::path& path) {
  std::vector<json::Document> lines;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    auto document = json::Document::parse(line);
    EXPECT_TRUE(document.ok()) << path << " line " << lines.size() + 1;
    if (document.ok()) lines.push_back(std::move(*document));
  }
  return lines;
}

std::vector<fs::path> files_ending(View end) {
  std::vector<fs::path> paths;
  for (const auto& each : fs::directory_iterator(GOLDEN_DIR)) {
    const std::string name = each.path().filename();
    const bool seals = name.ends_with(".seals.jsonl");
    if (name.ends_with(end) && seals == (end == ".seals.jsonl")) paths.push_back(each.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

Bytes octets(const json::Node& node, View key) {
  const auto bytes = from_hex(text_of(&node, key));
  EXPECT_TRUE(bytes.has_value()) << key;
  return bytes.value_or(Bytes());
}

void write_journal(const fs::path& path) {
  std::ofstream file(path);
  Bytes previous(32, '\0');
  for (JournalEntry& entry : entries_to_write()) {
    entry.header.previous_hash = previous;
    const Bytes bytes = encode(entry);
    previous = sha256(bytes);
    Bytes line;
    json::Writer writer(line);
    writer.begin_object().field("bytes", to_hex(bytes)).key("entry").raw(shown(entry)).end_object();
    file << line << "\n";
  }
}

TEST(GoldenJournal, IsReadAsItWasWritten) {
  const fs::path own = fs::path(GOLDEN_DIR) / (release + ".jsonl");
  if (writing(own)) write_journal(own);
  std::set<size_t> facts_seen;
  std::set<EntryKind> kinds_seen;
  for (const fs::path& path : files_ending(".jsonl")) {
    Bytes previous(32, '\0');
    for (const json::Document& line : lines_of(path)) {
      const Bytes bytes = octets(line.root(), "bytes");
      const auto entry = message::decode(bytes);
      ASSERT_TRUE(entry.ok()) << path << " " << entry.problem().where << " " << entry.problem().what;
      EXPECT_EQ(entry->header.previous_hash, previous);
      previous = sha256(bytes);
      Bytes expected;
      json::write(*json::find(&line.root(), "entry"), expected);
      EXPECT_EQ(shown(*entry), expected);
      // Facts of older versions are brought up to date on reading; those of today's come back to the octet.
      EXPECT_EQ(encode(*entry), bytes);
      kinds_seen.insert(entry->header.kind);
      for (const Fact& fact : entry->facts) facts_seen.insert(fact.index());
    }
  }
  EXPECT_EQ(facts_seen.size(), std::variant_size_v<AnyFact>) << "a kind of fact is in no golden journal";
  EXPECT_EQ(kinds_seen.size(), 6u);
}

// --- what is sealed ---

seal::Random counting() {
  return [n = 0](size_t size) mutable {
    Bytes out;
    while (out.size() < size) out += sha256("golden " + std::to_string(++n));
    out.resize(size);
    return out;
  };
}

constexpr uint64_t controller = 325421000016001;

seal::Place sealed_at(Position position) {
  return {controller, 42, 7, position, "associated " + std::to_string(position)};
}

void write_seals(const fs::path& path) {
  const auto disk = std::make_shared<store::MemoryDisk>();
  const store::Folder folder = store::open_memory(disk);
  const seal::Random random = counting();
  const seal::Secrets secrets = seal::make_secrets(random);
  seal::Sealer sealer(secrets, *folder.keys, random);
  std::ofstream file(path);
  const auto put = [&](auto&& write) {
    Bytes line;
    json::Writer writer(line);
    writer.begin_object();
    write(writer);
    writer.end_object();
    file << line << "\n";
  };
  std::vector<std::tuple<Position, uint32_t, Bytes, Bytes>> all;
  for (const auto& [position, part] :
       std::vector<std::pair<Position, uint32_t>>{{1, 0}, {1, 1}, {2, 0}, {3, 0}}) {
    const Bytes plain = message::encode_texts({"2509479989", "Berggren", "Nancy", std::to_string(position)});
    all.emplace_back(position, part, plain, *sealer.seal(sealed_at(position), part, plain));
  }
  EXPECT_TRUE(sealer.erase_message(sealed_at(2), 1, {{7, 1}, {7, 3}}).ok());
  all.emplace_back(4, 0, "later", *sealer.seal(sealed_at(4), 0, "later"));
  EXPECT_TRUE(sealer.flush().ok());

  put([&](json::Writer& out) {
    out.field("master", to_hex(secrets.master)).field("hash", to_hex(secrets.hash));
    out.field("ids", to_hex(secrets.ids)).field("signing_private", to_hex(secrets.signing_private));
    out.field("signing_public", to_hex(secrets.signing_public));
    Bytes installation;
    put_u64(installation, secrets.installation);
    out.field("installation", to_hex(installation)).field("check_value", to_hex(check_value(secrets)));
    out.field("keyed_cpr", to_hex(octets_of(keyed(secrets, "cpr", "2509479989"))));
    out.field("uuid", make_uuid(secrets, 1, 2, 3)).field("signature", to_hex(sign(secrets, "klynge head")));
  });
  for (const auto& [key, wrapped] : disk->keys) {
    put([&](json::Writer& out) {
      out.field("generation", std::to_string(std::get<2>(key)));
      out.field("position", std::to_string(std::get<3>(key))).field("wrapped", to_hex(wrapped));
    });
  }
  for (const auto& [position, part, plain, sealed] : all) {
    put([&](json::Writer& out) {
      out.field("position", std::to_string(position)).field("part", std::to_string(part));
      out.field("sealed", to_hex(sealed)).field("plain", position == 2 ? "erased" : to_hex(plain));
    });
  }
}

uint64_t number(const json::Node& node, View key) {
  return std::strtoull(Bytes(text_of(&node, key)).c_str(), nullptr, 10);
}

void expect_seals(const fs::path& path) {
  const auto lines = lines_of(path);
  ASSERT_FALSE(lines.empty());
  const json::Node& keys = lines[0].root();
  seal::Secrets secrets;
  secrets.master = octets(keys, "master");
  secrets.hash = octets(keys, "hash");
  secrets.ids = octets(keys, "ids");
  secrets.signing_private = octets(keys, "signing_private");
  secrets.signing_public = octets(keys, "signing_public");
  secrets.installation = get_u64(octets(keys, "installation"), 0);
  EXPECT_EQ(to_hex(check_value(secrets)), text_of(&keys, "check_value"));
  EXPECT_EQ(to_hex(octets_of(keyed(secrets, "cpr", "2509479989"))), text_of(&keys, "keyed_cpr"));
  EXPECT_EQ(make_uuid(secrets, 1, 2, 3), text_of(&keys, "uuid"));
  EXPECT_EQ(to_hex(sign(secrets, "klynge head")), text_of(&keys, "signature"));
  EXPECT_TRUE(seal::signed_by(secrets.signing_public, "klynge head", octets(keys, "signature")));

  const store::Folder folder = store::open_memory();
  seal::Sealer sealer(secrets, *folder.keys, counting());
  size_t opened_ones = 0;
  for (size_t i = 1; i < lines.size(); ++i) {
    const json::Node& line = lines[i].root();
    const Position position = number(line, "position");
    if (json::find(&line, "wrapped") != nullptr) {
      const auto generation = static_cast<uint32_t>(number(line, "generation"));
      ASSERT_TRUE(folder.keys->put({{controller, 42, generation, position, octets(line, "wrapped")}}).ok());
      continue;
    }
    const auto opened =
        sealer.open(sealed_at(position), static_cast<uint32_t>(number(line, "part")), octets(line, "sealed"));
    EXPECT_EQ(opened.ok() ? to_hex(*opened) : opened.problem().what, text_of(&line, "plain"));
    ++opened_ones;
  }
  EXPECT_EQ(opened_ones, 5u);
}

TEST(GoldenSeals, OpenAsTheyWereSealed) {
  const fs::path own = fs::path(GOLDEN_DIR) / (release + ".seals.jsonl");
  if (writing(own)) write_seals(own);
  const auto paths = files_ending(".seals.jsonl");
  EXPECT_FALSE(paths.empty());
  for (const fs::path& path : paths) expect_seals(path);
}

}  // namespace
}  // namespace klynge
