#include "base/csv.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace klynge::csv {
namespace {

// Rows as "line:cell|cell", a broken one as "line!fault".
std::vector<std::string> rows_of(View bytes) {
  auto reader = Reader::open(bytes, "x.csv");
  EXPECT_TRUE(reader.ok());
  std::vector<std::string> all;
  while (auto row = reader->next()) {
    std::string text = std::to_string(row->line);
    if (!row->fault.empty()) {
      text += "!" + row->fault;
    } else {
      for (size_t i = 0; i < row->cells.size(); ++i) text += (i == 0 ? ":" : "|") + row->cells[i].text;
    }
    all.push_back(text);
  }
  return all;
}

using Rows = std::vector<std::string>;

TEST(Csv, FindsTheSeparator) {
  EXPECT_EQ(rows_of("a;b\n1;2,5\n"), (Rows{"1:a|b", "2:1|2,5"}));
  EXPECT_EQ(rows_of("a,b\n1,2\n"), (Rows{"1:a|b", "2:1|2"}));
  EXPECT_EQ(rows_of("a\tb\n1\t2"), (Rows{"1:a|b", "2:1|2"}));
  EXPECT_EQ(rows_of("\"a;;;\",b\n1,2"), (Rows{"1:a;;;|b", "2:1|2"}));
  EXPECT_EQ(rows_of("sep=,\na;x,b\n"), (Rows{"2:a;x|b"}));
}

TEST(Csv, ReadsEveryLineEndingAndPassesOverEmptyRows) {
  EXPECT_EQ(rows_of("a;b\r\n1;2\r3;4\n\n;;\n \n5;6"), (Rows{"1:a|b", "2:1|2", "3:3|4", "7:5|6"}));
  EXPECT_EQ(rows_of(""), Rows{});
  EXPECT_EQ(rows_of("\n\n"), Rows{});
}

TEST(Csv, QuotedCellsHoldSeparatorsQuotesAndNewlines) {
  EXPECT_EQ(rows_of("a;b\n\"x;\"\"y\"\"\r\nz\";2\n3;4\n"), (Rows{"1:a|b", "2:x;\"y\"\nz|2", "4:3|4"}));
}

TEST(Csv, ABrokenRowCostsNoOther) {
  EXPECT_EQ(rows_of("a;b\n\"x\"y;2\n3;4\n"), (Rows{"1:a|b", "2!text after a closing quote", "3:3|4"}));
  EXPECT_EQ(rows_of("a;b\n1;\"never\n3;4\n"), (Rows{"1:a|b", "2!a quote that is never closed", "3:3|4"}));
  const std::string wide(cells_max + 5, ';');
  EXPECT_EQ(rows_of("a;b\n" + wide + "\n3;4\n"),
            (Rows{"1:a|b", "2!more cells than any row here may have", "3:3|4"}));
  const std::string large(cell_bytes_max + 1, 'x');
  EXPECT_EQ(rows_of("a;b\n" + large + ";\n3;4\n"), (Rows{"1:a|b", "2!a cell larger than 64 kB", "3:3|4"}));
  const std::string huge(1 << 20, 'x');
  EXPECT_EQ(rows_of("a;b\n\"" + huge + "\";2\n3;4"),
            (Rows{"1:a|b", "2!a quote that is never closed", "3:3|4"}));
}

TEST(Csv, SaysWhereACellBegins) {
  auto reader = Reader::open("ab;c\n\"x\ny\";z\n", "x.csv");
  reader->next();
  const auto row = reader->next();
  ASSERT_EQ(row->cells.size(), 2u);
  EXPECT_EQ(row->cells[0].line, 2u);
  EXPECT_EQ(row->cells[0].column, 1u);
  EXPECT_EQ(row->cells[1].line, 3u);
  EXPECT_EQ(row->cells[1].column, 4u);
}

TEST(Csv, ReadsUtf8WithAndWithoutMarkAndLatin1) {
  auto marked = Reader::open("\xEF\xBB\xBFl\xC3\xA6ge;b\n", "x.csv");
  EXPECT_TRUE(marked->marked());
  EXPECT_EQ(marked->encoding(), Encoding::utf8);
  EXPECT_EQ(marked->next()->cells[0].text, "læge");
  auto latin = Reader::open("l\xE6ge;\xF8\xE5\n", "x.csv");
  EXPECT_EQ(latin->encoding(), Encoding::latin1);
  const auto row = latin->next();
  EXPECT_EQ(row->cells[0].text, "læge");
  EXPECT_EQ(row->cells[1].text, "øå");
}

TEST(Csv, RefusesWhatIsNoText) {
  EXPECT_FALSE(Reader::open(View("\xFF\xFE"
                                 "a\0b\0",
                                 6),
                            "x.csv")
                   .ok());
  EXPECT_FALSE(Reader::open(View("a;b\0c", 5), "x.csv").ok());
  EXPECT_EQ(rows_of(View("a;b\n1;\0\n\"\0\";2\n3;4", 17)),
            (Rows{"1:a|b", "2!an octet of zero", "3!an octet of zero", "4:3|4"}));
  EXPECT_FALSE(is_utf8("\xC0\x80"));
  EXPECT_FALSE(is_utf8("\xED\xA0\x80"));
  EXPECT_FALSE(is_utf8("\xE2\x82"));
  EXPECT_TRUE(is_utf8("\xF0\x9F\x98\x80"));
}

TEST(Csv, KnowsAFormula) {
  for (View text : {"=1+1", "+45", "-1", "@SUM(A1)", "\tx"}) EXPECT_TRUE(looks_like_formula(text)) << text;
  for (View text : {"", "a=b", "1"}) EXPECT_FALSE(looks_like_formula(text)) << text;
}

RC_GTEST_PROP(Csv, WhateverCells, (const std::vector<std::vector<std::string>>& given)) {
  std::string file = "a;b\n";
  Rows wanted = {"1:a|b"};
  size_t line = 2;
  for (const auto& cells : given) {
    std::string row, said = std::to_string(line) + ":x";
    file += "x";
    for (std::string text : cells) {
      std::erase_if(text,
                    [](char c) { return c == '\0' || c == '\r' || static_cast<unsigned char>(c) > 126; });
      said += "|" + text;
      file += ";\"";
      for (char c : text) {
        file += c == '"' ? "\"\"" : std::string(1, c);
        line += c == '\n';
      }
      file += '"';
    }
    file += "\n";
    ++line;
    wanted.push_back(said);
  }
  RC_ASSERT(rows_of(file) == wanted);
}

RC_GTEST_PROP(Csv, AnyBytesEnd, (const std::string& bytes)) {
  auto reader = Reader::open(bytes, "x.csv");
  if (!reader) return;
  size_t rows = 0, line = 0;
  while (auto row = reader->next()) {
    RC_ASSERT(row->line > line);
    line = row->line;
    ++rows;
  }
  RC_ASSERT(rows <= bytes.size() + 1);
}

}  // namespace
}  // namespace klynge::csv
