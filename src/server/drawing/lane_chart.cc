#include "server/drawing/lane_chart.h"

#include <fmt/format.h>

#include <algorithm>

#include "server/drawing/pathway_words.h"

namespace klynge::server {
namespace {

constexpr Font name_font{13, true}, word_font{12, false}, lane_font{16, true}, head_font{14, true};
constexpr int label_width = 136, pad = 7, gap = 6, stripe = 6, arrow_step = 24, point = 10;
constexpr int column_least = 84, words_least = 178, words_most = 250, aside_gap = 28;
constexpr std::string_view lane_fills[] = {"#f4f6f9", "#ffffff"};

struct Placed {
  LaneBar bar;
  std::vector<std::string> name, words;
  int x = 0, y = 0, width = 0, height = 0;  // of the bar
  size_t row = 0;
  bool joined = false;  // its name stands in another bar, of which all else is the same
};

struct Row {
  std::vector<const Placed*> bars;
  int height = 0;
};

struct Lane {
  Role role{};  // holder: a lane that nobody has a duty in by rule, with words instead of bars
  std::string label, words{};
  std::vector<Row> rows;
  int y = 0, height = 0;
};

class Chart {
 public:
  Chart(const Pathway& pathway, Tongue tongue)
      : pathway_(pathway), tongue_(tongue), lanes_(lanes_of(pathway)), arrivals_(lanes_.moments.size() + 1) {
    for (const LaneBar& bar : lanes_.bars) {
      if (bar.passed_from != SIZE_MAX) ++arrivals_[bar.from];
      placed_.push_back({bar, {}, {}});
    }
    find_widths();
    for (Placed& one : placed_) write_words(one);
    join_alike();
    find_rows();
  }

  int draw(Sheet& sheet, int x, int y) {
    place(x, y);
    draw_heads(sheet, y);
    for (size_t i = 0; i < rows_.size(); ++i) draw_lane(sheet, rows_[i], x, lane_fills[i % 2]);
    draw_arrows(sheet);  // behind the bars that they cross
    for (const Placed& one : placed_)
      if (!one.joined) draw_bar(sheet, one);
    return bottom_;
  }

 private:
  const Task& task_of(const LaneBar& bar) const { return pathway_.tasks[bar.task]; }
  bool is_aside(size_t moment) const { return lanes_.moments[moment].aside; }

  // The room that arrows need before a moment's bars begin.
  int gutter(size_t moment) const {
    return gap / 2 + (arrivals_[moment] == 0 ? 0 : static_cast<int>(arrivals_[moment]) * arrow_step + gap);
  }

  // --- widths ---

  int words_width(const Placed& one) const {
    int width = -gutter(one.bar.from) - gap / 2 - 2 * pad - stripe;
    for (size_t at = one.bar.from; at < one.bar.to; ++at) width += widths_[at];
    if (one.bar.end == LaneBar::End::course) width -= point;
    return width;
  }

  int words_wanted(const Placed& one) const {
    const Task& task = task_of(one.bar);
    const int name = width_of(title_of(task), name_font);
    return std::clamp(name, words_least, words_most);
  }

  void find_widths() {
    for (size_t at = 0; at < lanes_.moments.size(); ++at) {
      int widest = 0;
      for (const std::string& line : wrapped(say_moment(tongue_, lanes_.moments[at]), head_font, 110))
        widest = std::max(widest, width_of(line, head_font));
      widths_.push_back(std::max(column_least, widest + 2 * pad));
    }
    std::vector<const Placed*> narrow_first;
    for (const Placed& one : placed_) narrow_first.push_back(&one);
    std::ranges::stable_sort(narrow_first, {}, [](const Placed* one) { return one->bar.to - one->bar.from; });
    for (const Placed* one : narrow_first) {
      const int lacks = words_wanted(*one) - words_width(*one);
      const int columns = static_cast<int>(one->bar.to - one->bar.from);
      for (size_t at = one->bar.from; lacks > 0 && at < one->bar.to; ++at)
        widths_[at] += (lacks + columns - 1) / columns;
    }
  }

  // --- words ---

  std::string title_of(const Task& task) const {
    const std::string& name = say(tongue_, task.name);
    return task.strand == Strand::none ? name : std::string(say(tongue_, "Spor: ", "Strand: ")) + name;
  }

  void write_words(Placed& one) const {
    const Task& task = task_of(one.bar);
    const int width = words_width(one);
    one.name = wrapped(title_of(task), name_font, width);
    const auto add = [&](const std::string& text) {
      for (std::string& line : wrapped(text, word_font, width)) one.words.push_back(std::move(line));
    };
    add(ground_of(one.bar));
    const bool first = (one.bar.by != nullptr || task.opened_by_person) && one.bar.passed_from == SIZE_MAX;
    if (!first) return;
    for (const Deadline& due : task.due) add(deadline_of(due));
  }

