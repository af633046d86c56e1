#include "core/case_kind.h"

#include <algorithm>

#include "core/pathway/form.h"

namespace klynge {
namespace {

using yaml::Node;

constexpr std::array<Term<PartyKind>, 2> desk_kinds = {
    {{"municipality", PartyKind::municipality}, {"region", PartyKind::region}}};

class Reader {
 public:
  explicit Reader(std::string file_name) : complaint_(std::move(file_name)) {}

  Result<std::vector<CaseKind>> read(const Node& root) {
    const Fields fields(root, {"case_kinds"}, complaint_);
    for (const Node& node : items_of(fields.need("case_kinds"), complaint_)) read_kind(node);
    if (complaint_.problem()) return *complaint_.problem();
    return std::move(kinds_);
  }

 private:
  // One word, one kind: a roster could not tell them apart.
  void take_word(const Node& node, const std::string& word) {
    if (std::ranges::find(words_, word) != words_.end())
      complaint_.expected(node, "a word that no other case kind has");
    words_.push_back(word);
  }

  void read_kind(const Node& node) {
    const Fields fields(node, {"id", "name", "also", "law", "desks", "basis"}, complaint_);
    CaseKind kind;
    kind.id = identifier_of(fields.need("id"), complaint_);
    kind.name = words_of(fields.need("name"), complaint_);
    kind.law = text_of(fields.need("law"), complaint_);
    take_word(fields.need("id"), kind.id);
    take_word(fields.need("name"), kind.name.da);
    if (kind.name.en != kind.name.da) take_word(fields.need("name"), kind.name.en);
    if (const Node* also = fields.find("also")) {
      for (const Node& word : items_of(*also, complaint_)) {
        kind.also.push_back(text_of(word, complaint_));
        take_word(word, kind.also.back());
      }
    }
    for (const Node& desk : items_of(fields.need("desks"), complaint_))
      kind.desks.push_back(term_of(desk, desk_kinds, complaint_));
    read_basis(fields.need("basis"), kind);
    kinds_.push_back(std::move(kind));
  }

  void read_basis(const Node& node, CaseKind& kind) {
    if (node.kind == Node::scalar && node.text == "none") return;
    if (node.kind != Node::map) return complaint_.expected(node, "none, or {from: DATE, to: DATE}");
    const Fields fields(node, {"from", "to"}, complaint_);
    kind.gives_basis = true;
    kind.basis_from = day_of(fields.need("from"), complaint_);
    const Node* to = fields.find("to");
    if (to == nullptr) return;
    kind.basis_to = day_of(*to, complaint_);
    if (kind.basis_to <= kind.basis_from) complaint_.expected(*to, "a date after from");
  }

  Complaint complaint_;
  std::vector<CaseKind> kinds_;
  std::vector<std::string> words_;
};

}  // namespace

Result<std::vector<CaseKind>> read_case_kinds(std::string_view text, std::string file_name) {
  const auto root = yaml::parse(text, file_name);
  if (!root) return root.problem();
  return Reader(std::move(file_name)).read(*root);
}

}  // namespace klynge
