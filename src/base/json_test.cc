#include "base/json.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace klynge::json {
namespace {

using std::string_literals::operator""s;

std::string rewritten(View text) {
  const auto document = Document::parse(text);
  if (!document) return document.problem().where + ": " + document.problem().what;
  std::string out;
  write(document->root(), out);
  return out;
}

// Where a document is refused; "accepted" when it is not.
std::string refused_at(View text, uint32_t max_depth = max_depth_default) {
  const auto document = Document::parse(text, max_depth);
  if (document) return "accepted";
  EXPECT_EQ(document.problem().kind, Problem::Kind::not_understood);
  return document.problem().where;
}

TEST(Json, KeepsNumbersOrderAndText) {
  for (const char* text :
       {R"({"b":1.00,"a":-0,"c":1e400,"d":12345678901234567890.10,"e":[true,false,null,{},[]],"":"æøå 😀"})",
        "0", "-1.5E+10", "\"\"", "null", "[]", "{}", "[[[1],[2]],{\"a\":{\"b\":[{}]}}]"}) {
    EXPECT_EQ(rewritten(text), text);
  }
  EXPECT_EQ(rewritten(" \r\n\t{ \"a\" : [ 1 , \"x\" ] } \n"), R"({"a":[1,"x"]})");
}

TEST(Json, LooksUp) {
  const auto document = Document::parse(R"({"a":{"b":[10,{"c":"here"}]},"n":1})").value();
  const Node* a = find(&document.root(), "a");
  const Node* c = find(at(find(a, "b"), 1), "c");
  ASSERT_NE(c, nullptr);
  EXPECT_EQ(c->text, "here");
  EXPECT_EQ(path_of(c, "Bundle"), "Bundle.a.b[1].c");
  EXPECT_EQ(path_of(c, ""), "a.b[1].c");
  EXPECT_EQ(path_of(&document.root(), "Bundle"), "Bundle");
  EXPECT_EQ(text_of(&document.root(), "n"), "");
  EXPECT_EQ(text_of(at(find(a, "b"), 1), "c"), "here");
  EXPECT_EQ(find(find(find(nullptr, "x"), "y"), "z"), nullptr);
  EXPECT_EQ(at(find(a, "b"), 2), nullptr);
  EXPECT_EQ(at(a, 0), nullptr);
  EXPECT_EQ(find(a, "b")->count, 2U);
}

TEST(Json, UnescapesAndEscapes) {
  const auto document =
      Document::parse(R"(["\"\\\/\b\f\n\r\t","\u00e6\u20ac\ud83d\ude00","no","a\u0000b","\u001f"])").value();
  EXPECT_EQ(at(&document.root(), 0)->text, "\"\\/\b\f\n\r\t");
  EXPECT_EQ(at(&document.root(), 1)->text, "æ€😀");
  EXPECT_EQ(at(&document.root(), 2)->text, "no");
  EXPECT_EQ(at(&document.root(), 3)->text, "a\0b"s);
  std::string out;
  write(document.root(), out);
  EXPECT_EQ(out, R"(["\"\\/\b\f\n\r\t","æ€😀","no","a\u0000b","\u001f"])");
}

