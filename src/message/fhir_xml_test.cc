#include "message/fhir_xml.h"

#include <gtest/gtest.h>

#include "message/message.h"
#include "message/samples_test.h"

namespace klynge::message {

using namespace test;

namespace {

Bytes to_xml(View json) {
  const auto document = json::Document::parse(json);
  EXPECT_TRUE(document.ok());
  auto xml = xml_from_json(document->root());
  EXPECT_TRUE(xml.ok()) << xml.problem().where << ": " << xml.problem().what;
  return xml ? *xml : Bytes();
}

Bytes bundle_with(View inside) {
  return "<Bundle xmlns=\"http://hl7.org/fhir\">" + Bytes(inside) + "</Bundle>";
}
Bytes patient(View inside) {
  return "<Patient xmlns=\"http://hl7.org/fhir\">" + Bytes(inside) + "</Patient>";
}
Bytes json(View xml) {
  auto made = json_from_xml(xml);
  EXPECT_TRUE(made.ok()) << made.problem().where << ": " << made.problem().what;
  return made ? *made : Bytes();
}
std::string complaint(View xml) {
  auto made = json_from_xml(xml);
  EXPECT_FALSE(made.ok()) << *made;
  return made ? "" : made.problem().where + ": " + made.problem().what;
}

TEST(FhirXml, ValuesListsAndWhatStandsBesideThem) {
  EXPECT_EQ(json(patient(R"(<id value="p1"/><active value="true"/>)")),
            R"({"resourceType":"Patient","id":"p1","active":true})");
  EXPECT_EQ(json(patient(R"(<name id="n"><given value="Elmer"/><given value="&lt;B&gt;&#10;"/></name>)")),
            R"({"resourceType":"Patient","name":[{"id":"n","given":["Elmer","<B>\n"]}]})");
  EXPECT_EQ(
      json(patient(
          R"(<name><given value="A"/><given><extension url="u"><valueInteger value="3"/></extension></given></name>)")),
      R"({"resourceType":"Patient","name":[{"given":["A",null],"_given":[null,{"extension":[{"url":"u","valueInteger":3}]}]}]})");
  EXPECT_EQ(
      json(bundle_with(R"(<entry><resource><Patient><gender value="male"/></Patient></resource></entry>)")),
      R"({"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","gender":"male"}}]})");
}

TEST(FhirXml, ANarrativeIsKeptAsItsMarkup) {
  const View div =
      R"(<div xmlns="http://www.w3.org/1999/xhtml" xml:lang="da"><p class="a">Å &amp; <b>ø</b><br/></p></div>)";
  const Bytes text = patient("<text><status value=\"generated\"/>" + Bytes(div) + "</text>");
  const auto document = json::Document::parse(json(text));
  EXPECT_EQ(json::text_of(json::find(&document->root(), "text"), "div"), div);
  EXPECT_NE(to_xml(json(text)).find(div), Bytes::npos);
  const Bytes broken = to_xml(R"({"resourceType":"Patient","text":{"div":"</div><active value='true'/>"}})");
  EXPECT_EQ(broken.find("<active"), Bytes::npos);
  EXPECT_TRUE(json_from_xml(broken).ok());
}

TEST(FhirXml, WhatIsNotFhirIsRefusedWithItsPlace) {
  EXPECT_EQ(complaint("<Patient></Patient>"),
            "line 1, column 1: the root was expected in the namespace http://hl7.org/fhir; it is in another");
  EXPECT_EQ(complaint(patient("\n<born value=\"1\"/>")),
            "line 2, column 1: <born> is not in Patient in FHIR R4");
  EXPECT_EQ(complaint(patient("<gender value=\"male\"/><gender value=\"male\"/>")),
            "line 1, column 60: <gender> may not repeat in Patient");
  EXPECT_EQ(complaint(patient("<name/><gender value=\"male\"/><name/>")),
            "line 1, column 38: <name> stands in two places; what repeats stands together");
  EXPECT_EQ(complaint(patient("<active value=\"yes\"/>")),
            "line 1, column 38: <active> was expected to be true or false");
  EXPECT_EQ(complaint(patient("<gender/>")), "line 1, column 38: <gender> was expected to have a value");
  EXPECT_EQ(complaint(patient("<multipleBirthInteger value=\"01\"/>")),
            "line 1, column 38: <multipleBirthInteger> was expected to be a number");
  EXPECT_EQ(complaint(patient("Elmer")),
            "line 1, column 38: text stands between elements; values are attributes");
  EXPECT_EQ(complaint("<Claim xmlns=\"http://hl7.org/fhir\"/>"),
            "line 1, column 1: <Claim> is not among the resources that are read here in XML");
  EXPECT_EQ(complaint("<!DOCTYPE a [<!ENTITY b \"b\">]><a/>"),
            "line 1, column 13: a document type is not read: it could define entities");
  EXPECT_EQ(complaint("<Patient xmlns=\"http://hl7.org/fhir\">"),
            "line 1, column 38: this is not well-formed XML: no element found");
}

TEST(FhirXml, DepthAndNumberOfElementsAreBounded) {
  Bytes deep;
  for (int i = 0; i < 200'000; ++i) deep += "<extension url=\"u\">";
  EXPECT_NE(complaint(patient(deep)).find("elements lie more than 64 deep"), std::string::npos);
}

TEST(FhirXml, OtherEncodingsAndPrefixesAreXmlToo) {
  EXPECT_EQ(json("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><f:Patient xmlns:f=\"http://hl7.org/fhir\">"
                 "<f:name><f:family value=\"S\xf8rensen\"/></f:name></f:Patient>"),
            R"({"resourceType":"Patient","name":[{"family":"Sørensen"}]})");
}

// There and back again: every sample, and what we answer it.
TEST(FhirXml, EverySampleSaysTheSameInXml) {
  size_t count = 0;
  std::vector<std::pair<std::string, std::string>> all;
  for (const auto& row : expectations("hospital-notification"))
    all.emplace_back(row[0], sample("hospital-notification/" + row[0]));
  for (const auto& row : expectations("complaint")) all.emplace_back(row[0], sample("complaint/" + row[0]));
  for (const Official& one : official("hospital-notification")) all.emplace_back(one.name, one.bytes);
  for (const auto& [name, bytes] : all) {
    const Reading reading = read(bytes);
    if (reading.answer != Answer::ok) continue;
    ++count;
    const Bytes xml = to_xml(bytes);
    const Reading again = read(xml);
    EXPECT_TRUE(again.is_xml);
    EXPECT_EQ(again.type, reading.type) << name;
    EXPECT_EQ(again.answer, reading.answer) << name;
    ASSERT_EQ(again.issues.size(), reading.issues.size()) << name;
    for (size_t i = 0; i < again.issues.size(); ++i) {
      EXPECT_EQ(again.issues[i].rule, reading.issues[i].rule) << name;
      EXPECT_EQ(again.issues[i].path, reading.issues[i].path) << name;
    }
    EXPECT_EQ(content_digest(again), content_digest(reading)) << name;
    const AcknowledgementIds ids{.bundle_id = "0b6f0b6e-36a5-4c1c-9f38-0f3a5a6f0001",
                                 .message_id = "0b6f0b6e-36a5-4c1c-9f38-0f3a5a6f0002",
                                 .provenance_id = "0b6f0b6e-36a5-4c1c-9f38-0f3a5a6f0003",
                                 .outcome_id = "0b6f0b6e-36a5-4c1c-9f38-0f3a5a6f0004",
                                 .now = {1'795'000'000'000'000}};
    const Bytes answer = write_acknowledgement(again, again.answer, again.issues, ids);
    EXPECT_TRUE(looks_like_xml(answer));
    const Reading acknowledgement = read(answer);
    EXPECT_FALSE(acknowledgement.has_error()) << name << acknowledgement.issues.front().text;
    ASSERT_TRUE(acknowledgement.acknowledgement) << name;
    EXPECT_EQ(acknowledgement.acknowledgement->code, Answer::ok);
  }
  EXPECT_GE(count, 18u);
}

}  // namespace
}  // namespace klynge::message
