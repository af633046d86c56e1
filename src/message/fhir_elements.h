#pragma once
// What XML does not show of FHIR R4 and JSON needs: the type of each element and whether it may repeat; and
// what JSON does not show and XML needs: their order. Of the resources that MedCom's messages are made of and
// all their data types (hl7.org/fhir/R4, CC0). Pure; any thread.
#include <vector>

#include "base/bytes.h"

namespace klynge::message {

struct ElementRule {
  View name;
  View type;  // "string", "number", "boolean", "xhtml", "Resource", or a type that elements_of() knows
  bool repeats = false;
  bool is_primitive() const { return type == "string" || type == "number" || type == "boolean"; }
};

// The elements of a resource, a data type or a part of one ("Bundle.entry"), in FHIR's order; nullptr: not
// one of ours.
const std::vector<ElementRule>* elements_of(View type);

}  // namespace klynge::message
