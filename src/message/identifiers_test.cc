#include <gtest/gtest.h>

#include "message/message.h"

namespace klynge::message {
namespace {

TEST(Identifiers, CprHasADayAndAMonthThatExist) {
  for (const View good : {"2509479989", "2103009996", "0101010000", "2902000000", "3112990000"}) {
    EXPECT_TRUE(valid_cpr(good)) << good;
  }
  for (const View bad : {"", "250947998", "25094799890", "250947-9989", "0009479989", "3002479989",
                         "3104479989", "2513479989", "2500479989", "8509479989", "25094799x9"}) {
    EXPECT_FALSE(valid_cpr(bad)) << bad;
  }
}

TEST(Identifiers, AReplacementNumberHasADayTwoCapitalsAndADigit) {
  for (const View good : {"2509471AB1", "2103000ZZ9", "0101015AA0", "0101016AA0", "2902007QX3"})
    EXPECT_TRUE(valid_replacement_cpr(good)) << good;
  for (const View bad : {"", "2509479989", "2509472AB1", "2509471ab1", "2509471A11", "2509471ABC",
                         "3002471AB1", "2513471AB1", "2509471AB", "2509471AB12"})
    EXPECT_FALSE(valid_replacement_cpr(bad)) << bad;
}

TEST(Identifiers, GlnHasThirteenDigitsAndItsCheckDigit) {
  for (const View good : {"5790000209354", "5790001348120", "2957900000013"})
    EXPECT_TRUE(valid_gln(good)) << good;
  for (const View bad : {"", "5790000209355", "579000020935", "57900002093540", "579000020935x"}) {
    EXPECT_FALSE(valid_gln(bad)) << bad;
  }
}

TEST(Identifiers, SorHasElevenToNineteenDigits) {
  EXPECT_TRUE(valid_sor("265161000016000"));
  EXPECT_TRUE(valid_sor("12345678901"));
  for (const View bad : {"", "1234567890", "12345678901234567890", "26516100001600x"})
    EXPECT_FALSE(valid_sor(bad)) << bad;
}

TEST(Identifiers, UuidIsLowerCaseWithHyphens) {
  EXPECT_TRUE(looks_like_uuid("a5e5b880-c087-4055-b9ec-99108695f81d"));
  for (const View bad :
       {"", "A5E5B880-C087-4055-B9EC-99108695F81D", "g099bbf3-3fca-4722-a248-bfe1aa956410",
        "a5e5b880c0874055b9ec99108695f81d", "urn:uuid:a5e5b880-c087-4055-b9ec-99108695f81d"}) {
    EXPECT_FALSE(looks_like_uuid(bad)) << bad;
  }
}

}  // namespace
}  // namespace klynge::message