TEST(Json, RefusesWhatIsNotJsonAndSaysWhere) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "byte 0"},
      {" \n ", "byte 0"},
      {"\xef\xbb\xbf{}", "byte 0"},
      {"{}x", "byte 2"},
      {"{} {}", "byte 3"},
      {"1 2", "byte 2"},
      {"[1,]", "byte 3"},
      {"[,1]", "byte 1"},
      {"[1 2]", "byte 3"},
      {"[1", "byte 2"},
      {"[1,", "byte 3"},
      {"[", "byte 1"},
      {"]", "byte 0"},
      {"[1}", "byte 2"},
      {"{\"a\":1]", "byte 6"},
      {"{", "byte 1"},
      {"{\"a\"}", "byte 4"},
      {"{\"a\":}", "byte 5"},
      {"{\"a\":1,}", "byte 7"},
      {"{\"a\" 1}", "byte 5"},
      {"{a:1}", "byte 1"},
      {"{1:1}", "byte 1"},
      {"{'a':1}", "byte 1"},
      {"tru", "byte 0"},
      {"truex", "byte 0"},
      {"nul l", "byte 0"},
      {"NaN", "byte 0"},
      {"01", "byte 0"},
      {"+1", "byte 0"},
      {".5", "byte 0"},
      {"1.", "byte 0"},
      {"1e", "byte 0"},
      {"1e+", "byte 0"},
      {"-", "byte 0"},
      {"--1", "byte 0"},
      {"0x10", "byte 0"},
      {"1\"a\"", "byte 0"},
      {"[1\"a,b\"]", "byte 1"},
      {"\"a\"b", "byte 3"},
      {"\"a\"\"b\"", "byte 3"},
      {"[\"a\"1]", "byte 4"},
      {"[1]\f", "byte 3"},
      {"\0"s, "byte 0"},
      {"[1\0]"s, "byte 1"},
      {"[\"abc", "byte 5"},
      {"[\"abc\\\"", "byte 7"},
      {"[\"a\nb\"]", "byte 3"},
      {"[\"\\\"\tb\"]", "byte 4"},
      {"[\"\\x\"]", "byte 2"},
      {"[\"\\u12\"]", "byte 2"},
      {"[\"\\u12g4\"]", "byte 2"},
      {"[\"ab\\ud800\"]", "byte 4"},
      {"[\"\\ud800\\n\"]", "byte 2"},
      {"[\"\\ud800\\ud800\"]", "byte 2"},
      {"[\"\\udc00\"]", "byte 2"},
      {"[\"\\n\",\"\\ud83d\\ude00\",\"\\q\"]", "byte 22"},
      {"[\"\xff\"]", "byte 2"},
      {"[\"æ\xc3\"]", "byte 4"},
      {"[\"\xed\xa0\x80\"]", "byte 2"},      // a surrogate in UTF-8
      {"[\"\xc0\x80\"]", "byte 2"},          // longer than need be
      {"[\"\xf4\x90\x80\x80\"]", "byte 2"},  // beyond Unicode
      {"\xff\xfe{\0}\0"s, "byte 0"},         // UTF-16
  };
  for (const auto& [text, where] : cases) EXPECT_EQ(refused_at(text), where) << text;
}

