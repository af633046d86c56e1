#include "server/drawing/pathway_drawing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "server/drawing/lane_chart.h"
#include "server/drawing/pathway_words.h"

namespace klynge::server {
namespace {

constexpr Font title_font{28, true}, banner_font{18, true}, head_font{15, true}, text_font{12, false};
constexpr Font small_font{11, false}, bold_font{12, true};
constexpr int left = 24, pad = 10, note_width = 360, sign_width = 560, sign_row = 34, least_right = 1700;

class Drawing {
 public:
  Drawing(const Pathway& pathway, Tongue tongue) : pathway_(pathway), tongue_(tongue) {}

  std::string draw() {
    int y = draw_head();
    y = draw_legend(sheet_, tongue_, left, y + pad);
    if (!pathway_.without_course)  // without a course nothing goes from one to the other
      y = draw_lanes(sheet_, pathway_, tongue_, left, y + 2 * pad);
    const int right = std::max(sheet_.right(), least_right);
    const int middle = left + (right - left) * 56 / 100;
    const int tasks = draw_tasks(left, y + 2 * pad, middle - 3 * pad);
    const int notes = draw_notes(middle, y + 2 * pad, right);
    y = std::max(tasks, notes);
    const int below = draw_ladders(y + pad, right - sign_width - 4 * pad);
    draw_agreed(below + pad, right - sign_width - 4 * pad);
    draw_signatures(right - sign_width, y + pad);
    return sheet_.finished(say(tongue_, "da", "en"), title(), description());
  }

 private:
  std::string_view words(std::string_view danish, std::string_view english) const {
    return say(tongue_, danish, english);
  }

  std::string title() const {
    return fmt::format("{}, version {}", say(tongue_, pathway_.name), pathway_.version);
  }

  std::string description() const {
    return std::string(words("Hvem der har hvilken opgave hvornår, efter hvilken regel.",
                             "Who has which task when, and by which rule."));
  }

  int draw_head() {
    sheet_.text(left, 24 + title_font.size, title(), title_font);
    const std::string line = fmt::format("{}. {} {}/{}.", say_validity(tongue_, pathway_),
                                         words("Forløbsmodel", "Pathway"), pathway_.id, pathway_.version);
    sheet_.text(left, 82, line, text_font);
    if (!pathway_.approved())
      draw_banner(left + std::max(width_of(title(), title_font), width_of(line, text_font)) + 60);
    return 96;
  }

  void draw_banner(int x) {
    const std::string_view text = words("IKKE KLINISK GODKENDT", "NOT CLINICALLY APPROVED");
    std::string missing;
    for (const std::string_view signer : pathway_.missing_signers())
      missing += (missing.empty() ? "" : ", ") + std::string(say_signer(tongue_, signer));
    missing = std::string(words("Mangler underskrift: ", "Not signed by: ")) + missing;
    const int width = std::max(width_of(text, banner_font), width_of(missing, text_font)) + 4 * pad;
    sheet_.box(x, 24, width, 62, "#ffffff", Stroke::thick);
    sheet_.box(x + 4, 28, width - 8, 54, "none", Stroke::dashed);
    sheet_.text(x + 2 * pad, 52, text, banner_font);
    sheet_.text(x + 2 * pad, 72, missing, text_font);
  }

  // What a bar has no room for, so that all that is signed stands on the sheet.
  int draw_tasks(int x, int y, int right) {
    sheet_.text(x, y + head_font.size, words("Opgaverne", "The tasks"), head_font);
    y += head_font.line() + 4;
    const int width = right - x;
    const std::array<int, 6> columns = {
        0, width * 25 / 100, width * 62 / 100, width * 80 / 100, width * 91 / 100, width};
    const auto row = [&](const std::array<std::string, 5>& cells, Font font) {
      int bottom = y;
      for (size_t i = 0; i < cells.size(); ++i) {
        const auto lines = wrapped(cells[i], font, columns[i + 1] - columns[i] - pad);
        bottom = std::max(bottom, sheet_.paragraph(x + columns[i], y + 2, lines, font));
      }
      y = bottom + 3;
      sheet_.line(x, y, right, y);
    };
    row({std::string(words("Opgave", "Task")), std::string(words("Slutter", "Ends")),
         std::string(words("Kan tages af", "May be taken by")),
         std::string(words("Svar på tilbud", "Answer to an offer")), std::string(words("Trappe", "Ladder"))},
        Font{11, true});
    for (const Task& task : pathway_.tasks)
      row({say(tongue_, task.name), say_ends(tongue_, task), say_takers(tongue_, task),
           say_hours(tongue_, task.answer_within), ladder_mark(pathway_, task.ladder)},
          small_font);
    return y;
  }

