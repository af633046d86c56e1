#include "server/drawing/pathway_drawing.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <regex>
#include <sstream>

#include "core/pathway/read.h"
#include "core/pathway/sign.h"
#include "server/drawing/pathway_words.h"
#include "server/drawing/sheet.h"

namespace klynge::server {
namespace {

constexpr Tongue both[] = {Tongue::danish, Tongue::english};

std::string file(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(std::string(KLYNGE_SOURCE_DIR) + "/" + path).rdbuf();
  return text.str();
}

Pathway pathway_in(const std::string& text) {
  const auto read = read_pathway(text, "p.yaml");
  EXPECT_TRUE(read.ok()) << read.problem().where << ": " << read.problem().what;
  return read.ok() ? *read : Pathway{};
}

// A pathway of `more` further tasks and rules, with names as long as people make them.
Pathway lengthened(size_t more, size_t words) {
  Pathway pathway = pathway_in(file("data/pathways/hospital-stay.yaml"));
  std::string name = "Genoptræning";
  for (size_t i = 0; i < words; ++i) name += i % 3 == 0 ? " efter sygehusophold" : " og hjælpemidler";
  const size_t tasks = pathway.tasks.size();
  for (size_t i = 0; i < more; ++i) {
    Task task = pathway.tasks[i % tasks];
    task.id += "-" + std::to_string(i);
    task.strand = Strand::none;
    task.name = {name + " & <" + std::to_string(i) + ">", name};
    Citation citation = pathway.citations[i % pathway.citations.size()];
    citation.id += "-" + std::to_string(i);
    task.due = {Deadline{due_after(hours(static_cast<int64_t>(i) + 1)), citation.id}};
    pathway.citations.push_back(std::move(citation));
    pathway.tasks.push_back(std::move(task));
  }
  return pathway;
}

std::string attribute(const std::string& tag, const std::string& name) {
  const size_t at = tag.find(" " + name + "=\"");
  if (at == std::string::npos) return {};
  const size_t from = at + name.size() + 3;
  return tag.substr(from, tag.find('"', from) - from);
}
int number(const std::string& tag, const std::string& name) {
  const std::string text = attribute(tag, name);
  int value = -1;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string unescaped(std::string text) {
  for (const auto& [from, to] :
       {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}})
    for (size_t at = 0; (at = text.find(from, at)) != std::string::npos; ++at)
      text.replace(at, std::string_view(from).size(), to);
  return text;
}

struct Text {
  std::string words;
  int left, top, right, bottom;
};

// Reads the drawing as XML that this is: tags opened and closed in order, attributes in quotes, nothing else.
std::vector<Text> texts_of(const std::string& svg) {
  std::vector<Text> texts;
  std::vector<std::string> open;
  size_t at = 0;
  while (at < svg.size()) {
    const size_t begin = svg.find('<', at);
    if (begin == std::string::npos) break;
    const size_t end = svg.find('>', begin);
    EXPECT_NE(end, std::string::npos);
    const std::string tag = svg.substr(begin, end - begin + 1);
    const std::string between = svg.substr(at, begin - at);
    static const std::regex bare("&(?!(lt|gt|amp|quot|#39);)");
    EXPECT_FALSE(std::regex_search(between, bare)) << between;
    static const std::regex shape(R"re(</?[a-z]+( [a-zA-Z:0-9-]+="[^"<]*")*/?>)re");
    EXPECT_TRUE(std::regex_match(tag, shape)) << tag;
    if (tag.starts_with("</")) {
      const std::string name = tag.substr(2, tag.size() - 3);
      EXPECT_TRUE(!open.empty() && open.back().starts_with("<" + name)) << tag;
      if (name == "text") {
        const std::string& from = open.back();
        const Font font{number(from, "font-size"), !attribute(from, "font-weight").empty()};
        const std::string words = unescaped(between);
        const int x = number(from, "x"), y = number(from, "y");
        texts.push_back({words, x, y - font.size * 3 / 4, x + width_of(words, font), y + font.size / 4});
      }
      if (!open.empty()) open.pop_back();
    } else if (!tag.ends_with("/>")) {
      open.push_back(tag);
    }
    at = end + 1;
  }
  EXPECT_TRUE(open.empty());
  return texts;
}

void check(const Pathway& pathway) {
  for (const Tongue tongue : both) {
    const std::string svg = draw_pathway(pathway, tongue);
    ASSERT_EQ(svg, draw_pathway(pathway, tongue)) << "the same octets";
    const std::string root = svg.substr(0, svg.find('>') + 1);
    const int width = number(root, "width"), height = number(root, "height");
    EXPECT_EQ(attribute(root, "viewBox"), fmt::format("0 0 {} {}", width, height));
    std::vector<Text> texts = texts_of(svg);
    std::ranges::sort(texts, {}, &Text::top);
    for (size_t i = 0; i < texts.size(); ++i) {
      const Text& a = texts[i];
      EXPECT_TRUE(a.left >= 0 && a.top >= 0 && a.right <= width && a.bottom <= height) << a.words;
      for (size_t j = i + 1; j < texts.size() && texts[j].top < a.bottom; ++j) {
        const Text& b = texts[j];
        EXPECT_FALSE(a.left < b.right && b.left < a.right) << a.words << " / " << b.words;
      }
    }
    static const std::regex box(R"re(<rect x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)")re");
    for (std::sregex_iterator one(svg.begin(), svg.end(), box), none; one != none; ++one) {
      EXPECT_LE(std::stoi((*one)[1]) + std::stoi((*one)[3]), width);
      EXPECT_LE(std::stoi((*one)[2]) + std::stoi((*one)[4]), height);
    }
  }
}

TEST(PathwayDrawing, HasRoomForEveryWordOfTheShippedPathways) {
  for (const char* name :
       {"data/pathways/hospital-stay.yaml", "test/pathway/small-stay.yaml", "test/story/every-deadline.yaml"})
    check(pathway_in(file(name)));
}

RC_GTEST_PROP(PathwayDrawing, HasRoomForLongerOnes, ()) {
  check(lengthened(*rc::gen::inRange<size_t>(0, 40), *rc::gen::inRange<size_t>(0, 9)));
}

size_t count_of(const std::string& text, std::string_view what) {
  size_t count = 0;
  for (size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += what.size()) ++count;
  return count;
}

// All that the drawing says, without blanks: how lines are broken does not matter.
std::string said(const Pathway& pathway, Tongue tongue) {
  std::string words;
  for (const Text& text : texts_of(draw_pathway(pathway, tongue))) words += text.words;
  std::erase(words, ' ');
  return words;
}

bool says(const std::string& words, std::string text) {
  std::erase(text, ' ');
  return words.find(text) != std::string::npos;
}

TEST(PathwayDrawing, SaysAllThatIsSigned) {
  const Pathway pathway = pathway_in(file("data/pathways/hospital-stay.yaml"));
  for (const Tongue tongue : both) {
    const std::string words = said(pathway, tongue);
    for (const Task& task : pathway.tasks) EXPECT_TRUE(says(words, say(tongue, task.name))) << task.id;
    for (const Citation& citation : pathway.citations) {
      EXPECT_TRUE(says(words, say(tongue, citation.text))) << citation.id;
      EXPECT_TRUE(says(words, citation.source)) << citation.id;
    }
    EXPECT_TRUE(says(words, pathway.digest));
    for (const NamedCondition& one : pathway.conditions) {
      EXPECT_TRUE(says(words, one.id)) << one.id;
      EXPECT_TRUE(says(words, say_condition(tongue, pathway, one))) << one.id;
    }
    for (const AnswerLine& line : pathway.answering.lines)
      EXPECT_TRUE(says(words, say_answer(tongue, pathway, line))) << line.rule;
    for (const OnCallDoctor& doctor : pathway.answering.on_call_doctors)
      EXPECT_TRUE(says(words, doctor.phone)) << doctor.region;
  }
  const std::string danish = said(pathway, Tongue::danish);
  for (const char* words :
       {"Frist: inden 24 timer", "kun Region Midtjylland", "Klynges eget mål", "Spor: Behandling",
        "72 timer efter", "undtagen når afdelingens speciale er psychiatry", "hverdage kl. 08.00",
        "siger med hvem eller hvordan", "hver kalenderdag", "Region Syddanmark, til og med 31.10.2023",
        "Hospitalets afdeling", "Kommunen", "Egen læge", "Borgeren"})
    EXPECT_TRUE(says(danish, words)) << words;
}

// Time, the sign in the legend, and two passes.
TEST(PathwayDrawing, DrawsAnArrowForEveryPass) {
  const Pathway pathway = pathway_in(file("test/pathway/small-stay.yaml"));
  EXPECT_EQ(count_of(draw_pathway(pathway, Tongue::english), "marker-end"), 4u);
}

TEST(PathwayDrawing, SaysWhetherItIsSigned) {
  std::string text = file("data/pathways/hospital-stay.yaml");
  EXPECT_EQ(count_of(draw_pathway(pathway_in(text), Tongue::danish), "IKKE KLINISK GODKENDT"), 1u);
  for (const std::string_view role : signers)
    text = *sign_pathway(text, "p.yaml", {std::string(role), "Test <Person>", "2026-11-22", ""});
  const std::string svg = draw_pathway(pathway_in(text), Tongue::english);
  EXPECT_EQ(count_of(svg, "NOT CLINICALLY APPROVED"), 0u);
  EXPECT_EQ(count_of(svg, "Test &lt;Person&gt;"), 3u);
  EXPECT_EQ(count_of(svg, "2026-11-22"), 3u);
}

}  // namespace
}  // namespace klynge::server