  // Tasks of one party, from the same moment to the same, by the same rule and deadline, share a bar.
  void join_alike() {
    const auto alone = [&](const Placed& one) {
      return task_of(one.bar).strand != Strand::none || one.bar.passed_from != SIZE_MAX ||
             one.bar.end == LaneBar::End::passed;
    };
    for (size_t i = 0; i < placed_.size(); ++i) {
      Placed& one = placed_[i];
      for (size_t j = 0; j < i && !one.joined && !alone(one); ++j) {
        Placed& other = placed_[j];
        one.joined = !other.joined && !alone(other) && one.bar.role == other.bar.role &&
                     one.bar.from == other.bar.from && one.bar.to == other.bar.to &&
                     one.bar.end == other.bar.end && one.words == other.words;
        if (one.joined) other.name.insert(other.name.end(), one.name.begin(), one.name.end());
      }
    }
  }

  std::string ground_of(const LaneBar& bar) const {
    if (bar.by == nullptr && task_of(bar).opened_by_person && !is_aside(bar.from))
      return std::string(
          say(tongue_, "åbnes af den, der ser, at det er nødvendigt", "opened by who sees the need"));
    if (bar.by == nullptr) return std::string(say(tongue_, "fortsætter", "goes on"));
    const std::string note = note_mark(pathway_, bar.by->rule);
    const std::string_view begins = bar.passed_from != SIZE_MAX
                                        ? say(tongue_, "overtager efter regel ", "takes over by rule ")
                                        : say(tongue_, "efter regel ", "by rule ");
    const std::string conditions = say_conditions(tongue_, pathway_, bar.by->conditions);
    const std::string condition =
        conditions.empty() ? "" : fmt::format(", {} {}", say(tongue_, "når", "when"), conditions);
    return fmt::format("{}{}{}", begins, note, condition);
  }

  std::string deadline_of(const Deadline& due) const {
    const Citation* citation = pathway_.citation(due.rule);
    std::string source;
    if (citation != nullptr && citation->own_measure)
      source = say(tongue_, ", Klynges eget mål", ", Klynge's own measure");
    else if (citation != nullptr && citation->region != "all")
      source = fmt::format(", {} {}", say(tongue_, "kun Region", "only Region"), citation->region);
    const std::string_view from =
        due.from == Moment::discharge ? say(tongue_, " (udskrivning)", " (discharge)") : "";
    std::string only;
    if (due.of != PartyKind::unknown)
      only += fmt::format(" ({} {})", say(tongue_, "for", "for"), say(tongue_, due.of));
    if (due.until_read) only += say(tongue_, ", til det er læst", ", until it is read");
    if (!due.conditions.empty())
      only += fmt::format(", {} {}", say(tongue_, "når", "when"),
                          say_conditions(tongue_, pathway_, due.conditions));
    return fmt::format("{} {}{}{}{} {}", say(tongue_, "Frist:", "Due:"), say_deadline(tongue_, due.when),
                       from, only, source, note_mark(pathway_, due.rule));
  }

  // --- rows ---

  Lane& lane_of(Role role) {
    const auto found = std::ranges::find(rows_, role, &Lane::role);
    if (found != rows_.end()) return *found;
    return rows_.emplace_back(Lane{role, std::string(say(tongue_, role)), {}, {}, 0, 0});
  }

  static bool is_free(const Row& row, const LaneBar& bar) {
    return std::ranges::none_of(
        row.bars, [&](const Placed* other) { return bar.from < other->bar.to && other->bar.from < bar.to; });
  }

  // Strands first: they are what goes over from lane to lane. Else in the order of the file, each in the
  // first row that has room for it.
  void find_rows() {
    std::vector<Placed*> order;
    for (Placed& one : placed_)
      if (!one.joined) order.push_back(&one);
    std::ranges::stable_partition(order,
                                  [&](Placed* one) { return task_of(one->bar).strand != Strand::none; });
    std::vector<Role> roles;
    for (const Placed& one : placed_) roles.push_back(one.bar.role);
    std::ranges::sort(roles);
    for (const Role role : roles) lane_of(role);
    for (Placed* one : order) {
      one->height = pad + static_cast<int>(one->name.size()) * name_font.line() +
                    static_cast<int>(one->words.size()) * word_font.line() + pad;
      std::vector<Row>& rows = lane_of(one->bar.role).rows;
      size_t row = 0;
      while (row < rows.size() && !is_free(rows[row], one->bar)) ++row;
      if (row == rows.size()) rows.emplace_back();
      rows[row].bars.push_back(one);
      rows[row].height = std::max(rows[row].height, one->height);
      one->row = row;
    }
    add_lanes_in_words();
  }