  // In columns of about the same height.
  int draw_notes(int x, int y, int right) {
    sheet_.text(
        x, y + head_font.size,
        words("Regler og frister, og hvor de står", "Rules and deadlines, and where they are written down"),
        head_font);
    y += head_font.line() + 4;
    const int columns = std::max(1, (right - x) / note_width);
    const int width = (right - x) / columns;
    std::vector<std::vector<std::string>> notes;
    size_t lines = 0;
    for (const Citation& one : pathway_.citations) {
      notes.push_back(wrapped(say_citation(tongue_, one), text_font, width - 60));
      lines += notes.back().size();
    }
    const size_t most = lines / static_cast<size_t>(columns) + 1;
    int at = y, bottom = y;
    size_t used = 0;
    for (size_t i = 0; i < notes.size(); ++i) {
      if (used >= most) {
        x += width;
        at = y;
        used = 0;
      }
      sheet_.text(x, at + text_font.size, fmt::format("[{}]", i + 1), bold_font);
      at = sheet_.paragraph(x + 34, at, notes[i], text_font) + 4;
      used += notes[i].size();
      bottom = std::max(bottom, at);
    }
    return bottom;
  }

  int draw_ladders(int y, int right) {
    sheet_.text(left, y + head_font.size,
                words("Når ingen svarer: rykkertrapper. Intet her flytter en opgave.",
                      "When nobody answers: ladders. Nothing here moves a duty."),
                head_font);
    y += head_font.line() + 4;
    for (const Ladder& ladder : pathway_.ladders) {
      y = draw_note(ladder_mark(pathway_, ladder.id), say_ladder(tongue_, ladder), y, right);
    }
    return y;
  }

  int draw_note(std::string_view mark, const std::string& text, int y, int right) {
    const int indent = std::max(34, width_of(mark, bold_font) + pad);
    sheet_.text(left, y + text_font.size, mark, bold_font);
    return sheet_.paragraph(left + indent, y, wrapped(text, text_font, right - left - indent), text_font) + 4;
  }

  // What the bars name and do not explain: the pathway's own conditions, who is called, how days are counted.
  void draw_agreed(int y, int right) {
    if (!pathway_.conditions.empty()) {
      sheet_.text(left, y + head_font.size, words("Betingelserne", "The conditions"), head_font);
      y += head_font.line() + 4;
    }
    for (const NamedCondition& one : pathway_.conditions)
      y = draw_note(one.id, say_condition(tongue_, pathway_, one), y, right);
    const Answering& answering = pathway_.answering;
    if (!answering.lines.empty()) {
      sheet_.text(left, y + pad + head_font.size,
                  std::string(words(
                      "Hvem der skal ringes til: den første linje, der passer. Altid 112 ved akut fare ",
                      "Whom to call: the first line that fits. Always 112 in acute danger ")) +
                      note_mark(pathway_, answering.emergency_rule),
                  head_font);
      y += pad + head_font.line() + 4;
    }
    for (size_t i = 0; i < answering.lines.size(); ++i)
      y = draw_note(fmt::format("{}.", i + 1), say_answer(tongue_, pathway_, answering.lines[i]), y, right);
    for (const OnCallDoctor& doctor : answering.on_call_doctors)
      y = draw_note("", say_on_call(tongue_, doctor), y, right);
    if (counts_ready_days())
      y = draw_note(
          "",
          std::string(
              words("Færdigbehandlede dage: hver kalenderdag fra den, da meldingen kom, dog ikke den, da den "
                    "sluttede.",
                    "Ready days: each calendar day from the one on which it was said, but not the one on "
                    "which it ended.")),
          y + pad, right);
  }

  bool counts_ready_days() const {
    return std::ranges::any_of(pathway_.tasks, [](const Task& task) {
      return std::ranges::find(task.steps, StayEvent::ready, &Step::on) != task.steps.end();
    });
  }

  void draw_signatures(int x, int y) {
    sheet_.text(x, y + head_font.size, words("Underskrifter", "Signatures"), head_font);
    y += head_font.line() + 4;
    const std::array<int, 4> columns = {0, 150, 440, sign_width};
    const std::string_view heads[] = {words("Hvem", "Who"), words("Navn", "Name"), words("Dato", "Date")};
    const auto row = [&](const std::array<std::string, 3>& cells, Font font) {
      const size_t lines = wrapped(cells[1], font, columns[2] - columns[1] - 2 * pad).size();
      const int height = std::max(sign_row, static_cast<int>(lines) * font.line() + 2 * pad);
      for (size_t i = 0; i < cells.size(); ++i) {
        sheet_.box(x + columns[i], y, columns[i + 1] - columns[i], height, "#ffffff");
        sheet_.paragraph(x + columns[i] + pad, y + pad,
                         wrapped(cells[i], font, columns[i + 1] - columns[i] - 2 * pad), font);
      }
      y += height;
    };
    row({std::string(heads[0]), std::string(heads[1]), std::string(heads[2])}, bold_font);
    for (const std::string_view signer : signers) {
      const auto* signature = pathway_.signature_of(signer);
      row({std::string(say_signer(tongue_, signer)), signature == nullptr ? "" : signature->name,
           signature == nullptr ? "" : signature->date},
          text_font);
    }
    sheet_.text(x, y + 16,
                words("Det, der underskrives, har kontrolsummen (SHA-256):",
                      "What is signed has the check sum (SHA-256):"),
                small_font);
    sheet_.text(x, y + 32, pathway_.digest, small_font);
  }

  const Pathway& pathway_;
  Tongue tongue_;
  Sheet sheet_;
};

}  // namespace

std::string draw_pathway(const Pathway& pathway, Tongue tongue) {
  return Drawing(pathway, tongue).draw();
}

}  // namespace klynge::server
