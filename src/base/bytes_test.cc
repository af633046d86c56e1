#include "base/bytes.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/hash.h"

namespace klynge {
namespace {

using std::string_literals::operator""s;

bool readable(View bytes) {
  FieldReader reader(bytes);
  while (reader.next()) {
  }
  return reader.ok();
}

TEST(Fields, ZeroAndEmptyAreLeftOut) {
  Bytes out;
  FieldWriter writer(out);
  writer.number(1, 0);
  writer.signed_number(2, 0);
  writer.text(3, "");
  EXPECT_EQ(out, "");
}

TEST(Fields, HaveTheDocumentedBytes) {
  Bytes out;
  FieldWriter writer(out);
  writer.number(1, 300);
  writer.signed_number(2, -1);
  writer.text(3, "ab");
  writer.item(4, "");
  writer.nested(5, [](FieldWriter& inner) { inner.number(1, 1); });
  writer.nested(6, [](FieldWriter&) {});
  EXPECT_EQ(to_hex(out),
            "02ac02"
            "0401"
            "07026162"
            "0900"
            "0b020201"
            "0d00");
}

TEST(Fields, EndAtTheFirstFault) {
  EXPECT_TRUE(readable(""));
  const std::vector<std::pair<Bytes, const char*>> faults = {
      {"\x02"s, "a tag without a value"},
      {"\x02\x80"s, "a varint cut short"},
      {"\x02\x81\x00"s, "a varint longer than it need be"},
      {"\x02\x00"s, "a zero that should have been left out"},
      {"\x00\x01"s, "field 0"},
      {"\x04\x01\x02\x01"s, "falling numbers"},
      {"\x02\x01\x03\x00"s, "one number, two shapes"},
      {"\x03\x02x"s, "bytes cut short"},
      {"\x03\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01x"s, "a length near 2^64"},
      {"\x02\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02"s, "a varint beyond 64 bits"},
      {"\x80\x80\x80\x80\x80\x01\x01"s, "a field number beyond 32 bits"},
  };
  for (const auto& [bytes, name] : faults) EXPECT_FALSE(readable(bytes)) << name;
}

TEST(Fields, AskingForTheWrongShapeIsAFault) {
  FieldReader number("\x02\x01"), bytes("\x03\x01x");
  ASSERT_TRUE(number.next());
  EXPECT_EQ(number.as_bytes(), "");
  EXPECT_FALSE(number.ok());
  ASSERT_TRUE(bytes.next());
  EXPECT_EQ(bytes.as_number(), 0U);
  EXPECT_FALSE(bytes.ok());
}

RC_GTEST_PROP(Fields, ComeBackAsTheyWere,
              (uint64_t number, int64_t other, std::string text, std::vector<std::string> list)) {
  Bytes out;
  FieldWriter writer(out);
  writer.number(1, number);
  writer.signed_number(7, other);
  writer.text(70'000, text);
  for (const auto& item : list) writer.item(0xffff'ffff, item);

  uint64_t number_read = 0;
  int64_t other_read = 0;
  std::string text_read;
  std::vector<std::string> list_read;
  FieldReader reader(out);
  while (reader.next()) {
    switch (reader.number()) {
      case 1:
        number_read = reader.as_number();
        break;
      case 7:
        other_read = reader.as_signed();
        break;
      case 70'000:
        text_read = reader.as_text();
        break;
      case 0xffff'ffff:
        list_read.push_back(reader.as_text());
        break;
      default:
        RC_FAIL("a field nobody wrote");
    }
  }
  RC_ASSERT(reader.ok());
  RC_ASSERT(number_read == number && other_read == other && text_read == text && list_read == list);
}

// One value, one encoding: whatever bytes a reader accepts, a writer would have written.
RC_GTEST_PROP(Fields, AcceptedBytesAreCanonical, ()) {
  const auto bytes = *rc::gen::container<std::string>(rc::gen::map(
      rc::gen::inRange(0, 12), [](int i) { return "\x00\x01\x02\x03\x04\x05\x7f\x80\x81\xff\x08\x09"[i]; }));
  Bytes again;
  FieldWriter writer(again);
  FieldReader reader(bytes);
  while (reader.next()) {
    if (reader.is_bytes()) {
      writer.item(reader.number(), reader.as_bytes());
    } else {
      writer.number(reader.number(), reader.as_number());
    }
  }
  RC_ASSERT(!reader.ok() || again == bytes);
}

RC_GTEST_PROP(BigEndian, ComesBackAndSortsAsNumbersDo, (uint64_t a, uint64_t b)) {
  Bytes left, right;
  put_u64(left, a);
  put_u64(right, b);
  RC_ASSERT(get_u64(left, 0) == a);
  RC_ASSERT((left < right) == (a < b));
  Bytes mixed;
  put_u16(mixed, static_cast<uint16_t>(a));
  put_u32(mixed, static_cast<uint32_t>(b));
  RC_ASSERT(get_u16(mixed, 0) == static_cast<uint16_t>(a) && get_u32(mixed, 2) == static_cast<uint32_t>(b));
}

RC_GTEST_PROP(Hex, ComesBack, (std::string bytes)) {
  RC_ASSERT(from_hex(to_hex(bytes)) == bytes);
}

TEST(Hex, RefusesOddLengthAndOtherLetters) {
  EXPECT_FALSE(from_hex("abc"));
  EXPECT_FALSE(from_hex("0g"));
  EXPECT_EQ(from_hex("aBFf"), "\xab\xff");
}

TEST(Base64, IsThatOfRfc4648) {
  EXPECT_EQ(to_base64(""), "");
  EXPECT_EQ(to_base64("f"), "Zg==");
  EXPECT_EQ(to_base64("fo"), "Zm8=");
  EXPECT_EQ(to_base64("foo"), "Zm9v");
  EXPECT_EQ(to_base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(to_base64("\xff\xfe\xfd"), "//79");
  for (const char* text : {"", "f", "fo", "foo", "foob", "\xff\xfe\xfd"})
    EXPECT_EQ(from_base64(to_base64(text)), text);
  EXPECT_EQ(from_base64(" Zm9v\r\nYg==\n"), "foob");
  EXPECT_EQ(from_base64("Zm9v*"), std::nullopt);
}

TEST(Hash, IsThatOfFips180) {
  EXPECT_EQ(to_hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(to_hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Hash, HmacIsThatOfRfc4231) {
  EXPECT_EQ(to_hex(hmac_sha256(Bytes(20, '\x0b'), "Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(to_hex(hmac_sha256(Bytes(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

}  // namespace
}  // namespace klynge