  // Who has nothing by rule, and may have something all the same.
  void add_lanes_in_words() {
    std::string takes;
    for (const Task& task : pathway_.tasks)
      if (std::ranges::find(task.takers, PartyKind::gp) != task.takers.end())
        takes += (takes.empty() ? "" : "; ") + say(tongue_, task.name);
    if (!takes.empty() && std::ranges::find(rows_, Role::gp, &Lane::role) == rows_.end())
      rows_.push_back(
          {Role::holder,
           std::string(say(tongue_, "Egen læge", "GP")),
           std::string(say(tongue_, "Kan sige ja til, eller selv tage: ", "May accept, or take: ")) + takes +
               ".",
           {},
           0,
           0});
    rows_.push_back(
        {Role::holder,
         std::string(say(tongue_, "Borgeren", "Citizen")),
         std::string(
             say(tongue_,
                 "En opgave kan overlades til borgeren, når det siges hvordan. Den, der har opgaven, har "
                 "den stadig, og ser efter til tiden, at det blev gjort.",
                 "A task may be left to the citizen, who is told how. Who holds it still holds it, and "
                 "checks in time that it was done.")),
         {},
         0,
         0});
  }

  // --- places ---

  void place(int x, int y) {
    int at = x + label_width;
    for (size_t i = 0; i < widths_.size(); ++i) {
      if (is_aside(i) && (i == 0 || !is_aside(i - 1))) at += aside_gap;
      lefts_.push_back(at);
      at += widths_[i];
    }
    right_ = at;
    top_ = y + head_height();
    int lane_top = top_;
    for (Lane& lane : rows_) {
      lane.y = lane_top;
      int row_top = lane_top + gap;
      std::vector<int> tops;
      for (const Row& row : lane.rows) {
        tops.push_back(row_top);
        row_top += row.height + gap;
      }
      for (Placed& one : placed_)
        if (lane.words.empty() && one.bar.role == lane.role)
          place_bar(one, tops[one.row], lane.rows[one.row].height);
      const auto label = wrapped(lane.label, lane_font, label_width - 2 * pad);
      const int label_height = static_cast<int>(label.size()) * lane_font.line() + 2 * pad;
      const int words_height = static_cast<int>(words_of(lane).size()) * word_font.line() + 2 * pad;
      lane.height = std::max({row_top - lane_top, label_height, words_height});
      lane_top += lane.height;
    }
    bottom_ = lane_top;
  }

  std::vector<std::string> words_of(const Lane& lane) const {
    return wrapped(lane.words, word_font, right_ - lefts_.front() - 2 * pad);
  }

  void place_bar(Placed& one, int top, int row_height) const {
    one.x = lefts_[one.bar.from] + gutter(one.bar.from);
    one.width = lefts_[one.bar.to - 1] + widths_[one.bar.to - 1] - gap / 2 - one.x;
    one.y = top;
    one.height = row_height;
  }

  int head_lines() const {
    size_t most = 0;
    for (size_t i = 0; i < widths_.size(); ++i) most = std::max(most, head_of(i).size());
    return static_cast<int>(most);
  }
  std::vector<std::string> head_of(size_t moment) const {
    return wrapped(say_moment(tongue_, lanes_.moments[moment]), head_font, widths_[moment] - 2 * pad);
  }
  int head_height() const { return head_lines() * head_font.line() + 3 * pad + word_font.line(); }

  // --- drawing ---

  void draw_heads(Sheet& sheet, int y) const {
    const int line = top_ - pad;
    size_t first_aside = 0;
    while (first_aside < widths_.size() && !is_aside(first_aside)) ++first_aside;
    sheet.text(lefts_.front() + pad, y + word_font.size,
               say(tongue_, "Tiden går denne vej", "Time goes this way"), word_font);
    if (first_aside < widths_.size())
      sheet.text(lefts_[first_aside] + pad, y + word_font.size,
                 say(tongue_, "Når som helst. Kun dette er åbent:", "At any time. Only this is open:"),
                 word_font);
    for (size_t i = 0; i < widths_.size(); ++i)
      sheet.paragraph(lefts_[i] + pad, y + word_font.line() + pad / 2, head_of(i), head_font);
    if (first_aside > 0)
      sheet.arrow(
          fmt::format("M{} {}H{}", lefts_.front(), line, lefts_[first_aside - 1] + widths_[first_aside - 1]));
    for (size_t i = first_aside; i < widths_.size(); ++i)
      sheet.line(lefts_[i] + gap, line, lefts_[i] + widths_[i] - gap, line, Stroke::thick);
  }