TEST(Json, RefusesAMemberWrittenTwice) {
  EXPECT_EQ(refused_at(R"({"a":1,"a":1})"), "a");
  EXPECT_EQ(refused_at(R"({"entry":[{},{"resource":{"id":1,"status":2,"\u0069d":3}}]})"),
            "entry[1].resource.id");
  EXPECT_EQ(refused_at(R"({"a":{"a":1},"b":{"a":1}})"), "accepted");
  EXPECT_EQ(refused_at(R"({"":1,"":2})"), "?");
  EXPECT_EQ(refused_at(R"({"2509479989":1,"2509479989":2})"), "?");  // a name may hold anything

  std::string many = "{";
  for (int i = 0; i < 1'000; ++i) many += "\"key" + std::to_string(i) + "\":1,";
  EXPECT_EQ(refused_at(many + "\"key1000\":1}"), "accepted");
  EXPECT_EQ(refused_at(many + "\"key77\":1}"), "key77");
}

TEST(Json, LimitsNestingAndCount) {
  EXPECT_EQ(refused_at("[[{}]]", 3), "accepted");
  EXPECT_EQ(refused_at("[[{}]]", 2), "[0][0]");
  EXPECT_EQ(refused_at("1", 0), "accepted");
  EXPECT_EQ(refused_at(std::string(64, '[') + std::string(64, ']')), "accepted");
  EXPECT_EQ(refused_at(std::string(1'000'000, '[')).substr(0, 6), "[0][0]");
  std::string many = "[0";
  for (size_t i = 1; i < max_values; ++i) many += ",0";
  EXPECT_EQ(refused_at(many + "]"), "");
}

// Hostile shapes of a megabyte each: what is quadratic would not come back.
TEST(Json, ReadsHostileShapesInTimeProportionalToTheirSize) {
  std::string keys = "{", backslashes = "[\"", deep, blanks = "[1";
  for (int i = 0; i < 200'000; ++i) keys += "\"" + std::to_string(i) + "\":0,";
  for (int i = 0; i < 500'000; ++i) backslashes += "\\\\";
  blanks += std::string(1'000'000, ' ');
  EXPECT_EQ(refused_at(keys + "\"x\":0}"), "accepted");
  EXPECT_EQ(refused_at(backslashes + "\"]"), "accepted");
  EXPECT_EQ(refused_at(blanks + "]"), "accepted");
}

TEST(Json, ADocumentOutlivesItsBytesAndTheNextOne) {
  auto text = std::make_unique<std::string>(R"({"a":"first","b":"\u00e6"})");
  Document first = Document::parse(*text).value();
  text.reset();
  const Document second = Document::parse(R"({"a":"second","b":"x"})").value();
  const Document moved = std::move(first);
  EXPECT_EQ(text_of(&moved.root(), "a"), "first");
  EXPECT_EQ(text_of(&moved.root(), "b"), "æ");
}

TEST(Json, ALargeDocumentDoesNotSpoilTheSmallOnesAfterIt) {
  const std::string large = "[\"" + std::string(3'000'000, 'x') + "\"]";
  EXPECT_EQ(rewritten(large), large);
  EXPECT_EQ(rewritten("[1]"), "[1]");
}

TEST(Writer, PlacesItsCommas) {
  std::string out;
  const auto inner = Document::parse("{\"x\":1.0}").value();
  Writer(out)
      .begin_object()
      .field("a", "b\"c")
      .key("n")
      .number(-5)
      .key("u")
      .unsigned_number(18'446'744'073'709'551'615U)
      .key("l")
      .begin_array()
      .boolean(true)
      .null()
      .begin_object()
      .end_object()
      .raw("1.50")
      .node(inner.root())
      .end_array()
      .key("e")
      .begin_array()
      .end_array()
      .field("z", "")
      .end_object();
  EXPECT_EQ(
      out, R"({"a":"b\"c","n":-5,"u":18446744073709551615,"l":[true,null,{},1.50,{"x":1.0}],"e":[],"z":""})");
}

// Documents made at random, as text, with blanks and escapes strewn in.
std::string random_value(int depth) {
  const int kind = *rc::gen::inRange(0, depth > 0 ? 7 : 5);
  const auto blank = [] { return *rc::gen::element(""s, " "s, "\n\t"s); };
  const auto string = [] {
    std::string out = "\"";
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
      out += *rc::gen::element("a"s, "æ"s, "😀"s, "\\n"s, "\\u00f8"s, "\\ud83d\\ude00"s, "\\\\"s, "\\\""s,
                               "{"s, ","s);
    }
    return out + "\"";
  };
  switch (kind) {
    case 0:
      return "null";
    case 1:
      return "true";
    case 2:
      return *rc::gen::element("0"s, "-1.00"s, "1E5"s, "0.10"s, "123456789012345678901234567890"s);
    case 3:
    case 4:
      return string();
    default:
      break;
  }
  const bool object = kind == 5;
  std::string out = object ? "{" : "[";
  const int count = *rc::gen::inRange(0, 4);
  for (int i = 0; i < count; ++i) {
    if (i > 0) out += "," + blank();
    if (object) out += "\"k" + std::to_string(i) + "\"" + blank() + ":" + blank();
    out += random_value(depth - 1) + blank();
  }
  return out + (object ? "}" : "]");
}

RC_GTEST_PROP(Json, WritingIsAFixedPoint, ()) {
  const std::string text = random_value(4);
  const auto document = Document::parse(text);
  RC_ASSERT(document.ok());
  std::string once;
  write(document->root(), once);
  RC_ASSERT(rewritten(once) == once);
}

// Damage never crashes, and a cut document is never taken for a whole one.
RC_GTEST_PROP(Json, SurvivesDamage, ()) {
  std::string text = "{\"r\":" + random_value(4) + "}";
  const auto at = *rc::gen::inRange<size_t>(0, text.size());
  RC_ASSERT(!Document::parse(View(text).substr(0, at)).ok());
  text[at] = *rc::gen::arbitrary<char>();
  const auto document = Document::parse(text);
  if (document) {
    std::string out;
    write(document->root(), out);
    RC_ASSERT(rewritten(out) == out);
  }
}

RC_GTEST_PROP(Json, StringsComeBack, (const std::string& ascii)) {
  std::string text;
  for (const char c : ascii) text.push_back(static_cast<char>(c & 0x7f));
  std::string json;
  write_string(text, json);
  const auto document = Document::parse(json);
  RC_ASSERT(document.ok() && document->root().text == text);
}

}  // namespace
}  // namespace klynge::json
