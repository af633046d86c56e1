#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "core/evolve.h"
#include "message/journal/earlier.h"
#include "message/journal/field_lists.h"

namespace klynge::message {
namespace {

// --- anything at all, by the same lists ---

class Arbitrary {
 public:
  void begin(View, uint8_t) {}
  template <class T>
  void operator()(uint32_t, View, T& value) {
    value = make<T>();
  }
  void code(uint32_t, View, uint64_t& value) { value = make<uint64_t>(); }
  void hash(uint32_t, View, Bytes& value) { value = make<Bytes>(); }
  void sealed(uint32_t, View, Bytes& value) { value = make<Bytes>(); }

  template <class T>
  static T make() {
    if constexpr (is_optional<T>) {
      return *rc::gen::arbitrary<bool>() ? T(make<typename T::value_type>()) : T();
    } else if constexpr (is_list<T>) {
      T out;
      const int n = *rc::gen::inRange(0, 4);
      for (int i = 0; i < n; ++i) out.push_back(make<typename T::value_type>());
      return out;
    } else if constexpr (Enum<T>) {
      std::vector<T> all{T{}};
      for (unsigned n = 1; n < 256; ++n)
        if (known(static_cast<T>(n))) all.push_back(static_cast<T>(n));
      return *rc::gen::elementOf(all);
    } else if constexpr (std::same_as<T, bool>) {
      return *rc::gen::arbitrary<bool>();
    } else if constexpr (Unsigned<T>) {
      return *rc::gen::oneOf(rc::gen::arbitrary<T>(),
                             rc::gen::element<T>(0, 1, std::numeric_limits<T>::max()));
    } else if constexpr (std::same_as<T, Instant>) {
      constexpr auto least = std::numeric_limits<int64_t>::min(), most = std::numeric_limits<int64_t>::max();
      return {*rc::gen::oneOf(rc::gen::arbitrary<int64_t>(), rc::gen::element<int64_t>(0, least, most))};
    } else if constexpr (std::same_as<T, Party>) {
      return {make<uint64_t>()};
    } else if constexpr (std::same_as<T, Key>) {
      Key key;
      if (*rc::gen::inRange(0, 4) != 0)
        for (auto& octet : key.octets) octet = *rc::gen::arbitrary<uint8_t>();
      return key;
    } else if constexpr (std::same_as<T, Bytes>) {
      return *rc::gen::arbitrary<std::string>();
    } else if constexpr (std::same_as<T, Fact>) {
      return fact(*rc::gen::inRange<size_t>(0, std::variant_size_v<AnyFact>));
    } else {
      T out;
      Arbitrary f;
      fields(f, out);
      return out;
    }
  }
  static Fact fact(size_t index) {
    return [&]<size_t... I>(std::index_sequence<I...>) {
      Fact out;
      (void)((I == index && (out = make<std::variant_alternative_t<I, AnyFact>>(), true)) || ...);
      return out;
    }(std::make_index_sequence<std::variant_size_v<AnyFact>>{});
  }
};

JournalEntry arbitrary_entry() {
  auto entry = Arbitrary::make<JournalEntry>();
  EntryHeader& h = entry.header;
  h.installation = Arbitrary::make<uint64_t>();
  h.partition = Arbitrary::make<uint16_t>();
  h.position = Arbitrary::make<uint64_t>() & ((1ull << 48) - 1);
  h.epoch = Arbitrary::make<uint32_t>();
  h.citizen = Arbitrary::make<uint64_t>();
  h.controller = Arbitrary::make<uint64_t>();
  h.stamp = Arbitrary::make<Instant>();
  h.kind = static_cast<EntryKind>(*rc::gen::inRange(1, 7));
  h.setting = Arbitrary::make<uint64_t>();
  h.previous_of_citizen = Arbitrary::make<uint64_t>();
  h.previous_hash = *rc::gen::container<Bytes>(32, rc::gen::arbitrary<char>());
  return entry;
}

bool same_header(const EntryHeader& a, const EntryHeader& b) {
  const auto all = [](const EntryHeader& h) {
    return std::tie(h.installation, h.partition, h.position, h.epoch, h.citizen, h.controller, h.stamp,
                    h.kind, h.kind_version, h.setting, h.previous_of_citizen, h.previous_hash);
  };
  return all(a) == all(b);
}

Bytes fact_bytes(const Fact& fact) {
  Bytes out;
  encode_fact(fact, out);
  return out;
}

Bytes json_of(const auto& value) {
  Bytes out;
  json::Writer writer(out);
  write_json(value, writer);
  return out;
}

Bytes changed(Bytes bytes) {
  const auto at = static_cast<size_t>(*rc::gen::inRange<int>(0, static_cast<int>(bytes.size())));
  switch (*rc::gen::inRange(0, 4)) {
    case 0:
      bytes[at] = static_cast<char>(bytes[at] ^ 1 << *rc::gen::inRange(0, 8));
      break;
    case 1:
      bytes.insert(at, 1, *rc::gen::arbitrary<char>());
      break;
    case 2:
      bytes.erase(at, 1);
      break;
    default:
      bytes.resize(at);
  }
  return bytes;
}

// --- facts ---

RC_GTEST_PROP(JournalFact, EveryKindComesBackAsItWas, ()) {
  for (size_t i = 0; i < std::variant_size_v<AnyFact>; ++i) {
    const Fact fact = Arbitrary::fact(i);
    const Bytes bytes = fact_bytes(fact);
    const auto read = decode_fact(bytes);
    RC_ASSERT(read.ok());
    RC_ASSERT(read->index() == i);
    RC_ASSERT(fact_bytes(*read) == bytes);
    RC_ASSERT(json_of(*read) == json_of(fact));
  }
}

TEST(JournalFact, WhatIsShownIsUtf8WhateverWasKept) {
  EXPECT_EQ(readable("a\u00e6\u20ac\U0001f600\U0010ffff\n"), "a\u00e6\u20ac\U0001f600\U0010ffff\n");
  const std::string unknown = "\ufffd";
  EXPECT_EQ(readable("a\xff"
                     "b"),
            "a" + unknown + "b");
  EXPECT_EQ(readable("\xc3"), unknown);                // cut off
  EXPECT_EQ(readable("\xc0\x80"), unknown + unknown);  // longer than it need be
  EXPECT_EQ(readable("\xe0\x80\x80"), unknown + unknown + unknown);
  EXPECT_EQ(readable("\xed\xa0\x80"), unknown + unknown + unknown);                // a surrogate
  EXPECT_EQ(readable("\xf4\x90\x80\x80"), unknown + unknown + unknown + unknown);  // past the last
}

RC_GTEST_PROP(Journal, AnyEntryIsShownAsJson, ()) {
  RC_ASSERT(json::Document::parse(json_of(arbitrary_entry())).ok());
}

// Converts to anything, to count how many members an aggregate takes.
struct Anything {
  template <class T>
  operator T() const {
    std::abort();  // never called, only asked about
  }
};
template <class T, class... Given>
constexpr size_t members() {
  if constexpr (requires { T{Given{}..., Anything{}}; }) {
    return members<T, Given..., Anything>();
  } else {
    return sizeof...(Given);
  }
}
struct Counter {
  size_t n = 0;
  uint32_t last = 0;
  std::set<View> names;
  void begin(View, uint8_t) {}
  void operator()(uint32_t number, View name, const auto&) {
    EXPECT_GT(number, last) << name;
    EXPECT_TRUE(names.insert(name).second) << name;
    last = number;
    ++n;
  }
  void code(uint32_t number, View name, const auto& x) { (*this)(number, name, x); }
  void hash(uint32_t number, View name, const auto& x) { (*this)(number, name, x); }
  void sealed(uint32_t number, View name, const auto& x) { (*this)(number, name, x); }
};
template <class T>
void expect_all_listed() {
  T value{};
  Counter f;
  fields(f, value);
  EXPECT_EQ(f.n, members<T>()) << typeid(T).name();
}

// A member without a field would be forgotten at the first restart.
TEST(JournalFields, NoMemberIsForgotten) {
  [&]<size_t... I>(std::index_sequence<I...>) {
    (expect_all_listed<std::variant_alternative_t<I, AnyFact>>(), ...);
  }(std::make_index_sequence<std::variant_size_v<AnyFact>>{});
  expect_all_listed<Party>();
  expect_all_listed<Caller>();
  expect_all_listed<Issue>();
  expect_all_listed<MessageNote>();
  expect_all_listed<klynge::Answer>();
  expect_all_listed<Offer>();
  expect_all_listed<PhoneAcceptance>();
  expect_all_listed<ComingPass>();
  expect_all_listed<Duty>();
  expect_all_listed<ReadyPeriod>();
  expect_all_listed<StayNote>();
  expect_all_listed<Course>();
  expect_all_listed<Case>();
  expect_all_listed<Circumstance>();
  expect_all_listed<Joined>();
  expect_all_listed<Glass>();
  expect_all_listed<ComingMove>();
  EXPECT_EQ(members<Record>(), 27u);        // its fields, and what is put away, which stands among them
  EXPECT_EQ(members<JournalEntry>(), 10u);  // its header, and nine fields
  EXPECT_EQ(members<EntryHeader>(), 12u);
}

TEST(JournalFact, BytesOfOneAreAsWrittenDown) {
  const DutyOffered offered{.duty = 3, .to = {300}, .by = {0}, .answer_by = {-1}, .clock = {}, .text = 1};
  EXPECT_EQ(to_hex(fact_bytes(offered)),
            "0029"
            "01"
            "0203"
            "04ac02"
            "0801"
            "0c01");
  EXPECT_EQ(
      json_of(Fact(offered)),
      R"({"fact":"DutyOffered","duty":3,"to":"300","answer_by":"1969-12-31T23:59:59.999999Z","text":1})");
}

TEST(JournalFact, WhatIsAbsentIsZeroEvenWhereTheDefaultIsNot) {
  const auto read = decode_fact(*from_hex("002801"));
  ASSERT_TRUE(read.ok());
  EXPECT_FALSE(std::get<DutyOpened>(*read).visible);
}

void expect_refused(View hex, Problem::Kind kind) {
  const auto read = decode_fact(*from_hex(hex));
  ASSERT_FALSE(read.ok()) << hex;
  EXPECT_EQ(read.problem().kind, kind) << hex << " " << read.problem().where << ": " << read.problem().what;
}

TEST(JournalFact, WhatANewerKlyngeWroteIsRefused) {
  using enum Problem::Kind;
  expect_refused("03e801", refused);      // kind 1000
  expect_refused("000402", refused);      // version 2
  expect_refused("0004010401", refused);  // a field after the last
  expect_refused(
      "001601020104"
      "63",
      refused);  // StayEvent 99
}

TEST(JournalFact, WhatIsNotCanonicalIsNotUnderstood) {
  using enum Problem::Kind;
  expect_refused("", not_understood);
  expect_refused("0004", not_understood);
  expect_refused("000400", not_understood);          // version 0
  expect_refused("0004010200", not_understood);      // a zero, written
  expect_refused("000401028100", not_understood);    // a number longer than it need be
  expect_refused("00040102", not_understood);        // ends in a field
  expect_refused("00040102010201", not_understood);  // twice
  expect_refused(
      "0004010301"
      "61",
      not_understood);                               // the other shape
  expect_refused("00190102808004", not_understood);  // course 65536
  expect_refused("0005010201", refused);             // DeathAnnulled has no fields
  expect_refused(
      "00150103"
      "00",
      not_understood);  // CourseKeyLearned: key where a number belongs
  expect_refused(
      "00150105"
      "0101",
      not_understood);  // a key of one octet
  expect_refused(
      "0015010510"
      "00000000000000000000000000000000",
      not_understood);                           // no key, written
  expect_refused("0008010300", not_understood);  // an empty text, written
}

// --- entries ---

RC_GTEST_PROP(Journal, EntryComesBackAsItWas, ()) {
  const JournalEntry entry = arbitrary_entry();
  const Bytes bytes = encode(entry);
  const auto read = decode(bytes);
  RC_ASSERT(read.ok());
  RC_ASSERT(encode(*read) == bytes);
  RC_ASSERT(same_header(read->header, entry.header));
  const auto header = decode_header(bytes);
  RC_ASSERT(header.ok() && same_header(*header, entry.header));
  RC_ASSERT(associated_data(entry.header) == bytes.substr(0, header_bytes - 32));
  RC_ASSERT(json_of(*read) == json_of(entry));
}

RC_GTEST_PROP(Journal, ChangedBytesAreRefusedOrSayWhatTheySay, ()) {
  const Bytes whole = encode(arbitrary_entry());
  for (int i = 0; i < 20; ++i) {
    const Bytes bytes = changed(whole);
    if (const auto read = decode(bytes); read.ok()) RC_ASSERT(encode(*read) == bytes);
  }
}

TEST(Journal, HeaderLiesWhereTheDocumentSays) {
  JournalEntry entry;
  entry.header = {.installation = 0x0102030405060708,
                  .partition = 0x1112,
                  .position = 0x212223242526,
                  .epoch = 0x31323334,
                  .citizen = 0x4142434445464748,
                  .controller = 0x5152535455565758,
                  .stamp = {0x6162636465666768},
                  .kind = EntryKind::command,
                  .kind_version = 1,
                  .setting = 0x7172737475767778,
                  .previous_of_citizen = 0x0182838485868788,
                  .previous_hash = Bytes(32, '\x99')};
  entry.caller = {};
  entry.caller.role = CallerRole{};
  EXPECT_EQ(to_hex(encode(entry)),
            "01"
            "0102030405060708"
            "1112"
            "212223242526"
            "31323334"
            "4142434445464748"
            "5152535455565758"
            "6162636465666768"
            "0002"
            "01"
            "7172737475767778"
            "0182838485868788"
            "9999999999999999999999999999999999999999999999999999999999999999");
}

TEST(Journal, NewerFormatsAndKindsAreRefused) {
  JournalEntry entry;
  entry.header.kind = EntryKind::tick;
  const Bytes good = encode(entry);
  ASSERT_TRUE(decode(good).ok());
  const auto kind_with = [&](size_t at, char value) {
    Bytes bytes = good;
    bytes[at] = value;
    const auto read = decode(bytes);
    return read.ok() ? std::nullopt : std::optional(read.problem().kind);
  };
  using enum Problem::Kind;
  EXPECT_EQ(kind_with(0, 2), refused);
  EXPECT_EQ(kind_with(0, 0), not_understood);
  EXPECT_EQ(kind_with(46, 7), refused);         // kind 7
  EXPECT_EQ(kind_with(46, 0), not_understood);  // none
  EXPECT_EQ(kind_with(47, 2), refused);         // version 2 of it
  EXPECT_EQ(kind_with(47, 0), not_understood);
  EXPECT_EQ(decode_header(View(good).substr(0, header_bytes - 1)).problem().kind, not_understood);
  EXPECT_EQ(decode_header("").problem().kind, not_understood);
  EXPECT_EQ(decode_header("\2").problem().kind, refused);  // newer, whatever its length
}

TEST(Journal, PlaceOfAFaultIsSaid) {
  JournalEntry entry;
  entry.header.kind = EntryKind::message;
  entry.facts = {CourseClosed{7}};
  Bytes bytes = encode(entry);
  bytes.back() = 0;
  const auto read = decode(bytes);
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.problem().where, "entry, field 6, fact 25, after field 0");
}

TEST(Journal, LargeAndManyComeBack) {
  JournalEntry entry;
  entry.header.kind = EntryKind::command;
  entry.header.position = (1ull << 48) - 1;
  entry.sealed = Bytes(3 << 20, 's');
  for (uint16_t i = 1; i <= 10'000; ++i) entry.facts.push_back(CourseClosed{i});
  const Bytes bytes = encode(entry);
  const auto read = decode(bytes);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->facts.size(), 10'000u);
  EXPECT_EQ(encode(*read), bytes);
}

TEST(JournalDeathTest, WhatCouldNotBeReadAgainIsNotWritten) {
  JournalEntry entry;
  EXPECT_DEATH((void)encode(entry), "");  // no kind
  entry.header.kind = EntryKind::tick;
  entry.header.position = 1ull << 48;
  EXPECT_DEATH((void)encode(entry), "");
  entry.header.position = 1;
  entry.header.previous_hash = "short";
  EXPECT_DEATH((void)encode(entry), "");
}

RC_GTEST_PROP(Journal, TextsComeBack, (const std::vector<std::string>& texts)) {
  const Bytes bytes = encode_texts(texts);
  const auto read = decode_texts(bytes);
  RC_ASSERT(read.ok());
  RC_ASSERT(*read == texts);
}

// --- records ---

Record arbitrary_record() {
  auto record = Arbitrary::make<Record>();
  uint16_t number = 0;
  for (Course& course : record.courses) course.number = ++number;
  for (Duty& duty : record.duties) {
    duty.number = ++number;
    duty.course %= 4;
  }
  for (Case& one : record.cases) one.number = ++number;
  for (Circumstance& one : record.circumstances) one.number = ++number;
  for (Thread& one : record.threads) one.number = ++number;
  for (LetterDraft& one : record.drafts) one.number = ++number;
  put_away(record);
  return record;
}

RC_GTEST_PROP(JournalRecord, ComesBackAsItWas, ()) {
  const Record record = arbitrary_record();
  const Bytes bytes = encode_record(record);
  const auto read = decode_record(bytes);
  RC_ASSERT(read.ok());
  RC_ASSERT(*read == record);
  RC_ASSERT(encode_record(*read) == bytes);
}

RC_GTEST_PROP(JournalRecord, ChangedBytesAreRefusedOrSayWhatTheySay, ()) {
  const Bytes whole = encode_record(arbitrary_record());
  for (int i = 0; i < 20; ++i) {
    const Bytes bytes = changed(whole);
    if (const auto read = decode_record(bytes); read.ok()) RC_ASSERT(encode_record(*read) == bytes);
  }
}

TEST(JournalRecord, AnotherFormIsRefused) {
  EXPECT_EQ(decode_record("").problem().kind, Problem::Kind::not_understood);
  EXPECT_EQ(decode_record("\2").problem().kind, Problem::Kind::refused);
}

// --- what an earlier Klynge wrote ---

// As if a link's end had once been said in hours.
struct LinkMadeInHours {
  static constexpr uint16_t kind = LinkMade::kind;
  static constexpr uint8_t version = 1;
  uint16_t duty = 0;
  Instant made;
  uint16_t hours = 0;
};
template <class F>
void fields(F& f, Of<LinkMadeInHours> auto& x) {
  f.begin("LinkMade", LinkMadeInHours::version);
  f(1, "duty", x.duty);
  f(3, "made", x.made);
  f(4, "hours", x.hours);
}
LinkMade today(const LinkMadeInHours& old) {
  return {old.duty, old.made + hours(old.hours)};
}

TEST(JournalFact, AnEarlierVersionOfAKindIsReadAsWhatItMeansToday) {
  const Instant made = parse_time("2026-11-06T11:00:00+01:00")->at;
  const LinkMadeInHours old{3, made, 24};
  Bytes bytes;
  FieldsOut out(bytes);
  fields(out, old);  // its version first
  const View in = View(bytes).substr(1);
  const auto read = read_earlier(EarlierKinds<LinkMadeInHours>{}, LinkMade::kind, 1, in);
  ASSERT_TRUE(read && read->ok()) << (read ? read->problem().what : "not read");
  const auto* now = std::get_if<LinkMade>(&**read);
  ASSERT_NE(now, nullptr);
  EXPECT_EQ(now->duty, 3);
  EXPECT_EQ(now->until, made + hours(24));

  EXPECT_FALSE(read_earlier(EarlierKinds<LinkMadeInHours>{}, LinkMade::kind, 2, in)) << "another version";
  EXPECT_FALSE(read_earlier(EarlierKinds<LinkMadeInHours>{}, LinkTried::kind, 1, in)) << "another kind";
  EXPECT_FALSE(read_earlier(Earlier{}, LinkMade::kind, 1, in)) << "none yet";
  const auto broken = read_earlier(EarlierKinds<LinkMadeInHours>{}, LinkMade::kind, 1, in.substr(0, 3));
  ASSERT_TRUE(broken);
  EXPECT_FALSE(broken->ok());
}

}  // namespace
}  // namespace klynge::message