  void draw_lane(Sheet& sheet, const Lane& lane, int x, std::string_view fill) const {
    sheet.box(x, lane.y, right_ - x, lane.height, fill);
    sheet.paragraph(x + pad, lane.y + pad, wrapped(lane.label, lane_font, label_width - 2 * pad), lane_font);
    sheet.paragraph(lefts_.front() + pad, lane.y + pad, words_of(lane), word_font);
    if (lane.words.empty())
      for (const int left : lefts_) sheet.line(left, lane.y, left, lane.y + lane.height, Stroke::dashed);
  }

  void draw_arrows(Sheet& sheet) const {
    std::vector<int> drawn(arrivals_.size(), 0);
    for (const Placed& to : placed_) {
      if (to.bar.passed_from == SIZE_MAX) continue;
      const Placed& from = placed_[to.bar.passed_from];
      const int middle = lefts_[to.bar.from] + gap / 2 + arrow_step / 2 + arrow_step * drawn[to.bar.from]++;
      const int y = from.y + from.height / 2, end = to.y + to.height / 2;
      sheet.arrow(fmt::format("M{} {}H{}V{}H{}", from.x + from.width, y, middle, end, to.x));
      const std::string mark = note_mark(pathway_, to.bar.by->rule);
      const std::string number = mark.substr(1, mark.size() - 2);
      sheet.circle(middle, y, 10);
      sheet.text(middle - width_of(number, word_font) / 2, y + 4, number, word_font);
    }
  }

  void draw_bar(Sheet& sheet, const Placed& one) const {
    const bool strand = task_of(one.bar).strand != Strand::none;
    const int right = one.x + one.width, bottom = one.y + one.height;
    const std::string_view fill = strand ? "#dde5f0" : "#ffffff";
    const Stroke stroke = strand ? Stroke::thick : Stroke::thin;
    if (one.bar.end == LaneBar::End::course && !is_aside(one.bar.from)) {
      sheet.shape(fmt::format("M{} {}H{}L{} {}L{} {}H{}z", one.x, one.y, right - point, right,
                              one.y + one.height / 2, right - point, bottom, one.x),
                  fill, stroke);
    } else {
      sheet.box(one.x, one.y, one.width, one.height, fill, stroke);
    }
    if (strand) sheet.box(one.x, one.y, stripe, one.height, "#111111", Stroke::thin);
    const int left = one.x + stripe + pad;
    const int below = sheet.paragraph(left, one.y + pad, one.name, name_font);
    sheet.paragraph(left, below, one.words, word_font);
  }

  const Pathway& pathway_;
  Tongue tongue_;
  Lanes lanes_;
  std::vector<size_t> arrivals_;  // passes, by moment
  std::vector<Placed> placed_;
  std::vector<int> widths_, lefts_;
  std::vector<Lane> rows_;
  int right_ = 0, top_ = 0, bottom_ = 0;
};

}  // namespace

int draw_lanes(Sheet& sheet, const Pathway& pathway, Tongue tongue, int x, int y) {
  return Chart(pathway, tongue).draw(sheet, x, y);
}

int draw_legend(Sheet& sheet, Tongue tongue, int x, int y) {
  const auto words = [&](std::string_view danish, std::string_view english) {
    const std::string_view text = say(tongue, danish, english);
    sheet.text(x, y + 14, text, word_font);
    x += width_of(text, word_font) + 28;
  };
  sheet.box(x, y, 40, 18, "#dde5f0", Stroke::thick);
  sheet.box(x, y, stripe, 18, "#111111", Stroke::thin);
  x += 48;
  words("spor: præcis én part har det ad gangen", "strand: exactly one party has it at a time");
  sheet.box(x, y, 40, 18, "#ffffff", Stroke::thin);
  x += 48;
  words("opgave", "task");
  sheet.shape(fmt::format("M{} {}h30l10 9l-10 9h-30z", x, y), "#ffffff", Stroke::thin);
  x += 48;
  words("åben, til den er udført", "open until it is done");
  sheet.arrow(fmt::format("M{} {}h40", x, y + 9));
  sheet.circle(x + 16, y + 9, 8);
  x += 48;
  words("går over til en anden efter reglen med det nummer",
        "goes over to another by the rule of that number");
  return y + 18;
}

}  // namespace klynge::server
