#pragma once
// Comma separated values as people and record systems really write them: UTF-8 (with or without a mark in
// front) or Latin-1, separated by semicolon, comma or tab, quoted cells with newlines in them, any line
// ending. What encoding and separator a file has is found out and can be said. Rows come one at a time with
// the line and column where each cell begins, so that a complaint can point. A broken row says what is wrong
// with it and the next one is read all the same. Text comes out as UTF-8. Pure; one thread a reader.
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace klynge::csv {

enum class Encoding : uint8_t { utf8, latin1 };

struct Cell {
  std::string text;
  size_t line = 1, column = 1;  // where it begins, from 1; columns count octets
  bool quoted = false;
};

struct Row {
  size_t line = 1;  // where it begins
  std::vector<Cell> cells;
  std::string fault;  // one sentence that quotes nothing; empty: a whole row
};

inline constexpr size_t cells_max = 256;
inline constexpr size_t cell_bytes_max = 64u << 10;

class Reader {
 public:
  // Refuses what is no text: UTF-16, or octets of zero in the first line. `bytes` must outlive the reader.
  static Result<Reader> open(View bytes, std::string file_name);

  std::optional<Row> next();  // rows without content are passed over; nullopt at the end
  Encoding encoding() const { return encoding_; }
  bool marked() const { return marked_; }  // a byte order mark stood in front
  char separator() const { return separator_; }
  size_t bytes_read() const { return at_; }
  size_t bytes_total() const { return bytes_.size(); }

 private:
  explicit Reader(View bytes) : bytes_(bytes) {}
  void find_separator();
  Row read_row();
  void quoted_cell(Row& row);
  void plain_cell(Row& row);
  void pass_over_line();  // and its end
  bool at_line_end() const;
  void take_line_end();
  std::string utf8(View text) const;

  View bytes_;
  size_t at_ = 0, line_ = 1, line_began_ = 0;
  char separator_ = ';';
  Encoding encoding_ = Encoding::utf8;
  bool marked_ = false;
};

bool is_utf8(View bytes);
// Begins as a spreadsheet's formula does: = + - @, tab or carriage return.
bool looks_like_formula(View text);

}  // namespace klynge::csv
