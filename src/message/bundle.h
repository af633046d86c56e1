#pragma once
// A Bundle's resources, found once and looked up by type and id: references cost a binary search each,
// however hostile the input. Points into the Document it was read from.
#include <span>
#include <vector>

#include "base/json.h"
#include "message/rule.h"

namespace klynge::message {

struct Resource {
  View type, id;
  const json::Node* node = nullptr;
};

class Bundle {
 public:
  Bundle(Bundle&&) = default;

  // Level 2. Reads as much as can be read, whatever is wrong; what is wrong is in the report.
  static Bundle read(const json::Node& root, Report& report);

  const json::Node& root() const { return *root_; }
  const Resource* header() const { return header_; }  // the first MessageHeader, or nullptr
  std::span<const Resource> resources() const { return resources_; }
  uint32_t count(View type) const;
  const Resource* first(View type) const;

  const Resource* find(View type, View id) const;
  // What a Reference object in this Bundle names, when it is of that type and here.
  const Resource* resolve(const json::Node* reference, View type) const;

  // Tells that the Reference at `in`.`member` leads nowhere; silent when there is no such member, because
  // whether it must be there is a matter of cardinality.
  const Resource* require(Report& report, const json::Node* in, View member, View type,
                          RuleId rule = "reference-unresolved") const;

 private:
  explicit Bundle(const json::Node& root) : root_(&root) {}
  void read_skeleton(Report& report) const;
  void read_entry(const json::Node& entry, Report& report);
  void index(Report& report);
  void check_header_place(Report& report) const;

  const json::Node* root_;
  std::vector<Resource> resources_;  // in the order of the Bundle
  std::vector<uint32_t> sorted_;     // by type and id, then by place
  const Resource* header_ = nullptr;
  uint32_t full_urls_in_doubt_ = 0, ids_not_uuid_ = 0, without_narrative_ = 0;
  const json::Node* first_full_url_in_doubt_ = nullptr;
  const json::Node* first_id_not_uuid_ = nullptr;
  const json::Node* first_without_narrative_ = nullptr;

  friend void check_narrative(const Bundle& bundle, Report& report);
};

// Level 6: resources without a text for people, told once for all of them.
void check_narrative(const Bundle& bundle, Report& report);

// The id in "Patient/<id>", with or without an address before it; empty when it is not of that type.
View id_in_reference(View reference, View type);

// FHIR's id: 1 to 64 of A-Z a-z 0-9 - .
bool valid_id(View id);

}  // namespace klynge::message
