#include "base/csv_table.h"

#include <gtest/gtest.h>
// after gtest.h
#include <rapidcheck/gtest.h>

namespace klynge {
namespace {

constexpr std::string_view columns[] = {"code", "name"};

std::string read(View text) {  // "code=1@2:1 name=Byen@2:3;"
  const auto table = csv::parse(text, "a.csv", columns);
  if (!table) return table.problem().where + ": " + table.problem().what;
  std::string all;
  for (const yaml::Node& row : table->items) {
    for (const auto& [key, value] : row.members)
      all += key + "=" + value.text + "@" + std::to_string(value.line) + ":" + std::to_string(value.column) +
             " ";
    all += ";";
  }
  return all;
}

TEST(CsvTable, ReadsRowsWithTheirPlaces) {
  EXPECT_EQ(read("code,name\n1,Byen\n"), "code=1@2:1 name=Byen@2:3 ;");
  EXPECT_EQ(read("code,name\n1,Byen"), "code=1@2:1 name=Byen@2:3 ;");
  EXPECT_EQ(read("code,name\n"), "");
  EXPECT_EQ(read("code,name"), "");
  EXPECT_EQ(read("code,name\n,Byen\n1,\n"), "name=Byen@2:2 ;code=1@3:1 ;");  // nothing is absent
}

TEST(CsvTable, ReadsWhatSpreadsheetsWrite) {
  EXPECT_EQ(read("\xEF\xBB\xBF"
                 "code,name\r\n1,Byen\r\n"),
            "code=1@2:1 name=Byen@2:3 ;");
  EXPECT_EQ(read("code,name\n\"1\",\"a, \"\"b\"\"\"\n"), "code=1@2:1 name=a, \"b\"@2:5 ;");
  EXPECT_EQ(read("code,name\n1,\"a\r\nb\"\n2,c\n"), "code=1@2:1 name=a\nb@2:3 ;code=2@4:1 name=c@4:3 ;");
  EXPECT_EQ(read("code,name\næø,=1+1\n"),
            "code=æø@2:1 name==1+1@2:6 ;");  // kept as written, never worked out
  EXPECT_EQ(read("code,name\n\n1,2\n"), "code=1@3:1 name=2@3:3 ;");
}

TEST(CsvTable, RefusesWithThePlaceAndWhatWasExpected) {
  EXPECT_EQ(read(""), "a.csv:1:1: found no column \"code\" here, expected the columns code,name");
  EXPECT_EQ(read("name,code\n"), "a.csv:1:1: found no column \"code\" here, expected the columns code,name");
  EXPECT_EQ(read("code,nam\n"), "a.csv:1:6: found no column \"name\" here, expected the columns code,name");
  EXPECT_EQ(read("code\n"), "a.csv:1:1: found no column \"name\" here, expected the columns code,name");
  EXPECT_EQ(read("code,name,more\n"), "a.csv:1:1: found 3 cells, expected 2");
  EXPECT_EQ(read("code,name\n1\n"), "a.csv:2:1: found 1 cells, expected 2");
  EXPECT_EQ(read("code,name\n1,2,3\n"), "a.csv:2:1: found 3 cells, expected 2");
  EXPECT_EQ(read("code,name\n1,K\xF8"
                 "ge\n"),
            "a.csv: found octets that are not UTF-8, expected UTF-8: save the file as UTF-8");
  EXPECT_EQ(read(View("code,name\n1,a\0b\n", 16)), "a.csv:2:1: found an octet of zero, expected a whole row");
  EXPECT_EQ(read("code,name\n1,\"a\"b\n"),
            "a.csv:2:1: found text after a closing quote, expected a whole row");
  EXPECT_EQ(read("code,name\n1,\"a\nb\n"),
            "a.csv:2:1: found a quote that is never closed, expected a whole row");
}

RC_GTEST_PROP(CsvProperty, WhatIsQuotedComesBackAsItWas,
              (const std::vector<std::pair<std::string, std::string>>& rows)) {
  const auto plain = [](std::string text) {
    for (char& c : text) c = static_cast<char>(static_cast<unsigned char>(c) % 95 + 32);
    return "x" + text;
  };
  const auto quoted = [](const std::string& text) {
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
  };
  std::string text = "code,name\n";
  for (const auto& [a, b] : rows) text += quoted(plain(a)) + "," + quoted(plain(b)) + "\r\n";
  const auto table = csv::parse(text, "a.csv", columns);
  RC_ASSERT(table.ok());
  RC_ASSERT(table->items.size() == rows.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    RC_ASSERT(yaml::text_of(table->items[i], "code") == plain(rows[i].first));
    RC_ASSERT(yaml::text_of(table->items[i], "name") == plain(rows[i].second));
  }
}

RC_GTEST_PROP(CsvProperty, AnyOctetsAreReadOrRefusedWithAPlace, (const std::vector<uint8_t>& octets)) {
  const std::string text = "code,name\n" + std::string(octets.begin(), octets.end());
  const auto table = csv::parse(text, "a.csv", columns);
  if (!table) RC_ASSERT(table.problem().where.starts_with("a.csv") && !table.problem().what.empty());
}

}  // namespace
}  // namespace klynge
