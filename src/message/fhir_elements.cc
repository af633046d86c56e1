#include "message/fhir_elements.h"

#include <algorithm>
#include <map>

namespace klynge::message {
namespace {

struct Row {
  View type, elements;
};

// Printed by test/npm/elements.js from the definitions of FHIR R4, and compared with them by
// tools/checks/50-npm.
// `*`: may repeat. After the colon its type; nothing: text.
constexpr Row table[] = {
    // clang-format off
    {"Address",
     "id extension*:Extension use type text line* city district state postalCode country "
     "period:Period"},
    {"Age",
     "id extension*:Extension value:number comparator unit system code"},
    {"Annotation",
     "id extension*:Extension authorReference:Reference authorString time text"},
    {"Attachment",
     "id extension*:Extension contentType language data url size:number hash title creation"},
    {"Binary",
     "id meta:Meta implicitRules language contentType securityContext:Reference data url"},
    {"Bundle",
     "id meta:Meta implicitRules language identifier:Identifier type timestamp total:number "
     "link*:Bundle.link entry*:Bundle.entry signature:Signature"},
    {"Bundle.entry",
     "id extension*:Extension modifierExtension*:Extension link*:Bundle.link fullUrl "
     "resource:Resource search:Bundle.entry.search request:Bundle.entry.request "
     "response:Bundle.entry.response"},
    {"Bundle.entry.request",
     "id extension*:Extension modifierExtension*:Extension method url ifNoneMatch "
     "ifModifiedSince ifMatch ifNoneExist"},
    {"Bundle.entry.response",
     "id extension*:Extension modifierExtension*:Extension status location etag lastModified "
     "outcome:OperationOutcome"},
    {"Bundle.entry.search",
     "id extension*:Extension modifierExtension*:Extension mode score:number"},
    {"Bundle.link",
     "id extension*:Extension modifierExtension*:Extension relation url"},
    {"CareTeam",
     "id meta:Meta implicitRules language text:Narrative contained*:Resource "
     "extension*:Extension modifierExtension*:Extension identifier*:Identifier status "
     "category*:CodeableConcept name subject:Reference encounter:Reference period:Period "
     "participant*:CareTeam.participant reasonCode*:CodeableConcept reasonReference*:Reference "
     "managingOrganization*:Reference telecom*:ContactPoint note*:Annotation"},
    {"CareTeam.participant",
     "id extension*:Extension modifierExtension*:Extension role*:CodeableConcept "
     "member:Reference onBehalfOf:Reference period:Period"},
    {"CodeableConcept",
     "id extension*:Extension coding*:Coding text"},
    {"Coding",
     "id extension*:Extension system version code display userSelected:boolean"},
    {"Communication",
     "id meta:Meta implicitRules language text:Narrative contained*:Resource "
     "extension*:Extension modifierExtension*:Extension identifier*:Identifier "
     "instantiatesCanonical* instantiatesUri* basedOn*:Reference partOf*:Reference "
     "inResponseTo*:Reference status statusReason:CodeableConcept category*:CodeableConcept "
     "priority medium*:CodeableConcept subject:Reference topic:CodeableConcept about*:Reference "
     "encounter:Reference sent received recipient*:Reference sender:Reference "
     "reasonCode*:CodeableConcept reasonReference*:Reference payload*:Communication.payload "
     "note*:Annotation"},
    {"Communication.payload",
     "id extension*:Extension modifierExtension*:Extension contentString "
     "contentAttachment:Attachment contentReference:Reference"},
    {"Condition",
     "id meta:Meta implicitRules language text:Narrative contained*:Resource "
     "extension*:Extension modifierExtension*:Extension identifier*:Identifier "
     "clinicalStatus:CodeableConcept verificationStatus:CodeableConcept "
     "category*:CodeableConcept severity:CodeableConcept code:CodeableConcept "
     "bodySite*:CodeableConcept subject:Reference encounter:Reference onsetDateTime onsetAge:Age "
     "onsetPeriod:Period onsetRange:Range onsetString abatementDateTime abatementAge:Age "
     "abatementPeriod:Period abatementRange:Range abatementString recordedDate "
     "recorder:Reference asserter:Reference stage*:Condition.stage evidence*:Condition.evidence "
     "note*:Annotation"},
    {"Condition.evidence",
     "id extension*:Extension modifierExtension*:Extension code*:CodeableConcept "
     "detail*:Reference"},
    {"Condition.stage",
     "id extension*:Extension modifierExtension*:Extension summary:CodeableConcept "
     "assessment*:Reference type:CodeableConcept"},
    {"ContactDetail",
     "id extension*:Extension name telecom*:ContactPoint"},
    {"ContactPoint",
     "id extension*:Extension system value use rank:number period:Period"},
    {"Contributor",
     "id extension*:Extension type name contact*:ContactDetail"},
    {"Count",
     "id extension*:Extension value:number comparator unit system code"},
    {"DataRequirement",
     "id extension*:Extension type profile* subjectCodeableConcept:CodeableConcept "
     "subjectReference:Reference mustSupport* codeFilter*:DataRequirement.codeFilter "
     "dateFilter*:DataRequirement.dateFilter limit:number sort*:DataRequirement.sort"},
    {"DataRequirement.codeFilter",
     "id extension*:Extension path searchParam valueSet code*:Coding"},
    {"DataRequirement.dateFilter",
     "id extension*:Extension path searchParam valueDateTime valuePeriod:Period "
     "valueDuration:Duration"},
    {"DataRequirement.sort",
     "id extension*:Extension path direction"},
    {"Device",
     "id meta:Meta implicitRules language text:Narrative contained*:Resource "
     "extension*:Extension modifierExtension*:Extension identifier*:Identifier "
     "definition:Reference udiCarrier*:Device.udiCarrier status statusReason*:CodeableConcept "
     "distinctIdentifier manufacturer manufactureDate expirationDate lotNumber serialNumber "
     "deviceName*:Device.deviceName modelNumber partNumber type:CodeableConcept "
     "specialization*:Device.specialization version*:Device.version property*:Device.property "
     "patient:Reference owner:Reference contact*:ContactPoint location:Reference url "
     "note*:Annotation safety*:CodeableConcept parent:Reference"},
    {"Device.deviceName",
     "id extension*:Extension modifierExtension*:Extension name type"},
    {"Device.property",
     "id extension*:Extension modifierExtension*:Extension type:CodeableConcept "
     "valueQuantity*:Quantity valueCode*:CodeableConcept"},
    {"Device.specialization",
     "id extension*:Extension modifierExtension*:Extension systemType:CodeableConcept version"},
    {"Device.udiCarrier",
     "id extension*:Extension modifierExtension*:Extension deviceIdentifier issuer jurisdiction "
     "carrierAIDC carrierHRF entryType"},
    {"Device.version",
     "id extension*:Extension modifierExtension*:Extension type:CodeableConcept "
     "component:Identifier value"},
    {"DiagnosticReport",
     "id meta:Meta implicitRules language text:Narrative contained*:Resource "
     "extension*:Extension modifierExtension*:Extension identifier*:Identifier "
     "basedOn*:Reference status category*:CodeableConcept code:CodeableConcept subject:Reference "
     "encounter:Reference effectiveDateTime effectivePeriod:Period issued performer*:Reference "
     "resultsInterpreter*:Reference specimen*:Reference result*:Reference "
     "imagingStudy*:Reference media*:DiagnosticReport.media conclusion "
     "conclusionCode*:CodeableConcept presentedForm*:Attachment"},
    {"DiagnosticReport.media",
     "id extension*:Extension modifierExtension*:Extension comment link:Reference"},
    {"Distance",
     "id extension*:Extension value:number comparator unit system code"},
    {"DocumentReference",
     "id meta:Meta implicitRules language text:Narrative contained*:Resource "
     "extension*:Extension modifierExtension*:Extension masterIdentifier:Identifier "
     "identifier*:Identifier status docStatus type:CodeableConcept category*:CodeableConcept "
     "subject:Reference date author*:Reference authenticator:Reference custodian:Reference "
     "relatesTo*:DocumentReference.relatesTo description securityLabel*:CodeableConcept "
     "content*:DocumentReference.content context:DocumentReference.context"},
    {"DocumentReference.content",
     "id extension*:Extension modifierExtension*:Extension attachment:Attachment format:Coding"},
    {"DocumentReference.context",
     "id extension*:Extension modifierExtension*:Extension encounter*:Reference "
     "event*:CodeableConcept period:Period facilityType:CodeableConcept "
     "practiceSetting:CodeableConcept sourcePatientInfo:Reference related*:Reference"},
    {"DocumentReference.relatesTo",
     "id extension*:Extension modifierExtension*:Extension code target:Reference"},
    {"Dosage",
     "id extension*:Extension modifierExtension*:Extension sequence:number text "
     "additionalInstruction*:CodeableConcept patientInstruction timing:Timing "
     "asNeededBoolean:boolean asNeededCodeableConcept:CodeableConcept site:CodeableConcept "
     "route:CodeableConcept method:CodeableConcept doseAndRate*:Dosage.doseAndRate "
     "maxDosePerPeriod:Ratio maxDosePerAdministration:Quantity maxDosePerLifetime:Quantity"},
    {"Dosage.doseAndRate",
     "id extension*:Extension type:CodeableConcept doseRange:Range doseQuantity:Quantity "
     "rateRatio:Ratio rateRange:Range rateQuantity:Quantity"},
    {"Duration",
     "id extension*:Extension value:number comparator unit system code"},
    {"Element",
     "id extension*:Extension"},
    {"Encounter",
     "id meta:Meta implicitRules language text:Narrative contained*:Resource "
     "extension*:Extension modifierExtension*:Extension identifier*:Identifier status "
     "statusHistory*:Encounter.statusHistory class:Coding classHistory*:Encounter.classHistory "
     "type*:CodeableConcept serviceType:CodeableConcept priority:CodeableConcept "
     "subject:Reference episodeOfCare*:Reference basedOn*:Reference "
     "participant*:Encounter.participant appointment*:Reference period:Period length:Duration "
     "reasonCode*:CodeableConcept reasonReference*:Reference diagnosis*:Encounter.diagnosis "
     "account*:Reference hospitalization:Encounter.hospitalization location*:Encounter.location "
     "serviceProvider:Reference partOf:Reference"},
    {"Encounter.classHistory",
     "id extension*:Extension modifierExtension*:Extension class:Coding period:Period"},
    {"Encounter.diagnosis",
     "id extension*:Extension modifierExtension*:Extension condition:Reference "
     "use:CodeableConcept rank:number"},
    {"Encounter.hospitalization",
     "id extension*:Extension modifierExtension*:Extension preAdmissionIdentifier:Identifier "
     "origin:Reference admitSource:CodeableConcept reAdmission:CodeableConcept "
     "dietPreference*:CodeableConcept specialCourtesy*:CodeableConcept "
     "specialArrangement*:CodeableConcept destination:Reference "
     "dischargeDisposition:CodeableConcept"},
    {"Encounter.location",
     "id extension*:Extension modifierExtension*:Extension location:Reference status "
     "physicalType:CodeableConcept period:Period"},
    {"Encounter.participant",
     "id extension*:Extension modifierExtension*:Extension type*:CodeableConcept period:Period "
     "individual:Reference"},
    {"Encounter.statusHistory",
     "id extension*:Extension modifierExtension*:Extension status period:Period"},
    {"EpisodeOfCare",
     "id meta:Meta implicitRules language text:Narrative contained*:Resource "
     "extension*:Extension modifierExtension*:Extension identifier*:Identifier status "
     "statusHistory*:EpisodeOfCare.statusHistory type*:CodeableConcept "
     "diagnosis*:EpisodeOfCare.diagnosis patient:Reference managingOrganization:Reference "
     "period:Period referralRequest*:Reference careManager:Reference team*:Reference "
     "account*:Reference"},
    {"EpisodeOfCare.diagnosis",
     "id extension*:Extension modifierExtension*:Extension condition:Reference "
     "role:CodeableConcept rank:number"},
    {"EpisodeOfCare.statusHistory",
     "id extension*:Extension modifierExtension*:Extension status period:Period"},
    {"Expression",
     "id extension*:Extension description name language expression reference"},
    {"Extension",
     "id extension*:Extension url valueBase64Binary valueBoolean:boolean valueCanonical "
     "valueCode valueDate valueDateTime valueDecimal:number valueId valueInstant "
     "valueInteger:number valueMarkdown valueOid valuePositiveInt:number valueString valueTime "
     "valueUnsignedInt:number valueUri valueUrl valueUuid valueAddress:Address valueAge:Age "
     "valueAnnotation:Annotation valueAttachment:Attachment valueCodeableConcept:CodeableConcept "
     "valueCoding:Coding valueContactPoint:ContactPoint valueCount:Count valueDistance:Distance "
     "valueDuration:Duration valueHumanName:HumanName valueIdentifier:Identifier "
     "valueMoney:Money valuePeriod:Period valueQuantity:Quantity valueRange:Range "
     "valueRatio:Ratio valueReference:Reference valueSampledData:SampledData "
     "valueSignature:Signature valueTiming:Timing valueContactDetail:ContactDetail "
     "valueContributor:Contributor valueDataRequirement:DataRequirement "
     "valueExpression:Expression valueParameterDefinition:ParameterDefinition "
     "valueRelatedArtifact:RelatedArtifact valueTriggerDefinition:TriggerDefinition "
     "valueUsageContext:UsageContext valueDosage:Dosage valueMeta:Meta"},
    {"HumanName",
     "id extension*:Extension use text family given* prefix* suffix* period:Period"},
    {"Identifier",
     "id extension*:Extension use type:CodeableConcept system value period:Period "
     "assigner:Reference"},
    {"Location",
     "id meta:Meta implicitRules language text:Narrative contained*:Resource "
     "extension*:Extension modifierExtension*:Extension identifier*:Identifier status "
     "operationalStatus:Coding name alias* description mode type*:CodeableConcept "
     "telecom*:ContactPoint address:Address physicalType:CodeableConcept "
     "position:Location.position managingOrganization:Reference partOf:Reference "
     "hoursOfOperation*:Location.hoursOfOperation availabilityExceptions endpoint*:Reference"},
    {"Location.hoursOfOperation",
     "id extension*:Extension modifierExtension*:Extension daysOfWeek* allDay:boolean "
     "openingTime closingTime"},
    {"Location.position",
     "id extension*:Extension modifierExtension*:Extension longitude:number latitude:number "
     "altitude:number"},
    {"Media",
     "id meta:Meta implicitRules language text:Narrative contained*:Resource "
     "extension*:Extension modifierExtension*:Extension identifier*:Identifier "
     "basedOn*:Reference partOf*:Reference status type:CodeableConcept modality:CodeableConcept "
     "view:CodeableConcept subject:Reference encounter:Reference createdDateTime "
     "createdPeriod:Period issued operator:Reference reasonCode*:CodeableConcept "
     "bodySite:CodeableConcept deviceName device:Reference height:number width:number "
     "frames:number duration:number content:Attachment note*:Annotation"},
    {"MessageHeader",
     "id meta:Meta implicitRules language text:Narrative contained*:Resource "
     "extension*:Extension modifierExtension*:Extension eventCoding:Coding eventUri "
     "destination*:MessageHeader.destination sender:Reference enterer:Reference author:Reference "
     "source:MessageHeader.source responsible:Reference reason:CodeableConcept "
     "response:MessageHeader.response focus*:Reference definition"},
    {"MessageHeader.destination",
     "id extension*:Extension modifierExtension*:Extension name target:Reference endpoint "
     "receiver:Reference"},
    {"MessageHeader.response",
     "id extension*:Extension modifierExtension*:Extension identifier code details:Reference"},
    {"MessageHeader.source",
     "id extension*:Extension modifierExtension*:Extension name software version "
     "contact:ContactPoint endpoint"},
    {"Meta",
     "id extension*:Extension versionId lastUpdated source profile* security*:Coding tag*:Coding "
     "project author:Reference onBehalfOf:Reference account:Reference accounts*:Reference "
     "compartment*:Reference"},
    {"Money",
     "id extension*:Extension value:number currency"},
    {"Narrative",
     "id extension*:Extension status div:xhtml"},
    {"Observation",
     "id meta:Meta implicitRules language text:Narrative contained*:Resource "
     "extension*:Extension modifierExtension*:Extension identifier*:Identifier "
     "basedOn*:Reference partOf*:Reference status category*:CodeableConcept code:CodeableConcept "
     "subject:Reference focus*:Reference encounter:Reference effectiveDateTime "
     "effectivePeriod:Period effectiveTiming:Timing effectiveInstant issued performer*:Reference "
     "valueQuantity:Quantity valueCodeableConcept:CodeableConcept valueString "
     "valueBoolean:boolean valueInteger:number valueRange:Range valueRatio:Ratio "
     "valueSampledData:SampledData valueTime valueDateTime valuePeriod:Period "
     "dataAbsentReason:CodeableConcept interpretation*:CodeableConcept note*:Annotation "
     "bodySite:CodeableConcept method:CodeableConcept specimen:Reference device:Reference "
     "referenceRange*:Observation.referenceRange hasMember*:Reference derivedFrom*:Reference "
     "component*:Observation.component"},
    {"Observation.component",
     "id extension*:Extension modifierExtension*:Extension code:CodeableConcept "
     "valueQuantity:Quantity valueCodeableConcept:CodeableConcept valueString "
     "valueBoolean:boolean valueInteger:number valueRange:Range valueRatio:Ratio "
     "valueSampledData:SampledData valueTime valueDateTime valuePeriod:Period "
     "dataAbsentReason:CodeableConcept interpretation*:CodeableConcept "
     "referenceRange*:Observation.referenceRange"},
    {"Observation.referenceRange",
     "id extension*:Extension modifierExtension*:Extension low:Quantity high:Quantity "
     "type:CodeableConcept appliesTo*:CodeableConcept age:Range text"},
    {"OperationOutcome",
     "id meta:Meta implicitRules language text:Narrative contained*:Resource "
     "extension*:Extension modifierExtension*:Extension issue*:OperationOutcome.issue"},
    {"OperationOutcome.issue",
     "id extension*:Extension modifierExtension*:Extension severity code details:CodeableConcept "
     "diagnostics location* expression*"},
    {"Organization",
     "id meta:Meta implicitRules language text:Narrative contained*:Resource "
     "extension*:Extension modifierExtension*:Extension identifier*:Identifier active:boolean "
     "type*:CodeableConcept name alias* telecom*:ContactPoint address*:Address partOf:Reference "
     "contact*:Organization.contact endpoint*:Reference"},
    {"Organization.contact",
     "id extension*:Extension modifierExtension*:Extension purpose:CodeableConcept "
     "name:HumanName telecom*:ContactPoint address:Address"},
    {"ParameterDefinition",
     "id extension*:Extension name use min:number max documentation type profile"},
    {"Patient",
     "id meta:Meta implicitRules language text:Narrative contained*:Resource "
     "extension*:Extension modifierExtension*:Extension identifier*:Identifier active:boolean "
     "name*:HumanName telecom*:ContactPoint gender birthDate deceasedBoolean:boolean "
     "deceasedDateTime address*:Address maritalStatus:CodeableConcept "
     "multipleBirthBoolean:boolean multipleBirthInteger:number photo*:Attachment "
     "contact*:Patient.contact communication*:Patient.communication "
     "generalPractitioner*:Reference managingOrganization:Reference link*:Patient.link"},
    {"Patient.communication",
     "id extension*:Extension modifierExtension*:Extension language:CodeableConcept "
     "preferred:boolean"},
    {"Patient.contact",
     "id extension*:Extension modifierExtension*:Extension relationship*:CodeableConcept "
     "name:HumanName telecom*:ContactPoint address:Address gender organization:Reference "
     "period:Period"},
    {"Patient.link",
     "id extension*:Extension modifierExtension*:Extension other:Reference type"},
    {"Period",
     "id extension*:Extension start end"},
    {"Practitioner",
     "id meta:Meta implicitRules language text:Narrative contained*:Resource "
     "extension*:Extension modifierExtension*:Extension identifier*:Identifier active:boolean "
     "name*:HumanName telecom*:ContactPoint address*:Address gender birthDate photo*:Attachment "
     "qualification*:Practitioner.qualification communication*:CodeableConcept"},
    {"Practitioner.qualification",
     "id extension*:Extension modifierExtension*:Extension identifier*:Identifier "
     "code:CodeableConcept period:Period issuer:Reference"},
    {"PractitionerRole",
     "id meta:Meta implicitRules language text:Narrative contained*:Resource "
     "extension*:Extension modifierExtension*:Extension identifier*:Identifier active:boolean "
     "period:Period practitioner:Reference organization:Reference code*:CodeableConcept "
     "specialty*:CodeableConcept location*:Reference healthcareService*:Reference "
     "telecom*:ContactPoint availableTime*:PractitionerRole.availableTime "
     "notAvailable*:PractitionerRole.notAvailable availabilityExceptions endpoint*:Reference"},
    {"PractitionerRole.availableTime",
     "id extension*:Extension modifierExtension*:Extension daysOfWeek* allDay:boolean "
     "availableStartTime availableEndTime"},
    {"PractitionerRole.notAvailable",
     "id extension*:Extension modifierExtension*:Extension description during:Period"},
    {"Provenance",
     "id meta:Meta implicitRules language text:Narrative contained*:Resource "
     "extension*:Extension modifierExtension*:Extension target*:Reference occurredPeriod:Period "
     "occurredDateTime recorded policy* location:Reference reason*:CodeableConcept "
     "activity:CodeableConcept agent*:Provenance.agent entity*:Provenance.entity "
     "signature*:Signature"},
    {"Provenance.agent",
     "id extension*:Extension modifierExtension*:Extension type:CodeableConcept "
     "role*:CodeableConcept who:Reference onBehalfOf:Reference"},
    {"Provenance.entity",
     "id extension*:Extension modifierExtension*:Extension role what:Reference "
     "agent*:Provenance.agent"},
    {"Quantity",
     "id extension*:Extension value:number comparator unit system code"},
    {"QuestionnaireResponse",
     "id meta:Meta implicitRules language text:Narrative contained*:Resource "
     "extension*:Extension modifierExtension*:Extension identifier:Identifier basedOn*:Reference "
     "partOf*:Reference questionnaire status subject:Reference encounter:Reference authored "
     "author:Reference source:Reference item*:QuestionnaireResponse.item"},
    {"QuestionnaireResponse.item",
     "id extension*:Extension modifierExtension*:Extension linkId definition text "
     "answer*:QuestionnaireResponse.item.answer item*:QuestionnaireResponse.item"},
    {"QuestionnaireResponse.item.answer",
     "id extension*:Extension modifierExtension*:Extension valueBoolean:boolean "
     "valueDecimal:number valueInteger:number valueDate valueDateTime valueTime valueString "
     "valueUri valueAttachment:Attachment valueCoding:Coding valueQuantity:Quantity "
     "valueReference:Reference item*:QuestionnaireResponse.item"},
    {"Range",
     "id extension*:Extension low:Quantity high:Quantity"},
    {"Ratio",
     "id extension*:Extension numerator:Quantity denominator:Quantity"},
    {"Reference",
     "id extension*:Extension reference type identifier:Identifier display"},
    {"RelatedArtifact",
     "id extension*:Extension type label display citation url document:Attachment resource"},
    {"RelatedPerson",
     "id meta:Meta implicitRules language text:Narrative contained*:Resource "
     "extension*:Extension modifierExtension*:Extension identifier*:Identifier active:boolean "
     "patient:Reference relationship*:CodeableConcept name*:HumanName telecom*:ContactPoint "
     "gender birthDate address*:Address photo*:Attachment period:Period "
     "communication*:RelatedPerson.communication"},
    {"RelatedPerson.communication",
     "id extension*:Extension modifierExtension*:Extension language:CodeableConcept "
     "preferred:boolean"},
    {"SampledData",
     "id extension*:Extension origin:Quantity period:number factor:number lowerLimit:number "
     "upperLimit:number dimensions:number data"},
    {"Signature",
     "id extension*:Extension type*:Coding when who:Reference onBehalfOf:Reference targetFormat "
     "sigFormat data"},
    {"Timing",
     "id extension*:Extension modifierExtension*:Extension event* repeat:Timing.repeat "
     "code:CodeableConcept"},
    {"Timing.repeat",
     "id extension*:Extension boundsDuration:Duration boundsRange:Range boundsPeriod:Period "
     "count:number countMax:number duration:number durationMax:number durationUnit "
     "frequency:number frequencyMax:number period:number periodMax:number periodUnit dayOfWeek* "
     "timeOfDay* when* offset:number"},
    {"TriggerDefinition",
     "id extension*:Extension type name timingTiming:Timing timingReference:Reference timingDate "
     "timingDateTime data*:DataRequirement condition:Expression"},
    {"UsageContext",
     "id extension*:Extension code:Coding valueCodeableConcept:CodeableConcept "
     "valueQuantity:Quantity valueRange:Range valueReference:Reference"},
    // clang-format on
};

ElementRule rule_from(View word) {
  ElementRule rule;
  const size_t colon = word.find(':');
  rule.name = word.substr(0, colon);
  rule.type = colon == View::npos ? View("string") : word.substr(colon + 1);
  rule.repeats = rule.name.ends_with('*');
  if (rule.repeats) rule.name.remove_suffix(1);
  return rule;
}

std::map<View, std::vector<ElementRule>> read_table() {
  std::map<View, std::vector<ElementRule>> all;
  for (const Row& row : table) {
    std::vector<ElementRule>& rules = all[row.type];
    for (size_t at = 0; at < row.elements.size();) {
      const size_t end = std::min(row.elements.find(' ', at), row.elements.size());
      rules.push_back(rule_from(row.elements.substr(at, end - at)));
      at = end + 1;
    }
  }
  return all;
}

}  // namespace

const std::vector<ElementRule>* elements_of(View type) {
  static const std::map<View, std::vector<ElementRule>> all = read_table();
  const auto found = all.find(type);
  return found == all.end() ? nullptr : &found->second;
}

}  // namespace klynge::message
