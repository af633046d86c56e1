#include "message/bundle.h"

#include <algorithm>
#include <tuple>

#include "message/codes.h"

namespace klynge::message {

namespace {

auto key_of(const Resource& resource) {
  return std::tie(resource.type, resource.id);
}

bool has_narrative(const json::Node* resource) {
  const json::Node* text = json::find(resource, "text");
  return !json::text_of(text, "status").empty() && !json::text_of(text, "div").empty();
}

// "https://…/Patient/<id>" for the resource that stands beside it.
bool is_full_url_in_order(View url, const Resource& resource) {
  const bool absolute = url.starts_with("https://") || url.starts_with("http://");
  return absolute && id_in_reference(url, resource.type) == resource.id;
}

std::string how_many(uint32_t count, View singular, View plural) {
  return std::to_string(count) + (count == 1 ? std::string(singular) : std::string(plural));
}

}  // namespace

bool valid_id(View id) {
  return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  });
}

View id_in_reference(View reference, View type) {
  const size_t slash = reference.rfind('/');
  if (slash == View::npos) return {};
  const View before = reference.substr(0, slash);
  if (!before.ends_with(type)) return {};
  if (before.size() > type.size() && before[before.size() - type.size() - 1] != '/') return {};
  return reference.substr(slash + 1);
}

Bundle Bundle::read(const json::Node& root, Report& report) {
  Bundle bundle(root);
  bundle.read_skeleton(report);
  const json::Node* entries = json::find(&root, "entry");
  if (entries == nullptr || !entries->is_array()) return bundle;
  bundle.resources_.reserve(entries->count);
  for (const json::Node* entry = entries->first; entry != nullptr; entry = entry->next) {
    bundle.read_entry(*entry, report);
  }
  bundle.index(report);
  bundle.header_ = bundle.first("MessageHeader");
  bundle.check_header_place(report);
  if (bundle.ids_not_uuid_ > 0) {
    report.add("resource-id-uuid", bundle.first_id_not_uuid_,
               "Ids should be lower-case UUIDs; found " +
                   how_many(bundle.ids_not_uuid_, " id of another form, here.",
                            " ids of another form, the first one here."));
  }
  if (bundle.full_urls_in_doubt_ > 0) {
    report.add("full-url", bundle.first_full_url_in_doubt_,
               "An absolute fullUrl that ends in the resource's type and id was expected; found " +
                   how_many(bundle.full_urls_in_doubt_, " entry without, here.",
                            " entries without, the first one here."));
  }
  return bundle;
}

void Bundle::read_skeleton(Report& report) const {
  static constexpr Element elements[] = {
      {"id", 1, 1, Shape::text, "bundle-id-required"},
      {"type", 1, 1, Shape::text, "bundle-type"},
      {"timestamp", 1, 1, Shape::time, "bundle-timestamp-required"},
      {"entry", 1, many, Shape::objects, "bundle-entry-required"},
  };
  check_elements(report, root_, elements);
  const json::Node* type = json::find(root_, "type");
  if (type != nullptr && type->is_string() && !type->text.empty() && type->text != "message") {
    report.add("bundle-type", type, "Expected \"message\", " + found(type->text) + ".");
  }
  const json::Node* id = json::find(root_, "id");
  if (id == nullptr || !id->is_string() || id->text.empty()) return;
  if (!valid_id(id->text)) {
    report.add("resource-id-format", id,
               "An id has 1 to 64 letters, digits, hyphens and dots; found another form.");
  } else if (!looks_like_uuid(id->text)) {
    report.add("resource-id-uuid", id, "The Bundle's id should be a lower-case UUID; found another form.");
  }
}

