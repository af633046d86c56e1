#pragma once
// A sheet of paper as one self-contained SVG: lines, boxes and words, in whole pixels. Words are measured by
// the widths of Helvetica with some air, since nobody knows which font a reader's machine has: what fits here
// fits there. The same calls give the same octets. Not copied; one thread.
#include <string>
#include <string_view>
#include <vector>

namespace klynge::server {

struct Font {
  int size = 12;  // px
  bool bold = false;
  int line() const { return size + size / 3; }  // from one line to the next
};

int width_of(std::string_view text, Font font);
// As many words a line as fit; a word wider than `width` stands alone, and is cut where it must be.
std::vector<std::string> wrapped(std::string_view text, Font font, int width);

enum class Stroke : unsigned char { thin, thick, dashed };

class Sheet {
 public:
  // `x` is the left end, `y` the base line.
  void text(int x, int y, std::string_view text, Font font);
  // Line under line from the top `y`; answers where the next would begin.
  int paragraph(int x, int y, const std::vector<std::string>& lines, Font font);
  void box(int x, int y, int width, int height, std::string_view fill, Stroke stroke = Stroke::thin);
  void shape(std::string_view path, std::string_view fill, Stroke stroke);
  void line(int x1, int y1, int x2, int y2, Stroke stroke = Stroke::thin);
  void arrow(std::string_view path);  // with a white edge, so that what it crosses stays apart
  void circle(int x, int y, int radius);

  int right() const { return right_; }
  int bottom() const { return bottom_; }
  // The whole file. `title` and `description` are for who cannot see it.
  std::string finished(std::string_view language, std::string_view title, std::string_view description) const;

 private:
  void reach(int x, int y);

  std::string body_;
  int right_ = 0, bottom_ = 0;
};

}  // namespace klynge::server