void Bundle::read_entry(const json::Node& entry, Report& report) {
  if (!entry.is_object()) return;  // the skeleton has told
  const json::Node* node = json::find(&entry, "resource");
  if (node == nullptr || !node->is_object()) {
    report.add("bundle-entry-resource", &entry, "resource",
               "Every entry of a message holds a resource; found none.");
    return;
  }
  const Resource resource{
      .type = json::text_of(node, "resourceType"), .id = json::text_of(node, "id"), .node = node};
  if (resource.type.empty()) {
    report.add("bundle-entry-resource", node, "resourceType", "Every resource names its type; found none.");
    return;
  }
  if (resource.type == "MessageHeader" && resource.id.empty()) {
    report.add("header-id-required", node, "id",
               "The MessageHeader's id is the message's own number; found none.");
  } else if (resource.id.empty()) {
    report.add("resource-id-required", node, "id", "Every resource of a message has an id; found none.");
  } else if (!valid_id(resource.id)) {
    report.add("resource-id-format", node, "id",
               "An id has 1 to 64 letters, digits, hyphens and dots; found another form.");
  } else if (!looks_like_uuid(resource.id) && ids_not_uuid_++ == 0) {
    first_id_not_uuid_ = json::find(node, "id");
  }
  if (!is_full_url_in_order(json::text_of(&entry, "fullUrl"), resource) && full_urls_in_doubt_++ == 0) {
    first_full_url_in_doubt_ = &entry;
  }
  if (!has_narrative(node) && without_narrative_++ == 0) first_without_narrative_ = node;
  resources_.push_back(resource);
}

void Bundle::index(Report& report) {
  sorted_.resize(resources_.size());
  for (uint32_t i = 0; i < sorted_.size(); ++i) sorted_[i] = i;
  std::sort(sorted_.begin(), sorted_.end(), [&](uint32_t a, uint32_t b) {
    const auto order = key_of(resources_[a]) <=> key_of(resources_[b]);
    return order != 0 ? order < 0 : a < b;
  });
  for (size_t i = 1; i < sorted_.size(); ++i) {
    const Resource& resource = resources_[sorted_[i]];
    if (resource.id.empty() || key_of(resource) != key_of(resources_[sorted_[i - 1]])) continue;
    if (resource.type == "Provenance") {
      report.add("provenance-duplicate", resource.node, "id",
                 "Each id is used once; found a second Provenance with it.");
    } else {
      report.add("resource-duplicate", resource.node, "id",
                 "Each id is used once; found a second resource with it.");
    }
  }
}

void Bundle::check_header_place(Report& report) const {
  const json::Node* entries = json::find(root_, "entry");
  if (header_ == nullptr) {
    report.add("header-required", entries, "A MessageHeader was expected as the first entry; found none.");
    return;
  }
  if (header_->node->parent != entries->first) {
    report.add("header-first", header_->node, "The MessageHeader is the first entry; found it further down.");
  }
  if (const uint32_t headers = count("MessageHeader"); headers > 1) {
    report.add("header-one", entries, "Expected one MessageHeader, found " + std::to_string(headers) + ".");
  }
}

uint32_t Bundle::count(View type) const {
  return static_cast<uint32_t>(std::count_if(
      resources_.begin(), resources_.end(), [&](const Resource& resource) { return resource.type == type; }));
}

const Resource* Bundle::first(View type) const {
  const auto place = std::find_if(resources_.begin(), resources_.end(),
                                  [&](const Resource& resource) { return resource.type == type; });
  return place == resources_.end() ? nullptr : &*place;
}

const Resource* Bundle::find(View type, View id) const {
  if (id.empty()) return nullptr;
  const auto wanted = std::tie(type, id);
  const auto place =
      std::lower_bound(sorted_.begin(), sorted_.end(), wanted,
                       [&](uint32_t at, const auto& key) { return key_of(resources_[at]) < key; });
  if (place == sorted_.end() || key_of(resources_[*place]) != wanted) return nullptr;
  return &resources_[*place];
}

const Resource* Bundle::resolve(const json::Node* reference, View type) const {
  return find(type, id_in_reference(json::text_of(reference, "reference"), type));
}

const Resource* Bundle::require(Report& report, const json::Node* in, View member, View type,
                                RuleId rule) const {
  const json::Node* reference = json::find(in, member);
  if (reference == nullptr) return nullptr;
  const Resource* resource = resolve(reference, type);
  if (resource == nullptr) {
    report.add(rule, reference,
               "A reference to " + std::string(type) +
                   "/<id> of this Bundle was expected; found one that leads nowhere in it.");
  }
  return resource;
}

void check_narrative(const Bundle& bundle, Report& report) {
  if (bundle.without_narrative_ == 0) return;
  report.add("narrative", bundle.first_without_narrative_, "text",
             "Every resource should carry a text for people; found " +
                 how_many(bundle.without_narrative_, " without, here.", " without, the first one here."));
}

}  // namespace klynge::message
